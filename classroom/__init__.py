"""Many people at one address."""

import curriculum  # noqa: F401 - before whatever reads notebooks
