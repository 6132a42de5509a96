"""What a reader may expect of a comparison: each change once, named for what happened, exact."""

import pytest

from kader.domain.comparison import Change, apply, compare, revert
from kader.domain.reading_text import read, read_plain

TEXT = """\
# Doel

Het kader helpt professionals in de wijk. Het geldt voor gezinnen met jonge kinderen. Wij kijken elk jaar.

## Voor wie

- gemeenten en aanbieders
- ouders en jongeren
- inspecties en toezicht

De gemeente zorgt voor genoeg tijd en geld. De aanbieder zorgt voor opleiding van de medewerkers.

| Wie | Doet |
|---|---|
| Wijkteam | Eerste gesprek met het gezin |
| Inspectie | Toezicht op het hele stelsel |

Tot slot volgt een lange alinea over toezicht.[^1] De inspectie kijkt mee en leert daarvan.

[^1]: Zie het jaarverslag van de inspectie.
"""
LAST = "Tot slot volgt een lange alinea over toezicht.[^1] De inspectie kijkt mee en leert daarvan.\n\n"


def told(old: str, new: str) -> list[tuple[str, str]]:
    """Each change as its kind and its words, after checking that the changes are exact."""
    before, after = read(old), read(new)
    changes = compare(before, after)
    assert apply(before.text, changes) == after.text
    assert revert(after.text, changes) == before.text
    return [(change.kind, marked(change)) for change in changes]


def marked(change: Change) -> str:
    signs = {"=": "{}", "-": "[-{}]", "+": "[+{}]"}
    return "".join(signs[word.op].format(word.text) for word in change.words)


def edited(old: str, new: str) -> list[tuple[str, str]]:
    assert old in TEXT
    return told(TEXT, TEXT.replace(old, new))


WORDS = ("tijd", "geld", "contact met het gezin", "toezicht", "opleiding")
EDITS = {
    "a word": (
        "jonge kinderen",
        "kinderen",
        "reworded",
        "Het geldt voor gezinnen met [-jonge ]kinderen.",
    ),
    "a new sentence": ("Wij kijken", "Dat is nieuw. Wij kijken", "inserted", "[+Dat is nieuw. ]"),
    "a last sentence": ("elk jaar.", "elk jaar. Dat is nieuw.", "inserted", "[+ Dat is nieuw.]"),
    "a sentence less": (" Wij kijken elk jaar.", "", "deleted", "[- Wij kijken elk jaar.]"),
    "a sentence replaced": (
        "Wij kijken elk jaar.",
        "Iedere maand praten inspecties.",
        "reworded",
        "[-Wij kijken elk jaar.][+Iedere maand praten inspecties.]",
    ),
    "a list item": ("- inspec", "- zorgverzekeraars\n- inspec", "inserted", "[+zorgverzekeraars\n]"),
    "a table cell": (
        "Eerste gesprek",
        "Tweede gesprek",
        "reworded",
        "[-Eerste][+Tweede] gesprek met het gezin",
    ),
    "a table row": (
        "| Inspectie |",
        "| Arts | Ziet het kind |\n| Inspectie |",
        "inserted",
        "[+Arts\nZiet het kind\n]",
    ),
    "a footnote": (
        "jaarverslag",
        "verslag",
        "reworded",
        "Zie het [-jaarverslag][+verslag] van de inspectie.",
    ),
    "a split paragraph": (
        "geld. De",
        "geld.\n\nDe",
        "split",
        "De gemeente zorgt voor genoeg tijd en geld.[- ][+\n]"
        "De aanbieder zorgt voor opleiding van de medewerkers.",
    ),
    "a split sentence": (
        "mee en leert",
        "mee. Zij leert",
        "split",
        "De inspectie kijkt mee[- en][+. Zij] leert daarvan.",
    ),
    "merged sentences": (
        "wijk. Het geldt",
        "wijk en het geldt",
        "merged",
        "Het kader helpt professionals in de wijk[-. Het][+ en het] geldt voor gezinnen met jonge kinderen.",
    ),
    "emphasis": (
        "gezinnen met",
        "*gezinnen* met",
        "opmaak",
        "Het geldt voor gezinnen met jonge kinderen.",
    ),
    "a link": ("ouders en", "[ouders](https://a.nl) en", "opmaak", "ouders en jongeren"),
    "a heading's level": ("## Voor wie", "### Voor wie", "opmaak", "Voor wie"),
    "a heading's number": ("## Voor wie", "## 2.1 Voor wie", "opmaak", "[+2.1 ]Voor wie"),
    "a list's punctuation": ("ouders en jongeren", "ouders en jongeren;", "opmaak", "ouders en jongeren[+;]"),
}


@pytest.mark.parametrize("name", EDITS)
def test_one_edit_is_one_change_named_for_what_happened(name: str) -> None:
    old, new, kind, words = EDITS[name]
    assert edited(old, new) == [(kind, words)]


def test_the_same_text_has_no_changes() -> None:
    assert told(TEXT, TEXT) == []


def test_merged_paragraphs_are_one_change() -> None:
    changes = told("Een zin die blijft.\n\nEen andere zin.\n", "Een zin die blijft. Een andere zin.\n")
    assert changes == [("merged", "Een zin die blijft.[-\n][+ ]Een andere zin.")]


def test_short_sentences_are_split_and_merged_too() -> None:
    together, apart = "Eerst dit. Dan dat. Zo niet.\n", "Eerst dit.\n\nDan dat.\n\nZo niet.\n"
    assert [kind for kind, _ in told(together, apart)] == ["split"]
    assert [kind for kind, _ in told(apart, together)] == ["merged"]


def test_what_stands_where_another_item_stood_is_its_replacement() -> None:
    assert edited("- ouders en jongeren", "- vrijwilligers op school") == [
        ("reworded", "[-ouders en jongeren][+vrijwilligers op school]")
    ]


def test_rewording_beside_a_split_is_a_change_by_itself() -> None:
    old = "De wijk telt veel jonge gezinnen. Ieder gezin krijgt hulp. De gemeente betaalt de opvang."
    new = old.replace("veel jonge", "steeds minder").replace("hulp. De", "hulp.\n\nDe")
    assert [kind for kind, _ in told(old, new)] == ["reworded", "split"]


def test_list_items_that_became_a_sentence_are_merged() -> None:
    items = "- gemeenten en aanbieders\n- ouders en jongeren\n- inspecties en toezicht\n"
    sentence = "Het is er voor gemeenten en aanbieders, ouders en jongeren, inspecties en toezicht.\n"
    assert [kind for kind, _ in edited(items, sentence)] == ["merged"]
    assert [kind for kind, _ in told(TEXT.replace(items, sentence), TEXT)] == ["split"]


def test_a_moved_paragraph_is_shown_once() -> None:
    without = TEXT.replace(LAST, "")
    assert told(TEXT, without.replace("# Doel\n\n", f"# Doel\n\n{LAST}")) == [
        ("moved", "Tot slot volgt een lange alinea over toezicht. De inspectie kijkt mee en leert daarvan.\n")
    ]


def test_a_moved_paragraph_that_was_reworded_too_is_shown_once() -> None:
    moved = LAST.replace("kijkt mee", "kijkt goed mee")
    changes = told(TEXT, TEXT.replace(LAST, "").replace("# Doel\n\n", f"# Doel\n\n{moved}"))
    assert changes == [
        (
            "moved",
            "Tot slot volgt een lange alinea over toezicht. "
            "De inspectie kijkt [+goed ]mee en leert daarvan.\n",
        )
    ]


def test_a_sentence_that_went_to_another_paragraph_is_moved() -> None:
    sentence = " De inspectie kijkt mee en leert daarvan."
    new = TEXT.replace(sentence, "").replace("medewerkers.", f"medewerkers.{sentence}")
    assert [kind for kind, _ in told(TEXT, new)] == ["moved"]


def test_a_line_that_is_repeated_stays_where_it_is() -> None:
    line = "#### Waaraan zien we dat in de praktijk?\n\n"
    norms = [f"## Norm {n}\n\n{line}Een aanwijzing over {word}.\n\n" for n, word in enumerate(WORDS)]
    old, new = "".join(norms), "".join([norms[0].replace("aanwijzing", "teken"), *norms[2:], norms[1]])
    changes = told(old, new)
    assert [kind for kind, words in changes if "praktijk" in words] in ([], ["moved"])
    assert ("reworded", "Een [-aanwijzing][+teken] over tijd.") in changes


def test_a_short_heading_moves_along_with_its_section() -> None:
    section = "## Kern\n\nDe kern van dit hele verhaal staat in deze alinea, en nergens anders.\n\n"
    rest = TEXT.replace("# Doel", "## Doel")
    assert [kind for kind, _ in told(section + rest, rest + "\n" + section)] == ["moved", "moved"]


def test_an_item_in_front_does_not_change_the_numbers_behind_it() -> None:
    old = "1. eerste stap\n2. tweede stap\n3. derde stap\n"
    assert told(old, "1. nulde ronde\n" + old) == [("inserted", "[+nulde ronde\n]")]


def test_a_number_that_counts_is_no_ordinal() -> None:
    assert told("12 maanden duurt het.\n", "24 maanden duurt het.\n")[0][0] == "reworded"


def test_fragments_between_edits_are_absorbed() -> None:
    [(_, words)] = told(
        "De gemeente betaalt de opvang en de begeleiding van ieder kind in de wijk.",
        "De gemeente betaalt de school en de boeken van ieder kind in de wijk.",
    )
    assert words == (
        "De gemeente betaalt de [-opvang en de begeleiding][+school en de boeken] van ieder kind in de wijk."
    )


def test_a_few_short_words_between_edits_are_absorbed() -> None:
    [(_, words)] = told("Er is hulp bij opvang van de wijk.", "Er is hulp bij scholing van de stad.")
    assert words == "Er is hulp bij [-opvang van de wijk][+scholing van de stad]."


def test_edits_far_apart_in_one_long_sentence_are_two_changes() -> None:
    middle = " en dan volgt er nog iets" * 30
    changes = told(
        f"Een oud begin{middle} tot het oude slot.", f"Een nieuw begin{middle} tot het nieuwe slot."
    )
    assert [kind for kind, _ in changes] == ["reworded", "reworded"]
    assert all(len(words) < 200 for _, words in changes)


def test_a_long_address_between_two_edits_is_not_cut() -> None:
    address = "https://voorbeeld.nl/" + "pad/" * 80
    assert len(told(f"Een oud {address} einde.", f"Een nieuw {address} slot.")) == 1


def test_a_bullet_or_heading_mark_of_a_plain_text_is_no_change_of_words() -> None:
    old, new = read_plain("- 1. eerste punt\n## Slot"), read_plain("* 2) eerste punt\n### Slot")
    assert [change.kind for change in compare(old, new)] == ["opmaak", "opmaak"]


def test_white_space_of_a_plain_text_is_accounted_for() -> None:
    old, new = read_plain("een regel\r\nnog een regel\n"), read_plain("een regel\n\nnog een regel")
    changes = compare(old, new)
    assert {change.kind for change in changes} == {"opmaak"}
    assert apply(old.text, changes) == new.text


def test_ids_stay_the_same_when_another_part_changes() -> None:
    new = TEXT.replace("jonge ", "")
    later = new.replace("# Doel\n", "# Doel\n\nEen heel nieuwe alinea vooraan.\n")
    [change] = compare(read(TEXT), read(new))
    assert change.id in {other.id for other in compare(read(TEXT), read(later))}


def test_equal_changes_have_ids_of_their_own() -> None:
    old = "Een zin.\n\nBlijft staan.\n\nEen zin.\n"
    changes = compare(read(old), read(old.replace("Een", "Geen")))
    assert len({change.id for change in changes}) == 2


def test_changes_of_another_text_are_refused() -> None:
    changes = compare(read(TEXT), read(TEXT.replace("jonge ", "")))
    with pytest.raises(ValueError, match="do not belong"):
        apply("Een andere tekst.", changes)


HOSTILE = {
    "one word": ("de " * 20_000, "de " * 15_001),
    "one line": ("woord ander derde " * 5_000, "woord derde ander " * 5_000),
    "equal blocks": ("Gelijk blok.\n" * 2_000, "Gelijk blok.\n" * 1_200),
    "nothing shared": (
        "".join(f"a{n} b{n}.\n" for n in range(800)),
        "".join(f"c{n}.\n" for n in range(800)),
    ),
    "sentences on one line": ("Dit is zo. " * 1_000, "Dit was zo. " * 800),
    "reversed": (
        "".join(f"Regel nummer {n} zegt iets.\n" for n in range(1_000)),
        "".join(f"Regel nummer {n} zegt iets.\n" for n in reversed(range(1_000))),
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_is_compared_exactly(name: str) -> None:
    old, new = map(read_plain, HOSTILE[name])
    changes = compare(old, new)
    assert apply(old.text, changes) == new.text
