"""Every way of naming a place, in every position, in the kinds of file where the position differs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from docx.document import Document as Word

from kader.domain.responses.parsed import ParsedComment
from kader.domain.responses.parsing import parse
from kader.formats.reading import read_here
from tests.unit.odt_letters import an_odt, items
from tests.unit.pdf_letters import a_pdf, heading, text
from tests.unit.word_letters import Lists, a_word, numbered

FIRST, SECOND = "De zin is te lang.", "Wie is hier verantwoordelijk? Dat staat er niet."
# (pages, place)
WAYS: dict[str, tuple[str, str | None]] = {
    "P.2": ("2", None),
    "P4": ("4", None),
    "p.9": ("9", None),
    "P.12.": ("12", None),
    "Pag. 4": ("4", None),
    "blz. 3": ("3", None),
    "Bladzijde 7": ("7", None),
    "pagina 3-5": ("3,4,5", None),
    "pagina 7 en 9": ("7,9", None),
    "p. 3, 2e alinea": ("3", "2e alinea"),
    "p. 3, r. 12-14": ("3", "r. 12-14"),
    "hoofdstuk 2.3": ("", "hoofdstuk 2.3"),
    "Hoofdstuk 4": ("", "Hoofdstuk 4"),
    "§ 3.1": ("", "§ 3.1"),
    "§3.1": ("", "§3.1"),
    "par. 2.1": ("", "par. 2.1"),
    "artikel 5": ("", "artikel 5"),
    "Paragraaf Regie": ("", "Paragraaf Regie"),
    "Hoofdstuk 2.3 Grondhouding": ("", "Hoofdstuk 2.3 Grondhouding"),
    "§ 3.1, 2e alinea": ("", "§ 3.1, 2e alinea"),
}
# Only a heading can be the bare title of a section.
TITLES = {
    "2.1 Reikwijdte": ("", "2.1 Reikwijdte"),
    "Regie en afstemming": ("", "Regie en afstemming"),
}


def _other(way: str) -> str:
    """The heading of the next remarks, in the same manner."""
    return "Toezicht en verantwoording" if way in TITLES else "P.15" if WAYS[way][0] else "Hoofdstuk 15"


def _text(*blocks: str) -> bytes:
    return "\n\n".join(("Reactie Raad van Buurten", "Bijlage: opmerkingen", *blocks)).encode()


def over_numbers(way: str) -> tuple[str, bytes]:
    return "b.txt", _text(way, f"1. {FIRST}\n2. {SECOND}", _other(way), "3. Mooi.")


def over_bullets(way: str) -> tuple[str, bytes]:
    return "b.txt", _text(f"{way}\n- {FIRST}\n- {SECOND}\n{_other(way)}\n- Mooi.")


def over_paragraphs(way: str) -> tuple[str, bytes]:
    return "b.txt", _text(
        f"{way}:" if way not in TITLES else way, FIRST, SECOND, _other(way), "Mooi geschreven."
    )


def over_markdown(way: str) -> tuple[str, bytes]:
    return (
        "b.md",
        _text(f"### {way}\n\n1. {FIRST}\n2. {SECOND}", f"### {_other(way)}\n\nMooi.\n"),
    )


def over_bold_markdown(way: str) -> tuple[str, bytes]:
    return (
        "b.md",
        _text(f"**{way}**\n\n- {FIRST}\n- {SECOND}", f"**{_other(way)}**\n\n- Mooi.\n"),
    )


def over_word_list(way: str) -> tuple[str, bytes]:
    def build(word: Word) -> None:
        lists = Lists(word)
        number = lists.number(lists.abstract([("decimal", "%1.")]))
        word.add_heading("Bijlage: opmerkingen", 1)
        for title, remarks in ((way, (FIRST, SECOND)), (_other(way), ("Mooi.",))):
            word.add_paragraph().add_run(title).bold = True
            for remark in remarks:
                numbered(word.add_paragraph(remark), number)

    return "b.docx", a_word(build)


def over_open_document(way: str) -> tuple[str, bytes]:
    body = "<text:h text:outline-level='1'>Bijlage: opmerkingen</text:h>"
    for title, remarks in ((way, (FIRST, SECOND)), (_other(way), ("Mooi.",))):
        body += f"<text:h text:outline-level='2'>{title}</text:h>{items(*remarks)}"
    return "b.odt", an_odt(body)


def over_pdf(way: str) -> tuple[str, bytes]:
    flow = [heading("Bijlage: opmerkingen")]
    for title, remarks in ((way, (FIRST, SECOND)), (_other(way), ("Mooi geschreven.",))):
        flow += [heading(title, 2), *(text(f"{n}. {remark}") for n, remark in enumerate(remarks, 1))]
    return "b.pdf", a_pdf(flow)


HEADINGS = (
    over_numbers,
    over_bullets,
    over_paragraphs,
    over_markdown,
    over_bold_markdown,
    over_word_list,
    over_open_document,
    over_pdf,
)


def read(file: tuple[str, bytes]) -> list[ParsedComment]:
    response = parse(read_here(*file))
    assert response.unplaced == ()
    return list(response.comments)


def told(comments: list[ParsedComment]) -> list[tuple[str, str | None, str]]:
    return [(",".join(comment.pages), comment.place, comment.text) for comment in comments]


@pytest.mark.parametrize("way", [*WAYS, *TITLES])
@pytest.mark.parametrize("position", HEADINGS, ids=lambda position: position.__name__)
def test_a_place_as_heading_over_remarks(position: Callable[[str], tuple[str, bytes]], way: str) -> None:
    pages, place = (WAYS | TITLES)[way]
    found = read(position(way))
    assert told(found)[:2] == [(pages, place, FIRST), (pages, place, SECOND)]
    assert found[0].page == (pages.split(",")[0] or None)


STARTS = {
    "numbers": _text(f"1. {{way}}: {FIRST}\n2. {{way}}: {SECOND}"),
    "bullets": _text(f"- {{way}}: {FIRST}\n- {{way}}: {SECOND}"),
    "paragraphs": _text(f"{{way}}: {FIRST}", f"{{way}}: {SECOND}"),
    "ad": _text(f"Ad {{way}}: {FIRST}", f"Ad {{way}}: {SECOND}"),
    "bij": _text(f"Bij {{way}}: {FIRST}", f"Bij {{way}}: {SECOND}"),
    "letter": f"Reactie\n\nGeachte heer,\n\n{{way}}: {FIRST}\n\n{{way}}: {SECOND}\n\nGroet,\nJan".encode(),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("position", STARTS)
def test_a_place_at_the_start_of_each_remark(position: str, way: str) -> None:
    pages, place = WAYS[way]
    found = read(("b.txt", STARTS[position].decode().format(way=way).encode()))
    # On a page what else tells the place stays in the words.
    behind = f"{place}: " if pages and place else ""
    assert told(found) == [
        (pages, None if pages else place, behind + FIRST),
        (pages, None if pages else place, behind + SECOND),
    ]


@pytest.mark.parametrize("way", WAYS)
def test_a_place_in_a_column(way: str) -> None:
    pages, place = WAYS[way]
    name = "Pagina" if pages else "Paragraaf"
    table = f"| Nr | {name} | Opmerking |\n|---|---|---|\n| 1 | {way} | {FIRST} |\n| 2 | {way} | {SECOND} |\n"
    for file in (("b.md", table.encode()), ("b.csv", table.replace("|---|---|---|\n", "").encode())):
        content = file[1] if file[0] == "b.md" else _as_csv(table)
        assert told(read((file[0], content))) == [(pages, place, FIRST), (pages, place, SECOND)]


def _as_csv(table: str) -> bytes:
    rows = [line.strip("| ").split(" | ") for line in table.splitlines() if "---" not in line]
    return "\n".join(";".join(f'"{cell}"' for cell in row) for row in rows).encode()


@pytest.mark.parametrize("way", [way for way in WAYS if way not in ("Paragraaf Regie",)])
@pytest.mark.parametrize(
    "sentence",
    ["“Het kind beslist” ({way}) is te kort.", "Op {way} staat “Het kind beslist” en dat is te kort."],
)
def test_a_place_beside_a_quotation_in_a_letter(sentence: str, way: str) -> None:
    pages, place = WAYS[way]
    said = sentence.format(way=way)
    letter = (
        f"Reactie\n\nGeachte heer,\n\n1. Taal\n\nDe taal is goed. {said}\n\n2. Geld\n\nEr is te weinig.\n"
    )
    (comment,) = read(("b.txt", letter.encode()))
    assert ",".join(comment.pages) == pages
    assert comment.passage == "Het kind beslist"
    assert comment.text == said
    assert pages or (comment.place and place and place.startswith(comment.place))
