"""Warm, sandboxed kernels for every Jupyter program, chosen by a kernelspec."""
