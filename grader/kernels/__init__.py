"""Warm, sandboxed kernels for every Jupyter program, chosen by a kernelspec.

>>> from grader import kernels
>>> kernels.register()  # Jupyter programs started from here on find the kernelspec
>>> kernels.configure(config)  # nbclient and nbgrader run every notebook in it
>>> kernels.configure_server(config)  # Voilà or a Jupyter server offers no other kernel
"""

import os
from pathlib import Path
from typing import Any

KERNEL_NAME = "dsi-sandbox"


def kernelspec_dir() -> Path:
    """Return the folder to put on ``JUPYTER_PATH``; an installed wheel also has the kernelspec in its prefix."""
    return Path(__file__).parent / "share"


def register() -> None:
    """Put the kernelspec on the ``JUPYTER_PATH`` of this process and of those it starts."""
    known = os.environ.get("JUPYTER_PATH", "").split(os.pathsep)
    if str(kernelspec_dir()) not in known:
        os.environ["JUPYTER_PATH"] = os.pathsep.join([str(kernelspec_dir()), *filter(None, known)])


def configure(config: Any) -> None:
    """Run notebooks in the sandbox, whatever kernel their metadata names.

    Parameters
    ----------
    config
        A traitlets ``Config``, such as ``get_config()`` in ``nbgrader_config.py``.
    """
    register()
    config.NotebookClient.kernel_name = KERNEL_NAME


def configure_server(config: Any) -> None:
    """Offer the sandbox as the only kernel of a server; notebooks that name another run in it all the same.

    Parameters
    ----------
    config
        The server's traitlets ``Config``, as in ``voila.py``.
    """
    register()
    config.KernelSpecManager.allowed_kernelspecs = {KERNEL_NAME}
    config.KernelSpecManager.ensure_native_kernel = False
    config.MultiKernelManager.default_kernel_name = KERNEL_NAME
