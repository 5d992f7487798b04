"""Each track has a page made from its yaml files, with a picture of every lesson that marks one."""

from pathlib import Path

import pytest

from curriculum import catalog, overview
from curriculum.errors import DsiError
from curriculum.regions import region

PAGES = Path(__file__).resolve().parents[2] / "docs" / "tracks"
BUSAN = region("부산")


@pytest.mark.parametrize("track", catalog.tracks(), ids=lambda track: track.id)
def test_the_page_in_docs_is_what_the_yaml_files_say(track):
    """If this fails, run ``dsi overview docs/tracks``."""
    page = PAGES / f"{track.id}.md"
    assert page.read_text(encoding="utf-8") == overview.render(track, BUSAN)
    for module in track.modules:
        assert f"## {module.id} {module.title}" in page.read_text(encoding="utf-8")
        assert overview.caption(module), f"{module.id}: mark a cell of the lesson with sample="
        assert (PAGES / "figures" / f"{track.id}-{module.id}.png").stat().st_size > 5_000


@pytest.mark.parametrize("track", catalog.tracks(), ids=lambda track: track.id)
def test_every_competency_and_outcome_is_reached_by_a_module_or_shows_that_it_is_not_yet(track):
    page = overview.render(track, BUSAN)
    for outcome in track.outcomes:
        reached = any(set(outcome.competencies) & set(module.competencies) for module in track.modules)
        row = next(line for line in page.splitlines() if line.startswith(f"| {outcome.title} |"))
        assert ("●" in row) == reached


def test_a_lesson_runs_up_to_its_marked_cell_and_gives_the_picture(tmp_path):
    module = catalog.module("starter/02-first-notebook")
    track = catalog.track("starter").model_copy(update={"modules": [module]})
    overview.write([track], region("세종"), tmp_path)
    picture = (tmp_path / "figures" / "starter-02-first-notebook.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert "세종특별자치시로 만든" in (tmp_path / "starter.md").read_text(encoding="utf-8")


def test_a_marked_cell_that_draws_nothing_is_named(tmp_path):
    (tmp_path / "lesson.py").write_text('# %% tags=["parameters"]\nREGION = ""\n\n# %% sample="그림"\n1 + 1\n', encoding="utf-8")
    module = catalog.module("starter/02-first-notebook").model_copy(update={"folder": tmp_path})
    track = catalog.track("starter").model_copy(update={"modules": [module]})
    with pytest.raises(DsiError, match=r"lesson\.py.*그림을 그리지 않았습니다"):
        overview.write([track], BUSAN, tmp_path / "out")
