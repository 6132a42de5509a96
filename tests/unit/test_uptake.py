"""Links between remarks and changes: what counts as evidence, and that any input is taken."""

from dataclasses import dataclass, field

import pytest

from kader.domain.comparison import Change, compare
from kader.domain.dutch_words import stem
from kader.domain.reading_text import ReadingText, read
from kader.domain.uptake import SHOWN, Asked, Link, suggest
from kader.domain.uptake.asking import request
from kader.domain.uptake.edits import Edit, edits
from kader.domain.uptake.meanings import explained
from kader.domain.uptake.places import Course

OLD = """<!-- pagina 1 -->
# Samen werken

De medewerker belt het gezin binnen een week. Daarna volgt een gesprek aan tafel.

De eerste stap is een kaart van het netwerk. Iedere betrokkene krijgt een afschrift.

## Verslag

Het verslag bevat alleen feiten. Het team bewaart het verslag tien jaar.

<!-- pagina 2 -->
## Toezicht

De inspectie bezoekt elk team eens in de drie jaar. Het bezoek duurt een dag.
"""


@dataclass(frozen=True)
class Pair:
    """The text above and a rewritten one: replacements of old words by new."""

    replaced: dict[str, str]
    old: ReadingText = field(default_factory=lambda: read(OLD))

    @property
    def new(self) -> ReadingText:
        text = OLD
        for before, after in self.replaced.items():
            assert before in text
            text = text.replace(before, after)
        return read(text)

    @property
    def changes(self) -> tuple[Change, ...]:
        return compare(self.old, self.new)

    @property
    def edits(self) -> tuple[Edit, ...]:
        return edits(self.old, self.new, self.changes, Course(self.changes))

    def on(self, passage: str, text: str, proposal: str | None = None) -> Asked:
        start = self.old.text.index(passage)
        return Asked(text, passage, proposal, start, start + len(passage), precise=True)

    def on_page(self, label: str, text: str) -> Asked:
        page = self.old.page(label)
        assert page is not None
        return Asked(text, None, None, page.start, page.end, precise=False)

    def links(self, *asked: Asked) -> tuple[Link, ...]:
        return suggest(asked, self.old, self.new, self.changes)

    def linked(self, link: Link) -> str:
        """The new words of a link's change, or the old ones of what was deleted."""
        change = next(change for change in self.changes if change.id == link.change)
        passage = change.new or change.old
        assert passage is not None
        return passage.text.strip()


def test_change_of_the_passage_answers_the_remark() -> None:
    pair = Pair({"binnen een week": "binnen drie dagen"})
    (link,) = pair.links(pair.on("binnen een week", "Dat is te laat."))
    assert (link.comment, pair.linked(link)) == (0, "De medewerker belt het gezin binnen drie dagen.")
    assert link.reasons[0] == "verandert de passage van de opmerking"
    assert link.score >= SHOWN


def test_change_elsewhere_does_not() -> None:
    pair = Pair({"Het bezoek duurt een dag.": "Het bezoek duurt twee dagen."})
    assert pair.links(pair.on("binnen een week", "Dat is te laat.")) == ()


def test_addition_beside_the_passage_is_a_candidate() -> None:
    pair = Pair({"aan tafel.": "aan tafel. Lukt bellen niet, dan gaat zij langs."})
    links = pair.links(pair.on("belt het gezin", "Wat als niemand opneemt? Graag toevoegen."))
    assert [pair.linked(link) for link in links] == ["Lukt bellen niet, dan gaat zij langs."]


def test_proposal_that_appears_is_named_as_the_reason() -> None:
    pair = Pair({"alleen feiten": "alleen waarnemingen"})
    (link,) = pair.links(pair.on("feiten", "Liever: waarnemingen.", proposal="waarnemingen"))
    assert "tekstvoorstel letterlijk overgenomen" in link.reasons


def test_proposal_that_appears_in_other_words_is_not_called_literal() -> None:
    pair = Pair({"alleen feiten": "van elke ontmoeting een waarneming met datum"})
    proposal = "waarneming met de datum van ontmoeting"
    (link,) = pair.links(pair.on("feiten", f"Liever: {proposal}.", proposal=proposal))
    assert link.reasons[0] == "tekstvoorstel grotendeels overgenomen"


def test_remark_on_a_page_is_found_by_the_words_it_brings() -> None:
    pair = Pair({"duurt een dag.": "duurt een dag. Een ervaringsdeskundige gaat altijd mee op bezoek."})
    remark = pair.on_page("2", "Op deze pagina mist de ervaringsdeskundige.")
    (link,) = pair.links(remark)
    assert pair.linked(link) == "Een ervaringsdeskundige gaat altijd mee op bezoek."
    assert "staat op de pagina van de opmerking" in link.reasons
    assert any("ervaringsdeskundige" in reason for reason in link.reasons)


def test_deleted_passage_answers_who_wanted_it_out() -> None:
    pair = Pair({" Iedere betrokkene krijgt een afschrift.": ""})
    (link,) = pair.links(pair.on("Iedere betrokkene krijgt een afschrift.", "Dit moet eruit."))
    assert pair.linked(link) == "Iedere betrokkene krijgt een afschrift."


def test_one_change_may_answer_two_remarks_and_one_remark_be_answered_twice() -> None:
    pair = Pair({"binnen een week": "binnen drie dagen", "een kaart": "een tekening"})
    links = pair.links(
        pair.on("binnen een week", "Te laat."),
        pair.on("De medewerker belt het gezin binnen een week.", "Liever sneller."),
        pair.on("een week. Daarna volgt een gesprek aan tafel.\nDe eerste stap is een kaart", "Onduidelijk."),
    )
    assert [link.comment for link in links] == [0, 1, 2, 2]


def test_quoted_words_that_vanish_elsewhere_answer_the_remark() -> None:
    pair = Pair({"De inspectie bezoekt": "De toezichthouder bezoekt"})
    remark = pair.on("Het verslag bevat alleen feiten.", "Gebruik het woord 'inspectie' liever niet.")
    (link,) = pair.links(remark)
    assert pair.linked(link).startswith("De toezichthouder bezoekt")
    assert "woorden die de opmerking aanhaalt, zijn hier verdwenen" in link.reasons


def test_term_that_should_be_explained_may_be_explained_anywhere() -> None:
    pair = Pair({"aan tafel.": "aan tafel. Een afschrift noemen we elke kopie van het verslag."})
    links = pair.links(pair.on_page("2", "Graag een omschrijving van het begrip afschrift."))
    assert any("legt een begrip uit waar de opmerking naar vraagt" in link.reasons for link in links)


def test_what_stands_under_a_heading_that_answers_a_remark_answers_it_too() -> None:
    added = "## Zeggenschap\n\nWie meepraat, krijgt de stukken vooraf.\n\n## Verslag"
    pair = Pair({"## Verslag": added})
    links = pair.links(pair.on_page("1", "Op deze pagina mist een kop over zeggenschap."))
    assert {pair.linked(link) for link in links} == {"Zeggenschap", "Wie meepraat, krijgt de stukken vooraf."}
    assert any("staat onder een kop die bij deze opmerking hoort" in link.reasons for link in links)


def test_addition_goes_to_the_remark_that_it_suits_best() -> None:
    pair = Pair({"aan tafel.": "aan tafel. Een tolk zit erbij als dat nodig is."})
    links = pair.links(
        pair.on("een gesprek aan tafel", "Wie de taal niet spreekt, heeft een tolk nodig."),
        pair.on("Daarna volgt", "Hoe lang daarna?"),
    )
    assert [link.comment for link in links] == [0]


def test_two_who_ask_the_same_of_one_page_are_both_answered() -> None:
    pair = Pair({"duurt een dag.": "duurt een dag. Een ervaringsdeskundige gaat altijd mee op bezoek."})
    remark = pair.on_page("2", "Op deze pagina mist de ervaringsdeskundige.")
    assert [link.comment for link in pair.links(remark, remark)] == [0, 1]


def test_addition_beside_a_passage_that_moved_is_found_in_the_new_text() -> None:
    moved = "Het team bewaart het verslag tien jaar."
    pair = Pair(
        {f" {moved}": "", "een dag.": f"een dag. {moved} Daarna vernietigt een archivaris het verslag."}
    )
    links = pair.links(pair.on(moved, "En wat gebeurt daarna met het verslag? Vernietigen?"))
    assert any("archivaris" in pair.linked(link) for link in links)


def test_praise_is_not_answered_by_a_light_edit_of_what_it_praises() -> None:
    pair = Pair({"Het bezoek duurt een dag.": "Zo'n bezoek duurt een dag."})
    assert pair.links(pair.on("Het bezoek duurt een dag.", "Heel goed, houd dit vast.")) == ()


def test_change_beside_the_quoted_words_of_a_sentence_says_less_than_one_of_them() -> None:
    pair = Pair({"tien jaar": "vijftien jaar"})
    (inside,) = pair.links(pair.on("bewaart het verslag tien jaar", "Is dat nodig?"))
    beside = pair.links(pair.on("Het team", "Welk team is dat?"))
    assert inside.reasons[0] == "verandert de passage van de opmerking"
    assert all(link.score < inside.score for link in beside)


def test_neighbour_that_was_only_polished_answers_nobody() -> None:
    pair = Pair({"Daarna volgt een gesprek aan tafel.": "Daarop volgt een gesprek aan tafel."})
    assert pair.links(pair.on("De medewerker belt het gezin binnen een week.", "Wie belt er dan?")) == ()


def test_word_that_is_replaced_throughout_answers_who_wanted_another_word() -> None:
    words = {
        "## Verslag": "## Journaal",
        "Het verslag": "Het journaal",
        "bewaart het verslag": "bewaart het journaal",
    }
    links = Pair(words).links(Pair(words).on_page("2", "Liever een ander woord dan verslag."))
    assert len(links) == 3
    assert all("een woord uit de opmerking wordt nergens meer gebruikt" in link.reasons for link in links)


def test_new_name_throughout_the_text_is_no_answer_to_who_asks_something_else() -> None:
    old = "# Wie\n\n" + "\n\n".join(f"De hulpverlener {does}." for does in ("belt", "schrijft", "luistert"))
    linked = _linked(
        old, old.replace("hulpverlener", "beroepskracht"), "De hulpverlener schrijft", "Hoe lang?"
    )
    assert linked == {}


def test_new_name_of_two_words_that_the_text_had_already_is_no_answer_either() -> None:
    """Of "trajectbegeleider" became "vaste begeleider", also in a heading, nobody asked anything."""
    sentences = "\n\n".join(f"De trajectbegeleider {does}." for does in ("belt", "schrijft", "luistert"))
    old = f"# De trajectbegeleider\n\nEen vaste plek is goed, een begeleider ook.\n\n{sentences}"
    new = old.replace("trajectbegeleider", "vaste begeleider")
    assert _linked(old, new, "De trajectbegeleider schrijft", "Hoe lang duurt dat?") == {}


def test_asking_to_mention_something_is_not_about_a_word() -> None:
    words = {"## Verslag": "## Journaal", "Het verslag": "Het journaal", "het verslag": "het journaal"}
    pair = Pair(words)
    assert pair.links(pair.on_page("2", "Graag de inspecteur noemen, ook in een verslag.")) == ()


def test_word_that_a_remark_only_uses_to_ask_is_not_the_word_it_is_about() -> None:
    pair = Pair({})
    remark = pair.on_page("1", "Snuffelweken klinkt gek. Noem het meeloopdagen.")
    disputed = request(remark, pair.old, Course(())).disputed
    assert disputed.share(stem("snuffelweken"))
    assert not disputed.share(stem("noem"))


def test_remark_on_a_whole_table_is_not_about_each_of_its_cells() -> None:
    old = "# Stappen\n\n| Stap | Termijn |\n|---|---|\n| Bellen | Een week |\n| Bezoek | Een maand |\n"
    new = old.replace("Een week", "Anderhalf uur").replace("Een maand", "Veertig dagen")
    before, after = read(old), read(new)
    asked = Asked("Tabel: veertig dagen voor een bezoek.", None, None, 9, len(before.text), precise=True)
    changes = {change.id: change for change in compare(before, after)}
    links = suggest([asked], before, after, tuple(changes.values()))
    found = [passage.text.strip() for link in links if (passage := changes[link.change].new)]
    assert found == ["Veertig dagen"]


def test_change_on_another_page_that_the_remark_names_is_found() -> None:
    pair = Pair({"Het bezoek duurt een dag.": "Voor elk bezoek trekt zij minstens twee dagen uit."})
    remark = pair.on("bevat alleen feiten", "Op p. 2 staat hoe lang zo'n bezoek duurt, hier niet.")
    (link,) = pair.links(remark)
    assert "staat op een pagina die de opmerking noemt" in link.reasons


def test_words_of_the_remark_in_a_row_are_found_anywhere() -> None:
    pair = Pair({"aan tafel.": "aan tafel. Wat wil het gezin zelf bereiken?"})
    links = pair.links(pair.on_page("2", "Vraag altijd: wat wil het gezin zelf."))
    assert any("neemt een aantal woorden van de opmerking letterlijk over" in link.reasons for link in links)


def test_heading_above_what_answers_a_remark_answers_it_too() -> None:
    pair = Pair(
        {"## Toezicht": "## Bezoek door een ervaringsdeskundige", "een dag.": "twee uur, zonder pauze."}
    )
    links = pair.links(pair.on("Het bezoek duurt een dag.", "Te lang voor een klein team."))
    reasons = [reason for link in links for reason in link.reasons]
    assert "is de kop boven een wijziging die bij deze opmerking hoort" in reasons


LISTED = """# Vragen

Elk gesprek gaat over drie vragen:

- Wat gaat er goed?
- Wat baart zorgen?
- Wie helpt er mee?

| Vraag | Het team |
|---|---|
| Zorgen | Schrijft op |
| Hulp | Zoekt mee |

De notitie over het gesprek blijft thuis.

# Elders

Zonder antwoord op de drie vragen begint niemand.
"""


def _linked(old: str, new: str, passage: str, text: str) -> dict[str, tuple[str, ...]]:
    before, after = read(old), read(new)
    start = before.text.index(passage)
    asked = Asked(text, None, None, start, start + len(passage), precise=True)
    changes = {change.id: change for change in compare(before, after)}
    links = suggest([asked], before, after, tuple(changes.values()))
    passages = {link: changes[link.change].new for link in links}
    return {passage.text.strip(): link.reasons for link, passage in passages.items() if passage}


def test_numbers_that_follow_an_addition_are_found_wherever_they_stand() -> None:
    new = LISTED.replace("drie vragen", "vier vragen").replace("mee?", "mee?\n- Wat wil het kind zelf?")
    linked = _linked(LISTED, new, "Wie helpt er mee?", "Hier ontbreekt: wat wil het kind zelf.")
    assert (
        "telt mee met een wijziging die bij deze opmerking hoort"
        in linked["Elk gesprek gaat over vier vragen:"]
    )
    assert "Zonder antwoord op de vier vragen begint niemand." in linked


def test_sentence_added_within_an_item_is_not_counted() -> None:
    new = LISTED.replace("drie vragen", "vier vragen").replace("helpt er mee?", "helpt er mee? Ook de buren?")
    linked = _linked(LISTED, new, "Wie helpt er mee?", "Vraag ook naar de buren.")
    assert "Zonder antwoord op de vier vragen begint niemand." not in linked


def test_new_column_is_found_as_a_whole() -> None:
    rows = {"| Vraag | Het team |": " De huisarts |", "|---|---|": "---|"}
    rows |= {"| Zorgen | Schrijft op |": " Meldt letsel |", "| Hulp | Zoekt mee |": " Verwijst door |"}
    new = LISTED
    for row, cell in rows.items():
        new = new.replace(row, row + cell)
    linked = _linked(LISTED, new, "Schrijft op", "In deze tabel mist de huisarts.")
    assert {"De huisarts", "Meldt letsel", "Verwijst door"} <= set(linked)


def test_new_footnote_goes_with_the_sentence_that_calls_it() -> None:
    new = (
        LISTED.replace("blijft thuis.", "mag mee naar een raadsman.[^1]")
        + "\n[^1]: Ook een tante kan helpen.\n"
    )
    linked = _linked(
        LISTED, new, "De notitie over het gesprek blijft thuis.", "Waarom niet naar een raadsman?"
    )
    assert (
        "is een voetnoot bij een wijziging die bij deze opmerking hoort"
        in linked["Ook een tante kan helpen."]
    )


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Onveilig noemen we een thuis waar iemand pijn lijdt.", {"onveilig"}),
        ("Van een crisis spreken we als het nu misgaat.", {"crisis"}),
        ("Onder een netwerk verstaan we familie en buren.", {"netwerk"}),
        ("Netwerk: familie en buren.", {"netwerk"}),
        ("Daarna belt de medewerker.", set()),
    ],
)
def test_terms_that_a_sentence_explains(text: str, terms: set[str]) -> None:
    assert explained(text) >= {stem(term) for term in terms}
    assert bool(explained(text)) == bool(terms)


def test_renumbering_answers_nobody() -> None:
    old, new = (
        read("1. Eerste zin hier.\n2. Tweede zin hier."),
        read("3. Eerste zin hier.\n4. Tweede zin hier."),
    )
    asked = Asked("Wat bedoelt u?", None, None, 0, len(old.text), precise=True)
    assert suggest([asked], old, new, compare(old, new)) == ()


def test_remark_without_a_place_may_still_be_nowhere() -> None:
    pair = Pair({"binnen een week": "binnen drie dagen"})
    assert pair.links(Asked("Mooi stuk.", None, None, None, None, precise=False)) == ()


@pytest.mark.parametrize(
    ("replaced", "before"),
    [
        ({"aan tafel.": "aan tafel. Nieuwe zin hier."}, "een gesprek aan tafel."),
        ({"## Toezicht": "## Nieuw\n\nEen heel nieuw stuk tekst.\n\n## Toezicht"}, "het verslag tien jaar."),
        ({"# Samen werken": "Vooraf dit.\n\n# Samen werken"}, ""),
    ],
)
def test_addition_stands_where_it_was_put_in_the_old_text(replaced: dict[str, str], before: str) -> None:
    pair = Pair(replaced)
    places = [edit.start for edit in pair.edits if edit.inserted]
    assert places
    assert {pair.old.text[:place].rstrip()[-20:] for place in places} == {before[-20:]}
