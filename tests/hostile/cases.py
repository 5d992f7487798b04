"""All hostile cases, by the kind of harm they try."""

from tests.hostile import (
    cases_cells,
    cases_folder,
    cases_lies,
    cases_limits,
    cases_peek,
    cases_reach,
    cases_tools,
    cases_tricks,
)
from tests.hostile.case import Case

GROUPS: dict[str, list[Case]] = {
    "folder": cases_folder.CASES,
    "cells": cases_cells.CASES,
    "limits": cases_limits.CASES,
    "reach": cases_reach.CASES,
    "lies": cases_lies.CASES,
    "tools": cases_tools.CASES,
    "peek": cases_peek.CASES,
    "tricks": cases_tricks.CASES,
}
CASES = [case for cases in GROUPS.values() for case in cases]
HONEST = ("aaa-honest", "mmm-honest", "zzz-honest")
