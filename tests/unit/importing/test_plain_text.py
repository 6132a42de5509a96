"""A framework as plain text: pages, headings, lists and notes are read from where the words stand."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kader.domain.importing import Imported, make, read_text
from kader.domain.reading_text import ReadingText, read

PROSE = (
    "Een team dat een gezin leert kennen, neemt de tijd om te luisteren en vraagt wat er nodig is. "
    "Pas daarna maakt het samen met het gezin een plan, dat iedereen kan lezen en kan veranderen."
)


def imported(text: str) -> Imported:
    return make(read_text(text))


def reading(text: str) -> ReadingText:
    return read(imported(text).markdown)


def headings(text: str) -> list[tuple[int | None, str]]:
    found = reading(text)
    return [(b.level, found.text[b.start : b.end]) for b in found.blocks if b.kind == "heading"]


def blocks(text: str, kind: str) -> list[str]:
    found = reading(text)
    return [found.text[b.start : b.end] for b in found.blocks if b.kind == kind]


def wrapped(text: str, width: int = 60) -> str:
    return "\n".join(textwrap.wrap(text, width))


# -- headings ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["Ons kader", PROSE, "1. Doel", PROSE, "2. Werkwijze", PROSE],
            [(1, "Ons kader"), (2, "1. Doel"), (2, "2. Werkwijze")],
        ),
        (
            ["Deel 1 Visie", PROSE, "1.1 Mensbeeld", PROSE, "Deel 2", PROSE],
            [(1, "Deel 1 Visie"), (2, "1.1 Mensbeeld"), (1, "Deel 2")],
        ),
        (
            ["1 Doel", PROSE, "1.1 Waarom", PROSE, "1.1.1 Nu", PROSE, "2 Wie", PROSE],
            [(1, "1 Doel"), (2, "1.1 Waarom"), (3, "1.1.1 Nu"), (1, "2 Wie")],
        ),
        (["INLEIDING", PROSE, "WERKWIJZE", PROSE], [(1, "INLEIDING"), (2, "WERKWIJZE")]),
        (
            ["Hoofdstuk 1: Begin", PROSE, "Artikel 1", PROSE, "Bijlage A Lijst", PROSE],
            [(1, "Hoofdstuk 1: Begin"), (2, "Artikel 1"), (1, "Bijlage A Lijst")],
        ),
        (
            ["Titel", PROSE, "1. Doel", PROSE, "Toelichting", PROSE, "2. Wie", PROSE],
            [(1, "Titel"), (2, "1. Doel"), (3, "Toelichting"), (2, "2. Wie")],
        ),
        (["I. Visie", PROSE, "II. Aanpak", PROSE], [(1, "I. Visie"), (1, "II. Aanpak")]),
    ],
)
def test_headings_are_known_by_number_word_capitals_or_place(
    lines: list[str], expected: list[tuple[int, str]]
) -> None:
    assert headings("\n\n".join(lines)) == expected


def test_heading_right_above_its_text_is_known() -> None:
    text = f"1. Doel\n{wrapped(PROSE)}\n\n2. Wie\n{wrapped(PROSE)}\n"
    assert headings(text) == [(1, "1. Doel"), (1, "2. Wie")]


def test_signs_of_headings_are_believed() -> None:
    assert headings(f"Titel\n=====\n\n## Doel\n\n{PROSE}\n") == [(1, "Titel"), (2, "Doel")]


def test_what_only_looks_like_a_heading_is_text() -> None:
    no_headings = ["23 december 2022", PROSE, "Mail naar: info@kader.example", "Hoofdstuk 3 gaat over werk."]
    text = "\n\n".join(["Ons kader", *no_headings, PROSE])
    assert headings(text) == [(1, "Ons kader")]


def test_short_numbered_lines_below_each_other_are_a_list() -> None:
    text = f"Ons kader\n\n{PROSE}\n\n1. Luisteren\n2. Kijken\n3. Doen\n\n{PROSE}"
    assert headings(text) == [(1, "Ons kader")]
    assert blocks(text, "list_item") == ["Luisteren", "Kijken", "Doen"]


# -- lines and lists -----------------------------------------------------------------------------------------


def test_wrapped_lines_and_cut_words_are_made_whole() -> None:
    text = "De jeugd-\nbescherming en de jeugd-\nen gezinszorg werken samen met alle\nteams in het land."
    assert blocks(text, "paragraph") == [
        "De jeugdbescherming en de jeugd- en gezinszorg werken samen met alle teams in het land."
    ]


def test_lines_without_blank_lines_that_are_not_wrapped_are_paragraphs() -> None:
    assert blocks(f"{PROSE}\n{PROSE}\n", "paragraph") == [PROSE, PROSE]


def test_nested_list_keeps_its_depth() -> None:
    found = reading(f"{PROSE}\n\n- een\n  - onder een\n- twee\n\n{PROSE}")
    assert [b.level for b in found.blocks if b.kind == "list_item"] == [1, 2, 1]


def test_rows_with_bars_or_tabs_are_a_table() -> None:
    for row in ("| {} | {} | {} |", "{}\t{}\t{}", "{} | {} | {}"):
        text = f"{PROSE}\n\n{row.format('Stap', 'Wie', 'Wanneer')}\n{row.format('1', 'Team', 'Nu')}\n"
        assert blocks(text, "table_cell") == ["Stap", "Wie", "Wanneer", "1", "Team", "Nu"]


# -- pages ---------------------------------------------------------------------------------------------------


def paged(foot: str = "{}", head: str = "") -> str:
    first, last = PROSE.split("luisteren")
    pages = [f"Ons kader\n\n{wrapped(first)}", f"{wrapped('luisteren' + last)}\n\n1. Doel", f"{PROSE}"]
    return "\f".join(f"{head}\n\n{page}\n\n{foot.format(n)}\n" for n, page in enumerate(pages, start=1))


def test_form_feeds_begin_pages_also_within_a_sentence() -> None:
    found = reading(paged(foot=""))
    assert [found.text[page.start :][:9] for page in found.pages] == ["Ons kader", "luisteren", PROSE[:9]]
    assert "om te luisteren en vraagt" in found.text


@pytest.mark.parametrize(
    ("foot", "labels"),
    [("{}", "123"), ("- {} -", "123"), ("Pagina {} van 3", "123"), ("Ons kader | {}", "123")],
)
def test_page_numbers_become_labels_and_leave_the_text(foot: str, labels: str) -> None:
    found = reading(paged(foot))
    assert [page.label for page in found.pages] == list(labels)
    assert "van 3" not in found.text
    assert "|" not in found.text


def test_roman_page_numbers_are_labels() -> None:
    text = "\f".join(f"{PROSE}\n\n{number}" for number in ("iii", "iv", "v"))
    assert [page.label for page in reading(text).pages] == ["iii", "iv", "v"]


def test_running_headers_are_left_out_and_told() -> None:
    made = imported(paged(head="Stichting Voorbeeld, concept"))
    assert "Stichting" not in made.markdown
    assert any("Stichting Voorbeeld, concept" in sentence for sentence in made.attention)


def test_page_numbers_on_lines_of_their_own_end_pages() -> None:
    text = "\n\n".join(f"{PROSE}\n\nPagina {n}" for n in (1, 2, 3))
    assert [page.label for page in reading(text).pages] == ["1", "2", "3"]


def test_parts_that_each_begin_a_page_are_no_running_header() -> None:
    text = "\f".join(f"Deel {n}\n\n{PROSE}" for n in (1, 2, 3))
    assert headings(text) == [(1, "Deel 1"), (1, "Deel 2"), (1, "Deel 3")]


def test_a_text_without_pages_says_so() -> None:
    assert any("waar de pagina’s eindigen" in sentence for sentence in imported(PROSE).attention)


# -- notes ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mark", "note"),
    [("¹", "¹ De bron."), ("[1]", "[1] De bron."), ("1", "1 De bron."), (" [1]", "[1]: De bron.")],
)
def test_notes_at_the_end_are_tied_to_their_marks(mark: str, note: str) -> None:
    found = reading(f"Ons kader\n\nEen team luistert{mark}. {PROSE}\n\n{note}\n")
    assert [
        (m.value, found.text[: m.start].endswith("luistert")) for m in found.marks if m.kind == "noteref"
    ] == [("1", True)]
    assert found.text.endswith("\nDe bron.")


def test_notes_at_the_foot_of_a_page_let_the_sentence_go_on() -> None:
    first, last = PROSE.split("luisteren")
    text = f"Een team.¹ {first}\n\n¹ De bron.\n\f luisteren{last}²\n\n² Nog een."
    found = reading(text)
    assert [b.kind for b in found.blocks] == ["paragraph", "footnote", "footnote"]
    assert [page.label for page in found.pages] == ["1", "2"]


def test_notes_that_begin_anew_on_each_page_stay_apart() -> None:
    text = "\f".join(f"Een team luistert¹ naar {word}.\n\n¹ Bron {word}." for word in ("ouders", "kinderen"))
    assert blocks(text, "footnote") == ["Bron ouders.", "Bron kinderen."]


def test_a_title_above_nothing_but_notes_goes() -> None:
    text = f"Ons kader\n\n{PROSE}¹\n\nVoetnoten\n\n¹ De bron."
    assert "Voetnoten" not in reading(text).text


def test_a_note_without_mark_is_kept_and_told() -> None:
    made = imported(f"Ons kader\n\n{PROSE}\n\n¹ De bron.")
    assert "[^1]: De bron." in made.markdown
    assert any("noot 1" in sentence for sentence in made.attention)


def test_numbers_that_are_no_marks_stay() -> None:
    text = f"Ons kader\n\nEen kamer van 9 m² en versie 2.0 van 3 mei. {PROSE}\n\n1. Luisteren\n2. Kijken\n"
    assert "9 m² en versie 2.0 van 3 mei" in reading(text).text
    assert blocks(text, "list_item") == ["Luisteren", "Kijken"]


# -- what it says of itself, and anything at all -------------------------------------------------------------


def test_title_version_date_and_status_are_proposed() -> None:
    made = imported(f"Kader veilig thuis\n\nConsultatieversie, versie 2.1\n\n3 mei 2025\n\n{PROSE}")
    assert (made.title, made.label, made.dated, made.status) == (
        "Kader veilig thuis",
        "2.1",
        "2025-05-03",
        "consultatieversie",
    )


def test_contents_are_left_out_and_told() -> None:
    contents = "\n".join(f"{n}. Hoofdstuk ............ {n}" for n in (1, 2, 3, 4))
    made = imported(f"Ons kader\n\nInhoud\n\n{contents}\n\n{PROSE}")
    assert "....." not in made.markdown
    assert "Inhoud" not in made.markdown
    assert any("inhoudsopgave" in sentence for sentence in made.attention)


LINE = st.lists(
    st.sampled_from(["woord", "Nog", "een", "zin.", "GROOT", "einde;"]), min_size=1, max_size=14
).map(" ".join)


@given(st.lists(st.one_of(LINE, st.just("")), min_size=1, max_size=25))
def test_no_word_of_a_text_is_lost_or_moved(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert reading(text).text.split() == text.split()


@given(st.text(st.sampled_from("ab.1¹[]|*#-\n\f\t (){}"), max_size=200))
def test_any_text_gives_something(text: str) -> None:
    imported(text)
