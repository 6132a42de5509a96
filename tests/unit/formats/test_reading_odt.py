"""An OpenDocument text comes in with what its program adds: numbers, notes, tracked changes and pages."""

from __future__ import annotations

import pytest

from kader.domain.errors import UnreadableDocument
from kader.domain.paragraphs import Cell, Paragraph
from kader.formats.reading import read_document
from tests.unit.odt_letters import NAMES, an_odt, items


def read(body: str, automatic: str | None = None, **parts: str) -> tuple[Paragraph, ...]:
    made = an_odt(body, **parts) if automatic is None else an_odt(body, automatic, **parts)
    return tuple(p for p in read_document("brief.odt", made) if p.margin is None)


def labels(body: str) -> list[tuple[str | None, int]]:
    return [(paragraph.label, paragraph.depth) for paragraph in read(body)]


def test_lists_count_by_level_and_begin_anew_in_each_list() -> None:
    nested = "<text:list><text:list-item><text:p>x</text:p></text:list-item></text:list>"
    assert labels(items("x", "x", inner=nested) + items("x")) == [("1", 1), ("2", 1), ("a", 2), ("1", 1)]


def test_a_list_goes_on_where_the_file_says_so_and_starts_where_an_item_says_so() -> None:
    first = items("x", "x", attributes='xml:id="een"')
    later = items("x", attributes='text:continue-list="een"')
    same = items("x", attributes='text:continue-numbering="true"')
    body = first + items("x", start=9) + later + "<text:p>tussendoor</text:p>" + same
    assert [label for label, _ in labels(body)] == ["1", "2", "9", "3", None, "4"]


def test_the_second_paragraph_of_an_item_has_no_number_and_a_deeper_list_needs_none_above() -> None:
    body = (
        '<text:list text:style-name="L1"><text:list-item><text:p>x</text:p><text:p>y</text:p>'
        "</text:list-item></text:list>"
        '<text:list text:style-name="L1"><text:list-item><text:list><text:list-item><text:p>z</text:p>'
        "</text:list-item></text:list></text:list-item></text:list>"
    )
    assert labels(body) == [("1", 1), (None, 1), ("a", 2)]


def test_numbered_headings_have_the_number_their_outline_gives() -> None:
    outline = (
        f"<office:document-styles {NAMES}><office:styles><text:outline-style>"
        '<text:outline-level-style text:level="1" style:num-format="1"/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>'
        "</text:outline-style></office:styles></office:document-styles>"
    )
    body = '<text:h text:outline-level="1">A</text:h>' + '<text:h text:outline-level="2">B</text:h>' * 2
    found = [(p.heading, p.label) for p in read(body, styles=outline)]
    assert found == [(1, "1"), (2, "1.1"), (2, "1.2")]


def test_tracked_insertions_are_kept_and_deletions_and_comments_left_out() -> None:
    body = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info/>'
        "<text:p>weg</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        '<text:p>Wij <text:change text:change-id="c1"/>vinden <text:change-start text:change-id="c2"/>dit'
        '<text:change-end text:change-id="c2"/> goed'
        "<office:annotation><text:p>noot</text:p></office:annotation>.</text:p>"
    )
    assert [paragraph.text for paragraph in read(body)] == ["Wij vinden dit goed."]


def test_pages_are_those_that_were_drawn_or_asked_for() -> None:
    style = (
        '<style:style style:name="P1" style:family="paragraph">'
        '<style:paragraph-properties fo:break-before="page"/></style:style>'
    )
    body = (
        "<text:p>een <text:soft-page-break/>loopt door</text:p><text:soft-page-break/><text:p>drie</text:p>"
        '<text:p text:style-name="P1">vier</text:p>'
    )
    assert [(p.text, p.page) for p in read(body, style)] == [("een loopt door", 1), ("drie", 3), ("vier", 4)]
    assert [p.page for p in read("<text:p>een</text:p>")] == [None]


def test_emphasis_comes_from_styles_and_white_space_counts_once() -> None:
    style = (
        '<style:style style:name="T0" style:family="text"><style:text-properties fo:font-weight="bold"/>'
        '</style:style><style:style style:name="T1" style:family="text" style:parent-style-name="T0">'
        '<style:text-properties fo:font-style="italic"/></style:style>'
    )
    body = (
        '<text:p>  een\n  <text:span text:style-name="T1">vet</text:span><text:s text:c="2"/>'
        "<text:tab/>woord<text:line-break/>nieuw</text:p>"
    )
    (paragraph,) = read(body, style)
    assert paragraph.text == "een vet  \twoord\nnieuw"
    assert {(mark.kind, paragraph.text[mark.start : mark.end]) for mark in paragraph.marks} == {
        ("bold", "vet"),
        ("italic", "vet"),
    }


def test_cells_keep_their_place_beside_merged_ones_and_notes_follow_what_cites_them() -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>Bron</text:p></text:note-body></text:note>"
    )
    body = (
        "<table:table><table:table-header-rows><table:table-row>"
        '<table:table-cell table:number-columns-spanned="2"><text:p>breed</text:p></table:table-cell>'
        "<table:covered-table-cell/><table:table-cell><text:p>smal</text:p></table:table-cell>"
        "</table:table-row></table:table-header-rows><text:soft-page-break/><table:table-row>"
        '<table:table-cell table:number-columns-repeated="2"/>'
        f"<table:table-cell><text:p>hoek{note}</text:p></table:table-cell></table:table-row></table:table>"
    )
    assert [(p.text, p.cell, p.note, p.page) for p in read(body)] == [
        ("breed", Cell(0, 0, 0, header=True), None, 1),
        ("smal", Cell(0, 0, 2, header=True), None, 1),
        ("hoek", Cell(0, 1, 2), None, 2),
        ("Bron", Cell(0, 1, 2), "1", 2),
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"Geachte heer,", "geen OpenDocument"),
        (an_odt("<text:p>x</text:p>")[:-40], "beschadigd"),
        (an_odt("<text:p>x</text:p>", **{"META-INF__manifest": "<a><encryption-data/></a>"}), "wachtwoord"),
        (an_odt(""), "geen tekst"),
    ],
)
def test_what_is_no_readable_text_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(UnreadableDocument, match=words):
        read_document("brief.odt", content)
