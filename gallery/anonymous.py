"""Take a trainee's name off published projects; what was published otherwise stays as it was."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable

from gallery.atomic import replace
from gallery.store import CHECKSUMS, VERSION, Store, Version

SOMEBODY = "훈련생"
_TEXT = {".json", ".yaml", ".ipynb", ".html", ".bib"}
# What may follow a short Korean name in a sentence; another syllable makes it another word.
_PARTICLES = ("이?라고", "에게서?", "한테", "이랑", "으로", "[은는이가을를의와과도만로랑님씨]")


def take_off(store: Store, version: Version, names: Iterable[str], pseudonym: str) -> int:
    """Replace a trainee's names and id in the files of a version, and its checksums; returns how often.

    The version's files are written one by one: after an interruption do it again.

    Parameters
    ----------
    store : Store
    version : Version
    names : iterable of str
        Names and e-mail addresses; each becomes ``훈련생``.
    pseudonym : str
        What stands for the trainee's id from now on.
    """
    folder, count = store.folder(version), 0
    patterns = [_pattern(name) for name in sorted(names, key=len, reverse=True) if name]
    for path in sorted(path for path in folder.rglob("*") if path.suffix in _TEXT and path.name not in (CHECKSUMS, VERSION)):
        text = path.read_text(encoding="utf-8")
        new, found = _without(text, patterns)
        if found:
            replace(path, new.encode())
            count += found
    card, found = _without(version.card.model_dump_json(), patterns)
    about = version.model_copy(update={"trainee": pseudonym, "card": type(version.card).model_validate_json(card)})
    replace(folder / VERSION, about.model_dump_json(indent=1).encode())
    names_there = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and path.name != CHECKSUMS)
    sums = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names_there}
    replace(folder / CHECKSUMS, json.dumps(sums, indent=1).encode())
    return count + found


def _without(text: str, patterns: list[re.Pattern]) -> tuple[str, int]:
    count = 0
    for pattern in patterns:
        text, found = pattern.subn(SOMEBODY, text)
        count += found
    return text, count


def _pattern(name: str) -> re.Pattern:
    """A name where it is one: two syllables may be a part of another word, as ``이수`` in ``이수율``."""
    if not re.fullmatch("[가-힣]+", name):
        return re.compile(rf"(?<![\w.@-]){re.escape(name)}(?![\w@-])")
    if len(name) > 2:
        return re.compile(name)
    return re.compile(rf"(?<![가-힣]){name}(?=(?:{'|'.join(_PARTICLES)}){{0,2}}(?![가-힣]))")
