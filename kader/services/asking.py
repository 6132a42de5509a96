"""An editor asks an organisation about one of its remarks; the organisation answers once; both stay.

Only they see it: the editors of the framework, and the people of the organisation.
"""

from dataclasses import dataclass
from datetime import datetime

from kader.domain.audit import Act
from kader.domain.errors import InvalidInput, NotAllowed, NotFound
from kader.domain.mail import MailKind
from kader.domain.rights import Action, Person, may, require, require_possible
from kader.domain.typed_text import cleaned
from kader.services.answering import key_of, remark_by_key
from kader.services.mailing import queue, url
from kader.services.response_access import allowed, stands
from kader.services.wiring import Wiring, note
from kader.storage import questions as stored
from kader.storage import responses
from kader.storage import rounds as stored_rounds
from kader.storage.database import Session
from kader.storage.round_tables import EditorQuestion
from kader.storage.rounds import Recipient
from kader.storage.tables import Comment, Point

MAX_LENGTH = 5_000
"""Code points of a question or an answer."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question on the remark with this key; `remark` is its name, `answer` is None until it came."""

    id: int
    key: str
    remark: str
    question: str
    asked_at: datetime
    answer: str | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Questions:
    """What was asked about one remark; `may_ask` when an editor can ask now, else `obstacle` says why not."""

    asked: tuple[Question, ...]
    may_ask: bool
    obstacle: str


def questions_on(wiring: Wiring, person: Person, key: str) -> Questions:
    """For the editors of the framework. Raises NotFound, NotAllowed."""
    with wiring.database.read() as session:
        remark = _editable(session, person, key)
        try:
            _require_askable(wiring, session, remark)
            obstacle = ""
        except NotAllowed as error:
            obstacle = str(error)
        return Questions(_lines(stored.on(session, remark), remark), not obstacle, obstacle)


def questions_to(wiring: Wiring, person: Person, response_id: int) -> tuple[Question, ...]:
    """What was asked about one's own organisation's response, the unanswered first; () for anyone else."""
    with wiring.database.read() as session:
        response = responses.response(session, response_id)
        if not may(person, Action.READ_OWN, organisation_id=response.organisation_id):
            return ()
        remarks: list[Comment | Point] = [*response.points, *response.comments]
        lines = [line for remark in remarks for line in _lines(stored.on(session, remark), remark)]
        return tuple(sorted(lines, key=lambda line: line.answer is not None))


def ask(wiring: Wiring, person: Person, key: str, text: str) -> None:
    """Ask about a submitted remark; the people of the organisation get a mail.

    Raises InvalidInput without words, NotAllowed while the organisation can still change its response, while
    an earlier question waits for its answer, and once the response document is out.
    """
    words = _words(text, "Schrijf een vraag.")
    with wiring.writing(person, Act.ASK_ORGANISATION) as session:
        remark = _editable(session, person, key)
        response = remark.response
        # Two editors may ask at once, and a form may be sent twice.
        responses.locked_organisation(session, response.organisation_id)
        _require_askable(wiring, session, remark)
        question = EditorQuestion(
            comment_id=remark.id if isinstance(remark, Comment) else None,
            point_id=remark.id if isinstance(remark, Point) else None,
            ordinal=len(stored.on(session, remark)) + 1,
            question=words,
            asked_at=wiring.clock(),
            asked_by_id=person.id,
        )
        session.add(question)
        session.flush()
        note(session, f"vraag {question.id}", f"reactie {response.id}")
        _tell_organisation(wiring, session, question, remark)


def answer_question(wiring: Wiring, person: Person, response_id: int, question_id: int, text: str) -> None:
    """Answer a question, once; the editors get a mail.

    Raises NotFound for who is not of the organisation, InvalidInput without words, NotAllowed when it was
    answered or the response document is out.
    """
    words = _words(text, "Schrijf een antwoord.")
    with wiring.writing(person, Act.ANSWER_EDITOR, f"vraag {question_id}") as session:
        response = allowed(wiring, session, person, response_id, Action.ANSWER_EDITOR)
        responses.locked_organisation(session, response.organisation_id)
        question, remark = stored.question(session, question_id)
        if remark.response_id != response.id:
            raise NotFound(stored.NO_SUCH_QUESTION)
        if question.answer is not None:
            raise NotAllowed("Deze vraag is al beantwoord. Een antwoord verandert niet meer.")
        question.answer = words
        question.answered_at, question.answered_by_id = wiring.clock(), person.id
        _tell_editors(wiring, session, question, remark)


def _editable(session: Session, person: Person, key: str) -> Comment | Point:
    remark = remark_by_key(session, key)
    require(person, Action.ANSWER, framework_id=remark.response.round.version.framework_id)
    return remark


def _require_askable(wiring: Wiring, session: Session, remark: Comment | Point) -> None:
    require_possible(Action.ASK_ORGANISATION, stands(wiring, remark.response))
    if any(one.answer is None for one in stored.on(session, remark)):
        raise NotAllowed("Er is al een vraag gesteld. Wacht op het antwoord.")


def _words(text: str, missing: str) -> str:
    words = cleaned(text)
    if not words:
        raise InvalidInput(missing)
    if len(words) > MAX_LENGTH:
        raise InvalidInput(f"Dit is te lang. Gebruik hoogstens {MAX_LENGTH} tekens.")
    return words


def _tell_organisation(
    wiring: Wiring, session: Session, question: EditorQuestion, remark: Comment | Point
) -> None:
    response = remark.response
    page = url(wiring, f"/reacties/{response.id}#vraag-{question.id}")
    people = stored_rounds.responders(session, {response.organisation_id})
    subject = f"Vraag over uw reactie: {response.round.title}"
    words = (
        f"De redactie heeft een vraag over {_name(remark)} in de reactie van {response.organisation.name}."
    )
    _tell(
        wiring,
        session,
        people,
        subject,
        f"{words}\n\nLees de vraag en antwoord: {page}",
        f"vraag {question.id}",
    )


def _tell_editors(
    wiring: Wiring, session: Session, question: EditorQuestion, remark: Comment | Point
) -> None:
    response = remark.response
    page = url(wiring, f"/verwerken/rondes/{response.round_id}/{key_of(remark)}")
    people = stored_rounds.editors(session, response.round.version.framework_id)
    subject = f"Antwoord van {response.organisation.name}: {response.round.title}"
    words = f"{response.organisation.name} heeft uw vraag over {_name(remark)} beantwoord."
    _tell(
        wiring, session, people, subject, f"{words}\n\nLees het antwoord: {page}", f"antwoord {question.id}"
    )


def _tell(
    wiring: Wiring, session: Session, people: list[Recipient], subject: str, words: str, key: str
) -> None:
    """The words themselves stay in the service: a mail may be read by others."""
    for person in people:
        queue(
            session,
            wiring,
            to=person.email,
            kind=MailKind.QUESTION,
            subject=subject,
            body=f"Beste {person.name},\n\n{words}",
            key=f"{key} persoon {person.user_id}",
        )


def _lines(rows: list[EditorQuestion], remark: Comment | Point) -> tuple[Question, ...]:
    return tuple(
        Question(
            row.id, key_of(remark), _name(remark), row.question, row.asked_at, row.answer, row.answered_at
        )
        for row in rows
    )


def _name(remark: Comment | Point) -> str:
    if isinstance(remark, Point):
        return f"algemeen punt {remark.position + 1}"
    number = f"opmerking {remark.label}" if remark.label else "een opmerking zonder nummer"
    return f"{number} (pagina {remark.page})" if remark.page else number
