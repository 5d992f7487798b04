"""YAML files people write by hand, checked against a pydantic model, with errors in Korean."""

from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, RootModel, ValidationError
from ruamel.yaml import YAML, YAMLError
from ruamel.yaml.constructor import DuplicateKeyError

from curriculum.errors import DsiError

M = TypeVar("M", bound=BaseModel)

_REASONS = {
    "missing": "빠져 있습니다. 적어 주세요",
    "extra_forbidden": "알 수 없는 항목입니다. 철자를 확인하거나 지워 주세요",
    "string_type": "글로 적어야 합니다",
    "string_too_short": "비어 있습니다. 적어 주세요",
    "string_pattern_mismatch": "정해진 모양({pattern})이 아닙니다",
    "string_too_long": "{max_length}자를 넘습니다. 줄여 주세요",
    "int_type": "정수로 적어야 합니다",
    "int_parsing": "정수로 적어야 합니다",
    "int_from_float": "정수로 적어야 합니다",
    "float_type": "수로 적어야 합니다",
    "float_parsing": "수로 적어야 합니다",
    "bool_type": "true 또는 false로 적어야 합니다",
    "bool_parsing": "true 또는 false로 적어야 합니다",
    "list_type": "목록(- 로 시작하는 줄)으로 적어야 합니다",
    "model_type": "하위 항목을 들여 써서 적어야 합니다",
    "dict_type": "하위 항목을 들여 써서 적어야 합니다",
    "too_short": "{min_length}개 이상 적어야 합니다",
    "too_long": "{max_length}개까지만 적을 수 있습니다",
    "greater_than": "{gt}보다 커야 합니다",
    "greater_than_equal": "{ge} 이상이어야 합니다",
    "less_than_equal": "{le} 이하여야 합니다",
    "literal_error": "정해진 말 가운데 하나여야 합니다: {expected}",
    "enum": "정해진 말 가운데 하나여야 합니다: {expected}",
    "date_type": "날짜(예: 2026-11-22)로 적어야 합니다",
    "date_parsing": "날짜(예: 2026-11-22)로 적어야 합니다",
    "date_from_datetime_parsing": "날짜(예: 2026-11-22)로 적어야 합니다",
    "date_from_datetime_inexact": "날짜(예: 2026-11-22)로 적어야 합니다",
}


def read_model(path: Path, model: type[M]) -> M:
    """Read a YAML file as a `model`.

    Raises
    ------
    DsiError
        Naming the file and, for every wrong field, its line, its Korean title and what is allowed.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise DsiError(f"{path} 파일이 없습니다. 경로를 확인하세요.") from error
    except UnicodeDecodeError as error:
        raise DsiError(f"{path}: UTF-8 글이 아닙니다. 편집기에서 UTF-8로 저장해 주세요.") from error
    return parse_model(text, model, str(path))


def parse_model(text: str, model: type[M], source: str) -> M:
    """Read YAML text as a `model`; `source` is what messages call the text.

    Raises
    ------
    DsiError
        As :func:`read_model`.
    """
    try:
        data = YAML().load(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"{mark.line + 1}번째 줄: " if mark else ""
        if isinstance(error, DuplicateKeyError):
            raise DsiError(f"{source}: {line}같은 항목이 앞에도 있습니다. 한쪽을 지워 주세요.") from error
        msg = f"{source}: {line}YAML로 읽을 수 없습니다. 들여쓰기와 쌍점(:) 뒤의 빈칸, 따옴표를 확인하세요."
        raise DsiError(msg) from error
    try:
        return model.model_validate(data)
    except ValidationError as error:
        findings = [_finding(data, model, problem) for problem in error.errors()]
        raise DsiError(f"{source}: " + " / ".join(findings)) from error


def _finding(data: Any, model: type[BaseModel], problem: Any) -> str:
    place = [part for part in problem["loc"] if not (isinstance(part, str) and part.startswith(("list[", "literal[")))]
    if problem["type"] == "value_error":
        reason = str(problem["ctx"]["error"])
    elif place and problem["input"] is None:  # the item is there and nothing is written behind it
        reason = _REASONS["string_too_short"]
    else:
        context = {key: _plain(value) for key, value in problem.get("ctx", {}).items()}
        reason = _REASONS.get(problem["type"], "값이 알맞지 않습니다").format_map(context)
    line = _line(data, place)
    name = ".".join(str(part) for part in place) or "전체"
    title = _title(model, place)
    return f"{f'{line}번째 줄 ' if line else ''}{name}{f'({title})' if title else ''}: {reason}"


def _plain(value: Any) -> str:
    return str(value).replace(" or ", ", ")


def _line(data: Any, place: list) -> int | None:
    """Line of the innermost part of `place` that is in the file, counted from 1."""
    line = None
    for part in place:
        try:
            line = data.lc.data[part][0] + 1
            data = data[part]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
    return line


def _title(model: type[BaseModel], place: list) -> str | None:
    """Korean title of the field at `place`, if its models give one."""
    title = None
    if issubclass(model, RootModel):
        model = _inner(model.model_fields["root"].annotation, model)
    for part in place:
        if not isinstance(part, str):
            continue
        field = getattr(model, "model_fields", {}).get(part)
        if field is None:
            return None
        title = field.title
        model = _inner(field.annotation, model)
    return title


def _inner(annotation: Any, default: type[BaseModel]) -> type[BaseModel]:
    return next((a for a in _args(annotation) if isinstance(a, type) and issubclass(a, BaseModel)), default)


def _args(annotation: Any) -> list:
    inner = [a for part in getattr(annotation, "__args__", ()) for a in _args(part)]
    return [annotation, *inner]
