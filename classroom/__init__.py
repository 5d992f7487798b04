"""Many people at one address."""
