"""The instructors' pages."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import suppress
from http import HTTPStatus
from urllib.parse import quote

from tornado.web import StaticFileHandler

from classroom.desk import acts, jobs, pages, telling
from classroom.desk.access import Known, Open, Refusal
from classroom.desk.arrival import scratch
from classroom.desk.jobs import TITLES, Action, Job
from classroom.desk.overview import STOPPED_AFTER, Overview, questions
from classroom.desk.own import cards_of
from curriculum.errors import DsiError
from gallery import pages as gallery
from gallery.desk import tidy
from gallery.fonts import NAMES, woff
from grader import report
from grader.audit import ACTOR
from grader.cohort import Cohort


class Files(Open, StaticFileHandler):
    """Styles and scripts: the desk's own and the gallery's."""

    def set_extra_headers(self, path: str) -> None:  # noqa: ARG002
        """Let a browser ask whether it has the newest."""
        self.set_header("Cache-Control", "no-cache")


class Font(Open):
    """The Korean type."""

    async def get(self, name: str) -> None:
        """Send it."""
        data = await asyncio.to_thread(woff, name)
        self.set_header("Content-Type", "font/woff")
        self.set_header("Cache-Control", "public, max-age=604800")
        self.finish(data)


class Page(Known):
    """A page for somebody."""

    def show(self, template: str, /, **values: object) -> None:
        """Answer with a page."""
        frame = {
            "home": self.settings["prefix"],
            "base": self.settings["base"],
            "name": self.person.name,
            "secret": self.xsrf_token.decode(),
        }
        self.finish(pages.render(template, **frame, **values))


class Home(Page):
    """The cohorts of an instructor."""

    async def get(self) -> None:
        """List them."""
        mine = [each.id for each in self.center.cohorts if self.person.administrator or each.id in self.person.instructs]
        if not mine:
            words = "강사가 쓰는 화면입니다. 맡은 반이 있는데 보이지 않으면 센터 관리자에게 알려 주세요."
            raise Refusal(HTTPStatus.FORBIDDEN, words)
        cohorts = [await self.run(HTTPStatus.CONFLICT, self._cohort, each) for each in mine]
        self.show("home.html", cohorts=cohorts, center_name=self.center.center.name, titles=TITLES)

    def _cohort(self, cohort_id: str) -> dict[str, object]:
        cohort = self.instructed(cohort_id)
        modules = Overview(cohort).modules()
        return {
            "id": cohort_id,
            "card": cohort.card,
            "trainees": len(cohort.trainees()),
            "modules": len(modules),
            "released": sum(each.released for each in modules),
            "todo": [each for each in modules if each.waits],
            "job": jobs.latest(cohort),
        }


class CohortPage(Page):
    """A page of one cohort, for those who run it."""

    async def prepare(self) -> None:
        """Let nobody else in."""
        await super().prepare()
        if not self._finished:
            self.work = self.instructed(self.path_args[0])

    def tell(self, template: str, /, **values: object) -> None:
        """Answer with a page of the cohort."""
        cohort_id = self.path_args[0]
        here = f"{self.settings['prefix']}c/{quote(cohort_id)}/"
        self.show(template, id=cohort_id, here=here, card=self.work.card, **values)


class Modules(CohortPage):
    """The modules, and what there is to do with each."""

    async def get(self, cohort_id: str) -> None:  # noqa: ARG002
        """Show them."""
        await self._answer()

    async def post(self, cohort_id: str) -> None:  # noqa: ARG002
        """Begin a job, or stop the one that runs."""
        asked, module = self.get_body_argument("action", ""), self.get_body_argument("module", "")
        try:
            if asked == "stop":
                jobs.stop(self.work)
                acts.record(self.work.folder, self.person.name, "stop")
            elif asked in TITLES:
                due = self.get_body_argument("due", "").strip().replace("T", " ")
                due = due if asked == Action.RELEASE else ""
                await asyncio.to_thread(jobs.start, self.work, Action(asked), module, self.person.name, due)
            else:
                raise DsiError("할 수 없는 일입니다. 화면을 새로 고친 뒤 다시 눌러 주세요.")
        except DsiError as error:
            self.set_status(HTTPStatus.CONFLICT)
            await self._answer(tidy(str(error)))
        else:
            self.redirect(self.request.path, status=HTTPStatus.SEE_OTHER)

    async def _answer(self, problem: str = "") -> None:
        overview = await self.run(HTTPStatus.CONFLICT, Overview, self.work)
        modules = await self.run(HTTPStatus.CONFLICT, overview.modules)
        job = jobs.latest(self.work)
        names = {each.id: each.name for each in overview.trainees}
        self.tell(
            "cohort.html",
            modules=modules,
            total=len(overview.trainees),
            job=job,
            job_title=overview.title(job.module) if job else "",
            said=_said(job),
            notes=telling.notes(job, names, self.work.problems().get(job.module, {})) if job else [],
            problem=problem,
            actions=[each for each in Action if each is not Action.SEND or self.center.lti],
            titles=TITLES,
            command=telling.command,
        )


class Progress(CohortPage):
    """How far a job is: a page asks this until it is done."""

    async def get(self, cohort_id: str) -> None:  # noqa: ARG002
        """Say so."""
        job = jobs.latest(self.work)
        running = bool(job and job.running)
        done = {"done": len(job.items), "total": job.total, "said": telling.progress(job)} if running else {}
        self.finish({"running": running} | done)


class Trainees(CohortPage):
    """Everybody's progress."""

    async def get(self, cohort_id: str) -> None:  # noqa: ARG002
        """Show it."""
        overview = await self.run(HTTPStatus.CONFLICT, Overview, self.work)
        found = overview.progress()
        modules = sorted({module for each in found for module in each.standings})
        self.tell(
            "trainees.html",
            people=found,
            modules=[(module, overview.title(module)) for module in modules],
            stopped=[each for each in found if each.silent is not None],
            days=STOPPED_AFTER.days,
        )


class Questions(CohortPage):
    """Which questions are hard."""

    async def get(self, cohort_id: str) -> None:  # noqa: ARG002
        """Show them."""
        found = await self.run(HTTPStatus.CONFLICT, questions, self.work)
        titles = {name: card.title for name, card in cards_of(self.work).items()}
        self.tell("questions.html", modules=[(name, titles.get(name, name), each) for name, each in found.items() if each])


class Late(CohortPage):
    """What came late or is missing, and more time for one trainee."""

    async def get(self, cohort_id: str) -> None:  # noqa: ARG002
        """Show it."""
        await self._answer()

    async def post(self, cohort_id: str) -> None:  # noqa: ARG002
        """Give more time, as ``dsi extend`` does."""
        asked = {name: self.get_body_argument(name, "").strip() for name in ("module", "trainee", "until")}
        asked["until"] = asked["until"].replace("T", " ")
        try:
            module = self.work.module(asked["module"])
            options = [f"--trainee={asked['trainee']}", f"--until={asked['until']}"]
            said = await _dsi(self.person.name, "extend", str(self.work.folder), module, *options)
            acts.record(self.work.folder, self.person.name, "extend", **asked)
        except DsiError as error:
            self.set_status(HTTPStatus.CONFLICT)
            await self._answer(problem=tidy(str(error)), asked=asked)
        else:
            await self._answer(said=said)

    async def _answer(self, problem: str = "", said: str = "", asked: dict[str, str] | None = None) -> None:
        overview = await self.run(HTTPStatus.CONFLICT, Overview, self.work)
        modules = await self.run(HTTPStatus.CONFLICT, overview.modules)
        self.tell(
            "late.html",
            overview=overview,
            modules=[each for each in modules if each.due],
            problem=problem,
            said=said,
            asked=asked or {"module": "", "trainee": "", "until": ""},
        )


class Grades(CohortPage):
    """The grades, for Excel."""

    async def get(self, cohort_id: str) -> None:
        """Send them."""
        self.send(await self.run(HTTPStatus.CONFLICT, _grades, self.work), "text/csv; charset=utf-8", f"{cohort_id}-grades.csv")


def _grades(cohort: Cohort) -> bytes:
    with scratch(cohort) as place:
        report.export(cohort, place / "grades.csv")
        return (place / "grades.csv").read_bytes()


def _said(job: Job | None) -> str:
    if job is None or job.interrupted:
        return ""
    return telling.progress(job) if job.running else tidy(telling.summary(job))


async def _dsi(by: str, *words: str) -> str:
    """Run a short ``dsi`` command in somebody's name; what it says, or a :class:`DsiError` with it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTERHUB")}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "dsi", *words, stdin=asyncio.subprocess.DEVNULL, env=environment | {ACTOR: by},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    try:
        said = (await process.communicate())[0].decode("utf-8", "replace").strip()
    finally:
        with suppress(ProcessLookupError):
            process.kill()
    if process.returncode:
        raise DsiError(said.splitlines()[-1] if said else "처리하지 못했습니다. 잠시 뒤에 다시 해 주세요.")
    return said


def routes() -> list[tuple]:
    """The addresses, from the desk's own."""
    cohort = r"c/([^/]+)/"
    return [
        (r"", Home),
        (cohort, Modules),
        (cohort + r"progress", Progress),
        (cohort + r"trainees", Trainees),
        (cohort + r"questions", Questions),
        (cohort + r"late", Late),
        (cohort + r"grades\.csv", Grades),
        (r"static/(desk\.(?:css|js)|fonts\.css)", Files, {"path": str(pages.STATIC)}),
        (r"static/(style\.css)", Files, {"path": str(gallery.STATIC)}),
        (rf"fonts/({'|'.join(NAMES)})\.woff", Font),
    ]
