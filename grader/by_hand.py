"""Points a person gives, for written answers and where the tests were wrong."""

from curriculum.errors import DsiError
from grader.cohort import Cohort


def score_by_hand(
    cohort: Cohort, module: str, trainee: str, question: str, points: float, comment: str | None = None
) -> None:
    """Give the points of one question by hand, as the formgrader does.

    Raises
    ------
    DsiError
        If there is no graded submission or no such question, or the points do not fit.
    """
    from nbgrader.api import MissingEntry

    module = cohort.module(module)
    with cohort.gradebook() as gradebook:
        try:
            submission = gradebook.find_submission(module, trainee)
        except MissingEntry as error:
            raise DsiError(
                f"{trainee}의 {module} 제출은 아직 채점되지 않았습니다. `dsi grade`를 먼저 실행하세요."
            ) from error
        grades = {grade.name: grade for book in submission.notebooks for grade in book.grades}
        if question not in grades:
            raise DsiError(
                f"'{question}' 문항이 {module}에 없습니다. 채점하는 문항: {', '.join(sorted(grades))}"
            )
        found = grades[question]
        if not 0 <= points <= found.max_score:
            raise DsiError(
                f"{question}의 점수는 0점부터 {found.max_score:g}점까지 줄 수 있습니다({points:g}점)."
            )
        found.manual_score, found.needs_manual_grade = points, False
        if comment is not None:
            try:
                note = gradebook.find_comment(question, found.notebook.name, module, trainee)
            except MissingEntry as error:
                raise DsiError(
                    f"{question}은 검사 셀이라 의견을 달 수 없습니다. --comment 없이 실행하세요."
                ) from error
            note.manual_comment = comment
        gradebook.db.commit()
