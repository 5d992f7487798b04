"""The proof accepts a module whose grading is right and names every way in which one is not."""

import io
import re

import pytest
from rich.console import Console
from typer.testing import CliRunner

from curriculum import catalog
from curriculum.catalog import Module
from curriculum.errors import DsiError
from curriculum.regions import region
from grader import answers, cli_verify, verify, verify_report
from grader.plan import plan as plan_of
from grader.shell import preload

HEADER = '# %% tags=["parameters"]\nREGION = "부산광역시"\n\n'

QUESTION = '''# %%
values = {{"부산광역시": [1, 2, 3, 9], "세종특별자치시": [5]}}.get(REGION, [4, 6])

# %% nbgrader={{"grade_id": "q0{n}-top", "solution": true}}
def top{n}(numbers):
    """가장 큰 값. 비어 있으면 None."""
    ### BEGIN SOLUTION
    if not numbers:
        return None
    return max(numbers)
    ### END SOLUTION

# %% nbgrader={{"grade_id": "q0{n}-top-test", "grade": true, "locked": true, "points": 2}}
assert top{n}(values) == sorted(values)[-1], "가장 큰 값이 아닙니다."
### BEGIN HIDDEN TESTS
assert top{n}([]) is None, "비어 있을 때를 확인하세요."
### END HIDDEN TESTS

'''
WRITTEN = '# %% [markdown] nbgrader={"grade_id": "q99-advice", "grade": true, "solution": true, "points": 4}\n# 제안\n'

ANSWERS = '''# %% right q0{n}-top 정렬해서 마지막
def top{n}(numbers):
    return sorted(numbers)[-1] if numbers else None

# %% wrong q0{n}-top except=세종특별자치시 첫 값을 돌려줌
def top{n}(numbers):
    return numbers[0] if numbers else None

# %% wrong q0{n}-top 빈 목록을 생각하지 않음
def top{n}(numbers):
    return max(numbers)

'''
LESSON = HEADER + "# %%\nprint(REGION)\n"


@pytest.fixture(scope="module", autouse=True)
def _loaded_once():
    preload()


@pytest.fixture
def module(tmp_path):
    """Write a module of six questions, right in every way; change it by text before it is proved."""

    def write(practicum=None, given=None, lesson=LESSON, **card):
        folder = tmp_path / "01-top"
        folder.mkdir(exist_ok=True)
        numbers = range(1, 7)
        default = HEADER + "".join(QUESTION.format(n=n) for n in numbers) + WRITTEN
        (folder / "practicum.py").write_text((practicum or (lambda text: text))(default), encoding="utf-8")
        default = "".join(ANSWERS.format(n=n) for n in numbers)
        (folder / "answers.py").write_text((given or (lambda text: text))(default), encoding="utf-8")
        (folder / "lesson.py").write_text(lesson, encoding="utf-8")
        fields = {
            "title": "큰 값을 찾다", "promise": "가장 큰 값을 찾는다.", "minutes": {"explain": 10, "practise": 20},
            "objectives": ["찾는다", "설명한다"], "datasets": ["kr-regions"], "competencies": ["a"], "points": 16,
        }  # fmt: skip
        return Module(track="bigdata", id="01-top", folder=folder, **(fields | card))

    return write


def prove(module, *names):
    plan = plan_of(module)
    results = list(verify.verify([plan], [region(name) for name in names or ["부산"]], workers=2))
    return plan, results


def report(plan, results):
    console = Console(record=True, width=200, file=io.StringIO())
    verify_report.report(console, [plan], results)
    return console.export_text()


def test_a_sound_module_passes_in_every_region(module):
    plan, results = prove(module(), "부산", "전북")
    assert plan.problems == plan.warnings == []
    line = verify_report.summary(results)
    counts = r"reference=2/2 blank=2/2 right=12/12 wrong=24/24 mutants=(\d+)/\1"
    assert re.fullmatch(rf"verify: modules=1 regions=2 {counts}", line), line
    assert report(plan, results) == ""
    assert verify_report.passed([plan], results)


def test_what_only_one_region_cannot_tell_apart_is_named_with_that_region(module):
    """세종 has one value here: its smallest is its largest, and the answer marked ``except=`` is not tried."""
    plan, results = prove(module(), "부산", "세종")
    assert verify_report.summary(results).split()[5:7] == ["right=12/12", "wrong=18/18"]
    assert "(세종특별자치시): aggregate: max(numbers) → (min(numbers))" in report(plan, results)
    assert "부산" not in report(plan, results)


def test_a_weak_test_lets_a_wrong_answer_and_mutants_through_and_they_are_named(module):
    def weaken(text):
        return text.replace('assert top2([]) is None, "비어 있을 때를 확인하세요."', 'assert top2([1]) == 1, "하나"')

    plan, results = prove(module(weaken), "부산", "세종")
    text = report(plan, results)
    assert "틀린 답 q02 '빈 목록을 생각하지 않음' (모든 지역): 틀린 답인데 만점을 받습니다." in text
    line = weaken_line(plan, "if not numbers:", 2)
    assert f"살아남은 돌연변이 q02 practicum.py {line}번째 줄 (모든 지역): condition: not numbers → False" in text
    assert not verify_report.passed([plan], results)


def weaken_line(plan, text, nth):
    lines = plan.module.practicum.read_text(encoding="utf-8").splitlines()
    return [number for number, line in enumerate(lines, 1) if text in line][nth - 1]


def test_a_survivor_the_author_declared_equivalent_is_left_out(module):
    def declare(text):
        text = text.replace('assert top2([]) is None, "비어 있을 때를 확인하세요."', 'assert top2([1]) == 1, "하나"')
        head, tail = text.split("def top2", 1)
        tail = tail.replace("if not numbers:", "if not numbers:  # mutant-ok: 빈 목록은 주지 않는다", 1)
        return head + "def top2" + tail.replace("return None\n", "return None  # mutant-ok drop: 빈 목록은 주지 않는다\n", 1)

    _, results = prove(module(declare))
    survivors = [failure for failure in results[0].failures if failure.kind == "mutants"]
    assert survivors == []
    assert results[0].declared
    assert results[0].passed["mutants"] == results[0].tried["mutants"]


def test_a_right_answer_that_loses_points_is_named_with_the_test_and_its_message(module):
    plan, results = prove(module(given=lambda t: t.replace("sorted(numbers)[-1]", "float(sorted(numbers)[-2])", 1)))
    assert "다른 정답 q01 '정렬해서 마지막' (부산광역시): 정답인데 점수를 잃습니다. q01-top-test: AssertionError: 가장 큰 값" in report(plan, results)


def test_a_wrong_answer_must_not_cost_another_question_points(module):
    def lean(text):
        return text.replace('assert top4([]) is None', 'assert top3([]) is None and top4([]) is None')

    plan, results = prove(module(lean))
    assert "틀린 답 q03 '빈 목록을 생각하지 않음' (부산광역시): 다른 문제(q04)까지" in report(plan, results)


def test_a_solution_that_fails_in_one_region_is_named_and_nothing_is_proved_by_it(module):
    def break_it(text):
        return text.replace("return max(numbers)", "return max(numbers) if len(numbers) > 1 else 0", 1)

    plan, results = prove(module(break_it), "부산", "세종")
    by_region = {result.region: result for result in results}
    assert by_region["부산광역시"].passed["reference"] == 1
    broken = by_region["세종특별자치시"]
    assert broken.passed["reference"] == 0
    assert {f.message for f in broken.failures if f.question == "q01" and f.kind == "wrong"} == {
        "기준 정답이 만점이 아니라 판단할 수 없습니다."
    }
    assert "기준 정답 q01 정답 (세종특별자치시): q01-top-test: AssertionError: 가장 큰 값" in report(plan, results)


def test_a_blank_answer_that_scores_is_named(module):
    plan, results = prove(module(lambda t: t.replace('assert top5(values) == sorted(values)[-1]', "assert values").replace("assert top5([]) is None", "assert values")))
    assert "빈 답 (부산광역시): 빈 답이 점수를 받습니다: q05-top-test" in report(plan, results)


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("1 / 0", "lesson.py (부산광역시): 3번째 셀: ZeroDivisionError"),
        ("import matplotlib.pyplot as plt\nplt.rcParams['font.family'] = 'DejaVu Sans'\n_ = plt.title('부산')", "글꼴에 없는 글자"),
        ("import os; os._exit(3)", "lesson.py (부산광역시): 프로세스가 갑자기 끝났습니다"),
    ],
)
def test_a_lesson_that_does_not_run_fails_the_reference(module, cell, message):
    plan, results = prove(module(lesson=LESSON + f"\n# %%\n{cell}\n"))
    assert message in report(plan, results)
    assert results[0].passed["reference"] == 0


def test_a_test_cell_that_ends_in_a_value_is_refused(module):
    plan, results = prove(module(lambda t: t.replace('### END HIDDEN TESTS', '### END HIDDEN TESTS\ntop1(values)', 1)))
    assert "시험 셀이 값(9)으로 끝납니다" in report(plan, results)


def test_a_practicum_that_ends_its_process_is_reported_and_the_other_region_goes_on(module):
    def kill(text):
        return text.replace("values = {", "import os\nif REGION == '세종특별자치시':\n    os._exit(1)\nvalues = {", 1)

    plan, results = prove(module(kill), "세종", "부산")
    assert {result.region: result.passed["reference"] for result in results} == {"세종특별자치시": 0, "부산광역시": 1}
    assert "갑자기 끝났습니다" in report(plan, results)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"points": 20}, "points는 20점인데 practicum.py의 배점은 모두 16점"),
        ({"given": lambda t: t.replace("# %% wrong q02-top 빈", "# %% wrong q02-tip 빈")}, "'q02-tip'는 practicum.py의 답 셀이 아닙니다"),
        ({"given": lambda t: t.replace("# %% wrong q02-top 빈 목록", "# %% right q02-top 빈 목록")}, "q02-top에는 다른 정답이 1개, 틀린 답이 2개 이상"),
        ({"practicum": lambda t: t.replace("q02-top-test", "q12-top-test")}, "q12-top-test: 앞에 같은 문제"),
        ({"practicum": lambda t: t.replace("# 제안", "# 제안\n\n# %%\nx = 1  # mutant-ok: 밖")}, "'mutant-ok' 설명이 남습니다"),
        ({"practicum": lambda t: t.replace("# 제안", "# 제안\n\n# %%\nassert top1([]) is None, \"비어 있을 때를 확인하세요.\"")}, "숨은 시험이 남아"),
    ],
)
def test_what_needs_no_run_is_checked_first(module, change, message):
    plan = plan_of(module(**change))
    assert message in "\n".join(plan.problems)
    assert not verify_report.passed([plan], [])


def test_advice_about_the_number_of_questions_does_not_fail(module):
    def shorten(text):
        return HEADER + QUESTION.format(n=1)

    plan = plan_of(module(shorten, lambda t: ANSWERS.format(n=1), points=10))
    assert len(plan.warnings) == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# %%\nx = 1\n", "1번째 줄"),
        ("# %% maybe q01-top 이유\nx = 1\n", "right 또는 wrong"),
        ("# %% right q01-top\nx = 1\n", "이유"),
        ("# %% right q01-top 이유\n\n", "비어 있습니다"),
        ("# %% right q01-top except=서을 이유\nx = 1\n", "서을"),
        ("# %% right q01-top 이유\nx = 1\n# %% right q01-top 이유\nx = 2\n", "3번째 줄"),
    ],
)
def test_an_answer_file_with_a_bad_marker_is_refused_with_its_line(tmp_path, text, message):
    path = tmp_path / "answers.py"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DsiError, match=message):
        answers.read(path)


def test_answers_can_be_limited_to_regions(tmp_path):
    path = tmp_path / "answers.py"
    path.write_text("# %% wrong q01-a only=부산,전북 이유\nx = 1\n\n# %% [markdown]\n# 메모\n", encoding="utf-8")
    (answer,) = answers.read(path)
    assert answer.counts_in("부산광역시")
    assert not answer.counts_in("세종특별자치시")
    assert answer.source == "x = 1\n"


def test_the_command_ends_with_the_counts_and_fails_when_a_pair_differs(module, monkeypatch):
    import typer

    made = module(points=16)
    monkeypatch.setattr(catalog, "module", lambda name: made)
    app = typer.Typer()
    app.command()(cli_verify.verify)
    good = CliRunner().invoke(app, ["bigdata/01-top", "--region", "부산"])
    assert good.exit_code == 0, good.output
    assert good.output.splitlines()[-1].startswith("verify: modules=1 regions=1 reference=1/1 blank=1/1 right=6/6 wrong=12/12 mutants=")
    assert "bigdata/01-top: 지역 1곳" in good.output
    module(given=lambda t: t.replace("sorted(numbers)[-1]", "0", 1))
    bad = CliRunner().invoke(app, ["bigdata/01-top", "--region", "부산"])
    assert bad.exit_code == 1
    assert "right=5/6" in bad.output.splitlines()[-1]


def test_an_answer_file_without_answers_is_empty_not_broken(tmp_path):
    path = tmp_path / "answers.py"
    path.write_text("# 아직 없음\n", encoding="utf-8")
    assert answers.read(path) == []


def test_an_answer_may_say_only_what_it_does_differently_from_the_model_answer(module):
    path = module().folder / "answers.py"
    path.write_text(f"{ANSWERS.format(n=1)}# %% wrong q01-top 가장 작은 값\n# - max(\n# + min(\n", encoding="utf-8")
    *_, changed = answers.read(path)
    assert "return min(numbers)" in changed.source
    assert "if not numbers" in changed.source


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("# - sum(\n# + min(\n", "0번"),
        ("# - numbers\n# + values\n", "번 나옵니다"),
        ("# + min(\n# - max(\n", "다음에"),
        ("# - max(\n", "다음에"),
    ],
)
def test_a_change_that_does_not_fit_the_model_answer_is_refused_with_its_line(module, change, said):
    path = module().folder / "answers.py"
    path.write_text(f"# %% wrong q01-top 이유\n{change}", encoding="utf-8")
    with pytest.raises(DsiError, match=rf"answers\.py 1번째 줄.*{said}"):
        answers.read(path)
