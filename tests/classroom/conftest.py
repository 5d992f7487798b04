"""One hub with a desk for all tests of the desk: starting it takes seconds."""

import pytest

from tests.classroom import desks

COHORTS = {
    "api": ["hana", "duri"],
    "arrive": ["hana"],
    "limit": ["hana"],
    "late": ["hana", "duri"],
    "damaged": ["hana"],
    "extend": ["hana"],
    "round": ["hana", "duri", "sebin"],
    "jobs": ["hana"],
    "look": ["hana", "duri"],
}


@pytest.fixture(scope="session")
def desk(tmp_path_factory):
    """A center's desk under a real JupyterHub; each cohort belongs to the tests that name it."""
    folder = tmp_path_factory.mktemp("desk") / "center"
    cohorts = desks.center(folder, **COHORTS)
    with (cohorts["limit"].folder / "cohort.yaml").open("a", encoding="utf-8") as card:
        card.write("submissions: 1\n")
    with (cohorts["limit"].folder / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write("c.CourseDirectory.max_dir_size = 1000\n")
    with desks.running(folder, desks.groups(**COHORTS), {"kim"}) as found:
        found.cohorts = cohorts
        yield found
