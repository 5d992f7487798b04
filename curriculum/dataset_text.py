"""A dataset described in Korean, for the terminal and for a notebook."""

from __future__ import annotations

from html import escape
from typing import Any


class Description:
    """What a dataset is, who made it, under which terms, and what to mind; prints itself.

    Parameters
    ----------
    package : dict
        The dataset's ``datapackage.json``.
    """

    def __init__(self, package: dict[str, Any]) -> None:
        self._package = package

    @property
    def name(self) -> str:
        """Name of the dataset."""
        return self._package["name"]

    @property
    def title(self) -> str:
        """Korean title."""
        return self._package["title"]

    @property
    def licence(self) -> str:
        """Terms of use."""
        return ", ".join(one.get("title", one["name"]) for one in self._package["licenses"])

    @property
    def attribution(self) -> str:
        """Source line for charts."""
        return self._package["attribution"]

    @property
    def reference(self) -> str:
        """Date or period the numbers stand for."""
        return self._package.get("reference", "")

    @property
    def cautions(self) -> list[str]:
        """What one must know before using the numbers."""
        return list(self._package.get("cautions", ()))

    @property
    def sources(self) -> list[str]:
        """Where the data come from, down to the agency."""
        return [_source(source) for source in self._package["sources"]]

    @property
    def tables(self) -> dict[str, dict[str, str]]:
        """Columns of each table: ``{table: {column: "제목 (단위)"}}``."""
        return {
            resource["name"]: {field["name"]: _label(field) for field in resource["schema"]["fields"]}
            for resource in self._package["resources"]
        }

    def __repr__(self) -> str:
        lines = [f"{self.title}  [{self.name}]", "", self._package.get("description", ""), ""]
        lines += [f"{label}: {text}" for label, text in self._facts()]
        lines += ["자료 원천:", *(f"  - {source}" for source in self.sources)]
        lines += ["주의할 점:", *(f"  - {caution}" for caution in self.cautions)]
        for resource in self._package["resources"]:
            lines += ["", f"표 {resource['name']}: {resource['title']} ({resource['rows']:,}줄)"]
            lines += [f"  {name:<16} {text}" for name, text in _columns(resource)]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        facts = "".join(f"<tr><th>{label}</th><td>{escape(text)}</td></tr>" for label, text in self._facts())
        sources = "".join(f"<li>{escape(source)}</li>" for source in self.sources)
        cautions = "".join(f"<li>{escape(caution)}</li>" for caution in self.cautions)
        tables = "".join(_table_html(resource) for resource in self._package["resources"])
        return (
            f'<div lang="ko"><h3>{escape(self.title)} <code>{escape(self.name)}</code></h3>'
            f"<p>{escape(self._package.get('description', ''))}</p><table>{facts}</table>"
            f"<p><b>자료 원천</b></p><ul>{sources}</ul><p><b>주의할 점</b></p><ul>{cautions}</ul>{tables}</div>"
        )

    def _facts(self) -> list[tuple[str, str]]:
        return [("이용 조건", self.licence), ("출처 표시", self.attribution), ("기준", self.reference)]


def _source(source: dict[str, Any]) -> str:
    organization = source.get("organization")
    return f"{organization}: {source['title']}" if organization else source["title"]


def _label(field: dict[str, Any]) -> str:
    return f"{field['title']} ({field['unit']})" if "unit" in field else field["title"]


def _columns(resource: dict[str, Any]) -> list[tuple[str, str]]:
    rows = []
    for field in resource["schema"]["fields"]:
        description = field.get("description")
        rows.append((field["name"], f"{_label(field)} — {description}" if description else _label(field)))
    return rows


def _table_html(resource: dict[str, Any]) -> str:
    rows = "".join(
        f"<tr><td><code>{escape(name)}</code></td><td>{escape(text)}</td></tr>"
        for name, text in _columns(resource)
    )
    head = f"{escape(resource['title'])} <code>{escape(resource['name'])}</code> {resource['rows']:,}줄"
    return f"<details><summary>{head}</summary><table>{rows}</table></details>"
