"""HTML of a reading text: nothing lost, nothing added, nothing dangerous."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kader.domain.reading_text import Block, Mark, ReadingText, read, read_plain
from kader.formats.html import Heading, Highlight, outline, render


class Blocks(HTMLParser):
    """The text of every element with data-start, without what carries data-extra; and whether tags match."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: dict[tuple[int, int], str] = {}
        self.open: list[tuple[str, tuple[int, int] | None, bool]] = []
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.feed(str(html))
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        place = (int(named["data-start"]), int(named["data-end"])) if "data-start" in named else None
        if place:
            self.texts[place] = ""
        self.open.append((tag, place, "data-extra" in named))
        self.ids += [named["id"]] if "id" in named else []
        self.hrefs += [named["href"]] if "href" in named else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if any(extra for _, _, extra in self.open):
            return
        place = next((place for _, place, _ in reversed(self.open) if place), None)
        if place:
            self.texts[place] += data


def shown(reading: ReadingText, *highlights: Highlight) -> Blocks:
    return Blocks(render(reading, highlights))


MARKDOWN = st.lists(
    st.sampled_from(
        [
            *(
                "# Kop *een*",
                "### Diep",
                "Een **vette _zin_** met [naam](https://x.nl/?a=1&b=2).",
                "> citaat",
            ),
            *("- een\n- twee\n  - sub\n\n  vervolg", "3. drie\n4. vier", "1. a\n   1. b\n\n   c", "- - diep"),
            *(
                "| A | B |\n|---|---|\n| 1 | *2* |\n|  | 4 |",
                "Zin.[^1] Nog.[^b]",
                "[^1]: Noot.",
                "[^b]: *B*[^1]",
            ),
            *(
                "<!-- pagina 3 -->",
                "Half <!-- pagina iv --> heel",
                "`code <b>`",
                "    blok & co",
                "<script>x</script>",
            ),
            *(
                "[kwaad](javascript:alert(1))",
                "~~weg~~",
                "&amp; & <em> \"q\" 'q'",
                "- <!-- pagina 9 --> a\n- b",
            ),
        ]
    ),
    max_size=12,
).map("\n\n".join)


@given(MARKDOWN, st.lists(st.tuples(st.integers(0, 300), st.integers(1, 200)), max_size=4))
def test_the_words_of_every_block_are_shown_once_whatever_is_highlighted(
    markdown: str, ranges: list[tuple[int, int]]
) -> None:
    reading = read(markdown)
    highlights = [Highlight(s, s + n, f"h{i}", href="#x", label="1") for i, (s, n) in enumerate(ranges)]
    blocks = shown(reading, *highlights)
    assert blocks.texts == {(b.start, b.end): reading.text[b.start : b.end] for b in reading.blocks}
    assert len(blocks.ids) == len(set(blocks.ids))


@given(st.text())
def test_any_text_is_shown_with_as_many_code_points(text: str) -> None:
    reading = read_plain(text)
    for (start, end), words in shown(reading).texts.items():
        assert len(words) == end - start


@given(MARKDOWN)
def test_every_internal_link_leads_somewhere(markdown: str) -> None:
    blocks = shown(read(markdown))
    assert {href[1:] for href in blocks.hrefs if href.startswith("#")} <= set(blocks.ids)


@given(MARKDOWN)
def test_no_heading_is_an_h1_and_no_level_is_skipped(markdown: str) -> None:
    levels = [1] + [int(level) for level in re.findall(r"<h(\d)", render(read(markdown)))]
    assert all(2 <= below <= above + 1 for above, below in pairwise(levels))


PIECES = [
    ("# T\n\n### D\n\n## E", ["<h2 ", "<h3 ", "<h3 "]),
    ("3. drie\n4. vier", ['<ol><li value="3"', '<li value="4"']),
    ("- a\n  1. b\n\n  c", ["<ul><li", "<ol><li value", "</li></ol><p ", "</li></ul>"]),
    ("- a\n\n1. b", ["<ul><li", "</li></ul><ol><li"]),
    ("| A |  |\n|---|---|\n| 1 | 2 |", ["<thead><tr><th ", 'scope="col"', "<td></td>", "<tbody><tr><td "]),
    ("> a\n>\n> b", ["<blockquote><p ", "<p ", "</p></blockquote>"]),
    ("Zin.[^x]\n\n[^x]: Noot.", ['href="#a1" role="doc-noteref"', 'role="doc-endnotes"', 'href="#noot-1-1"']),
    ("<!-- pagina 3 -->\n\n# T", ['<span role="doc-pagebreak" id="p3" aria-label="pagina 3"', "<h2 "]),
    ("Half <!-- pagina B-2 --> heel", ["Half <span", 'id="pB-2" aria-label="pagina B-2"', "</span>heel"]),
    ("- <!-- pagina 9 --> a\n- <!-- pagina 10 -->b", ['id="p9"', "<ul><li", "<li", 'id="p10"', "b</li>"]),
    ("*Half <!-- pagina 2 --> heel*", ["<em>Half </em><span", "<em>heel</em>"]),
    ("[naam](https://x.nl/)", ['<a href="https://x.nl/" rel="noopener">naam</a>']),
]


@pytest.mark.parametrize(("markdown", "pieces"), PIECES)
def test_structure_comes_back_as_html(markdown: str, pieces: list[str]) -> None:
    html = render(read(markdown))
    at = 0
    for piece in pieces:
        assert piece in html[at:], (piece, html)
        at = html.index(piece, at) + len(piece)


DANGERS = ["javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:x", "//elders.nl", "../weg", "vbscript:x"]


@pytest.mark.parametrize("address", DANGERS)
def test_link_to_anything_but_web_and_mail_is_shown_as_text(address: str) -> None:
    block = Block("paragraph", None, 0, 4, None, None)
    html = render(ReadingText("naam", (), (block,), (Mark("link", 0, 4, address),)))
    assert address not in html
    assert "naam</p>" in html


def test_page_with_the_same_label_gets_its_own_address() -> None:
    blocks = shown(read("<!-- pagina 1 -->\nA\n\n<!-- pagina 1 -->\nB"))
    assert [i for i in blocks.ids if i.startswith("p")] == ["p1", "p1_2"]


def test_highlights_that_overlap_nest_and_link_after_their_last_piece() -> None:
    html = render(
        read("Een twee drie."),
        [
            Highlight(0, 8, "o1", href="#c1", label="opmerking 1"),
            Highlight(4, 14, "o2", "ins", "wijziging"),
        ],
    )
    assert (
        '<mark id="o1" data-highlight="o1">Een '
        '<ins id="o2" class="wijziging" data-highlight="o2">twee</ins></mark>'
        '<a class="highlight-link" href="#c1" data-extra="">opmerking 1</a>'
        '<ins class="wijziging" data-highlight="o2"> drie.</ins>'
    ) in html


def test_highlight_over_two_blocks_has_one_id() -> None:
    html = render(read("Een.\n\nTwee."), [Highlight(2, 7, "h")])
    assert html.count('id="h"') == 1
    assert html.count('data-highlight="h"') == 2


def test_emphasis_stays_whole_under_a_highlight() -> None:
    html = render(read("Een *twee drie* vier."), [Highlight(8, 16, "h")])
    assert (
        '<em>twee<mark id="h" data-highlight="h"> drie</mark></em><mark data-highlight="h"> vi</mark>er'
        in html
    )


def test_outline_gives_the_address_level_and_page_of_each_heading() -> None:
    assert outline(read("<!-- pagina 1 -->\n# T\n\nx\n\n### D")) == (
        Heading("a0", 2, "T", "1"),
        Heading("a2", 3, "D", "1"),
    )
