"""The trainee's page: an extension of the trainee's own Jupyter server."""

from pathlib import Path
from typing import Any


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "classroom.trainee"}]


def _load_jupyter_server_extension(server: Any) -> None:
    from classroom.trainee.desk_client import DeskClient
    from classroom.trainee.handlers import handlers
    from classroom.trainee.home import Home
    from classroom.trainee.page import Desktop
    from classroom.trainee.work import Work

    root = Path(server.root_dir)
    desktop = Desktop(lambda: Work(Home(root), DeskClient.here()))
    server.web_app.add_handlers(".*$", handlers(server.web_app.settings["base_url"], desktop))
