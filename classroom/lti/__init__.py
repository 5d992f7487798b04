"""LTI 1.3: people of a university's LMS come in by a link of its course, and their points go back into its grade book."""
