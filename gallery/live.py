"""Live apps: Voilà for published projects only, without sources, in sandboxed kernels."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from jupyter_client.manager import AsyncKernelManager
from jupyter_server.auth.identity import IdentityProvider, User
from jupyter_server.base.handlers import FileFindHandler
from jupyterlab_server.themes_handler import ThemesHandler
from nbformat import NotebookNode
from tornado.web import RequestHandler
from traitlets.config import Config
from voila.app import Voila
from voila.notebook_renderer import NotebookRenderer
from voila.static_file_handler import MultiStaticFileHandler, TemplateStaticFileHandler
from voila.utils import get_page_config

from curriculum.notebook import for_region
from curriculum.regions import region as find_region
from gallery import live_handlers as pages
from gallery.opened import App, OpenedKernels
from gallery.snapshot import accessible
from gallery.store import NOTEBOOK, Store, Version
from gallery.words import say
from grader import kernels

IDLE_SECONDS = 600
_CELL_SECONDS = 120
_KERNEL = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"
_EXTENSIONS = ["@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8"]


class Guests(IdentityProvider):
    """Visitors of live apps, who have no name and get no cookie; who may open one is decided in ``gallery.access``."""

    def get_user(self, handler: RequestHandler) -> User:  # noqa: ARG002
        """Somebody."""
        return User(username="visitor")


def config() -> Config:
    """Settings of Voilà for public pages."""
    c = Config()
    kernels.configure_server(c)
    c.SandboxProvisioner.cpu_seconds = 0  # a visit may be long; LiveKernels ends those without end
    c.SandboxProvisioner.memory_mb = 1024
    c.KernelManager.autorestart = False  # a new kernel would know nothing of the page
    c.VoilaConfiguration.template = "lab"
    c.VoilaConfiguration.theme = "light"
    c.VoilaConfiguration.allow_template_override = "NO"
    c.VoilaConfiguration.allow_theme_override = "NO"
    c.VoilaConfiguration.strip_sources = True
    c.VoilaConfiguration.show_tracebacks = False
    c.VoilaConfiguration.file_allowlist = []
    c.VoilaConfiguration.extension_allowlist = _EXTENSIONS
    c.VoilaConfiguration.multi_kernel_manager_class = OpenedKernels
    c.VoilaConfiguration.prelaunch_hook = _prepare
    c.VoilaExecutor.timeout = _CELL_SECONDS
    c.HTMLExporter.language_code = "ko"
    c.TemplateExporter.filters = {"accessible": accessible, "english": partial(say, "en")}
    c.MappingKernelManager.cull_idle_timeout = IDLE_SECONDS
    c.MappingKernelManager.cull_interval = 30
    c.MappingKernelManager.cull_connected = True
    c.Voila.identity_provider_class = Guests
    c.Voila.log_level = "WARN"
    c.Voila.tornado_settings = {
        "headers": dict(pages.HEADERS),
        "mathjax_url": "/static/mathjax.js",
        "xsrf_cookies": True,
        "xsrf_cookie_kwargs": {"httponly": True, "samesite": "Strict"},
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
    themes = {
        "themes_url": "/voila/api/themes",
        "path": app.themes_dir,
        "labextensions_path": labextensions,
        "no_cache_paths": [],
    }
    return [
        (r"/live/([a-z0-9-]+)/v([0-9]+)", pages.LiveApp, {"store": store, **voila}),
        (r"/live/([a-z0-9-]+)/v([0-9]+)/interest", pages.Interest, {"store": store, **voila}),
        (r"/live/seats", pages.FreeSeats),
        (rf"/api/kernels/{_KERNEL}", pages.Kernel),
        (rf"/api/kernels/{_KERNEL}/channels", pages.Channels),
        (rf"/voila/api/shutdown/{_KERNEL}", pages.Shutdown),
        (r"/voila/templates/((?:lab|base)/static/(?!.*\.\.)[\w./@-]+)", TemplateStaticFileHandler),
        (r"/voila/static/(.*)", MultiStaticFileHandler, {"paths": app.static_paths}),
        (r"/voila/labextensions/(.*)", FileFindHandler, {"path": labextensions, "no_cache_paths": []}),
        (r"/voila/api/themes/(.*)", ThemesHandler, themes),
    ]


@dataclass(frozen=True)
class _Shown:
    """What :func:`_prepare` asks of a request, where there is none."""

    version: Version
    place: str


class _Renderer(NotebookRenderer):
    """Voilà's, but done only when the kernel has heard all that was sent to it, such as an Output widget's content."""

    async def _cleanup_resources(self) -> None:
        await self.executor.kc.kernel_info(reply=True, timeout=_CELL_SECONDS)
        await super()._cleanup_resources()


def renderer(app: Voila, store: Store) -> Callable[[App, str, AsyncKernelManager], Awaitable[str]]:
    """What runs an app in a kernel and gives its page, as Voilà does for a visitor."""

    async def render(wanted: App, kernel_id: str, kernel: AsyncKernelManager) -> str:
        version = store.find(wanted.slug, wanted.number)
        settings, configuration = app.app.settings, app.voila_configuration
        known = {"base_url": app.base_url, "voila_configuration": configuration}
        made = _Renderer(
            request_handler=_Shown(version, wanted.place),
            traitlet_config=app.config,
            notebook_path=str(store.folder(version).relative_to(store.root) / NOTEBOOK),
            template_paths=app.template_paths,
            config_manager=app.config_manager,
            contents_manager=app.contents_manager,
            kernel_spec_manager=app.kernel_spec_manager,
            page_config=get_page_config(settings=settings, log=app.log, **known),
            mathjax_config=settings.get("mathjax_config"),
            mathjax_url=settings.get("mathjax_url"),
            **known,
        )
        await made.initialize()
        return await made.generate_content_str(kernel_id, kernel)

    return render


def _prepare(handler: RequestHandler | _Shown, notebook: NotebookNode, cwd: str) -> NotebookNode:  # noqa: ARG001
    """Voilà's hook before launch: the region, the page's title and the way back."""
    notebook = for_region(notebook, handler.place)
    card = handler.version.card
    notebook.metadata.title = f"{card.title} ({find_region(handler.place).name_current})"
    notebook.metadata.back = f"/projects/{card.slug}/v{handler.version.number}?region={quote(handler.place)}"
    notebook.metadata.again = f"/live/{card.slug}/v{handler.version.number}?region={quote(handler.place)}"
    return notebook
