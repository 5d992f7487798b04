"""Which programs of an account are at work."""

import os
import subprocess
import sys
from pathlib import Path

from classroom.hub.processes import is_running


def test_a_program_is_running_for_its_own_account_until_it_has_ended():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as program:
        place = Path(f"/proc/{program.pid}")
        assert is_running(place, os.getuid())
        assert not is_running(place, os.getuid() + 1)
        program.stdin.close()
        os.waitid(os.P_PID, program.pid, os.WEXITED | os.WNOWAIT)  # it has ended, and nobody has asked how
        assert place.exists()
        assert not is_running(place, os.getuid()), "a zombie"
    assert not is_running(place, os.getuid())
