"""Choosing a password by a link: once, not for long, and telling nobody who has an account."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from kader.domain.errors import InvalidInput, TooManyAttempts
from kader.domain.signing_in import LINK_ADDRESS, LINK_LIFE, RESET_ACCOUNT, RESET_ADDRESS, LinkPurpose
from kader.services import choosing_password, sessions
from kader.services.choosing_password import DeadLink
from kader.services.wiring import Wiring
from kader.storage.account_tables import AccountLink
from kader.storage.tables import User
from tests.accounts import NEW, acts, enter, link_in, mails, signs_in, somebody
from tests.conftest import Clock

LIA, NOBODY = "lid@voorbeeld.example", "niemand@voorbeeld.example"


def asked(wiring: Wiring) -> str:
    """The token of the link that Lia gets."""
    choosing_password.ask_link(wiring, LIA)
    return link_in(mails(wiring)[-1])


@contextmanager
def statements(wiring: Wiring) -> Iterator[list[str]]:
    """What is asked of the database while the block runs, by its first two words."""
    seen: list[str] = []

    def note(*call: object) -> None:
        seen.append(" ".join(str(call[2]).split()[:3]))

    event.listen(wiring.database.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(wiring.database.engine, "before_cursor_execute", note)


def test_link_chooses_a_password_and_ends_all_sessions(wiring: Wiring) -> None:
    lia = somebody(wiring)
    signed_in = enter(wiring)
    token = asked(wiring)
    assert sessions.current(wiring, signed_in.token) is not None
    whom = choosing_password.of_link(wiring, token)
    assert (whom.name, whom.email, whom.purpose) == ("Lia", LIA, LinkPurpose.RESET)
    choosing_password.choose(wiring, token, NEW)
    assert sessions.current(wiring, signed_in.token) is None
    assert signs_in(wiring, LIA, NEW) == lia
    assert mails(wiring)[-1][0] == "Uw wachtwoord voor Kader is veranderd"
    done = [(act, subject) for act, subject, _ in acts(wiring)]
    assert ("nieuw wachtwoord gevraagd", f"account {lia.id}") in done
    assert ("wachtwoord gekozen", f"account {lia.id}") in done


def test_link_works_once(wiring: Wiring) -> None:
    lia = somebody(wiring)
    token = asked(wiring)
    choosing_password.choose(wiring, token, NEW)
    with pytest.raises(DeadLink, match="al gebruikt of verlopen"):
        choosing_password.choose(wiring, token, "nog een heel andere zin")
    assert signs_in(wiring, LIA, NEW) == lia


def test_link_that_two_use_at_once_works_for_one(wiring: Wiring) -> None:
    somebody(wiring)
    token = asked(wiring)

    def choose(password: str) -> str:
        try:
            choosing_password.choose(wiring, token, password)
        except DeadLink:
            return "dead"
        return "chosen"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(choose, ["de ene lange zin hier", "de andere lange zin daar"]))
    assert outcomes == ["chosen", "dead"]


def test_one_use_kills_the_other_links_too(wiring: Wiring) -> None:
    somebody(wiring)
    first, second = asked(wiring), asked(wiring)
    assert first != second
    choosing_password.choose(wiring, second, NEW)
    with pytest.raises(DeadLink):
        choosing_password.of_link(wiring, first)


@pytest.mark.parametrize("late", [timedelta(0), timedelta(days=40)])
def test_link_expires(wiring: Wiring, clock: Clock, late: timedelta) -> None:
    somebody(wiring)
    token = asked(wiring)
    clock.now += LINK_LIFE[LinkPurpose.RESET] - timedelta(seconds=1)
    choosing_password.of_link(wiring, token)
    clock.now += timedelta(seconds=1) + late
    with pytest.raises(DeadLink, match="al gebruikt of verlopen"):
        choosing_password.choose(wiring, token, NEW)


def test_weak_password_does_not_use_up_the_link(wiring: Wiring) -> None:
    somebody(wiring)
    token = asked(wiring)
    for weak in ("te kort", "wachtwoord1234"):
        with pytest.raises(InvalidInput):
            choosing_password.choose(wiring, token, weak)
    choosing_password.choose(wiring, token, NEW)


def test_link_is_kept_only_as_its_hash(wiring: Wiring) -> None:
    somebody(wiring)
    token = asked(wiring)
    with wiring.database.read() as session:
        (row,) = session.scalars(select(AccountLink))
        assert token not in str(vars(row))
    with pytest.raises(DeadLink):
        choosing_password.of_link(wiring, row.token_sha256)


def test_link_leads_to_the_address_of_the_settings(wiring: Wiring) -> None:
    somebody(wiring)
    choosing_password.ask_link(wiring, LIA)
    assert f"{wiring.settings.base_url}/wachtwoord-kiezen/" in mails(wiring)[0][1]


def test_unknown_address_costs_the_same_work_but_for_the_mail(wiring: Wiring) -> None:
    """What differs is one row in the outbox, and what is read to write it."""
    somebody(wiring)
    choosing_password.ask_link(wiring, "warm@voorbeeld.example")
    done = {}
    for email in (LIA, NOBODY):
        with statements(wiring) as seen:
            choosing_password.ask_link(wiring, email)
        done[email] = [one for one in seen if one.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert [one for one in done[LIA] if one != "INSERT INTO mails"] == done[NOBODY]
    assert len(done[LIA]) == len(done[NOBODY]) + 1
    assert mails(wiring, NOBODY) == []


def test_nothing_is_sent_to_an_account_that_was_closed(wiring: Wiring) -> None:
    lia = somebody(wiring)
    with wiring.database.write() as session:
        session.get_one(User, lia.id).active = False
    choosing_password.ask_link(wiring, LIA)
    assert mails(wiring) == []


def test_nobody_fills_somebodys_mailbox(wiring: Wiring) -> None:
    """From many addresses: after a few mails it is quiet, and who asks hears nothing of that."""
    somebody(wiring)
    for n in range(20):
        choosing_password.ask_link(replace(wiring, origin=f"192.0.2.{n}"), LIA)
    assert len(mails(wiring)) == RESET_ACCOUNT.free
    choosing_password.choose(wiring, link_in(mails(wiring)[0]), NEW)


def test_one_address_cannot_ask_for_many(wiring: Wiring) -> None:
    for n in range(RESET_ADDRESS.free):
        choosing_password.ask_link(wiring, f"{n}@voorbeeld.example")
    with pytest.raises(TooManyAttempts):
        choosing_password.ask_link(wiring, NOBODY)


def test_who_tries_many_links_must_wait_and_a_good_one_still_works(wiring: Wiring) -> None:
    somebody(wiring)
    token = asked(wiring)
    for n in range(LINK_ADDRESS.free):
        with pytest.raises(DeadLink):
            choosing_password.of_link(wiring, f"geraden-{n}")
    with pytest.raises(TooManyAttempts):
        choosing_password.of_link(wiring, "nog een")
    choosing_password.choose(wiring, token, NEW)
