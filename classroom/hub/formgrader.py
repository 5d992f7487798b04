"""A cohort's formgrader as a service of the hub: nbgrader's own pages, in the cohort's folder, for its instructors."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PurePosixPath
from typing import Any

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from tornado.web import HTTPError

from grader import kernels

_EDITED = "source"  # nothing in it is ever run outside the sandbox


class CourseFiles(AsyncLargeFileManager):
    """The cohort's files: all to read, notebooks of a module to write.

    The service runs as the account that owns every cohort; an instructor who could write its settings would be that account.
    """

    def _may_write(self, path: str) -> None:
        parts = PurePosixPath(path.strip("/")).parts
        if len(parts) < 2 or parts[0] != _EDITED:
            raise HTTPError(403, f"{path}: 이 화면에서는 source 폴더의 단원만 고칠 수 있습니다.")

    async def save(self, model: dict[str, Any], path: str = "") -> dict[str, Any]:
        """Write a module's file."""
        self._may_write(path)
        return await super().save(model, path)

    async def delete_file(self, path: str) -> None:
        """Remove a module's file."""
        self._may_write(path)
        await super().delete_file(path)

    async def rename_file(self, old_path: str, new_path: str) -> None:
        """Move a module's file."""
        self._may_write(old_path)
        self._may_write(new_path)
        await super().rename_file(old_path, new_path)

    async def copy(self, from_path: str, to_path: str | None = None) -> dict[str, Any]:
        """Copy a module's file."""
        self._may_write(to_path or from_path)
        return await super().copy(from_path, to_path)


def configure(c: Any) -> None:
    """Put the service's settings on a traitlets configuration."""
    kernels.configure_server(c)  # what runs here are trainees' notebooks
    c.ServerApp.terminals_enabled = False
    c.ServerApp.contents_manager_class = CourseFiles
    c.ServerApp.jpserver_extensions = {
        "nbgrader.server_extensions.formgrader": True,
        "jupyter_server_terminals": False,
        "jupyter_lsp": False,
        "voila.server_extension": False,
    }
    c.ServerApp.default_url = "/formgrader"


def main(folder: str) -> None:
    """Become the single-user server of a cohort's folder."""
    os.chdir(folder)
    settings = Path(__file__).with_name("formgrader_config.py")
    command = [sys.executable, "-m", "jupyterhub.singleuser", f"--config={settings}"]
    os.execv(sys.executable, command)


if __name__ == "__main__":
    main(*sys.argv[1:])
