"""The Korean page of a dataset says everything the issue asks for."""

import pytest

from curriculum import datasets

SECTIONS = ["출처", "이용 조건", "기준일", "열 설명", "가공 과정", "한계와 주의", "쓰는 단원"]


@pytest.mark.parametrize("name", datasets.names())
def test_the_page_has_every_section_every_column_and_the_source_line(name):
    page = (datasets.DATASETS / name / "README.md").read_text(encoding="utf-8")
    assert [line[3:] for line in page.splitlines() if line.startswith("## ")] == SECTIONS
    assert datasets.attribution(name) in page
    for resource in datasets.package(name)["resources"]:
        assert f"### {resource['name']} " in page
        assert all(f"`{field['name']}`" in page for field in resource["schema"]["fields"])
