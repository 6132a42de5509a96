"""Signing in and sessions, on both databases: what ends, what waits, and what is told to nobody."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from kader.app import wire
from kader.domain.audit import SYSTEM
from kader.domain.errors import InvalidInput, NotAllowed, NotFound, TooManyAttempts
from kader.domain.rights import Person
from kader.domain.signing_in import ACCOUNT, ACCOUNT_FROM_ADDRESS, ADDRESS, Ending, Limit
from kader.domain.vocabulary import OrganisationKind, Role
from kader.services import accounts, administering, choosing_password, passwords, sessions, signing_in
from kader.services.accounts import NewGrant
from kader.services.signing_in import Browser, SignedIn, WrongCredentials
from kader.services.wiring import Wiring
from kader.storage import people
from kader.storage.account_tables import AttemptCount, SignInSession
from kader.storage.tables import User
from tests.accounts import LAPTOP, NEW, PASSWORD, acts, enter, link_in, mails, somebody
from tests.conftest import Clock

ADDRESS_OF_LIA, NOBODY = "lid@voorbeeld.example", "niemand@voorbeeld.example"


def at(wiring: Wiring, address: str) -> Wiring:
    """The service as somebody at this network address meets it."""
    return replace(wiring, origin=address)


def guess(wiring: Wiring, email: str = ADDRESS_OF_LIA, browser: Browser = LAPTOP) -> str:
    """What one wrong password leads to."""
    try:
        signing_in.sign_in(wiring, email, "een verkeerd wachtwoord", browser)
    except (WrongCredentials, TooManyAttempts) as error:
        return type(error).__name__
    return "in"


def rows(wiring: Wiring) -> list[SignInSession]:
    with wiring.database.read() as session:
        return list(session.scalars(select(SignInSession).order_by(SignInSession.id)))


def who(wiring: Wiring, signed_in: SignedIn) -> Person | None:
    found = sessions.current(wiring, signed_in.token)
    return found.person if found else None


def current(wiring: Wiring, signed_in: SignedIn) -> sessions.Current:
    found = sessions.current(wiring, signed_in.token)
    assert found is not None
    return found


# -- sessions -----------------------------------------------------------------------------------------------


def test_token_is_kept_only_as_its_hash(wiring: Wiring) -> None:
    somebody(wiring)
    signed_in = enter(at(wiring, "192.0.2.7"))
    (row,) = rows(wiring)
    assert signed_in.token not in str(vars(row))
    assert (row.browser, row.address, row.ended_at) == ("Firefox op Linux", "192.0.2.7", None)
    assert sessions.current(wiring, row.token_sha256) is None
    assert sessions.current(wiring, str(row.user_id)) is None


def test_every_sign_in_gives_another_token(wiring: Wiring) -> None:
    somebody(wiring)
    assert len({enter(wiring).token for _ in range(3)}) == 3


def test_session_ends_on_the_server_when_somebody_signs_out(wiring: Wiring) -> None:
    lia = somebody(wiring)
    signed_in, other = enter(wiring), enter(wiring)
    sessions.sign_out(wiring, lia, current(wiring, signed_in).session_id)
    assert who(wiring, signed_in) is None
    assert who(wiring, other) == lia
    assert [row.ending for row in rows(wiring)] == [Ending.SIGNED_OUT, None]


def test_session_ends_after_rest_and_after_a_day_of_use(wiring: Wiring, clock: Clock) -> None:
    somebody(wiring)
    signed_in = enter(wiring)
    clock.now += timedelta(minutes=119)
    assert who(wiring, signed_in) is not None
    clock.now += timedelta(minutes=121)
    assert who(wiring, signed_in) is None
    busy = enter(wiring)
    for _ in range(11):
        clock.now += timedelta(minutes=60)
        assert who(wiring, busy) is not None
    clock.now += timedelta(minutes=61)
    assert who(wiring, busy) is None


def test_last_use_is_written_once_in_five_minutes(wiring: Wiring, clock: Clock) -> None:
    somebody(wiring)
    signed_in, began = enter(wiring), clock.now
    for minutes, seen in ((1, 0), (4, 0), (5, 5), (9, 5), (10, 10)):
        clock.now = began + timedelta(minutes=minutes)
        current(wiring, signed_in)
        assert rows(wiring)[0].seen_at == began + timedelta(minutes=seen)


def test_own_sessions_are_listed_and_ended_from_elsewhere(wiring: Wiring) -> None:
    lia = somebody(wiring)
    here, phone, library = enter(wiring), enter(wiring), enter(wiring)
    mine = current(wiring, here).session_id
    assert [line.current for line in sessions.lines(wiring, lia, mine)].count(True) == 1
    sessions.end(wiring, lia, current(wiring, phone).session_id)
    assert [who(wiring, one) for one in (here, phone, library)] == [lia, None, lia]
    sessions.end_others(wiring, lia, mine)
    assert [who(wiring, one) for one in (here, phone, library)] == [lia, None, None]
    assert len(sessions.lines(wiring, lia, mine)) == 1
    with pytest.raises(NotFound):
        sessions.end(wiring, lia, 999)


def test_nobody_ends_or_sees_the_session_of_somebody_else(wiring: Wiring) -> None:
    lia, noor = somebody(wiring), somebody(wiring, email="noor@voorbeeld.example")
    mine = current(wiring, enter(wiring)).session_id
    with pytest.raises(NotFound):
        sessions.end(wiring, noor, mine)
    sessions.sign_out(wiring, noor, mine)
    sessions.end_others(wiring, noor, 0)
    assert len(sessions.lines(wiring, lia, mine)) == 1
    assert sessions.lines(wiring, noor, mine) == ()


def test_other_password_ends_all_sessions_and_begins_a_new_one(wiring: Wiring) -> None:
    lia = somebody(wiring)
    here, phone = enter(wiring), enter(wiring)
    token = choosing_password.change(
        wiring, lia, current(wiring, here).session_id, LAPTOP.agent, PASSWORD, NEW
    )
    assert [who(wiring, here), who(wiring, phone)] == [None, None]
    found = sessions.current(wiring, token)
    assert found is not None
    assert found.person == lia


def test_account_that_is_closed_ends_all_sessions_for_good(wiring: Wiring) -> None:
    boss = somebody(wiring, NewGrant(Role.ADMINISTRATOR), email="baas@voorbeeld.example")
    lia = somebody(wiring)
    signed_in = enter(wiring)
    for active in (False, True):
        administering.set_active(wiring, boss, lia.id or 0, active)
        assert who(wiring, signed_in) is None
    assert rows(wiring)[0].ending is Ending.CLOSED


def test_administrator_signs_somebody_out_everywhere(wiring: Wiring) -> None:
    boss = somebody(wiring, NewGrant(Role.ADMINISTRATOR), email="baas@voorbeeld.example")
    lia = somebody(wiring)
    signed_in = enter(wiring)
    assert administering.end_sessions(wiring, boss, lia.id or 0) == "Lia"
    assert who(wiring, signed_in) is None


def test_sessions_of_long_ago_are_forgotten(wiring: Wiring, clock: Clock) -> None:
    somebody(wiring)
    enter(wiring)
    clock.now += timedelta(days=31)
    enter(wiring)
    assert len(rows(wiring)) == 1


def test_who_has_no_role_sees_their_account_and_nothing_else(wiring: Wiring) -> None:
    lia = somebody(wiring)
    assert accounts.own_account(wiring, lia).roles == ()
    with pytest.raises(NotAllowed):
        administering.everyone(wiring, lia)


def test_signing_in_and_out_stand_in_the_log(wiring: Wiring) -> None:
    lia = somebody(wiring)
    guess(wiring)
    guess(wiring, NOBODY)
    signed_in = enter(wiring)
    sessions.sign_out(wiring, lia, current(wiring, signed_in).session_id)
    told = [(act, subject) for act, subject, _ in acts(wiring)][1:]
    assert told == [
        ("inloggen mislukt", f"account {lia.id}"),
        ("inloggen mislukt", "onbekend account"),
        ("ingelogd", f"account {lia.id}"),
        ("uitgelogd", f"account {lia.id}"),
    ]


# -- what is told to nobody ---------------------------------------------------------------------------------


def test_unknown_address_and_wrong_password_cost_the_same_work(
    wiring: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One password is computed for each: an account, none, one that is closed, one that was invited."""
    boss = somebody(wiring, NewGrant(Role.ADMINISTRATOR), email="baas@voorbeeld.example")
    lia = somebody(wiring)
    administering.set_active(wiring, boss, lia.id or 0, False)
    grant = NewGrant(Role.ADMINISTRATOR)
    administering.add_person(wiring, boss, "nieuw@voorbeeld.example", "Nieuw", grant)
    computed: list[str] = []
    verify = passwords._HASHER.verify

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:
            computed.append(str(hash).rsplit("$", 2)[0])
            return bool(verify(hash, password))

    monkeypatch.setattr(passwords, "_HASHER", Counting(time_cost=1, memory_cost=8, parallelism=1))
    for email in ("baas@voorbeeld.example", NOBODY, ADDRESS_OF_LIA, "nieuw@voorbeeld.example"):
        assert guess(wiring, email) == "WrongCredentials"
    assert len(computed) == 4
    assert len(set(computed)) == 1


def test_sentence_is_the_same_whatever_was_wrong(wiring: Wiring) -> None:
    boss = somebody(wiring, NewGrant(Role.ADMINISTRATOR), email="baas@voorbeeld.example")
    lia = somebody(wiring)
    administering.set_active(wiring, boss, lia.id or 0, False)
    told = set()
    for email in ("baas@voorbeeld.example", NOBODY, ADDRESS_OF_LIA):
        with pytest.raises(WrongCredentials) as error:
            signing_in.sign_in(wiring, email, "een verkeerd wachtwoord", LAPTOP)
        told.add(str(error.value))
    assert len(told) == 1


def test_unknown_address_is_made_to_wait_like_any_other(wiring: Wiring) -> None:
    somebody(wiring)
    waits = [[guess(wiring, email) for _ in range(6)] for email in (ADDRESS_OF_LIA, NOBODY)]
    assert waits[0] == waits[1] == ["WrongCredentials"] * 5 + ["TooManyAttempts"]


def test_counts_tell_nobodys_address(wiring: Wiring) -> None:
    guess(at(wiring, "192.0.2.7"), NOBODY)
    with wiring.database.read() as session:
        keys = [row.key for row in session.scalars(select(AttemptCount))]
    assert len(keys) == 3
    assert all(len(key) == 64 and "niemand" not in key and "192" not in key for key in keys)


# -- who guesses must wait ----------------------------------------------------------------------------------


def test_waits_grow_and_end_by_themselves(wiring: Wiring, clock: Clock) -> None:
    somebody(wiring)
    for _ in range(ACCOUNT_FROM_ADDRESS.free):
        assert guess(wiring) == "WrongCredentials"
    waits = []
    for _ in range(3):
        with pytest.raises(TooManyAttempts) as told:
            enter(wiring)
        waits.append(told.value.seconds)
        clock.now += timedelta(seconds=told.value.seconds)
        assert guess(wiring) == "WrongCredentials"
    assert waits == [30, 60, 120]
    clock.now += timedelta(seconds=240)
    assert who(wiring, enter(wiring)) is not None
    assert [guess(wiring) for _ in range(4)] == ["WrongCredentials"] * 4


def test_waiting_does_not_count_as_guessing(wiring: Wiring, clock: Clock) -> None:
    somebody(wiring)
    outcomes = [guess(wiring) for _ in range(40)]
    assert outcomes.count("TooManyAttempts") == 35
    clock.now += timedelta(seconds=30)
    assert who(wiring, enter(wiring)) is not None


def test_processes_count_together(wiring: Wiring) -> None:
    somebody(wiring)
    other = wire(wiring.settings, wiring.clock)
    outcomes = [guess(one) for one in (wiring, other) * 4]
    assert outcomes == ["WrongCredentials"] * 5 + ["TooManyAttempts"] * 3
    other.close()


def test_many_at_once_do_not_slip_through_together(wiring: Wiring) -> None:
    somebody(wiring)
    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(lambda _: guess(wiring), range(12)))
    assert outcomes.count("WrongCredentials") == ACCOUNT_FROM_ADDRESS.free


def test_right_and_wrong_passwords_at_once_never_fail_otherwise(wiring: Wiring, clock: Clock) -> None:
    """A success drops a count that another attempt is about to use."""
    somebody(wiring)
    guess(wiring)
    clock.now += timedelta(days=3)

    def attempt(right: bool) -> str:
        try:
            signing_in.sign_in(wiring, ADDRESS_OF_LIA, PASSWORD if right else "fout", LAPTOP)
        except (WrongCredentials, TooManyAttempts):
            return "refused"
        return "in"

    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(attempt, [True, False, True] * 6))
    assert "in" in outcomes


def test_one_address_cannot_try_many_accounts(wiring: Wiring) -> None:
    outcomes = [guess(at(wiring, "192.0.2.7"), f"{n}@voorbeeld.example") for n in range(ADDRESS.free + 3)]
    assert outcomes.count("WrongCredentials") == ADDRESS.free
    assert guess(at(wiring, "192.0.2.8"), NOBODY) == "WrongCredentials"


def test_addresses_of_one_household_are_one(wiring: Wiring) -> None:
    outcomes = [guess(at(wiring, f"2001:db8:1:2::{n:x}")) for n in range(7)]
    assert outcomes.count("TooManyAttempts") == 2


def test_many_addresses_cannot_try_one_account_for_ever(wiring: Wiring) -> None:
    somebody(wiring)
    outcomes = [guess(at(wiring, f"192.0.2.{n}")) for n in range(ACCOUNT.free + 3)]
    assert outcomes.count("WrongCredentials") == ACCOUNT.free


def test_strangers_who_guess_do_not_shut_the_owner_out(wiring: Wiring) -> None:
    """In a browser where the owner signed in before, only its own failures count."""
    lia = somebody(wiring)
    known = replace(LAPTOP, mark=enter(wiring).mark)
    for n in range(ACCOUNT.free + 1):
        guess(at(wiring, f"192.0.2.{n}"))
    with pytest.raises(TooManyAttempts):
        enter(at(wiring, "198.51.100.1"))
    assert who(wiring, signing_in.sign_in(wiring, ADDRESS_OF_LIA, PASSWORD, known)) == lia
    assert [guess(wiring, browser=known) for _ in range(6)][-1] == "TooManyAttempts"


def test_owner_in_a_new_browser_gets_in_by_mail(wiring: Wiring) -> None:
    lia = somebody(wiring)
    for n in range(ACCOUNT.free + 1):
        guess(at(wiring, f"192.0.2.{n}"))
    choosing_password.ask_link(wiring, ADDRESS_OF_LIA)
    mark = choosing_password.choose(wiring, link_in(mails(wiring)[-1]), NEW)
    found = signing_in.sign_in(wiring, ADDRESS_OF_LIA, NEW, replace(LAPTOP, mark=mark))
    assert who(wiring, found) == lia


@pytest.mark.parametrize(
    "bend",
    [
        lambda mark: mark.replace("1.", "2.", 1),
        lambda mark: mark[:-1] + ("0" if mark[-1] != "0" else "1"),
        lambda mark: "1.geraden.geraden",
        lambda mark: "1..",
        lambda mark: "é.é.é",
        lambda mark: "",
    ],
)
def test_mark_that_was_not_made_here_is_worth_nothing(wiring: Wiring, bend: Callable[[str], str]) -> None:
    somebody(wiring)
    bent = replace(LAPTOP, mark=bend(enter(wiring).mark))
    for _ in range(5):
        guess(wiring)
    assert guess(wiring, browser=bent) == "TooManyAttempts"


def test_mark_of_one_person_does_not_help_with_another(wiring: Wiring) -> None:
    somebody(wiring, email="noor@voorbeeld.example")
    noors = replace(LAPTOP, mark=enter(wiring, "noor@voorbeeld.example").mark)
    somebody(wiring)
    for _ in range(5):
        guess(wiring)
    assert guess(wiring, browser=noors) == "TooManyAttempts"


def test_own_success_does_not_wipe_out_what_an_address_did(wiring: Wiring) -> None:
    """Who has an account of their own cannot sign in between guesses to begin counting anew."""
    somebody(wiring)
    for n in range(ADDRESS.free):
        guess(at(wiring, "192.0.2.7"), f"{n}@voorbeeld.example")
        if n % 10 == 5:
            enter(at(wiring, "192.0.2.7"))
    assert guess(at(wiring, "192.0.2.7"), NOBODY) == "TooManyAttempts"


def test_counting_begins_anew_after_quiet(wiring: Wiring, clock: Clock) -> None:
    limit: Limit = ACCOUNT_FROM_ADDRESS
    for _ in range(limit.free):
        guess(wiring)
    clock.now += limit.quiet + timedelta(seconds=1)
    assert [guess(wiring) for _ in range(limit.free)] == ["WrongCredentials"] * limit.free


# -- passwords that age, and two at once --------------------------------------------------------------------


def test_password_kept_in_an_old_way_is_kept_anew_at_sign_in(wiring: Wiring) -> None:
    lia = somebody(wiring)
    old = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(PASSWORD)
    with wiring.database.write() as session:
        session.get_one(User, lia.id).password_hash = old
    enter(wiring)
    with wiring.database.read() as session:
        kept = session.get_one(User, lia.id).password_hash
    assert kept != old
    assert not passwords.is_outdated(kept)
    assert who(wiring, enter(wiring)) == lia


def test_two_who_are_added_with_one_address_at_once_get_a_sentence(
    wiring: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second one looks before the first is kept, and is told by the table itself."""
    somebody(wiring)
    monkeypatch.setattr(people, "user_by_email", lambda session, email: None)
    with pytest.raises(InvalidInput, match="al een account"):
        accounts.create_user(wiring, SYSTEM, ADDRESS_OF_LIA, "Ander", PASSWORD, [])


def test_two_organisations_of_one_name_at_once_get_a_sentence(
    wiring: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    boss = somebody(wiring, NewGrant(Role.ADMINISTRATOR))
    kind = OrganisationKind.ASSOCIATION
    administering.add_organisation(wiring, boss, "Vereniging", kind)
    monkeypatch.setattr(people, "organisations", lambda session: [])
    with pytest.raises(InvalidInput, match="al een organisatie"):
        administering.add_organisation(wiring, boss, "Vereniging", kind)


def test_two_administrators_cannot_close_each_other_at_once(wiring: Wiring) -> None:
    one = somebody(wiring, NewGrant(Role.ADMINISTRATOR), email="een@voorbeeld.example")
    two = somebody(wiring, NewGrant(Role.ADMINISTRATOR), email="twee@voorbeeld.example")

    def close(pair: tuple[Person, Person]) -> str:
        try:
            return administering.set_active(wiring, pair[0], pair[1].id or 0, False)
        except NotAllowed as error:
            return str(error)

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(close, [(one, two), (two, one)]))
    assert sorted(outcomes) == ["Dit is de laatste beheerder. Maak eerst iemand anders beheerder.", "Lia"]
