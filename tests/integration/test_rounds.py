"""Who can respond when: invitations, extensions, late admissions; and whom a mail tells of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Thread

import pytest

from kader.domain.errors import InvalidInput, NotAllowed, NotFound
from kader.domain.mail import MailKind
from kader.domain.rights import Granted, Person
from kader.domain.round import RoundAct
from kader.domain.vocabulary import Outcome, ResponseStatus, Role
from kader.services import accounting, answering, asking, rounds, running_rounds, taking_part
from kader.services.contributing import begin
from kader.services.receiving import receive
from kader.services.round_mails import find_due
from kader.services.rounds import NewRound
from kader.services.wiring import Wiring
from kader.storage.mail_tables import Mail, MailChoice
from kader.storage.tables import Response, Round
from tests import factories as make
from tests.conftest import NOW, Clock

DAY = timedelta(days=1)
LETTER = b"P.1\n1. Graag korter.\n"


@dataclass(frozen=True, slots=True)
class Scene:
    """A framework with an editor, and two organisations with a member each."""

    wiring: Wiring
    clock: Clock
    editor: Person
    here: Person
    there: Person
    here_id: int
    there_id: int

    def open(self, *, invited: tuple[str, ...] = (), to_all: bool = False, days: int = 10) -> int:
        new = NewRound("Zomer", "", (), self.clock.now + DAY, self.clock.now + days * DAY, to_all, invited)
        return rounds.open_round(self.wiring, self.editor, "voorbeeldkader", "1.0", new)

    def responds(self, round_id: int, person: Person, organisation_id: int) -> bool:
        try:
            receive(self.wiring, person, round_id, organisation_id, "b.txt", LETTER, replace_draft=True)
        except NotAllowed:
            return False
        return True

    def mails(self, kind: MailKind | None = None) -> list[Mail]:
        with self.wiring.database.read() as session:
            query = session.query(Mail).order_by(Mail.id)
            return [mail for mail in query if kind in (None, mail.kind)]

    def at(self, moment: datetime) -> None:
        self.clock.now = moment


@pytest.fixture
def scene(wiring: Wiring, clock: Clock) -> Scene:
    with wiring.database.write() as session:
        framework = make.framework(session)
        make.version(session, framework, "1.0", "Een team belt het gezin binnen een week.")
        here, there = make.organisation(session, "hier"), make.organisation(session, "daar")
        ids = here.id, there.id
        editor = make.person(session, Role.EDITOR, framework_id=framework.id)
        member = make.person(session, Role.MEMBER, organisation_id=here.id)
        other = make.person(session, Role.COORDINATOR, organisation_id=there.id)
    return Scene(wiring, clock, editor, member, other, *ids)


def test_only_invited_organisations_respond_in_a_closed_circle(scene: Scene) -> None:
    number = scene.open(invited=("hier",))
    scene.at(NOW + 2 * DAY)
    assert scene.responds(number, scene.here, scene.here_id)
    with pytest.raises(NotAllowed, match="alleen voor organisaties die zijn uitgenodigd"):
        receive(scene.wiring, scene.there, number, scene.there_id, "b.txt", LETTER)
    with pytest.raises(NotAllowed, match="alleen voor organisaties"):
        begin(scene.wiring, scene.there, number, scene.there_id)
    page = taking_part.round_page(scene.wiring, scene.there, number)
    assert page.mine[0].open_until is None
    assert "uitgenodigd" in page.mine[0].closed_because


def test_everyone_responds_in_an_open_round(scene: Scene) -> None:
    number = scene.open(to_all=True)
    scene.at(NOW + 2 * DAY)
    assert scene.responds(number, scene.here, scene.here_id)
    assert scene.responds(number, scene.there, scene.there_id)


def test_round_closes_by_itself_and_opens_again_only_by_an_extension(scene: Scene) -> None:
    number = scene.open(invited=("hier",))
    scene.at(NOW + 10 * DAY)
    assert not scene.responds(number, scene.here, scene.here_id)
    running_rounds.extend(scene.wiring, scene.editor, number, NOW + 12 * DAY, "Er was vakantie.")
    assert scene.responds(number, scene.here, scene.here_id)
    page = taking_part.round_page(scene.wiring, Person(None, ""), number)
    assert [line.reason for line in page.extensions] == ["Er was vakantie."]
    scene.at(NOW + 12 * DAY)
    assert not scene.responds(number, scene.here, scene.here_id)


def test_late_admission_opens_for_one_organisation_and_is_its_own_business(scene: Scene) -> None:
    number = scene.open(to_all=True)
    scene.at(NOW + 11 * DAY)
    running_rounds.admit(scene.wiring, scene.editor, number, "daar", NOW + 13 * DAY, "Zij waren ziek.")
    assert scene.responds(number, scene.there, scene.there_id)
    assert not scene.responds(number, scene.here, scene.here_id)
    own = taking_part.round_page(scene.wiring, scene.there, number)
    others = taking_part.round_page(scene.wiring, scene.here, number)
    assert [line.reason for line in own.admissions] == ["Zij waren ziek."]
    assert others.admissions == ()
    course = running_rounds.course(scene.wiring, scene.editor, number)
    assert [line.organisation for line in course.admissions] == ["Daar"]
    scene.at(NOW + 13 * DAY)
    assert not scene.responds(number, scene.there, scene.there_id)


def test_response_document_waits_for_who_was_admitted(scene: Scene) -> None:
    number = scene.open(to_all=True)
    scene.at(NOW + 11 * DAY)
    running_rounds.admit(scene.wiring, scene.editor, number, "daar", NOW + 13 * DAY, "Zij waren ziek.")
    with pytest.raises(NotAllowed, match="Daar mag nog reageren"):
        accounting.publish_document(scene.wiring, scene.editor, number)
    scene.at(NOW + 13 * DAY)
    accounting.publish_document(scene.wiring, scene.editor, number)
    with pytest.raises(NotAllowed):
        running_rounds.admit(scene.wiring, scene.editor, number, "daar", NOW + 15 * DAY, "Nog eens.")
    with pytest.raises(NotAllowed):
        running_rounds.extend(scene.wiring, scene.editor, number, NOW + 15 * DAY, "Nog eens.")


@pytest.mark.parametrize(
    ("days", "reason"), [(9, "Korter kan niet."), (10, "Gelijk is niet later."), (20, "  ")]
)
def test_extension_is_later_and_has_a_reason(scene: Scene, days: int, reason: str) -> None:
    number = scene.open(to_all=True)
    scene.at(NOW + 2 * DAY)
    with pytest.raises(InvalidInput):
        running_rounds.extend(scene.wiring, scene.editor, number, NOW + days * DAY, reason)


def test_round_changes_until_it_opens(scene: Scene) -> None:
    number = scene.open(invited=("hier",))
    new = NewRound("Herfst", "Tekst", ("Klopt het?",), NOW + 2 * DAY, NOW + 20 * DAY, False, ("daar",))
    rounds.change_round(scene.wiring, scene.editor, number, new)
    _, filled_in = rounds.round_as_filled_in(scene.wiring, scene.editor, number)
    assert filled_in == new
    scene.at(NOW + 2 * DAY)
    with pytest.raises(NotAllowed, match="al geopend"):
        rounds.change_round(scene.wiring, scene.editor, number, new)
    course = running_rounds.course(scene.wiring, scene.editor, number)
    assert RoundAct.CHANGE not in course.may
    assert [one.slug for one in course.organisations] == ["daar"]


@pytest.mark.parametrize(
    "new",
    [
        NewRound(" ", "", (), NOW, NOW + DAY),
        NewRound("Zomer", "", (), NOW, NOW),
        NewRound("Zomer", "", (), NOW, NOW + DAY, False, ()),
        NewRound("Zomer", "", (), NOW, NOW + DAY, False, ("bestaat-niet",)),
    ],
)
def test_round_that_cannot_be_is_refused(scene: Scene, new: NewRound) -> None:
    with pytest.raises(InvalidInput):
        rounds.open_round(scene.wiring, scene.editor, "voorbeeldkader", "1.0", new)


def test_only_the_editors_of_the_framework_run_a_round(scene: Scene) -> None:
    number = scene.open(to_all=True)
    scene.at(NOW + 2 * DAY)
    stranger = Person(99, "Vreemd", (Granted(Role.EDITOR, framework_id=99),))
    for person in (stranger, scene.here, Person(None, "")):
        for act in (
            lambda who: running_rounds.course(scene.wiring, who, number),
            lambda who: running_rounds.extend(scene.wiring, who, number, NOW + 20 * DAY, "x"),
            lambda who: running_rounds.admit(scene.wiring, who, number, "hier", NOW + 20 * DAY, "x"),
            lambda who: running_rounds.invite_more(scene.wiring, who, number, ["hier"]),
        ):
            with pytest.raises(NotAllowed):
                act(person)
    with pytest.raises(NotFound):
        running_rounds.course(scene.wiring, scene.editor, 999)


def test_editor_sees_how_many_began_and_not_who(scene: Scene) -> None:
    number = scene.open(to_all=True)
    scene.at(NOW + 2 * DAY)
    begin(scene.wiring, scene.here, number, scene.here_id)
    course = running_rounds.course(scene.wiring, scene.editor, number)
    assert (course.begun, course.submitted, course.organisations) == (1, 0, ())


def test_invited_organisation_without_people_is_pointed_out(scene: Scene) -> None:
    with scene.wiring.database.write() as session:
        make.organisation(session, "leeg")
    number = scene.open(invited=("hier", "leeg"))
    course = running_rounds.course(scene.wiring, scene.editor, number)
    assert [(one.slug, one.reachable) for one in course.organisations] == [("hier", True), ("leeg", False)]


def test_what_is_open_for_me_is_listed_with_the_days_left(scene: Scene) -> None:
    invited, everyone = scene.open(invited=("hier",), days=3), scene.open(to_all=True, days=9)
    scene.at(NOW + 2 * DAY)
    mine = taking_part.rounds_page(scene.wiring, scene.here).for_you
    assert [(line.round.id, line.days, line.invited) for line in mine] == [
        (invited, 1, True),
        (everyone, 7, False),
    ]
    theirs = taking_part.rounds_page(scene.wiring, scene.there).for_you
    assert [line.round.id for line in theirs] == [everyone]


def test_two_editors_who_extend_at_once_leave_the_later_end(scene: Scene) -> None:
    number = scene.open(to_all=True)
    scene.at(NOW + 2 * DAY)
    faults: list[Exception] = []

    def extend(days: int) -> None:
        try:
            running_rounds.extend(scene.wiring, scene.editor, number, NOW + days * DAY, "Druk.")
        except InvalidInput as error:
            faults.append(error)

    threads = [Thread(target=extend, args=(days,)) for days in (12, 15)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    course = running_rounds.course(scene.wiring, scene.editor, number)
    assert course.closes_at == NOW + 15 * DAY
    assert len(course.extensions) == 2 - len(faults)


# -- mails --------------------------------------------------------------------------------------------------


def test_invitation_goes_to_the_people_of_the_organisation_once(scene: Scene) -> None:
    number = scene.open(invited=("hier",))
    running_rounds.invite_more(scene.wiring, scene.editor, number, ["hier"])
    (mail,) = scene.mails()
    assert (mail.kind, mail.user_id) == (MailKind.INVITATION, scene.here.id)
    assert f"/rondes/{number}" in mail.body
    running_rounds.invite_more(scene.wiring, scene.editor, number, ["hier", "daar"])
    assert [mail.user_id for mail in scene.mails()] == [scene.here.id, scene.there.id]


def test_who_was_invited_hears_of_another_period_once(scene: Scene) -> None:
    number = scene.open(invited=("hier",))
    opens, closes = NOW + DAY, NOW + 10 * DAY
    same = NewRound("Zomer", "Tekst", (), opens, closes, False, ("hier",))
    rounds.change_round(scene.wiring, scene.editor, number, same)
    assert len(scene.mails()) == 1, "only the text changed"
    other = NewRound("Zomer", "Tekst", (), opens, closes + DAY, False, ("hier", "daar"))
    for _ in range(2):
        rounds.change_round(scene.wiring, scene.editor, number, other)
    told = [(mail.subject.split(":")[0], mail.user_id) for mail in scene.mails()[1:]]
    assert told == [("Andere periode", scene.here.id), ("Uitnodiging", scene.there.id)]


def test_opening_is_told_once_when_it_comes(scene: Scene) -> None:
    scene.open(to_all=True)
    find_due(scene.wiring)
    assert scene.mails() == []
    scene.at(NOW + DAY)
    for _ in range(3):
        find_due(scene.wiring)
    assert [mail.user_id for mail in scene.mails(MailKind.OPENING)] == [scene.here.id, scene.there.id]


def test_two_senders_promise_the_opening_once(scene: Scene) -> None:
    scene.open(to_all=True)
    scene.at(NOW + DAY)
    threads = [Thread(target=find_due, args=(scene.wiring,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(scene.mails(MailKind.OPENING)) == 2


def test_opening_of_long_ago_is_not_told(scene: Scene) -> None:
    scene.open(to_all=True, days=30)
    scene.at(NOW + 8 * DAY)
    find_due(scene.wiring)
    assert scene.mails() == []


def test_reminder_goes_three_days_before_to_who_did_not_submit(scene: Scene) -> None:
    number = scene.open(to_all=True, days=20)
    scene.at(NOW + 10 * DAY)
    with scene.wiring.database.write() as session:
        organisation = session.get_one(make.Organisation, scene.here_id)
        make.response(session, session.get_one(Round, number), organisation)
    scene.at(NOW + 17 * DAY - timedelta(minutes=1))
    find_due(scene.wiring)
    assert scene.mails(MailKind.REMINDER) == []
    scene.at(NOW + 17 * DAY)
    find_due(scene.wiring)
    find_due(scene.wiring)
    assert [mail.user_id for mail in scene.mails(MailKind.REMINDER)] == [scene.there.id]


def test_extension_is_told_and_reminds_anew(scene: Scene) -> None:
    number = scene.open(invited=("daar",))
    scene.at(NOW + 8 * DAY)
    find_due(scene.wiring)
    assert len(scene.mails(MailKind.REMINDER)) == 1
    running_rounds.extend(scene.wiring, scene.editor, number, NOW + 20 * DAY, "Er was vakantie.")
    assert "Er was vakantie." in scene.mails(MailKind.OPENING)[-1].body
    scene.at(NOW + 18 * DAY)
    find_due(scene.wiring)
    assert len(scene.mails(MailKind.REMINDER)) == 2


def test_admission_is_told_to_that_organisation_alone(scene: Scene) -> None:
    number = scene.open(to_all=True)
    scene.at(NOW + 11 * DAY)
    running_rounds.admit(scene.wiring, scene.editor, number, "daar", NOW + 13 * DAY, "Zij waren ziek.")
    assert [(mail.user_id, "Zij waren ziek." in mail.body) for mail in scene.mails()] == [
        (scene.there.id, True)
    ]


def test_who_refused_openings_is_passed_over_and_costs_no_writing(scene: Scene) -> None:
    with scene.wiring.database.write() as session:
        session.add(MailChoice(user_id=scene.here.id, daily=False, refused=["opening"]))
    scene.open(invited=("hier",))
    scene.at(NOW + DAY)
    find_due(scene.wiring)
    assert scene.mails(MailKind.OPENING) == []


def test_response_document_is_told_to_who_took_part_and_the_editors(scene: Scene) -> None:
    number = scene.open(invited=("hier",))
    scene.at(NOW + 11 * DAY)
    accounting.publish_document(scene.wiring, scene.editor, number)
    people = [mail.user_id for mail in scene.mails(MailKind.PUBLICATION)]
    assert sorted(map(str, people)) == sorted(map(str, [scene.here.id, scene.editor.id]))


# -- questions ----------------------------------------------------------------------------------------------


@pytest.fixture
def remark(scene: Scene) -> str:
    """The key of a remark that `here` submitted in a round that is closed now."""
    number = scene.open(to_all=True)
    with scene.wiring.database.write() as session:
        organisation = session.get_one(make.Organisation, scene.here_id)
        response = make.response(session, session.get_one(Round, number), organisation)
        key = answering.key_of(make.comment(session, response))
    scene.at(NOW + 11 * DAY)
    return key


def response_of(scene: Scene) -> int:
    with scene.wiring.database.read() as session:
        return session.query(Response.id).scalar() or 0


def test_question_is_asked_answered_once_and_kept(scene: Scene, remark: str) -> None:
    asking.ask(scene.wiring, scene.editor, remark, "Wat bedoelt u?")
    response_id = response_of(scene)
    (question,) = asking.questions_to(scene.wiring, scene.here, response_id)
    assert (question.question, question.answer) == ("Wat bedoelt u?", None)
    asking.answer_question(scene.wiring, scene.here, response_id, question.id, "Dit.")
    with pytest.raises(NotAllowed, match="al beantwoord"):
        asking.answer_question(scene.wiring, scene.here, response_id, question.id, "Of dat.")
    (seen,) = asking.questions_on(scene.wiring, scene.editor, remark).asked
    assert seen.answer == "Dit."
    kinds = [(mail.kind, mail.user_id) for mail in scene.mails()]
    assert kinds == [(MailKind.QUESTION, scene.here.id), (MailKind.QUESTION, scene.editor.id)]
    assert not any(words in mail.body for mail in scene.mails() for words in ("Wat bedoelt u?", "Dit."))


def test_one_question_at_a_time(scene: Scene, remark: str) -> None:
    asking.ask(scene.wiring, scene.editor, remark, "Wat bedoelt u?")
    with pytest.raises(NotAllowed, match="al een vraag"):
        asking.ask(scene.wiring, scene.editor, remark, "Wat bedoelt u?")
    assert not asking.questions_on(scene.wiring, scene.editor, remark).may_ask


def test_question_is_nobody_elses_business(scene: Scene, remark: str) -> None:
    asking.ask(scene.wiring, scene.editor, remark, "Wat bedoelt u?")
    response_id = response_of(scene)
    (question,) = asking.questions_to(scene.wiring, scene.here, response_id)
    assert asking.questions_to(scene.wiring, scene.there, response_id) == ()
    assert asking.questions_to(scene.wiring, Person(None, ""), response_id) == ()
    with pytest.raises(NotFound):
        asking.answer_question(scene.wiring, scene.there, response_id, question.id, "Dit.")
    with pytest.raises(NotAllowed):
        asking.questions_on(scene.wiring, scene.here, remark)
    with pytest.raises(NotAllowed):
        asking.ask(scene.wiring, scene.here, remark, "Mag ik?")


def test_question_waits_until_the_response_cannot_change(scene: Scene, remark: str) -> None:
    scene.at(NOW + 5 * DAY)
    with pytest.raises(NotAllowed, match="nog veranderen"):
        asking.ask(scene.wiring, scene.editor, remark, "Wat bedoelt u?")


def test_nothing_is_asked_or_answered_after_the_response_document(scene: Scene, remark: str) -> None:
    asking.ask(scene.wiring, scene.editor, remark, "Wat bedoelt u?")
    response_id = response_of(scene)
    (question,) = asking.questions_to(scene.wiring, scene.here, response_id)
    answering.answer(scene.wiring, scene.editor, remark, Outcome.ACCEPTED, "")
    with scene.wiring.database.read() as session:
        number = session.query(Round.id).scalar() or 0
    accounting.publish_document(scene.wiring, scene.editor, number)
    with pytest.raises(NotAllowed):
        asking.answer_question(scene.wiring, scene.here, response_id, question.id, "Dit.")
    assert len(asking.questions_on(scene.wiring, scene.editor, remark).asked) == 1


@pytest.mark.parametrize("text", ["", "  \n", "x" * 5001])
def test_question_has_words_and_an_end(scene: Scene, remark: str, text: str) -> None:
    with pytest.raises(InvalidInput):
        asking.ask(scene.wiring, scene.editor, remark, text)


def test_draft_cannot_be_asked_about(scene: Scene, remark: str) -> None:
    with scene.wiring.database.write() as session:
        session.query(Response).one().status = ResponseStatus.DRAFT
    with pytest.raises((NotAllowed, NotFound)):
        asking.ask(scene.wiring, scene.editor, remark, "Wat bedoelt u?")
