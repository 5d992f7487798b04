"""The pages on which officers and instructors review capstones."""

from __future__ import annotations

import asyncio
from urllib.parse import quote

from tornado.web import HTTPError

from curriculum.errors import DsiError
from gallery import card as cards
from gallery import findings
from gallery.desk import Desk, Item, Job, tidy
from gallery.handlers import SNAPSHOT_CSP, Page
from gallery.publish import withdraw
from gallery.review import State

_DECISIONS = {
    State.SUBMITTED: ("start", "publish"),
    State.IN_REVIEW: ("return", "publish"),
    State.RETURNED: ("start",),
    State.APPROVED: ("return", "publish"),
    State.PUBLISHED: ("publish", "withdraw"),
    State.WITHDRAWN: ("start",),
}
_NEEDS_WORDS = {"return": "무엇을 고쳐야 하는지 적어 주세요.", "withdraw": "거두는 까닭을 적어 주세요."}


class _Desk(Page):
    """A page for those who review; for everybody else there is no such page."""

    def initialize(self, desk: Desk) -> None:
        """Take the desk."""
        self.desk = desk

    def prepare(self) -> None:
        """Let nobody else in, and nothing into a cache."""
        super().prepare()
        self.set_header("Cache-Control", "no-store")
        if not self.visitor.known:
            raise HTTPError(404)

    async def item(self, course: str, module: str, trainee: str) -> Item:
        """The capstone that an address names."""
        found = await asyncio.to_thread(self.desk.find, self.visitor, course, module, trainee)
        if found is None:
            raise HTTPError(404)
        return found


class Queue(_Desk):
    """Every capstone that waits, and those that are done."""

    async def get(self) -> None:
        """Show the queue."""
        items = await asyncio.to_thread(self.desk.items, self.visitor)
        self.show("review.html", items=items)


class Review(_Desk):
    """One submission: what it shows, what the checks found, and the decision."""

    async def get(self, course: str, module: str, trainee: str) -> None:
        """Show it."""
        self._answer(await self.item(course, module, trainee))

    async def post(self, course: str, module: str, trainee: str) -> None:
        """Take a decision, in the name of whoever is logged in."""
        item = await self.item(course, module, trainee)
        action, why = self.get_body_argument("action", ""), self.get_body_argument("why", "").strip()[:5000]
        try:
            if action not in ("look", *_DECISIONS[item.state]):
                raise DsiError("그사이 상태가 바뀌어 할 수 없는 일입니다. 지금 상태를 확인해 주세요.")
            if self.get_body_argument("mark", "") != item.mark:
                raise DsiError("그사이 과제가 다시 제출되었습니다. 새로 낸 과제를 살펴본 뒤 다시 정해 주세요.")
            if action in _NEEDS_WORDS and not why:
                raise DsiError(_NEEDS_WORDS[action])
            await self._take(item, action, why)
        except DsiError as error:
            self.set_status(409)
            self._answer(item, tidy(str(error)))
        else:
            self.redirect(self.request.path, status=303)

    async def _take(self, item: Item, action: str, why: str) -> None:
        by, reviews = self.visitor.name, self.desk.reviews
        match action:
            case "look":
                self.desk.look_again(item)
            case "start":
                await asyncio.to_thread(reviews.take, item.work, State.IN_REVIEW, by, why)
            case "return":
                await asyncio.to_thread(reviews.take, item.work, State.RETURNED, by, why)
            case "publish":
                center_only = self.get_body_argument("visibility", "public") == "center"
                self.desk.publish(item, by, why, bool(self.get_body_argument("all", "")), center_only)
            case "withdraw":
                slug = reviews.steps(item.work)[-1].slug
                await asyncio.to_thread(withdraw, self.desk.gallery, slug, by, why)

    def _answer(self, item: Item, problem: str = "") -> None:
        job, publishing = self.desk.looking(item), self.desk.publishing(item)
        card, facts, wrong = None, [], ""
        try:
            card = cards.read(item.folder / cards.FILE_NAME)
            facts = list(findings.texts(card))
        except DsiError as error:
            wrong = str(error)
        self.show(
            "review_one.html",
            item=item,
            problem=problem,
            job=job,
            found=[tidy(line) for line in job.lines],
            publishing=publishing,
            said=[tidy(line) for line in publishing.lines] if publishing else [],
            card=card,
            facts=facts,
            wrong=[tidy(line) for line in wrong.splitlines()],
            steps=self.desk.reviews.steps(item.work)[::-1],
            can=() if publishing and publishing.running else _DECISIONS[item.state],
            here=f"/review/{quote(item.address)}",
        )


class Progress(_Desk):
    """Whether something still runs for an item: a page asks this until it is done."""

    async def get(self, course: str, module: str, trainee: str) -> None:
        """Say so."""
        item = await self.item(course, module, trainee)
        jobs: list[Job | None] = [self.desk.looking(item), self.desk.publishing(item)]
        lines = [tidy(line) for job in jobs if job and job.running for line in job.lines[-1:]]
        self.finish({"running": any(job.running for job in jobs if job), "line": "".join(lines[-1:])})


class Preview(_Desk):
    """The page as it would be published, caged like any snapshot."""

    csp = SNAPSHOT_CSP + "'self'"

    async def get(self, course: str, module: str, trainee: str) -> None:
        """Send it."""
        page = self.desk.looking(await self.item(course, module, trainee)).page
        if page is None:
            raise HTTPError(404)
        self.finish(page)


def handlers(desk: Desk) -> list[tuple]:
    """The addresses of the desk."""
    here, one = {"desk": desk}, r"/review/([^/]+)/([^/]+)/([^/]+)"
    return [
        (r"/review", Queue, here),
        (one, Review, here),
        (one + r"/progress", Progress, here),
        (one + r"/preview", Preview, here),
    ]
