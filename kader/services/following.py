"""After it was sent in, an organisation follows each remark: status, answer, what changed in the text.

Answers are published at one moment, with the response document; until then a remark is waiting. Afterwards
the organisation can say of each answer whether it is satisfied.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from kader.domain.audit import Act
from kader.domain.errors import InvalidInput
from kader.domain.remark import require_length
from kader.domain.rights import Action, Person, may
from kader.domain.vocabulary import Satisfaction
from kader.services.answering import remark_by_key, subject_of
from kader.services.remarks import Detail, detail_of, remarks_of
from kader.services.response_access import allowed, require_allowed
from kader.services.reviewing import ResponseHead, head_of
from kader.services.wiring import Wiring, note
from kader.storage import contributing as stored
from kader.storage.contributing_tables import AnswerOpinion
from kader.storage.database import Session
from kader.storage.tables import Comment, Point, Response


@dataclass(frozen=True, slots=True)
class Opinion:
    """Whether the organisation is satisfied with an answer, and why."""

    satisfaction: Satisfaction
    reason: str
    given_at: datetime


@dataclass(frozen=True, slots=True)
class Followed:
    """One remark with its answer; `given` of the remark is None until the response document is published."""

    remark: Detail
    opinion: Opinion | None


@dataclass(frozen=True, slots=True)
class FollowPage:
    """`accounted_at` is the moment the answers were published."""

    head: ResponseHead
    accounted_at: datetime | None
    remarks: tuple[Followed, ...]
    may_judge: bool


def follow(wiring: Wiring, person: Person, response_id: int) -> FollowPage:
    """The submitted response of one's own organisation. Raises NotFound, NotAllowed for a draft."""
    with wiring.database.read() as session:
        response = allowed(wiring, session, person, response_id, Action.FOLLOW)
        opinions = opinions_by_key(session, [response.id])
        version, published = response.round.version, response.round.accounted_at
        reading = wiring.derived.reading(version)
        return FollowPage(
            head_of(wiring, person, response),
            published,
            tuple(
                Followed(_shown(detail_of(wiring, version, line, row), published), opinions.get(line.key))
                for line, row in remarks_of([response], version, reading)
            ),
            may(person, Action.GIVE_OPINION, organisation_id=response.organisation_id),
        )


def give_opinion(wiring: Wiring, person: Person, key: str, satisfaction: str, reason: str) -> int:
    """Say whether the organisation is satisfied with the answer to a remark; gives the response's id.

    It may be said anew. Raises NotFound, NotAllowed for who is no coordinator or before the answers are
    published, InvalidInput when dissatisfied without a word why.
    """
    require_length(reason)
    chosen = next((one for one in Satisfaction if one == satisfaction), None)
    if chosen is None:
        raise InvalidInput("Kies of uw organisatie het eens is met het antwoord.")
    if chosen is Satisfaction.DISSATISFIED and not reason.strip():
        raise InvalidInput("Schrijf kort waarom uw organisatie het niet eens is met het antwoord.")
    with wiring.writing(person, Act.GIVE_OPINION) as session:
        remark = remark_by_key(session, key)
        note(session, subject_of(remark))
        response = require_allowed(wiring, person, remark.response, Action.GIVE_OPINION)
        row = stored.opinion_on(session, remark) or _new_opinion(response, remark)
        row.satisfaction, row.reason = chosen, reason.strip()
        row.given_at, row.given_by_id = wiring.clock(), person.id
        session.add(row)
        return response.id


def opinions_by_key(session: Session, response_ids: Collection[int]) -> dict[str, Opinion]:
    """The opinions on the answers to these responses, by the key of their remark."""
    return {
        f"o{row.comment_id}" if row.comment_id else f"p{row.point_id}": Opinion(
            row.satisfaction, row.reason, row.given_at
        )
        for row in stored.opinions(session, response_ids)
    }


def _shown(remark: Detail, published: datetime | None) -> Detail:
    """What the organisation may know of it yet: answers and their changes come at one moment."""
    if published is not None:
        return remark
    return replace(remark, line=replace(remark.line, outcome=None), links=(), given=None)


def _new_opinion(response: Response, remark: Comment | Point) -> AnswerOpinion:
    return AnswerOpinion(
        response_id=response.id,
        comment_id=remark.id if isinstance(remark, Comment) else None,
        point_id=remark.id if isinstance(remark, Point) else None,
    )
