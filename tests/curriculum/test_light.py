"""What the kit leaves out of its processes."""

import subprocess
import sys

import pytest

MAKES = "import sys, nbformat, jsonschema; print('rfc3987_syntax' in sys.modules and bool(sys.modules['rfc3987_syntax']))"


@pytest.mark.parametrize("first", ["curriculum", "grader.submissions", "classroom.trainee.questions", "dsi"])
def test_reading_notebooks_builds_no_grammar_of_addresses(first):
    said = subprocess.run([sys.executable, "-c", f"import {first}; {MAKES}"], capture_output=True, text=True, check=True)
    assert said.stdout == "False\n"


def test_without_the_kit_it_is_built():
    said = subprocess.run([sys.executable, "-c", MAKES], capture_output=True, text=True, check=True)
    assert said.stdout == "True\n"
