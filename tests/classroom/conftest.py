"""One hub with a desk for all tests of the desk: starting it takes seconds."""

import pytest

from tests import today
from tests.classroom import desks

# A center with accounts of its own takes a minute each: in turns.
CENTERS = [
    "test_center_day.py", "test_hub.py", "test_isolation.py", "test_lti_center.py", "test_personal_hub.py", "test_restored_center.py",
]  # fmt: skip

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
    "done": ["hana", "duri"],
}


def pytest_collection_modifyitems(config, items):
    """Leave out the centers whose turn it is not, unless their file was asked for."""
    turns = today.part(CENTERS, len(CENTERS))
    for item in items:
        name = item.path.name
        if name in CENTERS and name not in turns and not any(name in given for given in config.args):
            item.add_marker(pytest.mark.skip(reason="다른 날 차례입니다. 모두 하려면 DSI_ALL_TESTS=1"))


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
