"""Every module proves itself in the smallest region, and a quarter of them, another each day, in a large one.

``make verify`` does all 17 regions.
"""

import re
import subprocess
import sys

import pytest

from curriculum import catalog
from tests import today

pytestmark = pytest.mark.slow
MODULES = [f"{track.id}/{module.id}" for track in catalog.tracks() for module in track.modules]


@pytest.mark.parametrize(
    ("name", "region"), [("all", "세종"), *((name, "경기") for name in today.part(MODULES, 4))]
)
def test_modules_are_proven(name, region):
    command = [sys.executable, "-m", "dsi", "verify", name, "--region", region]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    last = done.stdout.strip().splitlines()[-1]
    pairs = dict(re.findall(r"(\w+)=(\d+/\d+)", last))
    assert set(pairs) == {"reference", "blank", "right", "wrong", "mutants"}
    for kind in ("reference", "blank", "right", "wrong"):
        passed, tried = map(int, pairs[kind].split("/"))
        assert passed == tried > 0, last
