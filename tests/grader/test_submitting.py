"""A submission is in the inbox whole or not at all, also while it is being copied."""

from grader.arrivals import arrivals
from grader.exchange import korean_time, timestamp
from tests.grader.classes import MODULE, RIGHT, hand_in, released

# An instructor collects at the worst moment: the files are there, the time and the secret are not.
COLLECTING = """
from grader.cohort import Cohort
from grader.submitting import Submit

class Interrupted(Submit):
    def do_copy(self, src, dest, log=None):
        super().do_copy(src, dest, log)
        found = Cohort(Path(__file__).parent).collect("01-share")
        (Path(__file__).parent / "found.txt").write_text(repr(found))

c.ExchangeFactory.submit = Interrupted
"""


def test_who_collects_in_the_middle_of_a_submission_gets_it_later_and_whole(tmp_path):
    cohort = released(tmp_path / "class", "hong")
    with (cohort.folder / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(COLLECTING)
    hand_in(cohort, "hong", *RIGHT)
    assert (cohort.folder / "found.txt").read_text() == "Collected(new=[], refused=[])"
    assert cohort.collect(MODULE).new == ["hong"]
    there = {path.name for path in (cohort.folder / "submitted/hong" / MODULE).iterdir()}
    assert there == {"practicum.ipynb", "lesson.ipynb", "timestamp.txt", "submission_secret.txt"}


def test_every_submission_is_found_by_trainee_and_time_and_nothing_else_is(tmp_path):
    cohort = released(tmp_path / "class", "hong", "kim")
    for trainee in ("hong", "kim", "hong"):
        hand_in(cohort, trainee)
    inbox = cohort.folder / "exchange/busan-test/inbound"
    for name in (".arriving-x", "notes", f"hong+{MODULE}+어제+xx", f"lee+{MODULE}"):
        (inbox / name).mkdir()
    (inbox / f"kim+{MODULE}+2026-11-20 09:00:00.000000 UTC+file").write_text("")
    (inbox / f"kim+{MODULE}+2026-11-20 09:00:00.000000 UTC+link").symlink_to(tmp_path)
    found = arrivals(cohort)
    assert [each.trainee for each in found] == ["hong", "kim", "hong"]
    assert [each.time for each in found] == sorted(each.time for each in found)
    assert len(arrivals(cohort, "hong")) == 2
    cohort.collect(MODULE)
    assert korean_time(timestamp(cohort, MODULE, "hong")) == found[-1].time
