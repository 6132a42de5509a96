"""Mails are promised with what they tell, sent outside the request, tried again, and never sent twice."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from kader.domain.mail import TRIES, MailKind, MailState
from kader.domain.vocabulary import Role
from kader.mail.transport import FolderTransport, SmtpTransport, Transport, transport_for
from kader.services import mail_sending
from kader.services.mail_sending import Sent, send_due
from kader.services.mailing import queue, unsubscribe_url, unsubscribing
from kader.services.wiring import Wiring
from kader.storage import mails
from kader.storage.mail_tables import Mail, MailChoice
from kader.storage.tables import User
from tests import factories as make
from tests.conftest import ROOT, Clock, make_settings
from tests.mail_server import Inbox, free_port, mail_server

JAN = "jan@voorbeeld.example"
KADER = (sys.executable, "-c", "from kader.app import main; main()")


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    with mail_server() as made:
        yield made


@pytest.fixture
def smtp(wiring: Wiring, inbox: Inbox) -> Transport:
    return smtp_to(wiring, inbox.port)


def smtp_to(wiring: Wiring, port: int) -> Transport:
    return SmtpTransport(replace(wiring.settings.mail, host="127.0.0.1", port=port, security="none"))


def promise(wiring: Wiring, key: str = "proef 1", to: str = JAN, **changes: Any) -> bool:
    fields = {"kind": MailKind.OPENING, "subject": "De ronde is open", "body": "U kunt reageren."}
    with wiring.database.write() as session:
        return queue(session, wiring, **{"to": to, "key": key, **fields, **changes})


def state(wiring: Wiring, key: str = "proef 1") -> Mail:
    with wiring.database.read() as session:
        return session.query(Mail).filter_by(key=key).one()


def words(mail: EmailMessage) -> str:
    return str(mail.get_content()).replace("\r\n", "\n")


def test_mail_arrives_once_with_its_headers(wiring: Wiring, inbox: Inbox, smtp: Transport) -> None:
    promise(wiring)
    assert send_due(wiring, smtp) == Sent(sent=1)
    assert send_due(wiring, smtp) == Sent()
    (mail,) = inbox.mails
    assert mail["subject"] == "De ronde is open"
    assert mail["message-id"] == state(wiring).message_id
    assert mail["auto-submitted"] == "auto-generated"
    assert words(mail).startswith("U kunt reageren.\n\n-- \nU krijgt deze mail omdat ")


def test_same_mail_is_promised_once(wiring: Wiring, inbox: Inbox, smtp: Transport) -> None:
    assert promise(wiring) is True
    assert promise(wiring, subject="Nog eens") is False
    send_due(wiring, smtp)
    assert promise(wiring) is False
    send_due(wiring, smtp)
    assert len(inbox.mails) == 1


def test_mail_is_promised_only_when_what_it_tells_is_kept(wiring: Wiring) -> None:
    with pytest.raises(RuntimeError):
        _promise_and_fail(wiring)
    with wiring.database.read() as session:
        assert mails.counts(session) == {}


def _promise_and_fail(wiring: Wiring) -> None:
    with wiring.database.write() as session:
        queue(session, wiring, to=JAN, kind=MailKind.OPENING, subject="x", body="y", key="proef 1")
        raise RuntimeError


def test_text_is_not_kept_after_sending(wiring: Wiring, smtp: Transport) -> None:
    promise(wiring, body="https://voorbeeld.example/wachtwoord/geheim")
    send_due(wiring, smtp)
    assert state(wiring).body == ""


def test_mail_that_is_not_taken_now_is_tried_again(
    wiring: Wiring, clock: Clock, inbox: Inbox, smtp: Transport
) -> None:
    promise(wiring)
    inbox.refuses[JAN] = "450 Later alstublieft"
    assert send_due(wiring, smtp) == Sent(put_off=1)
    assert send_due(wiring, smtp) == Sent(), "its wait is not over"
    assert "450 Later" in state(wiring).trouble
    inbox.refuses.clear()
    clock.now += timedelta(minutes=1)
    assert send_due(wiring, smtp) == Sent(sent=1)


def test_mail_is_given_up_after_enough_tries(
    wiring: Wiring, clock: Clock, inbox: Inbox, smtp: Transport
) -> None:
    promise(wiring)
    promise(wiring, "proef 2", "piet@voorbeeld.example")
    inbox.refuses[JAN] = "450 Later alstublieft"
    for _ in range(TRIES + 3):
        send_due(wiring, smtp)
        clock.now += timedelta(hours=13)
    assert (state(wiring).state, state(wiring).tries) == (MailState.GIVEN_UP, TRIES)
    assert state(wiring, "proef 2").state is MailState.SENT, "others do not wait for it"


@pytest.mark.parametrize(
    ("to", "refusal"), [(JAN, "550 Onbekend"), ("jan", ""), ("jöb@voorbeeld.example", "")]
)
def test_address_that_can_never_work_is_given_up_at_once(
    wiring: Wiring, inbox: Inbox, smtp: Transport, to: str, refusal: str
) -> None:
    inbox.refuses[JAN] = refusal
    promise(wiring, to=to)
    assert send_due(wiring, smtp) == Sent(given_up=1)
    assert state(wiring).trouble


def test_nothing_is_given_up_while_the_server_is_away(wiring: Wiring, clock: Clock) -> None:
    port = free_port()
    promise(wiring)
    for _ in range(TRIES * 3):
        assert send_due(wiring, smtp_to(wiring, port)) == Sent(put_off=1)
        clock.now += timedelta(minutes=16)
    with mail_server(port) as inbox:
        assert send_due(wiring, smtp_to(wiring, port)) == Sent(sent=1)
        assert len(inbox.mails) == 1


def test_server_that_breaks_off_half_way_gets_the_rest_later(
    wiring: Wiring, clock: Clock, inbox: Inbox, smtp: Transport
) -> None:
    for number in range(3):
        promise(wiring, f"proef {number}", f"p{number}@voorbeeld.example")
    inbox.answer = "421 Wij sluiten"
    send_due(wiring, smtp)
    inbox.answer = "250 OK"
    clock.now += timedelta(minutes=6)
    send_due(wiring, smtp)
    assert len(inbox.mails) == 3


class Dies(Exception):
    pass


def test_sender_that_dies_after_sending_repeats_under_the_same_message_id(
    wiring: Wiring, clock: Clock, inbox: Inbox, smtp: Transport, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one case that cannot be excluded: so a repeat must be recognisable."""
    promise(wiring)
    with monkeypatch.context() as patch:
        patch.setattr("kader.services.mail_sending._note", _die)
        with pytest.raises(Dies):
            send_due(wiring, smtp)
    assert send_due(wiring, smtp) == Sent(), "until the lease ends nobody else may have it"
    clock.now += timedelta(minutes=16)
    assert send_due(wiring, smtp) == Sent(sent=1)
    assert len(inbox.mails) == 2
    assert len({mail["message-id"] for mail in inbox.mails}) == 1


def _die(*_: object) -> None:
    raise Dies


def test_folder_takes_a_repeat_as_the_same_file(
    wiring: Wiring, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = FolderTransport(tmp_path / "post")
    promise(wiring)
    with monkeypatch.context() as patch:
        patch.setattr("kader.services.mail_sending._note", _die)
        with pytest.raises(Dies):
            send_due(wiring, folder)
    clock.now += timedelta(minutes=16)
    send_due(wiring, folder)
    (file,) = (tmp_path / "post").iterdir()
    assert (file.suffix, file.stat().st_mode & 0o777) == (".eml", 0o600)
    assert b"Subject: De ronde is open" in file.read_bytes()


def test_without_a_server_mails_go_to_the_folder_of_the_settings(wiring: Wiring) -> None:
    assert isinstance(transport_for(wiring.settings.mail), FolderTransport)


def test_two_senders_at_once_send_each_mail_once(wiring: Wiring, inbox: Inbox, smtp: Transport) -> None:
    for number in range(40):
        promise(wiring, f"proef {number}", f"p{number}@voorbeeld.example")
    results: list[Sent] = []
    threads = [Thread(target=lambda: results.append(send_due(wiring, smtp))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(result.sent for result in results) == 40
    assert len({mail["message-id"] for mail in inbox.mails}) == len(inbox.mails) == 40


def test_two_processes_send_each_mail_once(wiring: Wiring, inbox: Inbox, tmp_path: Path) -> None:
    for number in range(25):
        promise(wiring, f"proef {number}", f"p{number}@voorbeeld.example")
    senders = [
        subprocess.Popen(
            [*KADER, "mail", "send"],
            cwd=ROOT,
            env=environment(wiring, inbox, tmp_path),
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    said = [sender.communicate(timeout=60)[0] for sender in senders]
    assert [sender.returncode for sender in senders] == [0, 0]
    assert sum(int(line.split()[0]) for line in said) == 25
    assert len({mail["message-id"] for mail in inbox.mails}) == len(inbox.mails) == 25


def test_service_that_runs_sends_by_itself_and_ends_in_order(
    wiring: Wiring, inbox: Inbox, tmp_path: Path
) -> None:
    wiring.database.close()
    service = subprocess.Popen(
        [*KADER, "serve"], cwd=ROOT, env=environment(wiring, inbox, tmp_path), stderr=subprocess.DEVNULL
    )
    try:
        for number in range(5):
            promise(wiring, f"proef {number}", f"p{number}@voorbeeld.example")
        waited = Event()
        while len(inbox.mails) < 5 and service.poll() is None:
            waited.wait(0.1)
    finally:
        service.terminate()
    assert service.wait(timeout=60) == 0
    assert len({mail["message-id"] for mail in inbox.mails}) == len(inbox.mails) == 5


def environment(wiring: Wiring, inbox: Inbox, tmp_path: Path) -> dict[str, str]:
    """What a command needs to work on this database with this mail server."""
    return os.environ | {
        "KADER_PORT": str(free_port()),
        "KADER_MODE": "development",
        "KADER_SECRET_KEY": "t" * 40,
        "KADER_DATA_DIR": str(tmp_path),
        "KADER_DATABASE_URL": wiring.database.engine.url.render_as_string(hide_password=False),
        "KADER_INDEX_DIR": str(tmp_path / "search_index"),
        "KADER_SMTP_HOST": "127.0.0.1",
        "KADER_SMTP_PORT": str(inbox.port),
        "KADER_SMTP_SECURITY": "none",
        "KADER_MAIL_FROM": "Kader <kader@voorbeeld.example>",
    }


def test_mail_of_who_was_removed_meanwhile_stops_nothing(
    wiring: Wiring, inbox: Inbox, smtp: Transport, monkeypatch: pytest.MonkeyPatch
) -> None:
    promise(wiring)
    promise(wiring, "proef 2", "piet@voorbeeld.example")
    note = mail_sending._note

    def remove_first(*arguments: Any) -> None:
        with wiring.database.write() as session:
            session.query(Mail).filter_by(key="proef 1").delete()
        note(*arguments)

    monkeypatch.setattr("kader.services.mail_sending._note", remove_first)
    assert send_due(wiring, smtp).sent == 2


def test_address_is_forgotten_after_ninety_days_and_the_key_is_not(
    wiring: Wiring, clock: Clock, smtp: Transport
) -> None:
    promise(wiring)
    send_due(wiring, smtp)
    clock.now += timedelta(days=89)
    send_due(wiring, smtp)
    assert state(wiring).to_address == JAN
    clock.now += timedelta(days=2)
    send_due(wiring, smtp)
    assert (state(wiring).to_address, state(wiring).subject) == ("", "")
    assert promise(wiring) is False


class FlakyTransport:
    """Fails in a way nobody thought of, the first time."""

    def __init__(self, real: Transport) -> None:
        self._real, self.failed = real, False

    def connected(self) -> Any:
        if not self.failed:
            self.failed = True
            raise ZeroDivisionError
        return self._real.connected()


def test_sender_goes_on_after_a_fault_and_ends_when_told(
    wiring: Wiring, clock: Clock, inbox: Inbox, smtp: Transport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kader.services.mail_sending.PAUSE_SECONDS", 0.01)
    promise(wiring)
    promise(wiring, "proef 2", "piet@voorbeeld.example")
    stop, flaky = Event(), FlakyTransport(smtp)
    sender = Thread(target=mail_sending.keep_sending, args=(wiring, flaky, stop))
    sender.start()
    while len(inbox.mails) < 1:
        stop.wait(0.01)
    clock.now += timedelta(minutes=16)
    while len(inbox.mails) < 2:
        stop.wait(0.01)
    stop.set()
    sender.join(timeout=30)
    assert not sender.is_alive()
    assert flaky.failed


# -- what people want ----------------------------------------------------------------------------------------


def someone(wiring: Wiring, *, daily: bool = False, refused: tuple[MailKind, ...] = ()) -> tuple[int, str]:
    with wiring.database.write() as session:
        person = make.person(session, Role.ADMINISTRATOR)
        user = session.get_one(User, person.id)
        session.add(MailChoice(user_id=user.id, daily=daily, refused=[kind.value for kind in refused]))
        return user.id, user.email


def test_refused_kind_is_not_promised(wiring: Wiring) -> None:
    _, email = someone(wiring, refused=(MailKind.OPENING,))
    assert promise(wiring, to=email) is False
    assert promise(wiring, "proef 2", email, kind=MailKind.REMINDER) is True


def test_daily_summary_is_one_mail_of_what_was_held(
    wiring: Wiring, clock: Clock, inbox: Inbox, smtp: Transport
) -> None:
    _, email = someone(wiring, daily=True)
    promise(wiring, "proef 1", email, subject="De ronde is open")
    promise(wiring, "proef 2", email, subject="Nog drie dagen", kind=MailKind.REMINDER)
    promise(wiring, "proef 3", email, subject="Nieuw wachtwoord", kind=MailKind.ACCOUNT)
    assert send_due(wiring, smtp) == Sent(sent=1), "mail on the account never waits"
    clock.now += timedelta(days=1)
    assert send_due(wiring, smtp) == Sent(sent=1)
    assert send_due(wiring, smtp) == Sent()
    summary = inbox.of(email)[-1]
    assert summary["subject"] == "Kader: 2 berichten"
    assert "De ronde is open" in summary.get_content()
    assert "Nog drie dagen" in summary.get_content()


def test_mail_says_how_to_stop_it(wiring: Wiring, inbox: Inbox, smtp: Transport) -> None:
    number, email = someone(wiring)
    promise(wiring, to=email)
    promise(wiring, "proef 2", email, kind=MailKind.ACCOUNT)
    send_due(wiring, smtp)
    opening, account = inbox.of(email)
    token = opening["list-unsubscribe"].strip("<>").rpartition("/")[2]
    assert unsubscribing(wiring.settings, token) == (number, MailKind.OPENING)
    assert opening["list-unsubscribe"].strip("<>") in opening.get_content()
    assert account["list-unsubscribe"] is None


@pytest.mark.parametrize("token", ["", "x", "WzEsIm9wZW5pbmciXQ.vervalst", "é", "." * 50])
def test_made_up_address_stops_nothing(wiring: Wiring, token: str) -> None:
    assert unsubscribing(wiring.settings, token) is None


def test_address_made_with_another_secret_stops_nothing(wiring: Wiring, tmp_path: Path) -> None:
    other = make_settings(tmp_path, "sqlite://", KADER_SECRET_KEY="u" * 40)
    token = unsubscribe_url(other, 1, MailKind.OPENING).rpartition("/")[2]
    assert unsubscribing(wiring.settings, token) is None
