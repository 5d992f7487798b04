"""Widgets in a snapshot: what they show, as plain outputs, since nothing answers them there."""

from __future__ import annotations

import copy
import html
from collections.abc import Iterator
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output

_VIEW = "application/vnd.jupyter.widget-view+json"
_STATE = "application/vnd.jupyter.widget-state+json"
_REFERENCE = "IPY_MODEL_"


def flatten(nb: NotebookNode) -> NotebookNode:
    """A copy of an executed notebook in which every widget is replaced by what it shows.

    Output widgets become their outputs, boxes their children, and a control a line with its label and
    present value.
    """
    nb = copy.deepcopy(nb)
    models = nb.metadata.pop("widgets", {}).get(_STATE, {}).get("state", {})
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.outputs = [flat for output in cell.outputs for flat in _flat(output, models)]
    return nb


def _flat(output: NotebookNode, models: dict) -> Iterator[NotebookNode]:
    view = output.get("data", {}).get(_VIEW)
    if view is None:
        yield output
    else:
        yield from _shown(view["model_id"], models, set())


def _shown(model_id: str, models: dict, seen: set[str]) -> Iterator[NotebookNode]:
    if model_id in seen or model_id not in models:
        return
    seen = seen | {model_id}
    model = models[model_id]
    state = model["state"]
    if model["model_name"] == "OutputModel":
        for output in state.get("outputs", ()):
            yield from _flat(NotebookNode(output), models)
    elif "children" in state:
        titles = state.get("titles", ())
        for number, child in enumerate(state["children"]):
            if number < len(titles) and titles[number]:
                yield _html(f"<h3>{html.escape(titles[number])}</h3>")
            yield from _shown(child.removeprefix(_REFERENCE), models, seen)
    elif model["model_name"] in ("HTMLModel", "HTMLMathModel"):
        yield _html(state.get("value", ""))
    elif model["model_name"] == "LabelModel":
        yield _html(f"<p>{html.escape(state.get('value', ''))}</p>")
    elif model["model_name"] == "ImageModel" and model.get("buffers"):
        picture = f"data:image/{state.get('format', 'png')};base64,{model['buffers'][0]['data']}"
        yield _html(f'<img src="{picture}" alt="">')
    elif model["model_name"] != "ButtonModel":
        yield _html(_control(state))


def _control(state: dict) -> str:
    label, value = state.get("description", ""), _value(state)
    return f'<p class="control"><span>{html.escape(label)}</span> <b>{html.escape(value)}</b></p>'


def _value(state: dict) -> str:
    labels, index = state.get("_options_labels"), state.get("index")
    if labels is not None:
        chosen = index if isinstance(index, list | tuple) else [index]
        return ", ".join(labels[i] for i in chosen if isinstance(i, int) and 0 <= i < len(labels))
    return _text(state.get("value"))


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "예" if value else "아니요"
        case list() | tuple():
            return " – ".join(_text(each) for each in value)
        case float():
            return f"{value:g}"
    return str(value)


def _html(text: str) -> NotebookNode:
    return new_output("display_data", data={"text/html": text})
