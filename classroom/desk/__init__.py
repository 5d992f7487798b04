"""The desk: where instructors run their cohorts, and the door through which trainees' work comes and goes."""
