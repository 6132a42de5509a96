"""An editor blanks names in a submitted response before it is published; the edition keeps the original.

What was submitted never changes: it is the edition. What everyone is to read is made from it anew each time a
name is blanked or shown again.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kader.domain.audit import Act
from kader.domain.blanking import blanked, occurrences, require_words
from kader.domain.errors import InvalidInput, NotAllowed, NotFound
from kader.domain.rights import Action, Person, may
from kader.services.response_access import require_allowed
from kader.services.reviewing import ResponseHead, head_of
from kader.services.wiring import Wiring
from kader.storage import contributing as stored
from kader.storage import responses
from kader.storage.contributing_tables import Blanking, Edition
from kader.storage.database import Session
from kader.storage.tables import Comment, Response


@dataclass(frozen=True, slots=True)
class BlankedName:
    """A name that is blanked, and how often it stood in what was submitted."""

    id: int
    words: str
    times: int
    blanked_at: datetime


@dataclass(frozen=True, slots=True)
class BlankingPage:
    """`edition` is the number of the submitted edition that keeps the original."""

    head: ResponseHead
    edition: int
    names: tuple[BlankedName, ...]
    is_published: bool


def blanking_page(wiring: Wiring, person: Person, response_id: int) -> BlankingPage:
    """Raises NotFound for who does not edit the framework."""
    with wiring.database.read() as session:
        response = _of_editor(wiring, session, person, response_id, Action.READ_SENT)
        edition = _edition(session, response)
        texts = list(_texts(json.loads(edition.content)))
        return BlankingPage(
            head_of(wiring, person, response),
            edition.number,
            tuple(
                BlankedName(row.id, row.words, occurrences(texts, row.words), row.blanked_at)
                for row in stored.blankings(session, response.id)
            ),
            response.round.accounted_at is not None,
        )


def blank(wiring: Wiring, person: Person, response_id: int, words: str) -> None:
    """Blank words wherever they stand in a response.

    Raises NotFound, NotAllowed once it is published, InvalidInput when the words do not stand in it.
    """
    words = require_words(words)
    with wiring.writing(person, Act.BLANK_NAME, f"reactie {response_id}") as session:
        response = _of_editor(wiring, session, person, response_id, Action.BLANK_NAMES)
        edition = _edition(session, response)
        if not occurrences(_texts(json.loads(edition.content)), words):
            raise InvalidInput("Deze woorden staan niet in de reactie. Kopieer ze precies zoals ze er staan.")
        names = {row.words.casefold() for row in stored.blankings(session, response.id)}
        if words.casefold() not in names:
            session.add(
                Blanking(
                    response_id=response.id,
                    words=words,
                    blanked_by_id=person.id,
                    blanked_at=wiring.clock(),
                )
            )
            session.flush()
        _apply(session, response, edition)


def show_again(wiring: Wiring, person: Person, response_id: int, blanking_id: int) -> None:
    """Undo a blanking. Raises NotFound, NotAllowed once the response is published."""
    with wiring.writing(person, Act.SHOW_NAME, f"reactie {response_id}") as session:
        response = _of_editor(wiring, session, person, response_id, Action.BLANK_NAMES)
        row = next((one for one in stored.blankings(session, response.id) if one.id == blanking_id), None)
        if row is None:
            raise NotFound("Deze woorden zijn niet weggelaten. Ververs de pagina.")
        session.delete(row)
        session.flush()
        _apply(session, response, _edition(session, response))


def restore(session: Session, response: Response) -> None:
    """The words as they were submitted, for an organisation that takes its response back."""
    rows = stored.blankings(session, response.id)
    if not rows:
        return
    for row in rows:
        session.delete(row)
    session.flush()
    _apply(session, response, _edition(session, response))


def _of_editor(
    wiring: Wiring, session: Session, person: Person, response_id: int, action: Action
) -> Response:
    """To its own organisation, which may read it, this page is as little there as to anyone else."""
    response = responses.response(session, response_id)
    if not may(person, Action.READ_SENT, framework_id=response.round.version.framework_id):
        raise NotFound(responses.NO_SUCH_RESPONSE)
    return require_allowed(wiring, person, response, action)


def _edition(session: Session, response: Response) -> Edition:
    """The edition that is in force. Raises NotAllowed for a response from before editions were kept."""
    rows = stored.editions(session, response.id)
    if not rows:
        raise NotAllowed(
            "Van deze oude reactie is geen origineel bewaard. Daarom kan hier niets worden weggelaten."
        )
    return stored.edition(session, response.id, rows[-1].number)


def _apply(session: Session, response: Response, edition: Edition) -> None:
    """Let the rows say what was submitted, without the names."""
    names = [row.words for row in stored.blankings(session, response.id)]
    content = json.loads(edition.content)
    response.title = blanked(content["title"], names)
    response.letter = [
        {**piece, "text": blanked(sent["text"], names)}
        for piece, sent in zip(response.letter, content["letter"], strict=True)
    ]
    for point, sent in zip(response.points, content["points"], strict=True):
        point.title, point.text = blanked(sent["title"], names), blanked(sent["text"], names)
    for comment, sent in zip(response.comments, content["comments"], strict=True):
        _blank_comment(comment, sent, names)
    given = stored.answers(session, response.id)
    for at, sent in enumerate(content["answers"]):
        if at in given:
            given[at].text = blanked(sent["answer"], names)


def _blank_comment(row: Comment, sent: dict[str, Any], names: Sequence[str]) -> None:
    row.text = blanked(sent["text"], names)
    row.sub_remarks = [blanked(sub, names) for sub in sent["sub"]]
    row.proposal = blanked(sent["proposal"], names) if sent["proposal"] else sent["proposal"]
    row.passage = blanked(sent["passage"], names) if sent["passage"] else sent["passage"]


def _texts(content: dict[str, Any]) -> list[str]:
    """Everything in a submitted response that a name can stand in."""
    texts = [content["title"], *(piece["text"] for piece in content["letter"])]
    texts += [text for point in content["points"] for text in (point["title"], point["text"])]
    texts += [answer["answer"] for answer in content["answers"]]
    for comment in content["comments"]:
        texts += [comment["text"], *comment["sub"], comment["proposal"] or "", comment["passage"] or ""]
    return texts
