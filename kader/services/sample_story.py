"""What happened in the sample: rounds, letters, answers, response documents, judgements, each at its time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from kader.domain.audit import SYSTEM, Act
from kader.domain.review import find_words
from kader.domain.rights import Action, Granted, Person, may_somewhere
from kader.domain.vocabulary import Outcome, Role, UptakeState, Verdict
from kader.services import accounting, answering, carrying, judging, receiving, rounds, submitting
from kader.services.judgements import Pair
from kader.services.judging import Judged
from kader.services.remarks import Detail
from kader.services.wiring import Wiring
from kader.storage import frameworks, people
from kader.storage.database import Session
from kader.storage.tables import Response

_AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# The editor of the sample confirms what is this likely, and leaves the rest to be looked at.
_CONFIRMED_FROM = 0.75
_TAKEN_UP = frozenset({Outcome.ACCEPTED, Outcome.PARTLY})

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Cast:
    """Who acts: the editor, the inspector."""

    editor: Person
    inspector: Person


def tell(wiring: Wiring, sample: Fields, folder: Path, persons: Sequence[Person]) -> Iterator[str]:
    """Let it all happen; says what did."""
    cast = _Cast(_first(persons, Action.ANSWER), _first(persons, Action.INSPECT))
    round_ids = {fields["id"]: _open(wiring, cast.editor, fields) for fields in sample["round"]}
    response_ids = {
        fields["id"]: _send(wiring, fields, folder, round_ids[fields["round"]])
        for fields in sample["response"]
    }
    for fields in sample["alignment"]:
        _judge(_at(wiring, fields["decided"]), cast.inspector, fields)
    _answer(wiring, cast.editor, sample, response_ids)
    _carry(wiring)
    for fields in sample["round"]:
        if "accounted" in fields:
            _account(wiring, cast.editor, fields, round_ids[fields["id"]])
    yield f"{len(response_ids)} voorbeeldreacties, {len(sample['disposition'])} antwoorden."


def _first(persons: Sequence[Person], action: Action) -> Person:
    return next(person for person in persons if may_somewhere(person, action))


def _open(wiring: Wiring, editor: Person, fields: Fields) -> int:
    new = rounds.NewRound(
        fields["title"],
        fields.get("introduction", ""),
        tuple(fields.get("questions", ())),
        _moment(fields["opens"]),
        _moment(fields["closes"]),
    )
    return rounds.open_round(wiring, editor, fields["framework"], fields["version"], new)


def _send(wiring: Wiring, fields: Fields, folder: Path, round_id: int) -> int:
    """Send a letter in, as a coordinator of its organisation who has no account."""
    with wiring.database.read() as session:
        organisation = people.Lookup(session).organisation(fields["organisation"])
    sender = Person(None, organisation.name, (Granted(Role.COORDINATOR, organisation.id),))
    then = _at(wiring, fields["submitted"])
    letter = folder / fields["file"]
    number = receiving.receive(then, sender, round_id, organisation.id, letter.name, letter.read_bytes())
    submitting.submit(then, sender, number)
    return number


def _answer(wiring: Wiring, editor: Person, sample: Fields, response_ids: dict[str, int]) -> None:
    answered = {fields["id"]: fields.get("answered") for fields in sample["round"]}
    rounds_of = {fields["id"]: fields["round"] for fields in sample["response"]}
    with wiring.database.read() as session:
        keys = {name: _keys(session, number) for name, number in response_ids.items()}
    for fields in sample["disposition"]:
        then = _at(wiring, answered[rounds_of[fields["response"]]])
        name = ("point", fields["point"]) if "point" in fields else (fields["page"], fields["label"])
        key = keys[fields["response"]][name]
        answering.answer(
            then, editor, key, fields["outcome"], fields["reason"], fields.get("later_version", "")
        )


def _keys(session: Session, response_id: int) -> dict[tuple[Any, Any], str]:
    """The key of each remark of a response by what it is called: ("point", 1), or page and label."""
    response = session.get_one(Response, response_id)
    points = {("point", n): answering.key_of(point) for n, point in enumerate(response.points, start=1)}
    return points | {(c.page, c.label): answering.key_of(c) for c in response.comments}


def _carry(wiring: Wiring) -> None:
    with wiring.writing(SYSTEM, Act.CARRY_PLACES, "alle kaders") as session:
        for framework in frameworks.frameworks(session):
            carrying.bring_up_to_date(wiring, session, framework)


def _account(wiring: Wiring, editor: Person, fields: Fields, round_id: int) -> None:
    then = _at(wiring, fields["accounted"])
    document = accounting.response_document(then, editor, fields["framework"], fields["version"], round_id)
    for part in document.parts:
        for page in part.pages:
            for entry in page.entries:
                _confirm(then, editor, entry.remark)
    accounting.publish_document(then, editor, round_id)


def _confirm(wiring: Wiring, editor: Person, detail: Detail) -> None:
    for link in detail.links:
        if detail.line.outcome in _TAKEN_UP and link.score >= _CONFIRMED_FROM:
            answering.decide_link(
                wiring, editor, detail.line.key, link.old, link.new, link.change_id, UptakeState.CONFIRMED
            )


def _judge(wiring: Wiring, inspector: Person, fields: Fields) -> None:
    pair = Pair(fields["norm_framework"], fields["norm_version"], fields["framework"], fields["version"])
    with wiring.database.read() as session:
        reading = wiring.derived.reading(frameworks.version(session, pair.framework, pair.label))
    spans: tuple[tuple[int, int], ...] = ()
    if "passage" in fields:
        passage = find_words(reading, fields["passage"], None)
        spans = ((passage.start, passage.end),)
    judging.judge(
        wiring,
        inspector,
        pair,
        fields["norm"],
        Judged(Verdict(fields["verdict"]), fields["explanation"], spans),
    )


def _at(wiring: Wiring, moment: str) -> Wiring:
    """The same service with its clock standing still at a moment."""
    then = _moment(moment)
    return replace(wiring, clock=lambda: then)


def _moment(value: str) -> datetime:
    return datetime.fromisoformat(value).replace(tzinfo=_AMSTERDAM)
