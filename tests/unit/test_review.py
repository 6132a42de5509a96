"""Corrections move words about; they never make them vanish."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kader.domain.errors import InvalidInput, NotFound
from kader.domain.responses.parsed import LetterKind, ParsedComment, ParsedResponse, Source, UnplacedPiece
from kader.domain.review import (
    Amendment,
    Among,
    Doubt,
    Kept,
    LooseEnd,
    Review,
    ReviewedComment,
    ReviewedPoint,
    amend_comment,
    amend_point,
    by_page,
    comment_to_letter,
    comment_to_point,
    cuts_of,
    doubts,
    is_doubtful,
    join_comment,
    join_point,
    leave_out,
    leave_out_comment,
    leave_out_letter,
    leave_out_point,
    looked_at,
    move_comment,
    move_point,
    nest_comment,
    piece_to_comment,
    piece_to_letter,
    piece_to_point,
    point_looked_at,
    point_to_comment,
    point_to_letter,
    read_pages,
    release_comment,
    release_point,
    repage,
    split_comment,
    uncovered,
    understood,
)
from kader.domain.vocabulary import CommentKind

LABELS = ("1", "2", "3", "iv")


def comment(number: int, page: str | None, text: str = "", **changes: object) -> ReviewedComment:
    made = ReviewedComment(
        number,
        str(number),
        page,
        (page,) if page else (),
        text or f"Zin a{number}. Tweede zin b{number}.",
        source=(Source(number, 0, 40),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def review(*comments: ReviewedComment) -> Review:
    return Review(comments=comments)


def words(found: Review) -> set[str]:
    texts = [text for p in found.points for text in (p.title, p.text)]
    for c in found.comments:
        texts += [c.text, *c.sub, c.passage or "", c.proposal or ""]
    texts += [piece.text for piece in (*found.letter, *found.unplaced)]
    return set(" ".join(texts).replace("…", "").replace(".", " ").split())


FULL = Review(
    points=(
        ReviewedPoint(1, "Titel t1", "Tekst u1.", (Source(0, 0, 9),)),
        ReviewedPoint(2, "Titel t2", "Tekst u2.", (Source(1, 0, 9),)),
    ),
    comments=(
        comment(1, "1", sub=("onderdeel c1", "onderdeel d1")),
        comment(2, "1", passage="citaat e2", refers_to=(1,)),
        comment(3, "3", proposal="voorstel f3", refers_to=(2,)),
        comment(4, None),
    ),
    letter=(Kept(1, LetterKind.TEXT, "brief g1"), Kept(2, LetterKind.HEADING, "kop g2")),
    unplaced=(LooseEnd(1, "los h1"), LooseEnd(2, "los h2")),
)
STEPS = {
    "join": lambda r, n: join_comment(r, n, LABELS),
    "nest": lambda r, n: nest_comment(r, n, LABELS),
    "split": lambda r, n: split_comment(r, n, cuts_of(r.comment(n))[-1].key, ["tekst"] * 9),
    "up": lambda r, n: move_comment(r, n, -1, LABELS),
    "down": lambda r, n: move_comment(r, n, 1, LABELS),
    "to point": comment_to_point,
    "to comment": point_to_comment,
    "release": release_comment,
    "release point": release_point,
    "join point": join_point,
    "move point": lambda r, n: move_point(r, n, 1),
    "loose to comment": lambda r, n: piece_to_comment(r, Among.UNPLACED, n, ("2",)),
    "loose to point": lambda r, n: piece_to_point(r, Among.UNPLACED, n),
    "loose to letter": piece_to_letter,
    "letter to comment": lambda r, n: piece_to_comment(r, Among.LETTER, n, ()),
    "letter to point": lambda r, n: piece_to_point(r, Among.LETTER, n),
    "leave out": lambda r, n: leave_out(r, n, True),
    "to letter": comment_to_letter,
    "point to letter": point_to_letter,
    "leave comment out": leave_out_comment,
    "leave point out": leave_out_point,
    "leave letter out": leave_out_letter,
    "repage": lambda r, n: repage(r, [n, n + 1], ("2", "3")),
}


@given(st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.integers(-9, 4)), max_size=25))
def test_no_word_vanishes_whatever_is_corrected(steps: list[tuple[str, int]]) -> None:
    found = FULL
    for name, number in steps:
        try:
            found = STEPS[name](found, number)
        except (NotFound, InvalidInput, IndexError):
            continue
        ids = {c.id for c in found.comments}
        assert len(ids) == len(found.comments)
        assert all(target in ids - {c.id} for c in found.comments for target in c.refers_to)
    assert words(FULL) <= words(found)


def test_comments_are_shown_by_page_in_the_order_of_the_version() -> None:
    groups = by_page(
        [comment(1, "iv"), comment(2, None), comment(3, "99"), comment(4, "2"), comment(5, "IV")], LABELS
    )
    assert [(g.page, g.known, [c.id for c in g.comments]) for g in groups] == [
        ("2", True, [4]),
        ("iv", True, [1, 5]),
        ("99", False, [3]),
        (None, False, [2]),
    ]


@pytest.mark.parametrize(
    ("entry", "pages"),
    [
        ("", ()),
        ("2", ("2",)),
        (" p. 3 ", ("3",)),
        ("Pagina 1 en IV", ("1", "iv")),
        ("1-3", ("1", "2", "3")),
        ("2 t/m iv", ("2", "3", "iv")),
        ("3, 1, 3", ("3", "1")),
    ],
)
def test_pages_are_read_as_people_write_them(entry: str, pages: tuple[str, ...]) -> None:
    assert read_pages(entry, LABELS) == pages


@pytest.mark.parametrize("entry", ["9", "3-1", "twee", "1, 12"])
def test_a_page_the_version_lacks_is_refused(entry: str) -> None:
    with pytest.raises(InvalidInput, match="staat niet in deze versie"):
        read_pages(entry, LABELS)


def test_label_with_a_dash_is_no_range() -> None:
    assert read_pages("B-2", ("A-1", "B-2")) == ("B-2",)


def test_a_comment_splits_at_a_sentence_and_so_does_its_source() -> None:
    texts = ["1. Eerste zin. Tweede  zin gaat\nverder."]
    start = review(
        comment(1, "2", "Eerste zin. Tweede zin gaat verder.", source=(Source(0, 0, len(texts[0])),))
    )
    (cut,) = cuts_of(start.comments[0])
    first, second = split_comment(start, 1, cut.key, texts).comments
    assert (first.text, second.text) == ("Eerste zin.", "Tweede zin gaat verder.")
    assert [texts[0][s.start : s.end].strip() for c in (first, second) for s in c.source] == [
        "1. Eerste zin.",
        "Tweede  zin gaat\nverder.",
    ]
    assert (first.label, second.label, second.page) == ("1", None, "2")


def test_a_sub_remark_becomes_a_comment_that_keeps_the_later_ones() -> None:
    start = review(comment(1, "2", "Hoofd.", sub=("een", "twee", "drie")))
    first, second = split_comment(start, 1, "o1", []).comments
    assert (first.sub, second.text, second.sub) == (("een",), "twee", ("drie",))


def test_a_quote_goes_with_the_half_that_says_it() -> None:
    start = review(comment(1, "2", "Een zin. Er staat ‘dat woord’ hier.", passage="dat woord"))
    first, second = split_comment(start, 1, cuts_of(start.comments[0])[0].key, []).comments
    assert (first.passage, second.passage) == (None, "dat woord")


def test_an_unknown_cut_is_refused() -> None:
    with pytest.raises(InvalidInput):
        split_comment(review(comment(1, "2")), 1, "t999", [])


def test_joining_goes_to_the_comment_shown_before_and_takes_its_references_along() -> None:
    start = review(
        comment(1, "1", "Een zin die"), comment(2, "3"), comment(3, "1", "doorloopt."), comment(4, "3")
    )
    start = replace(start, comments=(*start.comments[:3], replace(start.comments[3], refers_to=(3,))))
    joined = join_comment(start, 3, LABELS)
    assert [(c.id, c.text) for c in joined.comments[:1]] == [(1, "Een zin die doorloopt.")]
    assert joined.comment(4).refers_to == (1,)
    assert {s.paragraph for s in joined.comment(1).source} == {1, 3}


def test_the_first_comment_has_nothing_to_join() -> None:
    with pytest.raises(InvalidInput, match="eerste opmerking"):
        join_comment(review(comment(2, "3"), comment(1, "1")), 1, LABELS)


def test_a_comment_moves_among_those_on_its_page_only() -> None:
    start = review(comment(1, "1"), comment(2, "2"), comment(3, "1"))
    assert [c.id for c in move_comment(start, 3, -1, LABELS).comments] == [3, 2, 1]
    assert move_comment(start, 2, 1, LABELS) == start


def test_a_comment_becomes_a_point_and_comes_back_with_all_its_words() -> None:
    start = review(comment(1, "1", "Eerste.", sub=("deel",), passage="citaat", proposal="voorstel"))
    point = comment_to_point(start, 1).points[0]
    assert point.text == "citaat\nEerste.\ndeel\nvoorstel"
    back = point_to_comment(comment_to_point(start, 1), point.id)
    assert (back.points, back.comments[0].text) == ((), point.text)


def test_a_long_first_line_is_cut_to_a_title_at_a_word() -> None:
    title = comment_to_point(review(comment(1, "1", "woord " * 40)), 1).points[0].title
    assert len(title) < 80
    assert title.endswith("woord …")


def test_amending_keeps_what_was_emptied_as_unplaced_pieces() -> None:
    start = review(comment(1, "1", "Tekst.", sub=("een", "twee"), passage="citaat", proposal="Tekst."))
    after = amend_comment(start, 1, Amendment("7", ("2", "3"), "Tekst.", ("", "twee!"), None, None, (1, 8)))
    amended = after.comment(1)
    assert (amended.page, amended.pages, amended.sub, amended.refers_to) == ("2", ("2", "3"), ("twee!",), ())
    assert [piece.text for piece in after.unplaced] == ["citaat", "een"]


def test_a_comment_or_point_without_text_is_refused() -> None:
    with pytest.raises(InvalidInput, match="Verwijderen"):
        amend_comment(FULL, 1, Amendment(None, (), " ", (), None, None, ()))
    with pytest.raises(InvalidInput, match="Verwijderen"):
        amend_point(FULL, 1, " ", "")


def test_what_was_left_out_can_be_taken_back() -> None:
    left = leave_out(FULL, 1, True)
    assert [piece.id for piece in left.open_ends] == [2]
    assert leave_out(left, 1, False) == FULL


@pytest.mark.parametrize("away", [release_comment, comment_to_letter])
def test_a_comment_that_was_put_away_comes_back_with_what_was_known_of_it(
    away: Callable[[Review, int], Review],
) -> None:
    whole = replace(
        FULL.comment(4), pages=("2", "3"), author="J. Jansen", kind=CommentKind.QUESTION, label="9"
    )
    found = away(replace(FULL, comments=(whole,)), 4)
    among = Among.LETTER if away is comment_to_letter else Among.UNPLACED
    piece = next(p for p in (*found.letter, *found.unplaced) if p.was.pages)
    (back,) = piece_to_comment(found, among, piece.id, piece.was.pages).comments
    assert (back.pages, back.author, back.kind, back.label) == (
        whole.pages,
        whole.author,
        whole.kind,
        whole.label,
    )


def test_a_point_is_doubted_until_somebody_looked_at_it() -> None:
    unsure = replace(FULL, points=(replace(FULL.points[0], confidence=0.5), FULL.points[1]))
    assert [is_doubtful(point) for point in unsure.points] == [True, False]
    assert [is_doubtful(point) for point in point_looked_at(unsure, 1).points] == [False, False]


def test_stretches_that_no_part_came_from_are_found() -> None:
    texts = ["1. Een zin.", "Heel los.", "---", "Half en half"]
    sources = [Source(0, 0, 11), Source(3, 0, 4), Source(3, 2, 5)]
    assert uncovered(texts, sources) == (Source(1, 0, 9), Source(3, 5, 12))


def test_the_parser_s_indices_become_ids() -> None:
    def parsed(*refers_to: int) -> ParsedComment:
        return ParsedComment("1", "2", ("2",), None, "t", (), None, None, refers_to, (), 0.5)

    letter = ParsedResponse(None, None, (), (parsed(1), parsed()), (), (UnplacedPiece("x", ()),))
    start = understood(letter)
    assert start.comments[0].refers_to == (start.comments[1].id,)
    assert start.new_id() < min(c.id for c in (*start.comments, *start.unplaced))


def test_several_comments_go_to_a_page_together_and_count_as_looked_at() -> None:
    before = review(comment(1, "1", confidence=0.5), comment(2, None, confidence=0.5), comment(3, "3"))
    first, second, third = repage(before, [1, 2], ("2", "3")).comments
    assert (first.page, first.pages, second.page, second.pages) == ("2", ("2", "3"), "2", ("2", "3"))
    assert (first.confidence, second.confidence, third) == (None, None, before.comments[2])
    assert [c.confidence for c in looked_at(before, [2]).comments] == [0.5, None, None]
    for wanted, pages in (([], ("2",)), ([99], ("2",)), ([1], ())):
        with pytest.raises(InvalidInput):
            repage(before, wanted, pages)
    with pytest.raises(InvalidInput):
        looked_at(before, [])


@pytest.mark.parametrize(
    ("page", "confidence", "how", "expected"),
    [
        ("1", 1.0, "quote", ()),
        ("1", 1.0, "page", ()),
        ("1", 0.85, "ordinal", ()),
        ("1", 1.0, "topic", (Doubt.BY_SUBJECT,)),
        ("99", 1.0, "none", (Doubt.STRANGE_PAGE,)),
        (None, 0.65, "none", (Doubt.NOWHERE,)),
        (None, 0.65, None, (Doubt.NOWHERE,)),
        (None, 0.65, "quote", (Doubt.FOUND_BY_WORDS,)),
        (None, 0.65, "topic", (Doubt.FOUND_BY_WORDS, Doubt.BY_SUBJECT)),
        ("1", 0.5, "quote", (Doubt.UNSURE,)),
        ("99", None, "none", ()),
    ],
)
def test_a_comment_is_doubted_for_a_reason_until_a_person_has_looked(
    page: str | None, confidence: float | None, how: str | None, expected: tuple[Doubt, ...]
) -> None:
    assert doubts(comment(1, page, confidence=confidence), how, LABELS) == expected


def test_a_comment_that_names_a_section_is_not_doubted_for_naming_no_page() -> None:
    by_section = replace(comment(1, None, confidence=0.95), stated_place="§ 3.1")
    assert doubts(by_section, "heading", LABELS) == ()
    assert doubts(by_section, "none", LABELS) == (Doubt.NOWHERE,)
