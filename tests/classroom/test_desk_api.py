"""A trainee's own server hands in at the desk what ``dsi submit`` would, and learns of nobody else's work."""

import io
import json
import stat
import warnings
import zipfile

import nbformat
import pytest
import requests

from classroom.desk.arrival import Bounds, unpack
from curriculum.errors import DsiError
from grader import exchange, late, receipts
from tests.classroom.desks import archive, opened, packed
from tests.grader.classes import MODULE, RIGHT, hand_in

HERE = f"modules/{MODULE}/"


def solved(files, *changes):
    """The fetched files with the practicum solved."""
    name = f"{MODULE}/practicum.ipynb"
    nb = nbformat.reads(files[name].decode(), as_version=4)
    for change in changes:
        change(nb)
    return files | {name: nbformat.writes(nb).encode()}


def inbox(cohort):
    """What lies in the exchange's inbox."""
    return sorted(path.name for path in (cohort.folder / "exchange/busan-test/inbound").iterdir())


def test_a_person_is_told_the_own_cohorts_and_role(desk):
    assert [(each["id"], each["role"]) for each in desk.program("duri").get("api/me").json()["cohorts"]] == [
        ("api", "trainee"), ("done", "trainee"), ("late", "trainee"), ("look", "trainee"), ("round", "trainee")
    ]  # fmt: skip
    assert {each["role"] for each in desk.program("park").get("api/me").json()["cohorts"]} == {"instructor"}
    assert desk.program("stranger").get("api/me").json() == {"name": "stranger", "cohorts": []}


def test_what_is_handed_in_is_collected_graded_and_comes_back_with_points(desk):
    cohort, hana, duri = desk.cohorts["api"], desk.program("hana"), desk.program("duri")
    here = "api/cohorts/api/"
    before = hana.get(here + "modules").json()
    assert [(each["id"], each["state"], each["score"]) for each in before] == [(MODULE, "open", None)]
    files = opened(hana.get(here + HERE + "files.zip").content)
    done = hana.post(here + HERE + "submissions", archive(solved(files, *RIGHT))).json()
    receipt = cohort.folder.parent / "receipt.json"
    receipt.write_text(json.dumps(done["receipt"]), encoding="utf-8")
    assert receipts.check(cohort, receipt)[1] == ""
    assert hana.get(here + "modules").json()[0]["submissions"] == [done]
    assert cohort.collect(MODULE).new == ["hana"]
    cohort.autograde(MODULE)
    assert hana.get(here + "modules").json()[0]["score"] is None, "돌려주기 전의 점수는 강사만 봅니다."
    assert hana.get(here + HERE + "feedback.zip").status_code == 404
    cohort.feedback(MODULE)
    mine = hana.get(here + "modules").json()[0]
    assert (mine["state"], mine["score"], mine["max_score"], mine["waiting"]) == ("returned", 5, 9, True)
    pages = opened(hana.get(here + HERE + "feedback.zip").content)
    assert {name.split("/")[1] for name in pages} == {"lesson.html", "practicum.html"}
    theirs = duri.get(here + "modules").json()[0]
    assert (theirs["state"], theirs["submissions"], theirs["feedback"]) == ("open", [], False)
    assert duri.get(here + HERE + "feedback.zip").status_code == 404


def test_stock_nbgrader_collects_it_as_its_own(desk):
    cohort, hana = desk.cohorts["arrive"], desk.program("hana")
    files = opened(hana.get(f"api/cohorts/arrive/{HERE}files.zip").content)
    inside = {name.partition("/")[2]: data for name, data in files.items()}  # without the folder around it
    assert hana.post(f"api/cohorts/arrive/{HERE}submissions", archive(inside)).status_code == 200
    ours = cohort.folder / "exchange/busan-test/inbound" / inbox(cohort)[0]
    hand_in(cohort, "hana")
    stock = cohort.folder / "exchange/busan-test/inbound" / inbox(cohort)[1]
    assert {path.name for path in ours.iterdir()} == {path.name for path in stock.iterdir()}
    assert oct(ours.stat().st_mode) == oct(stock.stat().st_mode)
    api = cohort.api(ExchangeFactory={"collect": "nbgrader.exchange.default.ExchangeCollect"})
    assert api.collect(MODULE)["success"]
    assert cohort.submitted(MODULE) == ["hana"]


def test_damaged_work_is_told_so_and_may_be_handed_in_again(desk):
    cohort, hana = desk.cohorts["damaged"], desk.program("hana")
    here = f"api/cohorts/damaged/{HERE}submissions"
    hana.post(here, archive({"practicum.ipynb": "{"}))
    cohort.collect(MODULE)
    cohort.autograde(MODULE)
    found = hana.get("api/cohorts/damaged/modules").json()[0]
    assert found["state"] == "broken"
    assert "다시 제출" in found["problem"]
    hana.post(here, archive({"practicum.ipynb": "{}"}))
    assert hana.get("api/cohorts/damaged/modules").json()[0]["state"] == "submitted"


def test_the_limit_on_submissions_holds_and_so_does_the_courses_size(desk):
    cohort, hana = desk.cohorts["limit"], desk.program("hana")
    here = f"api/cohorts/limit/{HERE}submissions"
    most = hana.post(here, archive({"practicum.ipynb": "x" * 1_100_000}))
    assert (most.status_code, "너무 큽니다" in most.json()["message"]) == (400, True)
    whole = hana.post(here, b"PK" * 3_000_000)
    assert (whole.status_code, "너무 큽니다" in whole.json()["message"]) == (413, True)
    assert inbox(cohort) == []
    assert hana.post(here, archive({"practicum.ipynb": "{}"})).status_code == 200
    again = hana.post(here, archive({"practicum.ipynb": "{}"}))
    assert (again.status_code, "1번까지만" in again.json()["message"]) == (400, True)
    assert len(inbox(cohort)) == 1
    assert not list((cohort.folder / ".desk").glob("arrival-*")), "받은 것을 풀던 자리가 남았습니다."


def test_late_is_counted_from_the_own_due_date(desk):
    cohort = desk.cohorts["late"]
    exchange.release(cohort, MODULE, "2026-01-01 18:00")
    late.extend(cohort, MODULE, "duri", "2099-01-01 18:00")
    work = archive({"practicum.ipynb": "{}"})
    sent = {who: desk.program(who).post(f"api/cohorts/late/{HERE}submissions", work).json() for who in ("hana", "duri")}
    assert (sent["hana"]["late"], sent["duri"]["late"]) == (True, False)
    assert desk.program("duri").get("api/cohorts/late/modules").json()[0]["due"] == "2099-01-01T18:00:00+09:00"


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("duri", "api/cohorts/arrive/modules"),
        ("duri", f"api/cohorts/arrive/{HERE}files.zip"),
        ("duri", f"api/cohorts/arrive/{HERE}feedback.zip"),
        ("park", "api/cohorts/api/modules"),
        ("kim", "api/cohorts/api/modules"),
        ("hana", "api/cohorts/nowhere/modules"),
        ("hana", "api/cohorts/./modules"),
    ],
)
def test_who_does_not_learn_in_a_cohort_is_kept_out_of_its_work(desk, who, path):
    assert desk.program(who).get(path).status_code in (403, 404)


def test_nobody_hands_in_for_a_cohort_that_is_not_the_own(desk):
    before = inbox(desk.cohorts["arrive"])
    work = archive({"practicum.ipynb": "{}"})
    assert desk.program("duri").post(f"api/cohorts/arrive/{HERE}submissions", work).status_code == 403
    address = f"{desk.home}api/cohorts/api/{HERE}submissions"
    assert requests.post(address, data=work, timeout=30).status_code == 403
    assert requests.post(address, data=work, headers={"Authorization": "token made-up"}, timeout=30).status_code == 403
    assert inbox(desk.cohorts["arrive"]) == before


def test_a_login_alone_hands_nothing_in_without_the_pages_secret(desk):
    hana = desk.visitor("hana")
    before = inbox(desk.cohorts["api"])
    done = hana.session.post(f"{desk.home}api/cohorts/api/{HERE}submissions", data=archive({"a.txt": "a"}), timeout=30)
    assert done.status_code == 403
    assert inbox(desk.cohorts["api"]) == before


@pytest.mark.parametrize("module", ["01-nothing", "..%2f..%2fhub", "%2e%2e"])
def test_what_is_not_released_cannot_be_fetched_or_handed_in(desk, module):
    hana = desk.program("hana")
    assert hana.get(f"api/cohorts/api/modules/{module}/files.zip").status_code == 404
    assert hana.post(f"api/cohorts/api/modules/{module}/submissions", archive({"a": "a"})).status_code in (400, 404)


def test_the_same_folder_gives_the_same_files(tmp_path):
    (tmp_path / "work/sub").mkdir(parents=True)
    (tmp_path / "work/메모.txt").write_text("가나다", encoding="utf-8")
    (tmp_path / "work/sub/a.csv").write_text("1,2", encoding="utf-8")
    with _file(tmp_path, packed(tmp_path / "work")) as file:
        unpack(file, tmp_path / "out", "01", Bounds(1000, 1000))
    assert opened(packed(tmp_path / "out")) == opened(packed(tmp_path / "work"))


def _entry(name, mode=0, flags=0):
    info = zipfile.ZipInfo(name)
    info.external_attr, info.flag_bits = mode << 16, flags
    return info


def _lying():
    """An archive whose index says that a large file is small."""
    data = bytearray(archive({"practicum.ipynb": "0" * 900_000}))
    at = data.index(b"PK\1\2") + 24
    data[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(data)


def _twice():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _made(lambda made: [made.writestr("a.txt", "1"), made.writestr("a.txt", "2")])


def _made(fill, **options):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **options) as made:
        fill(made)
    return out.getvalue()


HOSTILE = {
    "위 폴더로": archive({"../evil": "x"}),
    "절대 경로로": archive({"/etc/evil": "x"}),
    "가운데서 위로": archive({"a/../../evil": "x"}),
    "역슬래시로": archive({"..\\evil": "x"}),
    "줄바꿈 이름": archive({"a\nb": "x"}),
    "빈 이름": archive({"a//b": "x"}),
    "링크": archive({_entry("link", stat.S_IFLNK | 0o777): "/etc/passwd"}),
    "장치": archive({_entry("zero", stat.S_IFCHR | 0o666): ""}),
    "이름이 긴 파일": archive({"가" * 100: "x"}),
    "깊은 폴더": archive({"/".join("a" * 40): "x"}),
    "파일이자 폴더": archive({"a": "x", "a/b": "y"}),
    "두 번 든 이름": _twice(),
    "파일이 너무 많음": archive({f"{number}.txt": "" for number in range(2001)}),
    "큰 파일": archive({"practicum.ipynb": "0" * 600_000}),
    "큰 폴더": archive({f"{number}.txt": "0" * 400_000 for number in range(3)}),
    "크기를 속임": _lying(),
    "다른 압축": _made(lambda made: made.writestr("a", "x" * 100), compression=zipfile.ZIP_LZMA),
    "덧붙인 말": _made(lambda made: setattr(made, "comment", b"PK\5\6" * 10)),
    "빈 압축": archive({}),
    "압축이 아님": b"hello",
    "아무것도 없음": b"",
    "잘린 압축": archive({"a": "x" * 1000})[:-30],
    "깨진 내용": archive({"a": "x" * 1000}).replace(b"x", b"", 1)[:40] + archive({"a": "x" * 1000})[45:],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_an_archive_that_is_no_plain_folder_is_refused_whole(tmp_path, name):
    place = tmp_path / "place/home"
    place.mkdir(parents=True)
    with _file(tmp_path, HOSTILE[name]) as file, pytest.raises(DsiError):
        unpack(file, place / "01", "01", Bounds(500_000, 1_000_000))
    outside = {path for path in tmp_path.rglob("*") if place / "01" not in (path, *path.parents)}
    assert outside == {tmp_path / "place", place, tmp_path / "work.zip"}


def test_a_hostile_archive_leaves_nothing_at_the_desk(desk):
    cohort, hana = desk.cohorts["arrive"], desk.program("hana")
    before = inbox(cohort)
    for name in ("위 폴더로", "링크", "압축이 아님"):
        refused = hana.post(f"api/cohorts/arrive/{HERE}submissions", HOSTILE[name])
        assert (refused.status_code, bool(refused.json()["message"])) == (400, True)
    assert inbox(cohort) == before
    assert not list((cohort.folder / ".desk").glob("arrival-*"))


def _file(folder, data):
    (folder / "work.zip").write_bytes(data)
    return (folder / "work.zip").open("rb")
