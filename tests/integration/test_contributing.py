"""Colleagues write one answer together, on both databases; one signs it off, and each edition stays."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from kader.domain.errors import InvalidInput, KaderError, NotAllowed, NotFound
from kader.domain.mail import MailKind
from kader.domain.rights import VISITOR, Person
from kader.domain.vocabulary import Outcome, Role, Satisfaction
from kader.mail.transport import transport_for
from kader.services import (
    accounting,
    answering,
    contributing,
    coordinating,
    correcting,
    following,
    inviting,
)
from kader.services.contributing import RemarkForm
from kader.services.edition_files import edition_file
from kader.services.editions import edition_text, editions_of
from kader.services.keeping_drafts import forget, keep, kept
from kader.services.mail_sending import send_due
from kader.services.receiving import discard, receive
from kader.services.submitting import overview, receipt, submit, withdraw
from kader.services.team import team_page
from kader.services.wiring import Wiring
from kader.storage import contributing as stored
from kader.storage import responses
from kader.storage.mail_tables import Mail
from tests import factories
from tests.conftest import Clock

PAGES = (
    "# Begin\n\nElk gezin heeft een vast gezicht. We onderzoeken samen wat er nodig is.",
    "## Vervolg\n\nHet plan is van het gezin. De school blijft buiten beeld.",
)
TEXT = (
    "Begin\nElk gezin heeft een vast gezicht. We onderzoeken samen wat er nodig is.\n"
    "Vervolg\nHet plan is van het gezin. De school blijft buiten beeld."
)


@dataclass(frozen=True, slots=True)
class Team:
    """An organisation that answers, and people who should not see what it writes."""

    wiring: Wiring
    round_id: int
    response_id: int
    member: Person
    colleague: Person
    coordinator: Person
    stranger: Person
    editor: Person
    administrator: Person

    def write(self, words: str = "vast gezicht", text: str = "Dit is te mooi.", **more: object) -> int:
        start = TEXT.index(words)
        form = RemarkForm(text, start=start, end=start + len(words), **more)  # type: ignore[arg-type]
        return contributing.write_remark(self.wiring, self.member, self.response_id, form)

    def ready(self, comment_id: int) -> None:
        contributing.mark_ready(self.wiring, self.coordinator, self.response_id, comment_id, ready=True)

    def texts(self) -> list[str]:
        with self.wiring.database.read() as session:
            return [row.text for row in responses.response(session, self.response_id).comments]


@pytest.fixture
def team(wiring: Wiring) -> Team:
    with wiring.database.write() as session:
        framework = factories.framework(session)
        version = factories.version(session, framework, "1.0", *PAGES)
        one = factories.round_on(session, version)
        one.questions = ["Is het kader duidelijk?", "Wat ontbreekt er?"]
        ours, theirs = factories.organisation(session), factories.organisation(session, "gemeente")
        people = [
            factories.person(session, role, organisation_id=organisation.id)
            for role, organisation in (
                (Role.MEMBER, ours),
                (Role.MEMBER, ours),
                (Role.COORDINATOR, ours),
                (Role.COORDINATOR, theirs),
            )
        ]
        editor = factories.person(session, Role.EDITOR, framework_id=framework.id)
        administrator = factories.person(session, Role.ADMINISTRATOR)
    response_id = contributing.begin(wiring, people[0], one.id, ours.id)
    return Team(wiring, one.id, response_id, *people, editor, administrator)


def test_an_answer_is_begun_once(team: Team) -> None:
    with team.wiring.database.read() as session:
        ours = responses.response(session, team.response_id).organisation_id
    assert contributing.begin(team.wiring, team.colleague, team.round_id, ours) == team.response_id
    with pytest.raises(NotAllowed):
        contributing.begin(team.wiring, team.stranger, team.round_id, ours)


def test_a_remark_stands_on_the_words_it_was_written_at(team: Team) -> None:
    key = team.write(proposal="een vaste contactpersoon", kind="tekstueel")
    with team.wiring.database.read() as session:
        row = stored.comment_of(responses.response(session, team.response_id), key)
        (place,) = row.places
        assert (row.passage, row.page, row.proposal) == ("vast gezicht", "1", "een vaste contactpersoon")
        assert (TEXT[place.start : place.end], place.by_hand) == ("vast gezicht", True)
        assert (row.state, row.kind, row.writer and row.writer.name) == (
            "in bewerking",
            "tekstueel",
            team.member.name,
        )


def test_a_remark_can_be_about_a_page_or_about_the_whole(team: Team) -> None:
    for page in ("2", None):
        contributing.write_remark(team.wiring, team.member, team.response_id, RemarkForm("Mooi.", page=page))
    with team.wiring.database.read() as session:
        rows = responses.response(session, team.response_id).comments
        assert [(row.page, row.passage) for row in rows] == [("2", None), (None, None)]


def test_remarks_follow_the_text(team: Team) -> None:
    for words in ("nodig", "vast gezicht", "samen"):
        team.write(words, words)
    assert team.texts() == ["vast gezicht", "samen", "nodig"]


@pytest.mark.parametrize(
    "form",
    [
        RemarkForm(""),
        RemarkForm(
            "   ", proposal="vast  gezicht", start=TEXT.index("vast g"), end=TEXT.index("vast g") + 12
        ),
        RemarkForm("Goed.", start=5, end=5),
        RemarkForm("Goed.", start=-3, end=5),
        RemarkForm("Goed.", start=0, end=10_000),
        RemarkForm("Goed.", page="99"),
        RemarkForm("Goed.", kind="geen aard"),
        RemarkForm("x" * 20_001),
    ],
)
def test_a_remark_that_says_or_points_at_nothing_is_refused(team: Team, form: RemarkForm) -> None:
    with pytest.raises(InvalidInput):
        contributing.write_remark(team.wiring, team.member, team.response_id, form)
    assert team.texts() == []


def test_a_remark_is_changed_by_its_writer_or_the_coordinator(team: Team) -> None:
    key = team.write()
    change = RemarkForm("Anders.")
    with pytest.raises(NotAllowed, match="van een collega"):
        contributing.rewrite_remark(team.wiring, team.colleague, team.response_id, key, change)
    for person in (team.member, team.coordinator):
        contributing.rewrite_remark(
            team.wiring, person, team.response_id, key, RemarkForm(f"Door {person.name}")
        )
        assert team.texts() == [f"Door {person.name}"]


def test_who_saves_over_a_colleague_is_told(team: Team) -> None:
    key = team.write()
    with pytest.raises(InvalidInput, match="intussen veranderd"):
        contributing.rewrite_remark(
            team.wiring, team.member, team.response_id, key, RemarkForm("Anders.", stamp="0" * 16)
        )


def test_nobody_else_sees_or_touches_the_answer(team: Team) -> None:
    key = team.write()
    wiring, at = team.wiring, team.response_id
    for who in (team.stranger, team.editor, team.administrator, VISITOR):
        acts: list[Callable[[], object]] = [
            lambda who=who: contributing.write_remark(wiring, who, at, RemarkForm("Ik ook.")),
            lambda who=who: contributing.rewrite_remark(wiring, who, at, key, RemarkForm("Ik ook.")),
            lambda who=who: contributing.discuss(wiring, who, at, key, "Ik ook."),
            lambda who=who: contributing.mark_ready(wiring, who, at, key, ready=True),
            lambda who=who: coordinating.set_aside(wiring, who, at, key, "Weg."),
            lambda who=who: coordinating.answer_question(wiring, who, at, 0, "Ja."),
            lambda who=who: coordinating.write_letter(wiring, who, at, "T", "", "Brief"),
            lambda who=who: inviting.make_link(wiring, who, at, "Piet"),
            lambda who=who: inviting.links_of(wiring, who, at),
            lambda who=who: editions_of(wiring, who, at),
            lambda who=who: withdraw(wiring, who, at),
            lambda who=who: following.follow(wiring, who, at),
        ]
        for act in acts:
            with pytest.raises(NotFound):
                act()
    assert team.texts() == ["Dit is te mooi."]


def test_what_is_set_aside_can_be_taken_back_whole(team: Team) -> None:
    first, key = team.write("samen", "Eerst."), team.write()
    contributing.discuss(team.wiring, team.colleague, team.response_id, key, "Eens!")
    with pytest.raises(InvalidInput, match="waarom"):
        coordinating.set_aside(team.wiring, team.coordinator, team.response_id, key, " ")
    coordinating.set_aside(team.wiring, team.coordinator, team.response_id, key, "Dubbel.")
    assert team.texts() == ["Eerst."]
    with team.wiring.database.read() as session:
        (kept_one,) = stored.set_aside(session, team.response_id)
        assert (kept_one.reason, kept_one.content["text"]) == ("Dubbel.", "Dit is te mooi.")
    again = coordinating.take_back(team.wiring, team.coordinator, team.response_id, kept_one.id)
    with team.wiring.database.read() as session:
        response = responses.response(session, team.response_id)
        row = stored.comment_of(response, again)
        (place,) = row.places
        assert (TEXT[place.start : place.end], row.written_by_id) == ("vast gezicht", team.member.id)
        assert [said.text for said in contributing.notes(session, response)[again]] == ["Eens!"]
        assert stored.set_aside(session, team.response_id) == []
    assert first != again


def test_questions_of_the_round_are_answered_and_the_rest_is_listed(team: Team) -> None:
    team.ready(team.write())
    coordinating.answer_question(team.wiring, team.member, team.response_id, 1, "De school.")
    found = overview(team.wiring, team.coordinator, team.response_id)
    assert found.unanswered == ("Is het kader duidelijk?",)
    coordinating.answer_question(team.wiring, team.member, team.response_id, 1, " ")
    assert len(overview(team.wiring, team.coordinator, team.response_id).unanswered) == 2
    with pytest.raises(InvalidInput):
        coordinating.answer_question(team.wiring, team.member, team.response_id, 2, "Ja.")


def test_a_remark_in_the_making_is_not_sent(team: Team) -> None:
    key = team.write()
    with pytest.raises(InvalidInput, match="in bewerking"):
        submit(team.wiring, team.coordinator, team.response_id)
    team.ready(key)
    submit(team.wiring, team.coordinator, team.response_id)


def test_each_submission_is_an_edition_that_stays(team: Team, clock: Clock) -> None:
    team.ready(team.write())
    coordinating.write_letter(
        team.wiring, team.coordinator, team.response_id, "Onze reactie", "", "Beste,\n\nDag"
    )
    submit(team.wiring, team.coordinator, team.response_id)
    proof = receipt(team.wiring, team.member, team.response_id)
    text = edition_text(team.wiring, team.editor, team.response_id, 1)
    assert proof is not None
    assert proof.may_withdraw is False
    assert proof.sha256 == sha256(text.encode()).hexdigest()
    content = json.loads(text)
    assert [piece["text"] for piece in content["letter"]] == ["Beste,", "Dag"]
    assert content["comments"][0]["place"]["exact"] == "vast gezicht"
    withdraw(team.wiring, team.coordinator, team.response_id)
    with pytest.raises(NotFound):
        edition_text(team.wiring, team.editor, team.response_id, 1)
    team.ready(team.write("samen", "Erbij."))
    clock.now += timedelta(hours=1)
    submit(team.wiring, team.coordinator, team.response_id)
    lines = editions_of(team.wiring, team.member, team.response_id)
    assert [(line.number, line.withdrawn_at is None) for line in lines] == [(2, True), (1, False)]
    assert edition_text(team.wiring, team.member, team.response_id, 1) == text
    assert lines[0].receipt == f"R2025-{team.response_id:05d}-2"


def test_after_the_deadline_or_an_answer_nothing_is_taken_back(team: Team, clock: Clock) -> None:
    key = team.write()
    team.ready(key)
    with pytest.raises(NotAllowed, match="nog niet ingediend"):
        withdraw(team.wiring, team.coordinator, team.response_id)
    submit(team.wiring, team.coordinator, team.response_id)
    with pytest.raises(NotAllowed):
        withdraw(team.wiring, team.member, team.response_id)
    answering.answer(team.wiring, team.editor, f"o{key}", Outcome.ACCEPTED, "Goed.", "")
    with pytest.raises(NotAllowed, match="beantwoord"):
        withdraw(team.wiring, team.coordinator, team.response_id)
    answering.withdraw_answer(team.wiring, team.editor, f"o{key}")
    clock.now += timedelta(days=60)
    with pytest.raises(NotAllowed, match="niet open"):
        withdraw(team.wiring, team.coordinator, team.response_id)


def test_a_link_lets_a_guest_contribute_until_it_is_withdrawn(team: Team) -> None:
    token = inviting.make_link(team.wiring, team.coordinator, team.response_id, "Piet van het wijkteam")
    assert inviting.opened(team.wiring, token).response_id == team.response_id
    piet = inviting.guest(team.wiring, token, "Piet")
    assert piet is not None
    key = contributing.write_remark(team.wiring, piet, team.response_id, RemarkForm("Van Piet."))
    contributing.discuss(team.wiring, piet, team.response_id, key, "Wat vinden jullie?")
    contributing.rewrite_remark(team.wiring, piet, team.response_id, key, RemarkForm("Van Piet, beter."))
    other = team.write()
    with pytest.raises(NotAllowed):
        contributing.rewrite_remark(team.wiring, piet, team.response_id, other, RemarkForm("Nee."))
    acts: list[Callable[[], object]] = [
        lambda: submit(team.wiring, piet, team.response_id),
        lambda: inviting.links_of(team.wiring, piet, team.response_id),
        lambda: coordinating.answer_question(team.wiring, piet, team.response_id, 0, "Ja."),
    ]
    for act in acts:
        with pytest.raises(KaderError):
            act()
    (line,) = inviting.links_of(team.wiring, team.coordinator, team.response_id)
    inviting.withdraw_link(team.wiring, team.coordinator, team.response_id, line.id)
    assert inviting.guest(team.wiring, token, "Piet") is None
    with pytest.raises(NotFound, match="werkt niet meer"):
        inviting.opened(team.wiring, token)
    assert "Van Piet, beter." in team.texts()


def test_what_is_typed_is_kept_for_who_typed_it(team: Team) -> None:
    keep(team.wiring, team.member, team.response_id, "nieuw", {"tekst": "Half een zi"})
    keep(team.wiring, team.member, team.response_id, "nieuw", {"tekst": "Half een zin"})
    found = kept(team.wiring, team.member, team.response_id, "nieuw")
    assert found is not None
    assert found.fields == {"tekst": "Half een zin"}
    assert kept(team.wiring, team.colleague, team.response_id, "nieuw") is None
    with pytest.raises(NotAllowed):
        kept(team.wiring, VISITOR, team.response_id, "nieuw")
    with pytest.raises(NotFound):
        keep(team.wiring, team.stranger, team.response_id, "nieuw", {"tekst": "Ik ook."})
    forget(team.wiring, team.member, team.response_id, "nieuw")
    assert kept(team.wiring, team.member, team.response_id, "nieuw") is None


def test_answers_are_followed_and_judged_once_they_are_published(team: Team, clock: Clock) -> None:
    key = f"o{team.write()}"
    team.ready(int(key[1:]))
    submit(team.wiring, team.coordinator, team.response_id)
    answering.answer(team.wiring, team.editor, key, Outcome.REJECTED, "Te kort.", "")
    (before,) = following.follow(team.wiring, team.member, team.response_id).remarks
    assert (before.remark.given, before.remark.line.outcome) == (None, None)
    with pytest.raises(NotAllowed, match="nog niet gepubliceerd"):
        following.give_opinion(team.wiring, team.coordinator, key, "eens", "")
    clock.now += timedelta(days=60)
    accounting.publish_document(team.wiring, team.editor, team.round_id)
    with pytest.raises(InvalidInput, match="waarom"):
        following.give_opinion(team.wiring, team.coordinator, key, "niet eens", " ")
    with pytest.raises(NotAllowed):
        following.give_opinion(team.wiring, team.member, key, "eens", "")
    for word, reason in (("eens", ""), ("niet eens", "Zo blijft het onduidelijk.")):
        following.give_opinion(team.wiring, team.coordinator, key, word, reason)
    (after,) = following.follow(team.wiring, team.member, team.response_id).remarks
    assert after.remark.given is not None
    assert after.remark.given.reason == "Te kort."
    assert after.opinion is not None
    assert after.opinion.satisfaction is Satisfaction.DISSATISFIED


def read(path: Path) -> EmailMessage:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_the_receipt_goes_by_mail_once_and_the_file_says_what_was_sent(team: Team) -> None:
    team.ready(team.write(proposal="een vaste contactpersoon", kind="tekstueel"))
    coordinating.answer_question(team.wiring, team.member, team.response_id, 0, "Ja, heel duidelijk.")
    submit(team.wiring, team.coordinator, team.response_id)
    proof = receipt(team.wiring, team.member, team.response_id)
    assert proof is not None
    with team.wiring.database.read() as session:
        mails = [mail for mail in session.query(Mail).all() if mail.kind is MailKind.RECEIPT]
    assert len(mails) == 3
    assert all(proof.number in mail.body for mail in mails)
    send_due(team.wiring, transport_for(team.wiring.settings.mail))
    (sent, *others) = [read(path) for path in team.wiring.settings.mail.folder.glob("*.eml")]
    (along,) = [part for part in sent.iter_attachments() if part.get_content_type() == "application/pdf"]
    assert along.get_filename() == f"{proof.number}.pdf"
    assert along.get_content().startswith(b"%PDF")
    assert len(others) == 2
    pdf = edition_file(team.wiring, team.member, team.response_id, 1, "pdf")
    told = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf.content)).pages)
    for words in (proof.number, proof.sha256[:8], "vast gezicht", "Ja, heel duidelijk.", "Opmerking 1"):
        assert words in told
    with pytest.raises(NotFound):
        edition_file(team.wiring, team.stranger, team.response_id, 1, "json")
    text = edition_file(team.wiring, team.editor, team.response_id, 1, "json")
    assert sha256(text.content).hexdigest() == proof.sha256


def test_what_was_said_of_a_remark_stays_when_it_is_joined(team: Team) -> None:
    team.write("samen", "Eerst.")
    second = team.write("nodig", "Daarna.")
    contributing.discuss(team.wiring, team.colleague, team.response_id, second, "Hoort bij de eerste.")
    correcting.join_comment(team.wiring, team.coordinator, team.response_id, second)
    page = team_page(team.wiring, team.member, team.response_id)
    assert [note.text for note in page.loose_notes] == ["Hoort bij de eerste."]
    assert len(page.remarks) == 1


def test_a_letter_comes_beside_what_was_written_and_another_takes_its_place(team: Team) -> None:
    with team.wiring.database.read() as session:
        ours = responses.response(session, team.response_id).organisation_id
    team.write(text="Zelf geschreven.")

    def send(text: str, **more: bool) -> int:
        letter = f"Onze brief\n\nP.1\n\n1. {text}".encode()
        return receive(team.wiring, team.member, team.round_id, ours, "brief.txt", letter, **more)

    assert send("Uit de eerste brief.") == team.response_id
    assert sorted(team.texts()) == ["Uit de eerste brief.", "Zelf geschreven."]
    with pytest.raises(InvalidInput, match="vervangt"):
        send("Uit de tweede brief.")
    assert send("Uit de tweede brief.", replace_draft=True) == team.response_id
    assert sorted(team.texts()) == ["Uit de tweede brief.", "Zelf geschreven."]


def test_a_draft_that_was_once_submitted_is_not_thrown_away(team: Team) -> None:
    team.ready(team.write())
    submit(team.wiring, team.coordinator, team.response_id)
    withdraw(team.wiring, team.coordinator, team.response_id)
    with pytest.raises(NotAllowed, match="eerder ingediend"):
        discard(team.wiring, team.coordinator, team.response_id)


def test_a_written_remark_goes_by_its_number_in_the_answer_once_submitted(team: Team) -> None:
    def labels() -> list[str | None]:
        with team.wiring.database.read() as session:
            return [row.label for row in responses.response(session, team.response_id).comments]

    for words in ("vast gezicht", "onderzoeken samen"):
        team.ready(team.write(words))
    assert labels() == [None, None]
    submit(team.wiring, team.coordinator, team.response_id)
    assert labels() == ["1", "2"]
    withdraw(team.wiring, team.coordinator, team.response_id)
    assert labels() == [None, None]
