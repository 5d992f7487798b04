"""A wrong YAML file is answered in Korean: file, line, field, what is allowed."""

import pytest

from curriculum.catalog import ModuleCard, track
from curriculum.errors import DsiError
from curriculum.yaml_model import read_model

GOOD = """\
title: 공공데이터를 모으다
promise: 깨끗한 파일 하나를 만듭니다.
minutes: {explain: 60, practise: 120}
objectives: [하나를 설명합니다, 둘을 만듭니다]
datasets: [kr-population-dong]
competencies: [collect]
points: 30
"""


def write(folder, text):
    path = folder / "module.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_card_is_read(tmp_path):
    card = read_model(write(tmp_path, GOOD), ModuleCard)
    assert card.minutes.practise == 120
    assert card.regions == "all"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD.replace("points: 30", "points: 많이"), r"module\.yaml: 7번째 줄 points\(배점\): 정수"),
        (GOOD.replace("practise: 120", "practise: -3"), r"3번째 줄 minutes\.practise\(실습 시간\(분\)\): 0보다 커야"),
        (GOOD.replace("promise:", "promis:"), r"promise\(한 줄 약속\): 빠져 있습니다.*promis: 알 수 없는 항목"),
        (GOOD + "  x: : y", r"YAML로 읽을 수 없습니다"),
        (GOOD + "points: 40\n", r"8번째 줄: 같은 항목이 앞에도"),
        ("", r"전체: 하위 항목"),
    ],
)
def test_a_wrong_card_is_named_with_line_and_title(tmp_path, text, message):
    with pytest.raises(DsiError, match=message):
        read_model(write(tmp_path, text), ModuleCard)


def test_an_unknown_track_is_answered_with_those_there_are():
    with pytest.raises(DsiError, match=r"'bigdat' 과정이 없습니다.*bigdata"):
        track("bigdat")
