"""Every module of every track proves itself in a large region and in the smallest. ``make verify`` does all 17."""

import re
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow


def test_every_module_is_proven_in_two_regions_of_different_size():
    command = [sys.executable, "-m", "dsi", "verify", "all", "--region", "경기,세종"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    last = done.stdout.strip().splitlines()[-1]
    pairs = dict(re.findall(r"(\w+)=(\d+/\d+)", last))
    assert set(pairs) == {"reference", "blank", "right", "wrong", "mutants"}
    for kind in ("reference", "blank", "right", "wrong"):
        passed, tried = map(int, pairs[kind].split("/"))
        assert passed == tried > 0, last
