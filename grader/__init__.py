"""How work is collected, run, scored, proved and returned."""
