"""The second step: codes that work once, recovery codes, and who cannot do without."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select

from kader.config import Settings
from kader.domain.errors import NotAllowed, NotFound, TooManyAttempts
from kader.domain.rights import Person
from kader.domain.signing_in import HALF_SESSION, KNOWN_BROWSER, Method, Stage
from kader.domain.vocabulary import Role
from kader.services import administering, choosing_password, second_factor, sessions, signing_in
from kader.services.accounts import NewGrant
from kader.services.second_factor import WrongCode, WrongPassword
from kader.services.signing_in import Browser, SignedIn, TooLate, WrongCredentials
from kader.services.wiring import Wiring
from kader.storage.account_tables import RecoveryCode, SecondFactor
from tests.accounts import LAPTOP, NEW, PASSWORD, acts, enter, link_in, mails, somebody
from tests.conftest import Clock

ADMINISTRATOR = NewGrant(Role.ADMINISTRATOR)


class App:
    """The app on somebody's telephone."""

    def __init__(self, secret: str, clock: Clock) -> None:
        self._totp, self._clock = pyotp.TOTP(secret.replace(" ", "")), clock

    def code(self, *, seconds: int = 0) -> str:
        return self._totp.at(self._clock.now + timedelta(seconds=seconds))


def obliged(wiring: Wiring) -> Wiring:
    settings: Settings = wiring.settings
    return replace(
        wiring, settings=replace(settings, accounts=replace(settings.accounts, second_factor=True))
    )


def current(wiring: Wiring, token: str) -> sessions.Current:
    found = sessions.current(wiring, token)
    assert found is not None
    return found


def set_up(wiring: Wiring, person: Person, clock: Clock) -> tuple[App, tuple[str, ...]]:
    """An app with its secret, and recovery codes; half a minute later, so that the next code is another."""
    session_id = current(wiring, enter(wiring).token).session_id
    app = App(second_factor.set_up(wiring, person).secret, clock)
    done = second_factor.confirm(wiring, person, session_id, LAPTOP.agent, PASSWORD, app.code())
    clock.now += timedelta(seconds=30)
    return app, done.codes


def give(wiring: Wiring, half: SignedIn, code: str, browser: Browser = LAPTOP) -> SignedIn:
    return signing_in.take_second_step(wiring, half.token, code, browser)


# -- signing in ---------------------------------------------------------------------------------------------


def test_password_alone_opens_nothing_once_there_is_a_second_step(wiring: Wiring, clock: Clock) -> None:
    lia = somebody(wiring)
    app, _ = set_up(wiring, lia, clock)
    half = enter(wiring)
    assert half.stage is Stage.HALF
    assert half.mark == ""
    assert sessions.current(wiring, half.token) is None
    whole = give(wiring, half, app.code())
    assert current(wiring, whole.token).person == lia
    assert whole.token != half.token
    assert sessions.current(wiring, half.token) is None
    (line, *_) = sessions.lines(wiring, lia, 0)
    assert line.method is Method.PASSWORD_AND_CODE


def test_half_a_session_is_not_listed_and_does_not_last(wiring: Wiring, clock: Clock) -> None:
    lia = somebody(wiring)
    app, _ = set_up(wiring, lia, clock)
    half = enter(wiring)
    assert len(sessions.lines(wiring, lia, 0)) == 1
    clock.now += HALF_SESSION
    assert not signing_in.waits_for_code(wiring, half.token)
    with pytest.raises(TooLate):
        give(wiring, half, app.code())


@pytest.mark.parametrize(
    ("seconds", "taken"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)]
)
def test_clock_of_a_telephone_may_be_half_a_minute_off(
    wiring: Wiring, clock: Clock, seconds: int, taken: bool
) -> None:
    app, _ = set_up(wiring, somebody(wiring), clock)
    clock.now += timedelta(minutes=5)
    half = enter(wiring)
    if taken:
        assert give(wiring, half, app.code(seconds=seconds)).stage is Stage.WHOLE
    else:
        with pytest.raises(WrongCredentials):
            give(wiring, half, app.code(seconds=seconds))


def test_code_is_taken_once(wiring: Wiring, clock: Clock) -> None:
    app, _ = set_up(wiring, somebody(wiring), clock)
    code = app.code()
    give(wiring, enter(wiring), code)
    for again in (code, app.code(seconds=-30)):
        with pytest.raises(WrongCredentials):
            give(wiring, enter(wiring), again)
    clock.now += timedelta(seconds=30)
    give(wiring, enter(wiring), app.code())


def test_code_that_two_give_at_once_works_for_one(wiring: Wiring, clock: Clock) -> None:
    app, _ = set_up(wiring, somebody(wiring), clock)
    halves, code = [enter(wiring), enter(wiring)], app.code()

    def attempt(half: SignedIn) -> str:
        try:
            return give(wiring, half, code).stage
        except WrongCredentials:
            return "refused"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(attempt, halves)) == ["refused", "whole"]


def test_code_that_confirmed_the_app_does_not_sign_in(wiring: Wiring, clock: Clock) -> None:
    app, _ = set_up(wiring, somebody(wiring), clock)
    clock.now -= timedelta(seconds=30)
    with pytest.raises(WrongCredentials):
        give(wiring, enter(wiring), app.code())


@pytest.mark.parametrize("code", ["", "000000 ", "abc", "１２３４５６", "1" * 500, "-1"])
def test_code_that_is_none_is_refused(wiring: Wiring, clock: Clock, code: str) -> None:
    set_up(wiring, somebody(wiring), clock)
    with pytest.raises(WrongCredentials):
        give(wiring, enter(wiring), code)


def test_guessing_codes_must_wait_also_in_new_sessions(wiring: Wiring, clock: Clock) -> None:
    app, _ = set_up(wiring, somebody(wiring), clock)
    for _ in range(KNOWN_BROWSER.free):
        with pytest.raises(WrongCredentials):
            give(wiring, enter(wiring), "000000")
    half = enter(wiring)
    with pytest.raises(TooManyAttempts) as told:
        give(wiring, half, app.code())
    clock.now += timedelta(seconds=told.value.seconds)
    give(wiring, half, app.code())


def test_recovery_code_works_once_and_is_told_by_mail(wiring: Wiring, clock: Clock) -> None:
    lia = somebody(wiring)
    _, codes = set_up(wiring, lia, clock)
    assert len(set(codes)) == 8
    give(wiring, enter(wiring), f" {codes[0].upper()} ")
    assert mails(wiring)[-1][0] == "Er is ingelogd met een herstelcode"
    assert second_factor.state(wiring, lia).codes_left == 7
    with pytest.raises(WrongCredentials):
        give(wiring, enter(wiring), codes[0])
    give(wiring, enter(wiring), codes[1].replace("-", ""))


def test_recovery_code_of_somebody_else_does_not_work(wiring: Wiring, clock: Clock) -> None:
    _, codes = set_up(wiring, somebody(wiring), clock)
    noor = somebody(wiring, email="noor@voorbeeld.example")
    session_id = current(wiring, enter(wiring, "noor@voorbeeld.example").token).session_id
    app = App(second_factor.set_up(wiring, noor).secret, clock)
    second_factor.confirm(wiring, noor, session_id, "", PASSWORD, app.code())
    with pytest.raises(WrongCredentials):
        give(wiring, enter(wiring, "noor@voorbeeld.example"), codes[0])


def test_new_password_by_mail_does_not_do_without_the_second_step(wiring: Wiring, clock: Clock) -> None:
    set_up(wiring, somebody(wiring), clock)
    choosing_password.ask_link(wiring, "lid@voorbeeld.example")
    choosing_password.choose(wiring, link_in(mails(wiring)[-1]), NEW)
    assert enter(wiring, password=NEW).stage is Stage.HALF


# -- setting up and taking away -----------------------------------------------------------------------------


def test_secret_and_codes_do_not_stand_in_the_database(wiring: Wiring, clock: Clock) -> None:
    lia = somebody(wiring)
    secret = second_factor.set_up(wiring, lia).secret.replace(" ", "")
    assert second_factor.set_up(wiring, lia).secret.replace(" ", "") == secret
    _, codes = set_up(wiring, lia, clock)
    with wiring.database.read() as session:
        kept = session.scalars(select(SecondFactor)).one().sealed_secret
        hashes = [row.code_sha256 for row in session.scalars(select(RecoveryCode))]
    assert secret not in kept
    assert not any(code.replace("-", "") in str(hashes) for code in codes)


def test_setting_up_ends_other_sessions_and_asks_password_and_code(wiring: Wiring, clock: Clock) -> None:
    lia = somebody(wiring)
    here, phone = enter(wiring), enter(wiring)
    session_id = current(wiring, here.token).session_id
    app = App(second_factor.set_up(wiring, lia).secret, clock)
    with pytest.raises(WrongPassword):
        second_factor.confirm(wiring, lia, session_id, "", "fout", app.code())
    with pytest.raises(WrongCode):
        second_factor.confirm(wiring, lia, session_id, "", PASSWORD, "000000")
    assert enter(wiring).stage is Stage.WHOLE
    done = second_factor.confirm(wiring, lia, session_id, "", PASSWORD, app.code())
    assert [sessions.current(wiring, one.token) for one in (here, phone)] == [None, None]
    assert current(wiring, done.token).person == lia
    assert mails(wiring)[-1][0] == "U logt voortaan in twee stappen in bij Kader"
    with pytest.raises(NotAllowed):
        second_factor.set_up(wiring, lia)


def test_second_step_is_switched_off_with_the_password(wiring: Wiring, clock: Clock) -> None:
    lia = somebody(wiring)
    app, _ = set_up(wiring, lia, clock)
    whole = give(wiring, enter(wiring), app.code())
    session_id = current(wiring, whole.token).session_id
    with pytest.raises(WrongPassword):
        second_factor.switch_off(wiring, lia, session_id, "fout")
    second_factor.switch_off(wiring, lia, session_id, PASSWORD)
    assert enter(wiring).stage is Stage.WHOLE
    assert mails(wiring)[-1][0] == "De tweede stap van uw account bij Kader is uit"


def test_new_recovery_codes_replace_the_old(wiring: Wiring, clock: Clock) -> None:
    lia = somebody(wiring)
    app, old = set_up(wiring, lia, clock)
    whole = give(wiring, enter(wiring), app.code())
    session_id = current(wiring, whole.token).session_id
    codes = second_factor.renew_codes(wiring, lia, session_id, PASSWORD)
    with pytest.raises(WrongCredentials):
        give(wiring, enter(wiring), old[0])
    give(wiring, enter(wiring), codes[0])


def test_who_must_have_a_second_step_gets_nothing_before_it(wiring: Wiring, clock: Clock) -> None:
    strict = obliged(wiring)
    boss = somebody(wiring, ADMINISTRATOR)
    found = current(strict, enter(strict).token)
    assert found.held_back
    assert found.person == Person(boss.id, boss.name)
    with pytest.raises(NotAllowed):
        administering.everyone(strict, found.person)
    app = App(second_factor.set_up(strict, found.person).secret, clock)
    done = second_factor.confirm(strict, found.person, found.session_id, "", PASSWORD, app.code())
    assert current(strict, done.token).person == boss
    with pytest.raises(NotAllowed, match="Alleen een beheerder"):
        second_factor.switch_off(strict, boss, current(strict, done.token).session_id, PASSWORD)


def test_member_is_free_to_have_a_second_step_or_not(wiring: Wiring) -> None:
    strict = obliged(wiring)
    somebody(wiring)
    assert not current(strict, enter(strict).token).held_back


def test_administrator_takes_away_the_second_step_of_who_lost_it(wiring: Wiring, clock: Clock) -> None:
    boss = somebody(wiring, ADMINISTRATOR, email="baas@voorbeeld.example")
    lia = somebody(wiring)
    app, _ = set_up(wiring, lia, clock)
    whole = give(wiring, enter(wiring), app.code())
    administering.remove_factor(wiring, boss, lia.id or 0)
    assert sessions.current(wiring, whole.token) is None
    assert enter(wiring).stage is Stage.WHOLE
    assert ("tweede stap uitgezet", f"account {lia.id}", "") in acts(wiring)
    assert mails(wiring)[-1][0] == "De tweede stap van uw account bij Kader is uit"
    with pytest.raises(NotAllowed):
        administering.remove_factor(wiring, boss, boss.id or 0)


def test_who_runs_the_service_helps_the_only_administrator(wiring: Wiring, clock: Clock) -> None:
    boss = somebody(wiring, ADMINISTRATOR)
    set_up(wiring, boss, clock)
    with pytest.raises(NotFound):
        second_factor.remove_for(wiring, "niemand@voorbeeld.example")
    second_factor.remove_for(wiring, " Lid@Voorbeeld.example")
    assert enter(wiring).stage is Stage.WHOLE
    assert acts(wiring)[-2][:2] == ("tweede stap uitgezet", f"account {boss.id}")


def test_other_key_of_the_service_takes_no_codes_but_recovery_codes(wiring: Wiring, clock: Clock) -> None:
    lia = somebody(wiring)
    app, codes = set_up(wiring, lia, clock)
    rekeyed = replace(wiring, settings=replace(wiring.settings, secret_key="u" * 40))
    with pytest.raises(WrongCredentials):
        give(rekeyed, enter(rekeyed), app.code())
    assert give(rekeyed, enter(rekeyed), codes[0]).stage is Stage.WHOLE
