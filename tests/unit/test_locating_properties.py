"""Whatever people send and whatever the text is, a place lies in the text and is found in bounded time."""

from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kader.domain.locating import How, locate
from kader.domain.locating.cues import read_remark
from kader.domain.locating.pointers import pointings
from kader.domain.locating.sentences import sentence_spans
from kader.domain.reading_text import read

SIGNS = ["‘", "’", "“", "”", "„", '"', "'", "*", "_", ":", ". ", "...", "\n", " ", "é", "\u200f", "\x00"]
ODD = ["🙂", "e\u0301", "\r\n", "\xad", "ﷺ", "LT", "veiligheid", "plan", "de", "voorstel:", "ipv", "er staat"]
POINTING = [
    "eerste zin",
    "laatste alinea",
    "derde bullet",
    "paragraaf 2.1",
    "kopje",
    "voetnoot 1",
    "deze alinea",
]
PIECES = st.sampled_from([*SIGNS, *ODD, *POINTING, "tabel 2"])
WORDS = st.lists(PIECES | st.text(max_size=6), max_size=25).map(" ".join)
BLOCKS = st.sampled_from(
    [
        "<!-- pagina 1 -->",
        "<!-- pagina 2 -->",
        "# Plan",
        "## 2.1 Veiligheid",
        "- veiligheid\n- plan",
        "De veiligheid. Het plan.",
        "| a | b |\n|---|---|\n| plan | c |",
        "1. plan\n2. veiligheid",
        "Een noot.[^1]\n\n[^1]: veiligheid plan",
    ]
)
MARKDOWN = st.lists(BLOCKS | WORDS, max_size=8).map("\n\n".join)


@dataclass(frozen=True)
class Said:
    pages: tuple[str, ...]
    text: str
    sub: tuple[str, ...]
    passage: str | None
    proposal: str | None
    place: str | None = None
    label: str | None = None


REMARKS = st.lists(
    st.builds(
        Said,
        st.lists(st.sampled_from(["1", "2", "iv"]), max_size=2).map(tuple),
        WORDS,
        st.lists(WORDS, max_size=2).map(tuple),
        st.none() | WORDS,
        st.none() | WORDS,
        st.none() | WORDS | st.sampled_from(["§ 1.1", "hoofdstuk 1 en 2", "artikel 3", "Paragraaf plan"]),
    ),
    max_size=4,
)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40, deadline=None)
@given(MARKDOWN, REMARKS)
def test_every_place_is_in_the_text_and_comes_again(markdown: str, remarks: list[Said]) -> None:
    reading = read(markdown)
    found = locate(remarks, reading)
    assert len(found) == len(remarks)
    for remark, place in zip(remarks, found, strict=True):
        if place.how is How.NONE:
            assert (place.page, place.start, place.end, place.exact) == (None, None, None, None)
            continue
        assert place.start is not None
        assert place.end is not None
        assert 0 <= place.start <= place.end <= len(reading.text)
        assert place.exact == reading.text[place.start : place.end]
        assert place.how is not How.PAGE or place.page in remark.pages
    assert locate(remarks, reading) == found


@given(WORDS, st.none() | WORDS, st.none() | WORDS)
def test_what_a_remark_says_lies_in_its_text(text: str, passage: str | None, proposal: str | None) -> None:
    understood = read_remark(text, (), passage, proposal)
    for cue in understood.cues:
        assert 0 <= cue.start < cue.end <= len(understood.text)
    for pointing in pointings(understood.text, understood.sentences):
        assert all(0 <= found.start < found.end <= len(understood.text) for found in pointing.pointers)


@given(WORDS)
def test_sentences_lie_apart_in_order_and_lose_no_letter(text: str) -> None:
    spans = sentence_spans(text)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())


HOSTILE = [
    "‘" * 3000,
    "plan " * 3000,
    "'plan veiligheid' " * 300,
    "eerste zin " * 500,
    "* _ " * 2000,
    "vervang a " * 4000,
    "'a'b" * 2000,
    "x " * 20_000,
    " ".join("planveiligheidkind" * 3 + "q" * size for size in range(300)),
    "zie 1 idem 2 op p. 3 ontbreekt " * 500,
]


def test_hostile_texts_and_remarks_are_answered() -> None:
    reading = read("<!-- pagina 1 -->\n\n" + "plan veiligheid kind. " * 300 + "\n\n" + "plan " * 2000)
    found = locate([Said(("1",), text, (), None, None) for text in HOSTILE], reading)
    assert len(found) == len(HOSTILE)
