"""What is taught, and how text becomes a course."""
