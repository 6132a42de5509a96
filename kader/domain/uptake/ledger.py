"""Where do the answers and the text disagree?

Links lead from remarks to changes. Read the other way they show what an editor still has to account for: a
change that nobody asked for and that has no reason, a remark called taken up while nothing changed, a remark
called not taken up while its passage did change. None of these is an error by itself; each asks for a look.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from kader.domain.anchoring import Status
from kader.domain.vocabulary import Outcome, UptakeState

_TAKEN_UP = (Outcome.ACCEPTED, Outcome.PARTLY)
_CHANGED = (Status.REWORDED, Status.REMOVED)


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


_Change = TypeVar("_Change", bound=_Identified)


@dataclass(frozen=True, slots=True)
class Account:
    """A comment after its answer, seen from the next version.

    `outcome` is None while there is none. `passage` tells what became of its passage in the next version,
    None when it has no passage or there is no next version. `links` are the states of its links to changes
    that are still there; `followed` says whether there is a next version at all.
    """

    outcome: Outcome | None
    passage: Status | None
    links: tuple[UptakeState, ...]
    followed: bool


def unexplained(changes: Iterable[_Change], explained: Container[str]) -> tuple[_Change, ...]:
    """The changes that no comment explains, in order; `explained` holds the ids of those that one does."""
    return tuple(change for change in changes if change.id not in explained)


def taken_up_without_change(account: Account) -> bool:
    """Called taken up, wholly or in part, while no change is linked to it, not even as a suggestion."""
    linked = any(state is not UptakeState.REJECTED for state in account.links)
    return account.outcome in _TAKEN_UP and account.followed and not linked


def changed_against_the_answer(account: Account) -> bool:
    """Called not taken up, while its passage reads differently or an editor linked it to a change."""
    linked = UptakeState.CONFIRMED in account.links
    return account.outcome is Outcome.REJECTED and (account.passage in _CHANGED or linked)
