"""Where answers and text disagree."""

import pytest

from kader.domain.anchoring import Status
from kader.domain.comparison import Change, Passage
from kader.domain.uptake.ledger import (
    Account,
    changed_against_the_answer,
    taken_up_without_change,
    unexplained,
)
from kader.domain.vocabulary import Outcome, UptakeState

CONFIRMED, SUGGESTED, REJECTED = UptakeState.CONFIRMED, UptakeState.SUGGESTED, UptakeState.REJECTED


def test_changes_that_no_comment_explains_keep_their_order() -> None:
    changes = [Change(name, "inserted", None, Passage(0, 1, "x"), ()) for name in "cab"]
    assert unexplained(changes, {"a": ["een reden"]}) == (changes[0], changes[2])


@pytest.mark.parametrize(
    ("outcome", "links", "followed", "expected"),
    [
        (Outcome.ACCEPTED, (), True, True),
        (Outcome.PARTLY, (), True, True),
        (Outcome.ACCEPTED, (REJECTED,), True, True),
        (Outcome.ACCEPTED, (REJECTED, SUGGESTED), True, False),
        (Outcome.ACCEPTED, (CONFIRMED,), True, False),
        (Outcome.ACCEPTED, (), False, False),
        (Outcome.REJECTED, (), True, False),
        (Outcome.DEFERRED, (), True, False),
        (None, (), True, False),
    ],
)
def test_taken_up_without_any_change(
    outcome: Outcome | None, links: tuple[UptakeState, ...], followed: bool, expected: bool
) -> None:
    assert taken_up_without_change(Account(outcome, Status.UNCHANGED, links, followed)) is expected


@pytest.mark.parametrize(
    ("outcome", "passage", "links", "expected"),
    [
        (Outcome.REJECTED, Status.REWORDED, (), True),
        (Outcome.REJECTED, Status.REMOVED, (), True),
        (Outcome.REJECTED, Status.UNCHANGED, (), False),
        (Outcome.REJECTED, Status.MOVED, (SUGGESTED,), False),
        (Outcome.REJECTED, Status.UNCERTAIN, (), False),
        (Outcome.REJECTED, None, (CONFIRMED,), True),
        (Outcome.ACCEPTED, Status.REWORDED, (), False),
        (None, Status.REWORDED, (CONFIRMED,), False),
    ],
)
def test_changed_against_the_answer(
    outcome: Outcome | None, passage: Status | None, links: tuple[UptakeState, ...], expected: bool
) -> None:
    assert changed_against_the_answer(Account(outcome, passage, links, True)) is expected
