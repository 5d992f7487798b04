"""``center.yaml`` and the people of a center."""

import pytest

from classroom import center as centers
from classroom.hub.init import _write_center
from classroom.people import Person, Role, checked_name, group, person
from curriculum.errors import DsiError
from grader import roster
from grader.roster import Trainee

TEXT = """\
center:
  id: busan
  name: 부산 지원센터
  region: 부산
administrators: [kim]
officers: [lee]
cohorts:
  - id: bigdata-busan
    track: bigdata
    instructors: [park, kim]
    roster: 명단.xlsx
  - id: tech-ulsan
    track: tech
    region: 울산
    instructors: [park]
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / centers.FILE).write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_a_center_is_read_with_its_folders_and_a_cohort_has_the_center_s_region_unless_it_says_another(folder):
    center = centers.read(folder)
    assert (center.id, center.center.region, center.db) == ("busan", "부산광역시", "sqlite")
    assert [each.region for each in center.cohorts] == ["부산광역시", "울산광역시"]
    assert center.cohort_folder("tech-ulsan") == folder / "cohorts" / "tech-ulsan"
    assert center.home("hong") == folder / "homes" / "hong"
    with pytest.raises(DsiError, match=r"'math' 반이 없습니다.*bigdata-busan, tech-ulsan"):
        center.cohort("math")


@pytest.mark.parametrize(
    ("wrong", "line", "said"),
    [
        (("track: bigdata", "track: maths"), 9, "'maths' 과정이 없습니다. leader, bigdata, tech, starter"),
        (("region: 울산", "region: 화성"), 14, "모르는 지역"),
        (("[kim]", "[Kim]"), 5, "이름 'Kim'은"),
        (("[kim]", "[root]"), 5, "시스템에서 쓰는 이름"),
        (("[kim]", "[]"), 5, "1개 이상"),
        (("[park, kim]", "[park, park]"), 10, "park: 두 번"),
        (("id: tech-ulsan", "id: bigdata-busan"), None, "bigdata-busan: 두 번"),
        (("id: tech-ulsan", "id: ../etc"), 12, "정해진 모양"),
        (("officers: [lee]", "oficers: [lee]"), 6, "알 수 없는 항목"),
        (("officers: [lee]", "db: mysql://x"), 6, "sqlite 또는 postgresql://계정@주소/데이터베이스 꼴로"),
        (("officers: [lee]", "db: postgresql://dsi:hidden@db/dsi"), 6, "hub/pgpass 파일에"),
        (("officers: [lee]", "memory: 1.5기가"), 6, "'1.5G'처럼"),
        (("officers: [lee]", "memory: 100M"), 6, "512M은 있어야"),
        (("officers: [lee]", "spawner: podman"), 6, "local"),
        (("officers: [lee]", "spawner: docker"), None, "image에"),
        (("officers: [lee]", "address: javascript:alert(1)"), 6, "'https://class.example.kr'처럼"),
    ],
)
def test_what_is_wrong_in_the_file_is_named_with_its_line(folder, wrong, line, said):
    text = TEXT.replace(*wrong)
    assert text != TEXT
    (folder / centers.FILE).write_text(text, encoding="utf-8")
    with pytest.raises(DsiError) as error:
        centers.read(folder)
    assert said in str(error.value)
    assert line is None or f"{line}번째 줄" in str(error.value)


def test_a_folder_without_the_file_is_told_how_to_become_a_center(tmp_path):
    with pytest.raises(DsiError, match="dsi hub init"):
        centers.read(tmp_path)


def test_the_groups_of_a_center_are_its_officers_and_each_cohort_s_instructors_and_roster(folder):
    cohort = folder / "cohorts" / "bigdata-busan"
    cohort.mkdir(parents=True)
    (cohort / roster.FILE).write_text(roster._as_csv([Trainee("hong", "홍길동")]), encoding="utf-8")
    assert centers.read(folder).groups() == {
        "officer:busan": {"lee"},
        "instructor:bigdata-busan": {"park", "kim"},
        "trainee:bigdata-busan": {"hong"},
        "instructor:tech-ulsan": {"park"},
        "trainee:tech-ulsan": set(),
    }


def test_a_person_is_what_the_hub_s_groups_say_and_other_groups_mean_nothing():
    groups = [group(Role.INSTRUCTOR, "a"), group(Role.TRAINEE, "b"), group(Role.OFFICER, "busan"), "trainee", "trainee:", "x:a"]
    assert person({"name": "kim", "admin": True, "groups": groups, "kind": "user"}) == Person(
        "kim", True, frozenset({"a"}), frozenset({"b"}), frozenset({"busan"})
    )
    assert person({"name": "hong"}) == Person("hong")


@pytest.mark.parametrize("name", ["k", "Kim", "1", "kim_a", "kim.a", "김", "-kim", "kim ", "k" * 26, "root", "dsi", ""])
def test_a_name_that_could_be_taken_for_something_else_is_refused(name):
    with pytest.raises(ValueError, match="쓸 수 없습니다"):
        checked_name(name)
    assert checked_name("kim-2") == "kim-2"
    assert checked_name("20261234") == "20261234"  # a number of a university


def test_the_example_in_a_new_center_yaml_becomes_a_cohort_as_the_file_says(tmp_path):
    _write_center(tmp_path / "busan", "busan", "부산", "boss")
    path = tmp_path / "busan" / "center.yaml"
    assert centers.read(path.parent).cohorts == []
    lines = path.read_text(encoding="utf-8").replace("cohorts: []", "cohorts:").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("cohorts:"))
    lines[at + 1 : at + 5] = [line.removeprefix("#") for line in lines[at + 1 : at + 5]]
    path.write_text("\n".join(lines), encoding="utf-8")
    [cohort] = centers.read(path.parent).cohorts
    assert (cohort.id, cohort.track, cohort.instructors, cohort.roster) == ("bigdata-2026", "bigdata", ["park"], "명단.xlsx")
