"""A capstone goes its way step by step, and each step says who, when and why."""

import itertools

import pytest

from curriculum.errors import DsiError
from gallery.review import Reviews, State, Work

WORK = Work("busan-test", "09-capstone", "hong", "2026-11-20 01:00:00 UTC")
GOOD = {
    (State.SUBMITTED, State.IN_REVIEW),
    (State.IN_REVIEW, State.RETURNED),
    (State.IN_REVIEW, State.APPROVED),
    (State.RETURNED, State.IN_REVIEW),
    (State.APPROVED, State.RETURNED),
    (State.APPROVED, State.PUBLISHED),
    (State.PUBLISHED, State.PUBLISHED),
    (State.PUBLISHED, State.WITHDRAWN),
    (State.WITHDRAWN, State.IN_REVIEW),
}
WAY = {
    State.SUBMITTED: [],
    State.IN_REVIEW: [State.IN_REVIEW],
    State.RETURNED: [State.IN_REVIEW, State.RETURNED],
    State.APPROVED: [State.IN_REVIEW, State.APPROVED],
    State.PUBLISHED: [State.IN_REVIEW, State.APPROVED, State.PUBLISHED],
    State.WITHDRAWN: [State.IN_REVIEW, State.APPROVED, State.PUBLISHED, State.WITHDRAWN],
}


@pytest.fixture
def reviews(tmp_path):
    return Reviews(tmp_path)


def go(reviews, *states):
    for state in states:
        reviews.take(WORK, state, "오강사", "까닭")


@pytest.mark.parametrize(("now", "to"), list(itertools.product(State, State)))
def test_only_a_step_that_follows_is_taken(reviews, now, to):
    go(reviews, *WAY[now])
    assert reviews.state(WORK) is now
    if (now, to) in GOOD:
        go(reviews, to)
        assert reviews.state(WORK) is to
    else:
        with pytest.raises(DsiError, match=f"'{now}' 상태라서 '{to}'"):
            go(reviews, to)
        assert reviews.state(WORK) is now


def test_each_step_is_kept_with_who_when_and_why(reviews, tmp_path):
    reviews.take(WORK, State.IN_REVIEW, " 오강사 ")
    reviews.take(WORK, State.RETURNED, "박담당", "표의 단위를 적어 주세요.")
    first, second = Reviews(tmp_path).steps(WORK)
    assert (first.by, first.why, second.by, second.why) == (
        "오강사",
        "",
        "박담당",
        "표의 단위를 적어 주세요.",
    )
    assert first.when <= second.when


@pytest.mark.parametrize("state", [State.RETURNED, State.WITHDRAWN])
def test_sending_back_and_withdrawing_need_a_reason(reviews, state):
    go(reviews, *WAY[State.PUBLISHED if state is State.WITHDRAWN else State.IN_REVIEW])
    before = reviews.steps(WORK)
    with pytest.raises(DsiError, match="적지 않았습니다"):
        reviews.take(WORK, state, "오강사", "  ")
    assert reviews.steps(WORK) == before


def test_a_step_needs_a_name(reviews):
    with pytest.raises(DsiError, match="이름"):
        reviews.take(WORK, State.IN_REVIEW, "  ")
    assert reviews.steps(WORK) == []


def test_work_handed_in_again_is_approved_by_nobody(reviews):
    go(reviews, *WAY[State.APPROVED])
    again = Work(WORK.course, WORK.module, WORK.trainee, "2026-11-21 01:00:00 UTC")
    assert reviews.approver(WORK) == "오강사"
    assert reviews.state(again) is State.SUBMITTED
    assert reviews.approver(again) == ""
    assert len(reviews.steps(again)) == 2  # what happened is not forgotten


@pytest.mark.parametrize("part", ["..", ".", "", "a/b", "../../x"])
def test_a_name_cannot_leave_the_folder(reviews, part):
    with pytest.raises(DsiError, match="쓸 수 없는"):
        reviews.take(Work("course", "module", part, ""), State.IN_REVIEW, "오강사")
