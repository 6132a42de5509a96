"""What an editor does with a remark: give it an outcome, correct its place, link it to a change.

A remark is named by its key: `o12` is the comment with id 12, `p3` the general point with id 3.
"""

import re
from dataclasses import dataclass

from kader.domain.audit import Act
from kader.domain.comparison import Change
from kader.domain.disposition import Decision, decide
from kader.domain.errors import InvalidInput, NotFound
from kader.domain.reading_text import ReadingText
from kader.domain.rights import Action, Person, is_possible, require, require_possible
from kader.domain.vocabulary import UptakeState
from kader.services import carrying, placing
from kader.services.response_access import stands
from kader.services.wiring import Wiring, note
from kader.storage import answering, frameworks
from kader.storage.database import Session
from kader.storage.tables import Comment, Disposition, Point, Uptake, Version


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a comment belongs according to an editor: words of the text, or without those a whole page.

    The page also decides which words are meant when they stand there more than once.
    """

    words: str = ""
    page: str = ""


def key_of(remark: Comment | Point) -> str:
    return f"{'o' if isinstance(remark, Comment) else 'p'}{remark.id}"


def subject_of(remark: Comment | Point) -> str:
    return f"{'opmerking' if isinstance(remark, Comment) else 'algemeen punt'} {remark.id}"


def answer(
    wiring: Wiring, person: Person, key: str, outcome: str, reason: str, later_version: str = ""
) -> None:
    """Give a comment or point its outcome, or another one as long as the response document is not out.

    Raises InvalidInput with what is missing, NotAllowed when the outcome may not be given (any more).
    """
    with wiring.writing(person, Act.ANSWER) as session:
        remark = _mine(wiring, session, person, key, Action.ANSWER)
        decision = decide(outcome, reason, later_version)
        note(session, subject_of(remark), decision.outcome)
        disposition = remark.disposition or Disposition()
        _fill(disposition, decision)
        disposition.decided_at, disposition.decided_by_id = wiring.clock(), person.id
        remark.disposition = disposition


def withdraw_answer(wiring: Wiring, person: Person, key: str) -> None:
    """Take an outcome back. Raises NotAllowed when the response document is out."""
    with wiring.writing(person, Act.WITHDRAW_ANSWER) as session:
        remark = _mine(wiring, session, person, key, Action.ANSWER)
        remark.disposition = None
        note(session, subject_of(remark))


def correct_place(wiring: Wiring, person: Person, key: str, label: str, spot: Spot) -> None:
    """Put a comment at its place in the version with this label, and carry it on from there.

    Raises InvalidInput when the words or the page are not in that version.
    """
    with wiring.writing(person, Act.CHOOSE_PLACE) as session:
        comment = _my_comment(wiring, session, person, key)
        note(session, subject_of(comment), f"versie {label}")
        own = comment.response.round.version
        version = frameworks.version(session, own.framework.slug, label)
        if version.ordinal < own.ordinal:
            raise InvalidInput(f"De opmerking ging over versie {own.label}, niet over een eerdere.")
        reading = wiring.derived.reading(version)
        _put(comment, version, reading, spot)
        carrying.carry_again(wiring, session, comment, version)


def decide_link(
    wiring: Wiring, person: Person, key: str, old: str, new: str, change_id: str, state: UptakeState
) -> None:
    """Confirm or reject the link between a comment and a change of `old` to `new`, suggested or not.

    Raises NotFound when there is no such change.
    """
    with wiring.writing(person, Act.DECIDE_UPTAKE) as session:
        comment = _my_comment(wiring, session, person, key)
        note(session, subject_of(comment), state)
        pair = _pair(session, comment, old, new)
        _change(wiring, pair, change_id)
        uptake = answering.uptake(session, comment.id, *pair, change_id)
        if uptake is None:
            uptake = Uptake(
                comment_id=comment.id,
                old_version_id=pair[0].id,
                new_version_id=pair[1].id,
                change_id=change_id,
                score=1.0,
                reasons=["door een redacteur gekoppeld"],
            )
            session.add(uptake)
        uptake.state = state
        uptake.decided_at, uptake.decided_by_id = wiring.clock(), person.id


def remark_by_key(session: Session, key: str) -> Comment | Point:
    """Raises NotFound."""
    if not re.fullmatch(r"[op][0-9]{1,9}", key):
        raise NotFound("Deze opmerking bestaat niet.")
    number = int(key[1:])
    return answering.comment(session, number) if key[0] == "o" else answering.point(session, number)


def _mine(wiring: Wiring, session: Session, person: Person, key: str, action: Action) -> Comment | Point:
    """The remark, when this person edits its framework; what is not submitted is the sender's own."""
    remark = remark_by_key(session, key)
    require(person, action, framework_id=remark.response.round.version.framework_id)
    state = stands(wiring, remark.response)
    if not is_possible(Action.READ_SENT, state):
        raise NotFound("Deze opmerking bestaat niet.")
    require_possible(action, state)
    return remark


def _my_comment(wiring: Wiring, session: Session, person: Person, key: str) -> Comment:
    remark = _mine(wiring, session, person, key, Action.CORRECT_PLACE)
    if not isinstance(remark, Comment):
        raise NotFound("Een algemeen punt heeft geen vindplaats.")
    return remark


def _fill(disposition: Disposition, decision: Decision) -> None:
    disposition.outcome = decision.outcome
    disposition.reason = decision.reason
    disposition.later_version = decision.later_version


def _pair(session: Session, comment: Comment, old: str, new: str) -> tuple[Version, Version]:
    slug = comment.response.round.version.framework.slug
    pair = frameworks.version(session, slug, old), frameworks.version(session, slug, new)
    previous = frameworks.previous(session, pair[1])
    if previous is None or previous.id != pair[0].id:
        raise NotFound(f"Versie {new} volgt niet op versie {old}.")
    return pair


def _change(wiring: Wiring, pair: tuple[Version, Version], change_id: str) -> Change:
    for change in carrying.changes_between(wiring, *pair):
        if change.id == change_id:
            return change
    raise NotFound("Deze wijziging bestaat niet. Kies er een uit de lijst van wijzigingen.")


def _put(comment: Comment, version: Version, reading: ReadingText, spot: Spot) -> None:
    if spot.page and reading.page(spot.page) is None:
        raise InvalidInput(f"Pagina {spot.page} staat niet in versie {version.label}.")
    if spot.words.strip():
        placing.put_words(comment, version, reading, spot.words, spot.page or None)
    elif spot.page:
        placing.put_page(comment, version, reading, spot.page)
    else:
        raise InvalidInput("Neem een paar woorden over uit de tekst, of noem een pagina.")
