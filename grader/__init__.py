"""How work is collected, run, scored, proved and returned."""

import curriculum  # noqa: F401 - before whatever reads notebooks
