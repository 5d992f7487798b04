"""A published version appears whole, never changes, and keeps its address."""

import pytest

from curriculum.errors import DsiError
from gallery.store import Store
from tests.gallery import projects


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path)


def test_a_version_is_found_again_by_another_process(store):
    added = store.add(projects.version(), projects.files())
    again = Store(store.root)
    assert again.projects() == [added]
    assert again.find("busan-aged-neighbours", 1) == added
    assert again.verify(added) == []
    assert again.snapshot(added, "부산광역시").read_text(encoding="utf-8") == "<p>결과</p>"
    assert again.snapshot(added, "서울특별시") is None


def test_a_correction_makes_a_new_version_and_leaves_the_old_one(store):
    first = store.add(projects.version(), projects.files())
    second = store.add(projects.version(), projects.files(page="<p>고친 결과</p>"))
    assert [each.number for each in store.versions("busan-aged-neighbours")] == [1, 2]
    assert store.find("busan-aged-neighbours") == second
    assert "고친" not in store.snapshot(first, "부산광역시").read_text(encoding="utf-8")


def test_another_trainee_cannot_take_the_address(store):
    store.add(projects.version(), projects.files())
    with pytest.raises(DsiError, match="다른 프로젝트"):
        store.add(projects.version(trainee="kim"), projects.files())
    assert len(store.versions("busan-aged-neighbours")) == 1


def test_a_publish_that_breaks_off_leaves_nothing_behind(store):
    store.add(projects.version(), projects.files())
    with pytest.raises(TypeError):
        store.add(projects.version(), projects.files() | {"snapshots/99.html": object()})
    draft = store.root / "projects" / "busan-aged-neighbours" / ".draft-v2"
    draft.mkdir(exist_ok=True)  # as a killed process leaves it
    (draft / "half").write_text("반쪽", encoding="utf-8")
    assert [each.number for each in Store(store.root).versions("busan-aged-neighbours")] == [1]
    second = store.add(projects.version(), projects.files())
    assert second.number == 2
    assert store.verify(second) == []
    assert not draft.exists()


def test_a_changed_missing_or_added_file_is_noticed(store):
    version = store.add(projects.version(), projects.files())
    folder = store.folder(version)
    (folder / "notebook.ipynb").write_text("{}", encoding="utf-8")
    (folder / "snapshots" / "21.html").unlink()
    (folder / "extra.txt").write_text("", encoding="utf-8")
    said = "\n".join(store.verify(version))
    assert "notebook.ipynb" in said
    assert "snapshots/21.html" in said
    assert "extra.txt" in said
    assert len(store.verify(version)) == 3


@pytest.mark.parametrize("slug", ["..", "../..", "a/../b", ".draft", "", "대문", "A", "a--b", "/etc"])
def test_an_address_cannot_leave_the_gallery(store, slug):
    store.add(projects.version(), projects.files())
    assert store.versions(slug) == []
    assert store.find(slug, 1) is None
