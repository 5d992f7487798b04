"""How reviewed results reach the centers."""
