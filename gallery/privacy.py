"""Personal data and secrets that must not be published, found by their shape."""

from __future__ import annotations

import re
from collections.abc import Callable

_EMAIL_ENDS = ("example.org", "example.com", "example.net")


def _birthday(found: re.Match[str]) -> bool:
    month, day = int(found[0][2:4]), int(found[0][4:6])
    return 1 <= month <= 12 and 1 <= day <= 31


def _luhn(found: re.Match[str]) -> bool:
    digits = [int(each) for each in re.sub(r"\D", "", found[0])][::-1]
    doubled = (sum(divmod(2 * each, 10)) for each in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0 and len(set(digits)) > 1


def _real(found: re.Match[str]) -> bool:
    return not found[0].lower().endswith(_EMAIL_ENDS)


def _any(_: re.Match[str]) -> bool:
    return True


_PERSONAL: list[tuple[str, re.Pattern[str], Callable[[re.Match[str]], bool]]] = [
    ("주민등록번호나 외국인등록번호", re.compile(r"(?<![\d.])\d{6}\s?-\s?[1-8]\d{6}(?!\d)"), _birthday),
    ("휴대전화 번호", re.compile(r"(?<![\d.-])(?:\+82[- ]?|0)1[016789][-. ]?\d{3,4}[-. ]?\d{4}(?!\d)"), _any),
    ("전자우편 주소", re.compile(r"(?<![\w.])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}"), _real),
    ("카드 번호", re.compile(r"(?<![\d.-])\d{4}[- ]\d{4}[- ]\d{4}[- ]\d{4}(?![\d-])"), _luhn),
    ("여권 번호", re.compile(r"여권[^\n]{0,12}?[A-Z]\d{8}(?!\d)"), _any),
]
_SECRETS = [
    ("비밀 키", re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")),
    (
        "서비스 인증키",
        re.compile(
            r"\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_\w{36,}|AIza[\w-]{35}|xox[abprs]-[\w-]{10,}|sk-[\w-]{20,})"
        ),
    ),
    ("로그인 토큰", re.compile(r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]+")),
    ("인증키", re.compile(r"(?i)\b(?:service_?key|api_?key|auth_?key|access_?token)=(?!\{)[\w%+/=-]{16,}")),
    (
        "비밀번호나 인증키",
        re.compile(
            r"(?i)(?:pass(?:word|wd)|api_?key|service_?key|secret\w*|\w*token|비밀번호|인증키)[\"']?\s*[:=]\s*[\"'][^\"'\s{}]{8,}[\"']"
        ),
    ),
    ("주소에 든 비밀번호", re.compile(r"\b[a-z]+://[^\s/:@\"']+:[^\s/@\"']+@[\w.-]+")),
]


def personal(text: str) -> list[str]:
    """Kinds of personal data in a text, each with its beginning: never the whole of it."""
    return [
        f"{kind}({_masked(found[0])})"
        for kind, shape, fits in _PERSONAL
        if (found := next(filter(fits, shape.finditer(text)), None))
    ]


def secrets(text: str) -> list[str]:
    """Kinds of secrets in a text."""
    return [kind for kind, shape in _SECRETS if shape.search(text)]


def _masked(text: str) -> str:
    return text[:3] + "…"
