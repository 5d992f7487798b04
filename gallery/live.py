"""Live apps: Voilà for published projects only, without sources, on kernels that go away again."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from urllib.parse import quote

from jupyter_server.base.handlers import FileFindHandler
from jupyter_server.services.kernels.handlers import KernelHandler
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from jupyterlab_server.themes_handler import ThemesHandler
from nbformat import NotebookNode
from tornado.web import HTTPError, RequestHandler
from traitlets.config import Config
from voila.app import Voila
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.static_file_handler import MultiStaticFileHandler, TemplateStaticFileHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from curriculum.notebook import for_region
from curriculum.regions import region as find_region
from gallery import pages
from gallery.store import NOTEBOOK, Store

MAX_KERNELS = 8
_IDLE_SECONDS = 600
_CELL_SECONDS = 120
_SECRET = re.compile(r"TOKEN|SECRET|PASSWORD|CREDENTIAL|API_?KEY", re.IGNORECASE)
_KERNEL = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"

# Widgets and plots need inline scripts; everything else must come from this server.
_CSP = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
_EXTENSIONS = ["@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8"]


class LiveKernels(AsyncMappingKernelManager):
    """Kernels that work in a scratch folder of their own and know no secrets of the server."""

    def __init__(self, **kwargs: object):
        super().__init__(**kwargs)
        self._scratch: dict[str, str] = {}

    async def start_kernel(self, *, env: dict | None = None, **kwargs: object) -> str:
        """Start a kernel; the folder of the published notebook (``path``) stays out of its way."""
        kwargs.pop("path", None)
        env = {name: value for name, value in (env or os.environ).items() if not _SECRET.search(name)}
        scratch = tempfile.mkdtemp(prefix="app-", dir=self.connection_dir)
        kernel_id = await super().start_kernel(cwd=scratch, env=env, **kwargs)
        self._scratch[kernel_id] = scratch
        return kernel_id

    def remove_kernel(self, kernel_id: str) -> object:
        """Forget a kernel that has ended, and its scratch folder."""
        shutil.rmtree(self._scratch.pop(kernel_id, ""), ignore_errors=True)
        return super().remove_kernel(kernel_id)


def config() -> Config:
    """Settings of Voilà for public pages."""
    c = Config()
    c.VoilaConfiguration.template = "lab"
    c.VoilaConfiguration.theme = "light"
    c.VoilaConfiguration.allow_template_override = "NO"
    c.VoilaConfiguration.allow_theme_override = "NO"
    c.VoilaConfiguration.strip_sources = True
    c.VoilaConfiguration.show_tracebacks = False
    c.VoilaConfiguration.file_allowlist = []
    c.VoilaConfiguration.extension_allowlist = _EXTENSIONS
    c.VoilaConfiguration.multi_kernel_manager_class = LiveKernels
    c.VoilaConfiguration.prelaunch_hook = _prepare
    c.VoilaExecutor.timeout = _CELL_SECONDS
    c.VoilaExecutor.cell_error_instruction = (
        "이 부분을 실행하지 못했습니다. 프로젝트 화면으로 돌아가 다시 열어 보세요."
    )
    c.VoilaExecutor.cell_timeout_instruction = (
        "시간이 너무 오래 걸려 멈췄습니다. 프로젝트 화면으로 돌아가 다시 열어 보세요."
    )
    c.HTMLExporter.language_code = "ko"
    c.MappingKernelManager.cull_idle_timeout = _IDLE_SECONDS
    c.MappingKernelManager.cull_interval = 30
    c.MappingKernelManager.cull_connected = True
    c.Voila.log_level = "WARN"
    c.KernelManager.transport = "ipc"
    c.Voila.tornado_settings = {
        "headers": {
            "Content-Security-Policy": _CSP,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
        },
        "mathjax_url": "/static/mathjax.js",
    }
    return c


def handlers(app: Voila, store: Store) -> list[tuple]:
    """What a live page needs, and no more: no file tree, no contents, no list of kernels."""
    voila = {
        "template_paths": app.template_paths,
        "config": app.config,
        "voila_configuration": app.voila_configuration,
    }
    labextensions = app.labextensions_path
    return [
        (r"/live/([a-z0-9-]+)/v([0-9]+)", LiveHandler, {"store": store, **voila}),
        (rf"/api/kernels/{_KERNEL}", KernelHandler),
        (rf"/api/kernels/{_KERNEL}/channels", VoilaKernelWebsocketHandler),
        (rf"/voila/api/shutdown/{_KERNEL}", Shutdown),
        (r"/voila/templates/((?:lab|base)/static/(?!.*\.\.)[\w./@-]+)", TemplateStaticFileHandler),
        (r"/voila/static/(.*)", MultiStaticFileHandler, {"paths": app.static_paths}),
        (r"/voila/labextensions/(.*)", FileFindHandler, {"path": labextensions, "no_cache_paths": []}),
        (
            r"/voila/api/themes/(.*)",
            ThemesHandler,
            {
                "themes_url": "/voila/api/themes",
                "path": app.themes_dir,
                "labextensions_path": labextensions,
                "no_cache_paths": [],
            },
        ),
    ]


class LiveHandler(TornadoVoilaHandler):
    """The live app of one published version; ``?region=`` opens it for another region of its card."""

    def initialize(self, store: Store, **kwargs: object) -> None:
        """Take the store besides Voilà's own settings."""
        super().initialize(**kwargs)
        self.store = store

    async def get(self, slug: str, number: str) -> None:
        """Start a kernel and stream the page, or say politely why not."""
        self.version = self.store.find(slug, int(number))
        self.place = self.version and _asked(self.get_argument("region", ""), self.version.card.regions())
        if self.version is None or self.place is None:
            self._say(404, "찾을 수 없는 앱입니다", "주소가 맞는지 확인해 주세요.", "/", "전체 프로젝트 보기")
        elif len(self.kernel_manager.list_kernel_ids()) >= MAX_KERNELS:
            text = "지금 많은 분이 앱을 쓰고 있어 자리가 없습니다. 몇 분 뒤에 다시 열어 주세요. 분석 결과는 프로젝트 화면에서 언제든지 볼 수 있습니다."
            self.set_header("Retry-After", "120")
            self._say(
                503, "잠시 뒤에 다시 열어 주세요", text, f"/projects/{slug}", "프로젝트 화면으로 돌아가기"
            )
        else:
            folder = self.store.folder(self.version).relative_to(self.store.root)
            await super().get(str(folder / NOTEBOOK))

    def write_error(self, status_code: int, **_: object) -> None:
        """A Korean page without a traceback."""
        text = "앱을 여는 데 문제가 생겼습니다. 잠시 뒤에 다시 열어 주세요."
        self._say(status_code, "앱을 열지 못했습니다", text, "/", "전체 프로젝트 보기")

    def _say(self, status: int, title: str, text: str, back: str, back_text: str) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        self.finish(pages.render("message.html", title=title, text=text, back=back, back_text=back_text))


class Shutdown(VoilaShutdownKernelHandler):
    """End a kernel when its page is left.

    The browser sends this as a beacon, which cannot carry the token against forged requests: stock
    Voilà refuses it and the kernel stays. Nobody else knows the kernel's id.
    """

    def check_xsrf_cookie(self) -> None:
        """Accept the beacon."""

    async def post(self, kernel_id: str) -> None:
        """End the kernel, if it is still there."""
        if kernel_id not in self.kernel_manager:
            raise HTTPError(404)
        await super().post(kernel_id)


def _asked(text: str, allowed: list[str]) -> str | None:
    """The region asked for, the first allowed one when none is, None when it is not allowed."""
    return text if text in allowed else (None if text else allowed[0])


def _prepare(handler: RequestHandler, notebook: NotebookNode, cwd: str) -> NotebookNode:  # noqa: ARG001
    """Voilà's hook before launch: the region, the page's title and the way back."""
    notebook = for_region(notebook, handler.place)
    card = handler.version.card
    notebook.metadata.title = f"{card.title} ({find_region(handler.place).name_current})"
    notebook.metadata.back = f"/projects/{card.slug}/v{handler.version.number}?region={quote(handler.place)}"
    return notebook
