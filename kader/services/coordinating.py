"""The coordinator makes one answer of what colleagues wrote: letter, questions, what is sent and what is not.

Each function raises NotFound for another organisation's response, NotAllowed for who is no coordinator where
one is needed, or when the response was submitted or its round is not open.
"""

from datetime import datetime
from typing import Any

from kader.domain import remark as rules
from kader.domain.audit import Act
from kader.domain.errors import InvalidInput
from kader.domain.responses.parsed import LetterKind
from kader.domain.rights import Action, Person
from kader.domain.vocabulary import CommentKind, CommentState
from kader.services.contributing import is_own
from kader.services.response_access import allowed
from kader.services.wiring import Wiring
from kader.storage import contributing as stored
from kader.storage.contributing_tables import CommentNote, QuestionAnswer, SetAsideComment
from kader.storage.database import Session
from kader.storage.tables import Comment, Place, Point, Response

_BY_WRITER = "Door de schrijver zelf weggehaald."
_PLACE_FIELDS = (
    *("version_id", "how", "by_hand", "page", "section"),
    *("start", "end", "exact", "prefix", "suffix"),
)


def set_aside(wiring: Wiring, person: Person, response_id: int, comment_id: int, reason: str) -> None:
    """Keep a remark out of the answer, with the reason; its writer needs no reason for their own.

    Raises InvalidInput without a reason.
    """
    with wiring.writing(person, Act.SET_ASIDE_REMARK, f"opmerking {comment_id}") as session:
        response = allowed(wiring, session, person, response_id, Action.CONTRIBUTE)
        row = stored.comment_of(response, comment_id)
        own = is_own(row, person)
        rules.require_may_change(person, response.organisation_id, is_own=own)
        reason = reason.strip() or (_BY_WRITER if own else "")
        if not reason:
            raise InvalidInput("Schrijf waarom deze opmerking niet meegaat. De schrijver kan dat lezen.")
        session.add(
            SetAsideComment(
                response_id=response.id,
                content=_content(session, row),
                reason=reason,
                written_by_id=row.written_by_id,
                set_aside_by_id=person.id,
                set_aside_at=wiring.clock(),
            )
        )
        _remove(session, response, row)


def take_back(wiring: Wiring, person: Person, response_id: int, set_aside_id: int) -> int:
    """Put a remark that was set aside back into the answer; gives its new id."""
    with wiring.writing(person, Act.TAKE_BACK_REMARK) as session:
        response = allowed(wiring, session, person, response_id, Action.CONTRIBUTE)
        kept = stored.set_aside_of(session, response.id, set_aside_id)
        own = kept.written_by_id is not None and kept.written_by_id == person.id
        rules.require_may_change(person, response.organisation_id, is_own=own)
        row = _restored(kept)
        row.position = len(response.comments)
        response.comments.append(row)
        session.flush()
        session.add_all(_note(row, fields) for fields in kept.content["notes"])
        session.delete(kept)
        return row.id


def answer_question(wiring: Wiring, person: Person, response_id: int, position: int, text: str) -> None:
    """Answer a guiding question of the round, from 0; empty words take the answer away."""
    rules.require_length(text)
    with wiring.writing(person, Act.ANSWER_QUESTION, f"reactie {response_id}") as session:
        response = allowed(wiring, session, person, response_id, Action.RESPOND)
        if not 0 <= position < len(response.round.questions):
            raise InvalidInput("Deze vraag hoort niet bij deze consultatieronde. Ververs de pagina.")
        present = stored.answers(session, response.id).get(position)
        if present is not None and not text.strip():
            session.delete(present)
        elif present is not None:
            present.text = text.strip()
        elif text.strip():
            session.add(QuestionAnswer(response_id=response.id, position=position, text=text.strip()))


def write_letter(wiring: Wiring, person: Person, response_id: int, title: str, dated: str, text: str) -> None:
    """The typed letter, a paragraph for each line that is not empty; what came from a file stays as it is."""
    rules.require_length(text)
    with wiring.writing(person, Act.WRITE_LETTER, f"reactie {response_id}") as session:
        response = allowed(wiring, session, person, response_id, Action.COORDINATE)
        response.title, response.dated = title.strip(), dated.strip()
        received = [piece for piece in response.letter if piece["source"]]
        following = max((piece["id"] for piece in received), default=0) + 1
        typed = [line.strip() for line in text.splitlines() if line.strip()]
        response.letter = received + [_piece(number, line) for number, line in enumerate(typed, following)]


def add_point(wiring: Wiring, person: Person, response_id: int, title: str, text: str) -> int:
    """The id of a new general point, last in order. Raises InvalidInput without words."""
    if not title.strip() or not text.strip():
        raise InvalidInput("Geef het algemene punt een titel en een tekst.")
    rules.require_length(text)
    with wiring.writing(person, Act.WRITE_REMARK, f"reactie {response_id}") as session:
        response = allowed(wiring, session, person, response_id, Action.RESPOND)
        row = Point(position=len(response.points), title=title.strip(), text=text.strip(), source=[])
        response.points.append(row)
        session.flush()
        return row.id


def typed_letter(response: Response) -> str:
    """What was typed of the letter, a line for each paragraph."""
    return "\n".join(piece["text"] for piece in response.letter if not piece["source"])


def unready(response: Response) -> tuple[Comment, ...]:
    """The remarks whose writers have not marked them ready."""
    return tuple(row for row in response.comments if row.state is CommentState.WRITING)


def unanswered(session: Session, response: Response) -> tuple[int, ...]:
    """The positions of the guiding questions without an answer."""
    given = stored.answers(session, response.id)
    return tuple(at for at in range(len(response.round.questions)) if at not in given)


def _piece(number: int, text: str) -> dict[str, Any]:
    return {"id": number, "kind": LetterKind.TEXT.value, "text": text, "source": []}


def _content(session: Session, row: Comment) -> dict[str, Any]:
    """All of a remark that it needs to come back as it was."""
    fields = ("label", "page", "pages", "text", "sub_remarks", "stated_place", "passage", "proposal")
    return {
        **{name: getattr(row, name) for name in fields},
        "author": row.author,
        "guest_name": row.guest_name,
        "kind": row.kind,
        "source": row.source,
        "places": [{name: getattr(place, name) for name in _PLACE_FIELDS} for place in row.places],
        "notes": [
            {
                "text": said.text,
                "by": said.written_by_id,
                "author": said.author,
                "at": said.written_at.isoformat(),
            }
            for said in stored.notes_of(session, row.response_id).get(row.id, ())
        ],
    }


def _remove(session: Session, response: Response, row: Comment) -> None:
    for other in response.comments:
        if row in other.refers_to:
            other.refers_to = [target for target in other.refers_to if target is not row]
    row.refers_to = []
    # They are kept with what is set aside.
    for said in stored.notes_of(session, response.id).get(row.id, ()):
        session.delete(said)
    session.flush()
    response.comments.remove(row)
    for position, comment in enumerate(response.comments):
        comment.position = position


def _restored(kept: SetAsideComment) -> Comment:
    content = {name: value for name, value in kept.content.items() if name not in ("places", "notes", "kind")}
    kind = kept.content["kind"]
    return Comment(
        **content,
        kind=CommentKind(kind) if kind else None,
        state=CommentState.WRITING,
        written_by_id=kept.written_by_id,
        places=[Place(**fields) for fields in kept.content["places"]],
    )


def _note(row: Comment, fields: dict[str, Any]) -> CommentNote:
    return CommentNote(
        response_id=row.response_id,
        comment_id=row.id,
        text=fields["text"],
        written_by_id=fields["by"],
        author=fields["author"],
        written_at=datetime.fromisoformat(fields["at"]),
    )
