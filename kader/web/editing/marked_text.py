"""The text of a version with the passages of its remarks marked, each leading to its remark."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask import url_for
from markupsafe import Markup

from kader.formats.html import Highlight, render
from kader.services.remarks import Line
from kader.services.workbench import Workbench


def marked_text(bench: Workbench, filters: Mapping[str, str]) -> Markup:
    """A remark on a whole page is marked only while it is selected: its mark would hide the others."""
    return render(bench.reading, list(_highlights(bench, filters)))


def passage_id(key: str) -> str:
    """The address of a remark's passage within the page."""
    return f"plek-{key}"


def _highlights(bench: Workbench, filters: Mapping[str, str]) -> Iterator[Highlight]:
    selected = bench.selected.line.key if bench.selected else None
    for line in bench.marked:
        if line.precise or line.key == selected:
            yield _highlight(bench.head.id, line, line.key == selected, filters)


def _highlight(round_id: int, line: Line, selected: bool, filters: Mapping[str, str]) -> Highlight:
    state = "marked--done" if line.outcome else "marked--open"
    values: dict[str, Any] = {"round_id": round_id, "key": line.key, **filters}
    width = "" if line.precise else " marked--page"
    return Highlight(
        line.start or 0,
        line.end or 0,
        passage_id(line.key),
        css_class=f"{state}{width}{' marked--selected' if selected else ''}",
        href=url_for("editing.remark_page", **values),
        label=f"opm. {line.label}" if line.label else "opm.",
    )
