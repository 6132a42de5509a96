"""Which rounds there are to answer, and what an organisation has sent in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from kader.domain.dutch_time import days_between
from kader.domain.errors import NotAllowed
from kader.domain.rights import Action, Person, may, organisations_of
from kader.domain.round import Calendar, Phase, phase, require_may_respond
from kader.domain.vocabulary import ResponseStatus
from kader.services.receiving import file_since
from kader.services.response_access import is_readable
from kader.services.running_rounds import AdmissionLine, ExtensionLine, admission_lines, extension_lines
from kader.services.wiring import Wiring
from kader.storage import responses
from kader.storage.rounds import calendar_of
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
    """A response in a list; `filename` is empty without a file, `file_since` then is its beginning."""

    id: int
    organisation: str
    round: RoundLine
    status: ResponseStatus
    points: int
    comments: int
    created_at: datetime
    submitted_at: datetime | None
    filename: str
    file_since: datetime


@dataclass(frozen=True, slots=True)
class Participation:
    """An organisation of this person in a round, and its response if there is one.

    `open_until` is the moment until which it can respond; None when it cannot now, `closed_because` says why.
    """

    organisation_id: int
    organisation: str
    response: ResponseLine | None
    may_submit: bool
    open_until: datetime | None
    closed_because: str


@dataclass(frozen=True, slots=True)
class ForYou:
    """A round in which an organisation of this person can respond now; `days` are midnights until the end.

    `status` is that of its response, None when it did not begin.
    """

    round: RoundLine
    organisation: str
    invited: bool
    until: datetime
    days: int
    status: ResponseStatus | None


@dataclass(frozen=True, slots=True)
class RoundsPage:
    """`closed` holds the rounds that are closed or accounted for, latest first."""

    for_you: tuple[ForYou, ...]
    open: tuple[RoundLine, ...]
    announced: tuple[RoundLine, ...]
    closed: tuple[RoundLine, ...]
    mine: tuple[ResponseLine, ...]


@dataclass(frozen=True, slots=True)
class RoundPage:
    """`received` are the responses of others that this person may read.

    Extensions are for everyone; of the late admissions one sees those of one's own organisations.
    """

    round: RoundLine
    version_title: str
    introduction: str
    questions: tuple[str, ...]
    open_to_all: bool
    satisfaction_public: bool
    extensions: tuple[ExtensionLine, ...]
    admissions: tuple[AdmissionLine, ...]
    mine: tuple[Participation, ...]
    received: tuple[ResponseLine, ...]


def rounds_page(wiring: Wiring, person: Person) -> RoundsPage:
    """All rounds, and what the person's organisations sent in."""
    with wiring.database.read() as session:
        now = wiring.clock()
        rounds = responses.rounds(session)
        lines = [_round_line(one, now) for one in rounds]
        own_ids = organisations_of(person, Action.READ_OWN)
        own = responses.of_organisations(session, own_ids)
        mine = responses.organisations(session, own_ids)
        for_you = [line for one in rounds for line in _for_you(one, mine, own, now)]
        return RoundsPage(
            tuple(sorted(for_you, key=lambda line: line.until)),
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
        own_ids = organisations_of(person, Action.READ_OWN)
        mine = responses.organisations(session, own_ids)
        others = [r for r in came_in if r.organisation_id not in own_ids and is_readable(wiring, person, r)]
        return RoundPage(
            round=_round_line(one, now),
            version_title=one.version.title,
            introduction=one.introduction,
            questions=tuple(one.questions),
            open_to_all=one.open_to_all,
            satisfaction_public=one.satisfaction_public,
            extensions=extension_lines(one),
            admissions=admission_lines(one, mine),
            mine=_participations(person, one, mine, came_in, now),
            received=tuple(_response_line(response, now) for response in others),
        )


def _for_you(
    one: Round, organisations: Sequence[Organisation], own: Sequence[Response], now: datetime
) -> Iterator[ForYou]:
    calendar = calendar_of(one)
    status = {response.organisation_id: response.status for response in own if response.round_id == one.id}
    for organisation in organisations:
        if calendar.open_for(organisation.id, now):
            until = calendar.closes_for(organisation.id)
            yield ForYou(
                _round_line(one, now),
                organisation.name,
                organisation.id in calendar.invited,
                until,
                days_between(now, until),
                status.get(organisation.id),
            )


def _participations(
    person: Person,
    one: Round,
    organisations: Sequence[Organisation],
    came_in: Sequence[Response],
    now: datetime,
) -> tuple[Participation, ...]:
    by_organisation = {response.organisation_id: response for response in came_in}
    calendar = calendar_of(one)
    return tuple(
        Participation(
            organisation.id,
            organisation.name,
            _response_line(by_organisation[organisation.id], now)
            if organisation.id in by_organisation
            else None,
            may(person, Action.SUBMIT_RESPONSE, organisation_id=organisation.id),
            calendar.closes_for(organisation.id) if calendar.open_for(organisation.id, now) else None,
            _closed_because(calendar, organisation.id, now),
        )
        for organisation in organisations
    )


def _closed_because(calendar: Calendar, organisation_id: int, now: datetime) -> str:
    try:
        require_may_respond(calendar, organisation_id, now)
    except NotAllowed as error:
        return str(error)
    return ""


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
        response.upload.filename if response.upload else "",
        file_since(response),
    )
