"""A center's JupyterHub: made, checked and started from ``center.yaml``."""
