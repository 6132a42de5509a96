"""Which rounds there are to answer, and what an organisation has sent in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kader.domain.rights import Action, Person, may, organisations_of
from kader.domain.round import Phase, phase
from kader.domain.vocabulary import ResponseStatus
from kader.services.response_access import is_readable
from kader.services.wiring import Wiring
from kader.storage import responses
from kader.storage.tables import Organisation, Response, Round


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A consultation round in a list; moments are aware."""

    id: int
    title: str
    framework: str
    slug: str
    version: str
    opens_at: datetime
    closes_at: datetime
    phase: Phase


@dataclass(frozen=True, slots=True)
class ResponseLine:
    """A response in a list."""

    id: int
    organisation: str
    round: RoundLine
    status: ResponseStatus
    points: int
    comments: int
    created_at: datetime
    submitted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Participation:
    """An organisation of this person, and its response in a round if there is one."""

    organisation_id: int
    organisation: str
    response: ResponseLine | None
    may_submit: bool


@dataclass(frozen=True, slots=True)
class RoundsPage:
    """`closed` holds the rounds that are closed or accounted for, latest first."""

    open: tuple[RoundLine, ...]
    announced: tuple[RoundLine, ...]
    closed: tuple[RoundLine, ...]
    mine: tuple[ResponseLine, ...]


@dataclass(frozen=True, slots=True)
class RoundPage:
    """`received` are the responses of others that this person may read."""

    round: RoundLine
    version_title: str
    introduction: str
    questions: tuple[str, ...]
    mine: tuple[Participation, ...]
    received: tuple[ResponseLine, ...]


def rounds_page(wiring: Wiring, person: Person) -> RoundsPage:
    """All rounds, and what the person's organisations sent in."""
    with wiring.database.read() as session:
        now = wiring.clock()
        lines = [_round_line(one, now) for one in responses.rounds(session)]
        own = responses.of_organisations(session, organisations_of(person, Action.RESPOND))
        return RoundsPage(
            tuple(line for line in reversed(lines) if line.phase is Phase.OPEN),
            tuple(line for line in reversed(lines) if line.phase is Phase.ANNOUNCED),
            tuple(line for line in lines if line.phase in (Phase.CLOSED, Phase.ACCOUNTED)),
            tuple(_response_line(response, now) for response in own),
        )


def round_page(wiring: Wiring, person: Person, round_id: int) -> RoundPage:
    """Raises NotFound."""
    with wiring.database.read() as session:
        now = wiring.clock()
        one = responses.round_by_id(session, round_id)
        came_in = responses.in_round(session, round_id)
        own_ids = organisations_of(person, Action.RESPOND)
        others = [r for r in came_in if r.organisation_id not in own_ids and is_readable(person, r)]
        return RoundPage(
            round=_round_line(one, now),
            version_title=one.version.title,
            introduction=one.introduction,
            questions=tuple(one.questions),
            mine=_participations(person, responses.organisations(session, own_ids), came_in, now),
            received=tuple(_response_line(response, now) for response in others),
        )


def _participations(
    person: Person, organisations: Sequence[Organisation], came_in: Sequence[Response], now: datetime
) -> tuple[Participation, ...]:
    by_organisation = {response.organisation_id: response for response in came_in}
    return tuple(
        Participation(
            organisation.id,
            organisation.name,
            _response_line(by_organisation[organisation.id], now)
            if organisation.id in by_organisation
            else None,
            may(person, Action.SUBMIT_RESPONSE, organisation_id=organisation.id),
        )
        for organisation in organisations
    )


def _round_line(one: Round, now: datetime) -> RoundLine:
    return RoundLine(
        one.id,
        one.title,
        one.version.framework.title,
        one.version.framework.slug,
        one.version.label,
        one.opens_at,
        one.closes_at,
        phase(one.opens_at, one.closes_at, one.accounted_at, now),
    )


def _response_line(response: Response, now: datetime) -> ResponseLine:
    return ResponseLine(
        response.id,
        response.organisation.name,
        _round_line(response.round, now),
        response.status,
        len(response.points),
        len(response.comments),
        response.created_at,
        response.submitted_at,
    )
