"""What holds for links between any remarks and any two texts."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kader.domain.comparison import compare
from kader.domain.reading_text import read
from kader.domain.uptake import SHOWN, Asked, suggest
from kader.domain.uptake.places import Course

PIECES = (
    "Zin een over wonen. ", "Zin twee over werk! ", "\n\n", "# kop\n\n", "- punt\n", "Een punt is dit.",
    "- drie punten\n", "Alle twee punten. ", "Alle drie punten. ", "Noot[^1] hier.\n\n[^1]: Zie wonen.\n\n",
    "\n\n| wonen | werk |\n|---|---|\n| a | b |\n\n", "\n\n| wonen |\n|---|\n| a |\n\n", "## andere kop\n\n",
    "e\u0301", "🎈", "\x00", "\r\n", "وو ", "<!-- pagina 2 -->\n", "'wonen' ", "mooi ", "p. 2 ", "het woord ",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
WORDING = st.one_of(st.text(max_size=30), TEXTS)


@st.composite
def remarks(draw: st.DrawFn, length: int) -> Asked:
    start = draw(st.integers(0, length))
    place = draw(st.sampled_from([(start, draw(st.integers(start, length))), (None, None)]))
    wordings = st.one_of(st.none(), WORDING)
    return Asked(draw(WORDING), draw(wordings), draw(wordings), *place, precise=draw(st.booleans()))


@settings(max_examples=80, deadline=None)
@given(TEXTS, TEXTS, st.data())
def test_links_name_given_remarks_and_changes_with_a_score_and_a_reason(
    before: str, after: str, data: st.DataObject
) -> None:
    old, new = read(before), read(after)
    changes = compare(old, new)
    asked = data.draw(st.lists(remarks(len(old.text)), max_size=3))
    links = suggest(asked, old, new, changes)
    assert all(SHOWN <= link.score <= 1 and link.reasons for link in links)
    assert {link.comment for link in links} <= set(range(len(asked)))
    assert {link.change for link in links} <= {change.id for change in changes}
    assert len({(link.comment, link.change) for link in links}) == len(links)
    assert links == suggest(asked, old, new, changes)


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS, st.data())
def test_what_no_change_touches_is_found_back_to_the_letter(
    before: str, after: str, data: st.DataObject
) -> None:
    old, new = read(before), read(after)
    changes = compare(old, new)
    start = data.draw(st.integers(0, len(old.text)))
    end = data.draw(st.integers(start, len(old.text)))
    if not any(c.old and c.old.start < end and start < c.old.end for c in changes) and start < end:
        now = Course(changes).now(start, end)
        found = new.text[slice(*now)]
        assert (found[:1], found[-1:]) == (old.text[start], old.text[end - 1])
