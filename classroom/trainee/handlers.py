"""What the trainee's pages answer, in the trainee's own server and with the trainee's rights."""

import asyncio
from pathlib import Path
from urllib.parse import urlsplit

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.utils import url_path_join
from tornado import web

from classroom.people import Role
from classroom.trainee import pages
from classroom.trainee.check import check
from classroom.trainee.desk_client import settings_folder
from classroom.trainee.home import LESSON, PRACTICUM
from classroom.trainee.page import HERE, Desktop, Page
from classroom.trainee.standing import together
from curriculum.errors import DsiError

COHORT = r"/([a-z0-9][a-z0-9-]{0,39})"
MODULE = COHORT + r"/([a-z0-9][a-z0-9-]{0,79})"
_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "woff": "font/woff"}


class Home(Page):
    """My cohorts and their modules."""

    @web.authenticated
    async def get(self) -> None:
        """Show where I stand."""
        problem, cohorts, others, here = "", [], [], []
        try:
            work = self.desktop.work()
            me = await self.do(work.desk.me)
            for each in me["cohorts"]:
                if each["role"] == Role.TRAINEE:
                    modules = await self.do(work.modules, each["id"])
                    cohorts.append((each, modules, together(modules)))
                else:
                    others.append(each)
        except DsiError as error:
            problem, cohorts = str(error), []
            here = await self.do(_fetched, Path(self.settings["server_root_dir"]).expanduser())
        self.show("home.html", problem=problem, cohorts=cohorts, others=others, here=here, desk=self._desk())

    def _desk(self) -> str:
        try:
            return urlsplit(self.desktop.work().desk.address).path
        except DsiError:
            return ""


class ModulePage(Page):
    """One module: my questions, submissions, receipts and scores."""

    @web.authenticated
    async def get(self, cohort: str, module: str) -> None:
        """Show one module."""
        await self.show_module(cohort, module)

    async def show_module(self, cohort: str, module: str, **values: object) -> None:
        """Answer with the module's page."""
        work = self.desktop.work()
        found = await self.do(work.module, cohort, module)
        task = self.desktop.checks.get((cohort, module))
        done = task.result() if task is not None and task.done() and not task.cancelled() else None
        same = ""
        if found.submissions and found.fetched:
            same = await self.do(work.digest, cohort, module)
        self.show(
            "module.html",
            module=found,
            running=task is not None and not task.done(),
            check=done,
            changed=bool(same) and same != found.submissions[-1].sha256,
            **{"ask": [], **values},
        )


class Open(Page):
    """Open a notebook of a module, which is fetched first if it is not there."""

    @web.authenticated
    async def post(self, cohort: str, module: str) -> None:
        """Go to JupyterLab."""
        name = PRACTICUM if self.get_body_argument("what", "") == "practicum" else LESSON
        work = self.desktop.work()
        folder = work.home.folder(cohort, module)
        if not (folder / name).is_file():
            begun = folder.is_dir()
            put = await self.do(work.fetch, cohort, module)
            if begun and put:
                self.desktop.say(f"없어진 파일을 처음 내용으로 다시 받았습니다: {', '.join(put)}")
        self.redirect(self.lab(f"{cohort}/{module}/{name}"), status=303)


class Again(Page):
    """Get the released files anew, beside the trainee's own."""

    @web.authenticated
    async def post(self, cohort: str, module: str) -> None:
        """Put them and say where."""
        place = await self.do(self.desktop.work().fetch_again, cohort, module)
        self.desktop.say(f"처음 파일을 새 폴더 '{cohort}/{place.name}'에 받았습니다. 지금까지 푼 파일은 그대로 있습니다.")
        self.redirect(self.at(cohort, module), status=303)


class CheckIt(Page):
    """Check the practicum, which takes a while."""

    @web.authenticated
    async def post(self, cohort: str, module: str) -> None:
        """Begin a check unless one runs."""
        work, key = self.desktop.work(), (cohort, module)
        before = self.desktop.checks.get(key)
        if before is None or before.done():
            notebook = work.home.folder(cohort, module) / PRACTICUM
            self.desktop.checks[key] = asyncio.create_task(check(notebook))
        self.redirect(self.at(cohort, module) + "#check", status=303)

    @web.authenticated
    async def get(self, cohort: str, module: str) -> None:
        """Say whether it still runs."""
        task = self.desktop.checks.get((cohort, module))
        self.finish({"running": task is not None and not task.done()})


class Submit(ModulePage):
    """Hand in a module; ask first when an answer is empty or the time is over."""

    @web.authenticated
    async def get(self, cohort: str, module: str) -> None:
        """Somebody came back to this address: show the module."""
        self.redirect(self.at(cohort, module))

    @web.authenticated
    async def post(self, cohort: str, module: str) -> None:
        """Hand it in, or ask."""
        work = self.desktop.work()
        if self.get_body_argument("sure", "") != "yes" and (ask := await self.do(work.doubts, cohort, module)):
            await self.show_module(cohort, module, ask=ask)
            return
        answer = await self.do(work.submit, cohort, module)
        receipt = answer["receipt"]
        late = " 마감이 지나 늦은 제출로 적혔습니다." if answer["late"] else ""
        self.desktop.say(f"제출했습니다. 제출 시각 {receipt['time']}, 영수증 번호 {receipt['sha256'][:12]}.{late}")
        self.redirect(self.at(cohort, module), status=303)


class Feedback(Page):
    """What came back, newest first; pages that were read once stay in the home."""

    @web.authenticated
    async def get(self, cohort: str, module: str) -> None:
        """Fetch what is new and show it."""
        work, problem = self.desktop.work(), ""
        try:
            found = await self.do(work.fetch_feedback, cohort, module)
        except DsiError as error:
            found, problem = await self.do(work.home.feedback, cohort, module), str(error)
            if not found:
                raise
        self.show("feedback.html", cohort=cohort, module=module, found=found, problem=problem)


class FeedbackFile(Page):
    """One page as the grader wrote it, without an origin."""

    csp = pages.FEEDBACK_CSP

    @web.authenticated
    async def get(self, cohort: str, module: str, time: str, name: str) -> None:
        """Send the page."""
        for path in await self.do(self.desktop.work().home.feedback, cohort, module):
            if (path.parent.name, path.name) == (time, name):
                self.set_header("Content-Type", "text/html; charset=utf-8")
                self.finish(await self.do(path.read_bytes))
                return
        raise web.HTTPError(404)


class Certificate(Page):
    """The trainee's own certificate."""

    @web.authenticated
    async def get(self, cohort: str) -> None:
        """Send the PDF."""
        data = await self.do(self.desktop.work().desk.certificate, cohort)
        self.set_header("Content-Type", "application/pdf")
        self.set_header("Content-Disposition", f'attachment; filename="{cohort}.pdf"')
        self.finish(data)


class Static(Page):
    """Style, script and type of the pages, for anybody: under a hub, what asks for a font does not carry a page's secret.

    The gallery's lie in the settings folder, so that nobody's server need load them.
    """

    @allow_unauthenticated
    async def get(self, name: str, ending: str) -> None:
        """Send one."""
        for folder in (pages.HERE / "static", settings_folder() / "static"):
            path = folder / f"{name}.{ending}"
            if path.is_file():
                self.set_header("Cache-Control", "public, max-age=3600")
                self.set_header("Content-Type", _TYPES[ending])
                self.finish(await self.do(path.read_bytes))
                return
        raise web.HTTPError(404)


def handlers(base_url: str, desktop: Desktop) -> list[tuple]:
    """The pages' addresses under a server's own."""
    here, shared = url_path_join(base_url, HERE), {"desktop": desktop}
    return [
        (here + "/?", Home, shared),
        (here + r"/static/([A-Za-z]+)\.(css|js|woff)", Static, shared),
        (here + COHORT + r"/certificate\.pdf", Certificate, shared),
        (here + MODULE, ModulePage, shared),
        (here + MODULE + "/open", Open, shared),
        (here + MODULE + "/again", Again, shared),
        (here + MODULE + "/check", CheckIt, shared),
        (here + MODULE + "/submit", Submit, shared),
        (here + MODULE + "/feedback", Feedback, shared),
        (here + MODULE + r"/feedback/([^/]+)/([^/]+\.html)", FeedbackFile, shared),
    ]


def _fetched(root: Path) -> list[str]:
    """Modules that lie in the home, for when the desk cannot be asked."""
    found = root.glob(f"[a-z0-9]*/[0-9][0-9]-*/{PRACTICUM}")
    return sorted(f"{path.parent.parent.name}/{path.parent.name}" for path in found)


