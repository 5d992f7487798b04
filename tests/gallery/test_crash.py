"""Killed at any moment, a publish leaves a version whole or none, and the gallery comes back with all it had."""

import contextlib
import multiprocessing
import os
import random
import signal
import time

import pytest

from gallery.publish import publish, work_of
from gallery.review import Reviews, State
from gallery.store import Store
from tests import cells
from tests.gallery import projects
from tests.gallery.client import Client
from tests.gallery.serving import serving
from tests.grader.classes import MODULE

KILLS = int(os.environ.get("DSI_KILLS", "6"))  # set to 30 for the full proof
SLUG = "busan-aged-neighbours"
REGIONS = tuple(projects.card().regions())
BIG = "<p>" + "결과 " * 40_000 + "</p>"


@pytest.fixture(scope="module")
def cohort(tmp_path_factory):
    return projects.hand_in_and_grade(tmp_path_factory.mktemp("crash") / "busan-test").folder


def killed(work, *args, after):
    """Do `work` in a process of its own and kill it; whether it had to be killed."""
    child = multiprocessing.get_context("fork").Process(target=work, args=args)
    child.start()
    child.join(after)
    alive = child.is_alive()
    with contextlib.suppress(ProcessLookupError):
        os.kill(child.pid, signal.SIGKILL)
    child.join()
    return alive


def publish_without_end(folder):
    """Publish, withdraw and record, over and over: what is written when a project is published, without the rendering."""
    store, reviews = Store(folder), Reviews(folder)
    work = work_like(folder)
    while True:
        version = store.add(projects.version(regions=REGIONS), projects.files(page=BIG, regions=REGIONS))
        for state in (State.IN_REVIEW, State.APPROVED, State.PUBLISHED):
            with contextlib.suppress(Exception):
                reviews.take(work, state, "정강사", slug=SLUG, version=version.number)
        if version.number % 3 == 0:
            store.withdraw(SLUG, "정강사", "까닭")


def work_like(folder):
    from gallery.review import Work

    return Work("busan-test", MODULE, "hong", "1")


def whole(folder):
    """Every published version is as it was published, and the next one can be made."""
    store = Store(folder)
    assert store.check() == {}
    numbers = [each.number for each in store.versions(SLUG)]
    assert numbers == list(range(1, len(numbers) + 1))
    Reviews(folder).steps(work_like(folder))
    more = store.add(projects.version(), projects.files())
    assert more.number == len(numbers) + 1
    assert Store(folder).check() == {}
    assert not list(folder.rglob(".draft-*"))


@pytest.mark.parametrize("seed", range((KILLS + 2) // 3))
def test_a_writer_killed_at_any_moment_leaves_only_whole_versions(tmp_path, seed):
    chance = random.Random(seed)
    assert killed(publish_without_end, tmp_path, after=chance.uniform(0.05, 1.5))
    whole(tmp_path)


@pytest.mark.parametrize("seed", range((KILLS + 1) // 3))
def test_a_killed_publish_is_finished_by_the_next(cohort, tmp_path, seed):
    chance, gallery = random.Random(seed), tmp_path / "gallery"
    for _ in range(3):  # one that was done before its time is begun once more: another version
        if killed(publish, cohort, MODULE, "hong", gallery, "정강사", after=chance.uniform(0.2, 6)):
            break
    before = [each.number for each in Store(gallery).versions(SLUG)] if gallery.is_dir() else []
    assert not gallery.is_dir() or Store(gallery).check() == {}
    version = publish(cohort, MODULE, "hong", gallery, "정강사")
    assert version.number == len(before) + 1
    assert Store(gallery).check() == {}
    assert Reviews(gallery).state(work_of(cohort, MODULE, "hong")) is State.PUBLISHED


@pytest.mark.parametrize("seed", range(KILLS // 3))
def test_a_killed_server_comes_back_with_everything(tmp_path, seed):
    chance = random.Random(seed)
    source = cells.notebook(cells.parameters(), cells.code("import time; time.sleep(1); print('결과는', REGION)"))
    version = Store(tmp_path).add(projects.version(), projects.files(source))
    with contextlib.suppress(ProcessLookupError), serving(tmp_path) as (address, server):
        client, until = Client(address), time.monotonic() + chance.uniform(0.1, 2)
        place = client.post(f"/live/{SLUG}/v1", {}).headers["Location"]
        writer = multiprocessing.get_context("fork").Process(target=publish_without_end, args=(tmp_path,))
        writer.start()
        client.ask_without_waiting(place)
        while time.monotonic() < until:
            assert client.get("/").status == 200
        os.kill(server.pid, signal.SIGKILL)
        writer.kill()
        writer.join()
        server.wait()
    Store(tmp_path).check()
    with serving(tmp_path) as (address, _):
        client = Client(address)
        assert client.get(f"/projects/{SLUG}/v1").status in (200, 410)
        assert client.get("/").status == client.get("/feed.atom").status == 200
        assert client.get("/live/seats").text == '{"free": 8}'
    assert Store(tmp_path).verify(version) == []
    whole(tmp_path)
