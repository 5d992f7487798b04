"""The register of certificates: enough to say that one is genuine, and nobody's name.

An entry holds a certificate's number, track, center and date, and a slow salted hash of these and of the name. Who has
the paper in hand types number and name; who has only the register learns nothing of the people in it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import os
import re
import secrets
import unicodedata
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from gallery.store import Store

FILE_NAME = "certificates.jsonl"
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is mistaken for another
_READ_AS = str.maketrans("OIL", "011")
_LENGTH = 12  # 60 random bits
_COST = {"n": 2**14, "r": 8, "p": 1}

log = logging.getLogger("dsi.gallery")


class Entry(BaseModel):
    """One certificate."""

    model_config = ConfigDict(frozen=True)

    number: str
    track: str
    center: str
    date: date
    proof: str


class Register:
    """The certificates that were issued, in a file of the gallery's folder that only grows.

    Parameters
    ----------
    gallery
        The gallery's folder; it is made when the first certificate is issued.
    """

    def __init__(self, gallery: str | Path):
        self.path = Path(gallery).resolve() / FILE_NAME

    def issue(self, name: str, track: str, center: str, day: date) -> Entry:
        """Enter a certificate under a new number that nobody can guess."""
        number = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
        entry = Entry(number=_grouped(number), track=track, center=center, date=day, proof="")
        entry = entry.model_copy(update={"proof": _proof(entry, name)})
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with Store(self.path.parent).lock(), self.path.open("a+b") as file:
            if file.seek(0, os.SEEK_END):
                file.seek(-1, os.SEEK_END)
                if file.read(1) != b"\n":  # a line whose writing was cut off
                    file.write(b"\n")
            file.write(entry.model_dump_json().encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        return entry

    def find(self, number: str) -> Entry | None:
        """The entry of a number, written in any way people write it."""
        wanted = _grouped(re.sub(r"[^0-9A-Z]", "", number.upper()).removeprefix("DSI").translate(_READ_AS))
        return next((each for each in self._entries() if each.number == wanted), None)

    def verify(self, number: str, name: str) -> Entry | None:
        """The certificate of that number and name; None when there is none or it is another person's."""
        entry = self.find(number)
        return entry if entry and hmac.compare_digest(entry.proof, _proof(entry, name)) else None

    def _entries(self) -> list[Entry]:
        found = []
        for line in self.path.read_bytes().splitlines() if self.path.is_file() else ():
            try:
                found.append(Entry.model_validate_json(line))
            except ValueError:
                log.error("%s: 읽을 수 없는 줄이 있어 건너뜁니다.", self.path)
        return found


def _grouped(number: str) -> str:
    return "-".join(["DSI", *(number[at : at + 4] for at in range(0, len(number), 4))])


def _proof(entry: Entry, name: str) -> str:
    told = [re.sub(r"\s", "", unicodedata.normalize("NFC", name)).casefold(), entry.track, entry.center, str(entry.date)]
    text = json.dumps(told, ensure_ascii=False).encode()
    return hashlib.scrypt(text, salt=entry.number.encode(), dklen=32, **_COST).hex()
