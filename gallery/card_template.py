"""The empty project card: YAML with Korean comments, written from the schema so that the two cannot differ."""

from __future__ import annotations

from datetime import date
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

_HEAD = """\
# 프로젝트 카드
# 콜론(:) 앞의 항목 이름은 그대로 두고, 뒤에 값을 적으세요. #으로 시작하는 줄은 설명입니다.
# 여럿을 적을 때는 '- '로 시작하는 묶음을 복사해 늘리세요. 값에 콜론이나 #이 있으면 "큰따옴표"로 감싸세요.
# 다 적은 뒤 `dsi card check card.yaml`로 확인하세요.
"""


def _bare(annotation: Any) -> Any:
    """The annotation without Annotated and without an optional None."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, UnionType):
        kinds = [kind for kind in get_args(annotation) if kind is not type(None)]
        return _bare(kinds[0]) if len(kinds) == 1 else annotation
    return annotation


def _item(annotation: Any) -> Any:
    """The type of a list's items, or None."""
    bare = _bare(annotation)
    return _bare(get_args(bare)[0]) if get_origin(bare) is list else None


def _is_part(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def render(model: type[BaseModel]) -> str:
    """An empty document of ``model`` as YAML, every field with a Korean comment."""
    return _HEAD + "".join(
        "\n" + "\n".join(_lines(name, field, "")) + "\n" for name, field in model.model_fields.items()
    )


def _lines(name: str, field: FieldInfo, indent: str) -> list[str]:
    item, bare = _item(field.annotation), _bare(field.annotation)
    note = f"{indent}# {field.title}" + ("" if field.is_required() else " (비워도 됩니다)")
    about = [text for text in (field.description, _choices(field.annotation)) if text]
    if about:
        note += ": " + ". ".join(about)
    if _is_part(bare) or _is_part(item):
        part = bare if _is_part(bare) else item
        inner = [line for key, sub in part.model_fields.items() for line in _lines(key, sub, indent + "  ")]
        if item is not None:
            first = next(i for i, line in enumerate(inner) if not line.lstrip().startswith("#"))
            comments, rest = inner[:first], inner[first:]
            rest[0] = f"{indent}  - {rest[0].lstrip()}"
            inner = comments + [rest[0]] + [f"  {line}" for line in rest[1:]]
        return [note, f"{indent}{name}:", *inner]
    default = field.default if isinstance(field.default, str) else "[]" if item is not None else ""
    return [note, f"{indent}{name}: {default}".rstrip()]


def _choices(annotation: Any) -> str:
    bare, item = _bare(annotation), _item(annotation)
    if get_origin(item or bare) is Literal:
        words = ", ".join(get_args(item or bare))
        return f"[ ] 안에 쉼표로 나누어 적기 - {words}" if item is not None else f"다음 가운데 하나 - {words}"
    return "예: 2024-06-28" if bare is date else ""
