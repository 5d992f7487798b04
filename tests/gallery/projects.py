"""A small but real capstone for tests: a region parameter, real data, a chart, a map and a widget."""

import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from gallery.card import FILE_NAME, Card
from gallery.card import read as read_card
from gallery.store import NOTEBOOK, Version, snapshot_name
from grader.cohort import Cohort
from grader.roster import Trainee, enrol
from tests import cells
from tests.grader import classes

CARD = Path(__file__).parent / FILE_NAME

_SETUP = """\
import ipywidgets as widgets
import matplotlib.pyplot as plt
from IPython.display import HTML, display

from curriculum import datasets, maps, plots

plots.use_korean()
people = datasets.load("kr-population-dong", region=REGION, year=2020)
people = people.groupby(["adm2", "sigungu"], as_index=False)[["population", "foreign"]].sum()
people["share"] = (people["foreign"] / people["population"] * 100).round(1)
SECRET_SOURCE_LINE = people.shape
"""
_CHART = """\
top = people.nlargest(5, "share").iloc[::-1]
figure, axis = plt.subplots(figsize=(7, 3))
axis.barh(top["sigungu"], top["share"], color="#0b5a8a")
axis.set_title(f"{REGION}에서 외국인 주민 비율이 높은 곳")
axis.set_xlabel("비율(%)")
plt.show()
"""
_MAP = """\
areas = datasets.load("kr-boundaries-2020", region=REGION)
areas = areas.merge(people[["adm2", "share"]], on="adm2")
maps.choropleth(areas, "share", title="외국인 주민 비율", unit="%", name="sigungu")
"""
_WIDGET = """\
choice = widgets.Dropdown(options=list(people["sigungu"]), description="시군구")
answer = widgets.Output()

def show(_=None):
    row = people[people["sigungu"] == choice.value].iloc[0]
    with answer:
        answer.clear_output(wait=True)
        display(HTML(f"<p>{row['sigungu']}의 주민은 <b>{row['population']:,.0f}명</b>입니다.</p>"))

choice.observe(show, names="value")
show()
display(widgets.VBox([choice, answer]))
"""


def capstone(*more: NotebookNode) -> NotebookNode:
    """The capstone as a trainee might hand it in, with `more` cells at its end."""
    hidden = new_code_cell(_SETUP, metadata={"tags": ["gallery-hide"]})
    prompt = new_markdown_cell("훈련생에게만 보이는 안내입니다.", metadata={"tags": ["gallery-skip"]})
    return cells.notebook(
        prompt,
        cells.parameters(),
        hidden,
        cells.prose("# 이웃이 된 외국인 주민\n\n어느 동네에 함께 사는지 살펴봅니다."),
        cells.prose("## 비율이 높은 곳"),
        new_code_cell(_CHART),
        cells.answer("q01-share", "return part / whole", before="def share(part, whole):"),
        cells.check("q01-share-test", "assert share(1, 2) == 0.5", hidden="assert share(1, 4) == 0.25"),
        cells.prose("## 지도로 보기"),
        new_code_cell(_MAP),
        cells.prose("## 시군구를 골라 보기"),
        new_code_cell(_WIDGET),
        cells.prose("자료: 통계청, 인구총조사와 SGIS 행정구역 경계, 2020년"),
        *more,
    )


def card(**changes: object) -> Card:
    """The card of the tests, with changes."""
    return read_card(CARD).model_copy(update=changes)


def hand_in_and_grade(folder: Path, *, score_by_hand: bool = True, files: Sequence[Path] = (CARD,)) -> Cohort:
    """A cohort whose trainee ``hong`` handed in the capstone with `files`, graded by nbgrader."""
    patient = classes.CONFIG.replace("timeout = 3", "timeout = 120").replace("timeout = 2", "timeout = 30")
    cohort = classes.course(folder, patient)
    source = capstone(cells.written("q02-advice"))
    nbformat.write(source, folder / "source" / classes.MODULE / "practicum.ipynb")
    enrol(cohort, [Trainee("hong", "홍길동")])
    cohort.release(classes.MODULE)
    home = cohort.fetch(classes.MODULE, "hong", classes.homes(cohort) / "hong")
    for file in files:
        shutil.copy(file, home / FILE_NAME)
    classes.hand_in(
        cohort,
        "hong",
        classes.write("q01-share", "def share(part, whole):\n    return part / whole"),
        classes.write("q02-advice", "## 제안\n\n한글 교실을 가까운 곳에 열자고 제안합니다."),
    )
    cohort.collect(classes.MODULE)
    cohort.autograde(classes.MODULE)
    if score_by_hand:
        with cohort.gradebook() as gradebook:
            grade = gradebook.find_grade("q02-advice", "practicum", classes.MODULE, "hong")
            grade.manual_score = 4
            grade.needs_manual_grade = False
            gradebook.db.commit()
    return cohort


def version(**changes: object) -> Version:
    """A version as `publish` would describe it."""
    known = {
        "number": 0,
        "course": "busan-test",
        "module": "09-capstone",
        "trainee": "hong",
        "approved_by": "정강사",
        "published": datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC),
        "regions": ("부산광역시",),
        "card": card(),
    }
    return Version(**{**known, **changes})


def files(
    nb: NotebookNode | None = None, page: str = "<p>결과</p>", regions: Sequence[str] = ("부산광역시",)
) -> dict:
    """Files of a version, quickly made."""
    notebook = nbformat.writes(nb or cells.notebook(cells.prose("# 결과"))).encode()
    pages = {snapshot_name(region): page.encode() for region in regions}
    return {FILE_NAME: CARD.read_bytes(), NOTEBOOK: notebook, **pages}
