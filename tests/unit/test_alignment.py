"""Norms are read from whatever way a framework numbers them; a judgement goes stale when a side changes."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kader.domain.alignment import (
    Norm,
    Urgency,
    counterpart,
    find_words,
    joined,
    needs_review,
    norm_changed,
    norms,
    require_passage,
    tally,
    urgency,
    verdict_of,
)
from kader.domain.anchoring import Status
from kader.domain.errors import InvalidInput
from kader.domain.reading_text import read
from kader.domain.vocabulary import Verdict

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def sample() -> tuple[Norm, ...]:
    return norms(read((ROOT / "content/toetsingskader-jeugd/1.0.md").read_text(encoding="utf-8")))


def test_sample_framework_has_its_norms_under_their_themes(sample: tuple[Norm, ...]) -> None:
    numbers = " ".join(norm.number for norm in sample)
    assert numbers == "1.1 1.2 1.3 1.4 2.1 2.2 2.3 3.1 3.2 3.3 3.4 4.1 4.2 4.3"
    assert {norm.theme.split(".")[0] for norm in sample} == {"Thema 1", "Thema 2", "Thema 3", "Thema 4"}
    assert all(3 <= len(norm.indicators) <= 4 and norm.text and norm.title for norm in sample)


def test_norm_knows_its_page_and_its_place_in_the_text(sample: tuple[Norm, ...]) -> None:
    text = read((ROOT / "content/toetsingskader-jeugd/1.0.md").read_text(encoding="utf-8")).text
    contact = sample[0]
    assert contact.page == "3"
    assert text[contact.start : contact.end].startswith("Norm 1.1 Snel contact\nWie om hulp vraagt")
    assert text[contact.start : contact.end].endswith("buiten kantoortijd.")


WAYS = {
    "headings with a word and a colon": """
# Kader
## Thema A
### Norm 1: Snel
De organisatie is snel.
### Norm 2: Goed
De organisatie is goed.
""",
    "a word and a number as the whole heading": """
# Kader
## Thema A
### Norm 1
De organisatie is snel.
### Norm 2
De organisatie is goed.
""",
    "criteria under a theme": """
## Thema A
#### Criterium 1 – Snel
De organisatie is snel.
#### Criterium 2 – Goed
De organisatie is goed.
""",
    "bold numbers in a paragraph": """
## Thema A
**Norm 1** De organisatie is snel.

**Norm 2** De organisatie is goed.
""",
    "bold lines above the statement": """
## Thema A
**Norm 1. Snel**

De organisatie is snel.

**Norm 2. Goed**

De organisatie is goed.
""",
    "list items with a word": """
## Thema A
- Norm 1: De organisatie is snel.
- Norm 2: De organisatie is goed.
""",
    "plainly numbered headings": """
# Kader
## Thema A
### 1 Snel
De organisatie is snel.
### 2 Goed
De organisatie is goed.
""",
    "an ordered list": """
## Thema A
1. De organisatie is snel.
2. De organisatie is goed.
""",
    "a table with plain numbers": """
## Thema A
| Nr. | Wat wij vragen |
|---|---|
| 1 | De organisatie is snel. |
| 2. | De organisatie is goed. |
""",
    "a table with number and statement in one cell": """
## Thema A
| Norm | Hoe wij dat zien |
|---|---|
| 1. De organisatie is snel. | |
| 2. De organisatie is goed. | |
""",
    "a table": """
## Thema A
| Norm | Wat wij vragen |
|---|---|
| Norm 1 | De organisatie is snel. |
| Norm 2 | De organisatie is goed. |
""",
}


@pytest.mark.parametrize("markdown", WAYS.values(), ids=WAYS)
def test_norms_are_recognised_in_every_way_of_marking(markdown: str) -> None:
    found = norms(read(markdown))
    assert [(norm.number, norm.text, norm.theme) for norm in found] == [
        ("1", "De organisatie is snel.", "Thema A"),
        ("2", "De organisatie is goed.", "Thema A"),
    ]


DOTTED = {
    "headings": "## 1 Snel\n### 1.1 Bellen\nWij bellen.\n### 1.2 Komen\nWij komen.\n",
    "list items": "## 1 Snel\n- 1.1 Wij bellen.\n- 1.2 Wij komen.\n",
    "paragraphs": "## 1 Snel\n1.1 Wij bellen.\n\n1.2 Wij komen.\n",
    "rows of a table": "## 1 Snel\n|Nr|Norm|\n|-|-|\n|1.1|Wij bellen.|\n|1.2|Wij komen.|\n",
    "deeper headings": "## 1 A\n### 1.1 Snel\n#### 1.1.1 Bellen\nWij bellen.\n#### 1.1.2 Komen\nWij komen.\n",
}


@pytest.mark.parametrize("markdown", DOTTED.values(), ids=DOTTED)
def test_numbers_of_several_parts_mark_norms_below_a_chapter(markdown: str) -> None:
    found = norms(read(markdown))
    assert [norm.text for norm in found] == ["Wij bellen.", "Wij komen."]
    assert all(norm.theme.endswith("Snel") for norm in found)


def test_chapters_that_explain_the_framework_hold_no_norms() -> None:
    text = "## 1 Inleiding\n### 1.1 Aanleiding\nTekst.\n## 2 Normen\n### 2.1 Bellen\nWij bellen.\n"
    assert [norm.number for norm in norms(read(text))] == ["2.1"]


def test_sentence_that_speaks_about_a_norm_is_no_norm() -> None:
    text = "## Norm 1 Bellen\nWij bellen.\n\nNorm 1 vraagt veel van een team.\n"
    assert [norm.number for norm in norms(read(text))] == ["1"]


def test_list_of_contents_does_not_double_the_norms() -> None:
    text = "- Norm 1 Bellen\n- Norm 2 Komen\n\n## Norm 1 Bellen\nWij bellen.\n\n## Norm 2 Komen\nWij komen.\n"
    assert [(norm.number, norm.text) for norm in norms(read(text))] == [
        ("1", "Wij bellen."),
        ("2", "Wij komen."),
    ]


def test_number_that_is_printed_twice_stays_apart() -> None:
    text = "## A\n### Norm 1 Bellen\nWij bellen.\n## B\n### Norm 1 Komen\nWij komen.\n"
    assert [(norm.number, norm.theme) for norm in norms(read(text))] == [("1", "A"), ("1 (2)", "B")]


def test_ordered_lists_that_start_again_get_the_number_of_their_theme() -> None:
    text = "## A\n1. Wij bellen.\n2. Wij komen.\n\n## B\n1. Wij luisteren.\n"
    assert [norm.number for norm in norms(read(text))] == ["1.1", "1.2", "2.1"]


def test_list_below_a_lead_holds_indicators() -> None:
    text = "## Norm 1 Bellen\nWij bellen.\n\nHoe zien we dat?\n\n- Het dossier.\n- Iemand weet het.\n"
    (norm,) = norms(read(text))
    assert (norm.text, norm.indicators) == ("Wij bellen.", ("Het dossier.", "Iemand weet het."))


def test_list_that_belongs_to_the_statement_stays_in_it() -> None:
    text = "## Norm 1 Bellen\nDe organisatie:\n\n- belt;\n- komt.\n\nIndicatoren\n\n- Het dossier.\n"
    (norm,) = norms(read(text))
    assert (norm.text, norm.indicators) == ("De organisatie:\nbelt;\nkomt.", ("Het dossier.",))


def test_list_without_a_lead_after_a_statement_holds_indicators() -> None:
    (norm,) = norms(read("## Norm 1 Bellen\nWij bellen.\n\n- Het dossier.\n"))
    assert (norm.text, norm.indicators) == ("Wij bellen.", ("Het dossier.",))


def test_norm_ends_at_the_next_theme_and_leaves_the_notes_out() -> None:
    text = "## A\n### Norm 1 Bellen\nWij bellen.[^1]\n## B\nOver B.\n\n[^1]: Of appen.\n"
    (norm,) = norms(read(text))
    assert norm.text == "Wij bellen."


def test_table_may_name_the_theme_before_and_the_indicators_behind_a_norm() -> None:
    text = (
        "# Toetsing\n## 1. Inleiding\nOver ons.\n## 2. Normen\n\n"
        "| Thema | Norm | Waaraan zien we dat? |\n|-|-|-|\n"
        "| Toegang | 2.1 De hulp start snel. | Binnen een week |\n"
        "| Kwaliteit | 2.2 De hulp is goed. | Dossier |\n"
    )
    assert [(norm.number, norm.theme, norm.text, norm.indicators) for norm in norms(read(text))] == [
        ("2.1", "Toegang", "De hulp start snel.", ("Binnen een week",)),
        ("2.2", "Kwaliteit", "De hulp is goed.", ("Dossier",)),
    ]


def test_one_numbered_chapter_is_no_norm() -> None:
    assert norms(read("## 1 Inleiding\nOver ons.\n## 2 Normen\nVolgen later.\n")) == ()


def test_text_without_norms_has_none() -> None:
    assert norms(read("# Een brief\n\nGeachte lezer, er waren 1.2 miljoen brieven.\n")) == ()


@settings(deadline=None)
@given(st.text(max_size=300) | st.text("# N.orm1|-\n*", max_size=200))
def test_any_text_is_read_without_error_and_norms_lie_within_it(markdown: str) -> None:
    reading = read(markdown)
    found = norms(reading)
    assert len({norm.number for norm in found}) == len(found)
    assert all(0 <= norm.start <= norm.end <= len(reading.text) for norm in found)


# -- going stale --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("carried", "changed", "stale"),
    [
        (Status.UNCHANGED, False, False),
        (Status.MOVED, False, False),
        (Status.REWORDED, False, True),
        (Status.REMOVED, False, True),
        (Status.UNCERTAIN, False, True),
        (None, False, True),
        (Status.UNCHANGED, True, True),
        (Status.MOVED, True, True),
    ],
)
def test_judgement_goes_stale_when_either_side_changes(
    carried: Status | None, changed: bool, stale: bool
) -> None:
    assert needs_review(carried, changed) is stale


NORM = Norm("1.1", "Bellen", "Een team belt binnen een week.", "A", ("Het dossier.",), 10, 50, "3")


def test_renumbered_norm_did_not_change() -> None:
    assert not norm_changed(NORM, replace(NORM, number="2.4", theme="B", start=90, end=130, page="5"))


@pytest.mark.parametrize("what", [{"text": "Een team belt."}, {"title": "Appen"}, {"indicators": ()}])
def test_norm_with_other_words_changed(what: dict[str, object]) -> None:
    assert norm_changed(NORM, replace(NORM, **what))  # type: ignore[arg-type]


def test_renumbered_norm_is_found_by_its_words() -> None:
    other = replace(NORM, title="Komen", text="Een professional komt aan huis als het gezin dat wil.")
    later = (other, replace(NORM, number="1.2"))
    assert counterpart(NORM, later) == later[1]


def test_reworded_norm_is_found_by_its_number() -> None:
    reworded = replace(NORM, text="Een team belt binnen drie dagen.")
    assert counterpart(NORM, (replace(reworded, number="7"), reworded)) == reworded


def test_dropped_norm_has_no_counterpart() -> None:
    other = replace(NORM, title="Leren", text="De organisatie onderzoekt ernstige gebeurtenissen.")
    assert counterpart(NORM, (other,)) is None
    assert counterpart(NORM, ()) is None


# -- a norm with several judgements -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdicts", "one"),
    [
        ((), None),
        ((Verdict.MISSING,), Verdict.MISSING),
        ((Verdict.PARTLY, Verdict.COVERED), Verdict.COVERED),
        ((Verdict.PARTLY, Verdict.PARTLY), Verdict.PARTLY),
        ((Verdict.COVERED, Verdict.CONFLICTING), Verdict.CONFLICTING),
        ((Verdict.MISSING, Verdict.PARTLY), Verdict.PARTLY),
    ],
)
def test_several_passages_give_a_norm_one_verdict(verdicts: tuple[Verdict, ...], one: Verdict | None) -> None:
    assert verdict_of(verdicts) == one


def test_gaps_come_before_what_is_covered() -> None:
    order = list(Urgency)
    assert order.index(urgency((Verdict.CONFLICTING,), False)) < order.index(
        urgency((Verdict.MISSING,), False)
    )
    assert order.index(urgency((Verdict.COVERED,), True)) < order.index(urgency((), False))
    assert order.index(urgency((), False)) < order.index(urgency((Verdict.PARTLY,), False))
    assert urgency((Verdict.COVERED,), False) is order[-1]


def test_counts_name_what_does_not_occur() -> None:
    assert tally([None, Verdict.PARTLY, None])[None] == 2
    assert tally([])[Verdict.CONFLICTING] == 0
    assert set(tally([])) == {None, *Verdict}


def test_only_what_is_missing_needs_no_passage() -> None:
    require_passage(Verdict.MISSING, False)
    require_passage(Verdict.PARTLY, True)
    for verdict in (Verdict.COVERED, Verdict.PARTLY, Verdict.CONFLICTING):
        with pytest.raises(InvalidInput, match="Kies de passage"):
            require_passage(verdict, False)


# -- finding and joining passages ---------------------------------------------------------------------------


def test_pasted_words_are_found_across_quotes_capitals_and_line_ends() -> None:
    reading = read("Een team zegt ‘kom binnen’ tegen\nieder gezin – altijd.")
    ((start, end),) = find_words(reading, "“team  Zegt 'kom binnen'\n tegen ieder gezin - altijd”")
    assert reading.text[start:end] == "team zegt ‘kom binnen’ tegen ieder gezin – altijd"


def test_words_that_occur_twice_are_found_twice_and_others_not() -> None:
    reading = read("Het gezin.\n\nHet gezin (weer).")
    assert len(find_words(reading, "het gezin")) == 2
    assert find_words(reading, "Het gezin (weer)") == ((11, 27),)
    assert find_words(reading, "de buren") == find_words(reading, "  ") == find_words(reading, "“”") == ()


def test_chosen_sentences_that_follow_one_another_are_one_passage() -> None:
    reading = read("Een. Twee. Drie.\n\nVier.")
    assert joined(reading, [(5, 10), (0, 4)]) == (0, 10)
    assert joined(reading, [(11, 16), (0, 16), (17, 22)]) == (0, 22)
    assert joined(reading, []) is None


@pytest.mark.parametrize("spans", [[(0, 4), (11, 16)], [(0, 400)], [(4, 4)], [(9, 2)]])
def test_stretches_with_words_between_or_outside_the_text_are_refused(spans: list[tuple[int, int]]) -> None:
    with pytest.raises(InvalidInput):
        joined(read("Een. Twee. Drie.\n\nVier."), spans)
