"""The text of a version with its published comments marked, each leading to what became of it."""

from collections.abc import Iterator

from flask import url_for
from markupsafe import Markup

from kader.formats.html import Highlight, render
from kader.services.reading import RemarkMark, VersionPage


def marked_text(page: VersionPage) -> Markup:
    return render(page.reading, list(_highlights(page.marks)))


def _highlights(marks: tuple[RemarkMark, ...]) -> Iterator[Highlight]:
    for mark in marks:
        name = f"opmerking {mark.label}" if mark.label else "opmerking"
        yield Highlight(
            mark.start,
            mark.end,
            f"bij-{mark.key}",
            css_class="remark-mark",
            href=url_for("editing.remark", key=mark.key),
            label=f"opm. {mark.label}" if mark.label else "opm.",
            link_name=f"{mark.organisation}, {name}: {mark.outcome or 'nog niet beantwoord'}",
        )
