"""The gallery's web server: Voilà, extended by the gallery's own pages and cut down to what visitors need."""

from __future__ import annotations

import signal
import socket
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import tornado.ioloop
from traitlets import Any as AnyTrait
from traitlets import List
from voila.app import Voila

from curriculum.errors import DsiError
from gallery import behind_proxy, certificate_handlers, fonts, live, pages, review_handlers
from gallery.access import Accounts, Identity
from gallery.catalogue import Catalogue
from gallery.centers import Centers
from gallery.desk import Desk
from gallery.download_handlers import CardFile, Citation, DataFile, Embed, NotebookFile
from gallery.handlers import IDENTITY, Files, Font, Missing, ProjectPage, Robots, SnapshotPage, Thumbnail
from gallery.listing import ApiCatalogue, ApiList, ApiProject, CenterPage, Feed, IndexPage
from gallery.login import TokenIdentity
from gallery.opened import App
from gallery.store import Store
from grader.kernels import doctor

_MAX_BODY = 65536  # visitors press buttons; they send nothing


class Gallery(Voila):
    """Voilà as the gallery needs it."""

    config_file_paths = List()
    ready = AnyTrait()
    desk = AnyTrait()

    def setup_template_dirs(self) -> None:
        """Put the gallery's Korean page before Voilà's own."""
        super().setup_template_dirs()
        self.template_paths = [str(pages.TEMPLATES / "voila"), *self.template_paths]

    def init_handlers(self) -> list[tuple]:
        """The pages of the gallery and what live apps need; nothing else of Voilà."""
        store = Store(self.root_dir)
        identity = self.tornado_settings[IDENTITY]
        here = {"catalogue": Catalogue(store), "centers": Centers(store.root)}
        version = r"/projects/([a-z0-9-]+)/v([0-9]+)"
        return [
            (r"/", IndexPage, here),
            (r"/centers/([^/]+)", CenterPage, here),
            (r"/feed\.atom", Feed, here),
            (r"/centers/([^/]+)/feed\.atom", Feed, here),
            (r"/api/projects", ApiList, here),
            (r"/api/catalogue", ApiCatalogue, here),
            (r"/api/projects/([a-z0-9-]+)", ApiProject, here),
            (r"/api" + version, ApiProject, here),
            (r"/projects/([a-z0-9-]+)", ProjectPage, here),
            (version, ProjectPage, here),
            (version + r"/snapshot/([0-9]{2})", SnapshotPage, here),
            (version + r"/thumbnail\.png", Thumbnail, here),
            (version + r"/notebook\.ipynb", NotebookFile, here),
            (version + r"/data\.zip", DataFile, here),
            (version + r"/card\.yaml", CardFile, here),
            (version + r"/citation\.bib", Citation, here),
            (r"/projects/([a-z0-9-]+)/embed", Embed, here),
            (version + r"/embed", Embed, here),
            *identity.handlers(),
            *review_handlers.handlers(self.desk),
            *certificate_handlers.handlers(store.root),
            (r"/robots\.txt", Robots, here),
            (r"/static/([a-z_]+\.(?:css|js))", Files, {"path": str(pages.STATIC)}),
            (rf"/fonts/({'|'.join(fonts.NAMES)})\.woff", Font, here),
            *live.handlers(self, store),
            (r".*", Missing, here),
        ]

    def open_newest(self) -> None:
        """Have the newest projects' apps open before anybody comes."""
        apps, today = self.kernel_manager, datetime.now(pages.KOREA).date()
        newest = sorted(Catalogue(Store(self.root_dir)).projects(), key=lambda each: each.published)
        for version in newest[len(newest) - min(apps.opened, len(newest)) :]:  # the last wish is the first opened
            apps.wish(App(version.card.slug, version.number, version.regions[0], today))

    def listen(self) -> None:
        """Serve until stopped."""
        self.kernel_manager.render = live.renderer(self, Store(self.root_dir))
        behind_proxy.server(self.app, _MAX_BODY).listen(self.port, self.ip)
        self.ready()
        self.ioloop = tornado.ioloop.IOLoop.current()
        signal.signal(signal.SIGTERM, self._handle_signal_stop)
        opening = partial(self.ioloop.add_callback, self.open_newest)
        threading.Thread(target=_warm_up, args=(opening,), daemon=True).start()
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            pass
        finally:
            self.desk.stop()
            self.stop()


def _warm_up(then: Callable[[], None]) -> None:
    """Make the first app open quickly, and say whether apps can be opened at all."""
    problems = doctor.problems()
    for problem in problems:
        print(f"앱(직접 해 보기)은 열 수 없습니다. {problem}", file=sys.stderr, flush=True)
    if not problems:
        print("앱(직접 해 보기)을 열 준비가 되었습니다.", flush=True)
        then()


def serve(
    folder: str | Path,
    host: str,
    port: int,
    ready: Callable[[], None],
    cohorts: str | Path | None = None,
    opened: int = 4,
    identity: Identity | None = None,
) -> None:
    """Serve a gallery folder until interrupted.

    Parameters
    ----------
    folder
        The gallery folder.
    host, port
        Address to listen on.
    ready
        Called once visitors can come.
    cohorts
        Folder of the cohorts whose capstones are reviewed; ``cohorts`` beside the gallery when left out.
    opened
        How many apps are held open for the next visitor at most.
    identity
        Who says who a visitor is; the gallery's own account file when left out.

    Raises
    ------
    DsiError
        When the folder is not there or the port is taken.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise DsiError(
            f"{folder} 폴더가 없습니다. `dsi publish`로 프로젝트를 먼저 게시하거나 폴더 이름을 확인하세요."
        )
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise DsiError(
                f"{host}의 {port}번 포트를 쓸 수 없습니다. 이미 켜져 있는 프로그램을 끄거나 --port로 다른 번호를 정하세요."
            ) from None
    accounts = Accounts(folder)
    accounts.all(), Centers(folder).all()  # a file that is wrong is said now, not to a visitor
    config = live.config()
    config.OpenedKernels.opened = opened
    config.Voila.tornado_settings[IDENTITY] = identity or TokenIdentity(accounts)
    app = Gallery(config=config)
    folder = folder.resolve()
    app.root_dir, app.ip, app.port, app.ready = str(folder), host, port, ready
    app.desk = Desk(folder, Path(cohorts).resolve() if cohorts else folder.parent / "cohorts")
    app.open_browser = False
    app.initialize([])
    app.start()
