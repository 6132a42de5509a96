"""The rules of signing in: waits that grow and end, browsers by name, passwords that are too easy."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kader.domain import signing_in
from kader.domain.browsers import describe
from kader.domain.errors import InvalidInput
from kader.domain.signing_in import Lifetimes, Limit, Method, with_code
from kader.services import passwords
from kader.services.sealing import digest, new_token, seal, unseal
from kader.services.throttling import network
from tests.conftest import make_settings

LIMITS = [value for value in vars(signing_in).values() if isinstance(value, Limit)]
NOW = datetime(2025, 1, 15, 12, 0, tzinfo=UTC)


@given(st.sampled_from(LIMITS), st.integers(0, 10**9))
def test_waits_grow_with_each_failure_and_never_lock(limit: Limit, attempts: int) -> None:
    assert timedelta(0) <= limit.wait(attempts) <= limit.wait(attempts + 1) <= limit.longest
    assert limit.longest <= timedelta(hours=1)
    assert (limit.wait(attempts) == timedelta(0)) == (attempts < limit.free)


def test_every_limit_lets_people_mistype() -> None:
    assert len(LIMITS) == 7
    assert min(limit.free for limit in LIMITS) >= 3


def test_guessing_at_one_account_from_one_address_stays_hopeless() -> None:
    """In a day of guessing without rest: fewer than a hundred and ten attempts."""
    limit, passed, attempts = signing_in.ACCOUNT_FROM_ADDRESS, timedelta(0), 0
    while passed < timedelta(days=1):
        attempts += 1
        passed += limit.wait(attempts)
    assert attempts < 110


def test_session_ends_by_rest_and_by_age() -> None:
    lives = Lifetimes(timedelta(hours=2), timedelta(hours=12))
    assert lives.ends_at(NOW, NOW) == NOW + timedelta(hours=2)
    assert lives.ends_at(NOW, NOW + timedelta(hours=11)) == NOW + timedelta(hours=12)


def test_code_is_told_beside_how_somebody_signed_in() -> None:
    assert with_code(Method.PASSWORD) is Method.PASSWORD_AND_CODE
    assert with_code(Method.ORGANISATION) is Method.ORGANISATION_AND_CODE
    assert with_code(Method.PASSWORD_AND_CODE) is Method.PASSWORD_AND_CODE


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox op Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge op Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1",
            "Safari op een iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome op Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) Version/18.0 Safari/605.1", "Safari op een Mac"),
        ("curl/8.0", "Een onbekende browser"),
        ("<script>alert(1)</script>", "Een onbekende browser"),
        ("", "Een onbekende browser"),
    ],
)
def test_browser_is_named_as_people_know_it(agent: str, words: str) -> None:
    assert describe(agent) == words


@pytest.mark.parametrize(
    "password",
    ["wachtwoord123", "welkom123456", "aaaaaaaaaaaa", "123456789012", "qwertyuiop12", "handelingskader"],
)
def test_password_that_anyone_would_try_first_is_refused(password: str) -> None:
    with pytest.raises(InvalidInput, match="makkelijk te raden"):
        passwords.require_good(password)


def test_own_name_and_address_make_no_password() -> None:
    passwords.require_good("noortje vandamstra")
    with pytest.raises(InvalidInput, match="makkelijk te raden"):
        passwords.require_good("noortje vandamstra", ("vandamstra@voorbeeld.example", "Noortje Vandamstra"))


@pytest.mark.parametrize("password", ["elf tekens.", "é" * 11, ""])
def test_password_of_eleven_characters_is_too_short(password: str) -> None:
    with pytest.raises(InvalidInput, match="ten minste 12"):
        passwords.require_good(password)


@pytest.mark.parametrize(
    "password", ["vier gewone woorden samen", "plak dit maar in " * 50, "日本語のとても長いパスワードです"]
)
def test_long_password_of_any_signs_is_taken(password: str) -> None:
    passwords.require_good(password)
    assert passwords.fits(passwords.hashed(password), password)
    assert not passwords.fits(passwords.hashed(password), password + " ")


def test_password_beyond_all_reason_is_refused_before_it_costs_anything() -> None:
    with pytest.raises(InvalidInput, match="ten hoogste 1000"):
        passwords.require_good("a b" * 100_000)


def test_password_is_kept_as_argon2id_and_nowhere_else() -> None:
    kept = passwords.hashed("een lange zin")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert "lange" not in kept
    assert kept != passwords.hashed("een lange zin")


def test_who_has_no_password_fits_none() -> None:
    for kept in (None, passwords.NO_PASSWORD, ""):
        assert not passwords.fits(kept, "")
        assert not passwords.fits(kept, "!")


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002"),
        ("2001:db8:1:2:ffff::1", "2001:0db8:0001:0002"),
        ("", ""),
    ],
)
def test_one_household_counts_as_one_address(address: str, counted: str) -> None:
    assert network(address) == counted


def test_secret_is_sealed_for_who_has_the_key_alone(tmp_path: Path) -> None:
    ours = make_settings(tmp_path, "sqlite://")
    others = make_settings(tmp_path, "sqlite://", KADER_SECRET_KEY="u" * 40)
    sealed = seal(ours, "GEHEIM")
    assert "GEHEIM" not in sealed
    assert unseal(ours, sealed) == "GEHEIM"
    assert unseal(others, sealed) is None
    assert unseal(ours, "geen zegel") is None


def test_tokens_are_long_and_known_by_their_hash() -> None:
    assert len({new_token() for _ in range(50)}) == 50
    assert len(new_token()) >= 43
    assert len(digest("x")) == 64
