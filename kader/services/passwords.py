"""Passwords: how they are kept, and which ones are too easy to guess.

Kept as argon2id with the parameters of argon2-cffi, which follow RFC 9106; a hash that was made with older
ones is made anew when its owner signs in. How easily a password is guessed is what zxcvbn says, which knows
the lists of leaked passwords; what everybody here would think of first counts as known.
"""

import secrets
from collections.abc import Iterable

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from kader.domain.errors import InvalidInput

MINIMUM_LENGTH = 12
MAXIMUM_LENGTH = 1000
"""Not a limit for people: it bounds what a hostile form costs."""

NO_PASSWORD = "!"  # noqa: S105 - stands for an account that has none
_HASHER = PasswordHasher()
# Verified when there is no such account, so that sign-in takes equally long with and without one.
_NOBODY = _HASHER.hash(secrets.token_urlsafe())
# Guessing gets slower with each step of zxcvbn from 0 to 4; 3 takes more than a hundred million guesses.
_LEAST_SCORE = 3
# The cost of judging grows fast with the length, and what stands further on only makes it harder to guess.
_JUDGED_LENGTH = 60
_EVERYONES = ("kader", "wachtwoord", "welkom", "geheim", "handelingskader", "kwaliteitskader", "jeugdzorg")


def hashed(password: str) -> str:
    """The argon2id hash that is kept of a password."""
    return _HASHER.hash(password)


def fits(kept: str | None, password: str) -> bool:
    """Whether this is the password; takes equally long when there is none to compare with."""
    real = kept is not None and is_set(kept)
    try:
        return _HASHER.verify(kept if real and kept else _NOBODY, password) and real
    except (VerificationError, InvalidHashError):
        return False


def is_set(kept: str) -> bool:
    """Whether somebody has a password at all."""
    return kept.startswith("$argon2")


def is_outdated(kept: str) -> bool:
    """Whether a password was kept with other parameters than those of today."""
    return _HASHER.check_needs_rehash(kept)


def require_good(password: str, about: Iterable[str] = ()) -> None:
    """Raises InvalidInput when it is too short or easy to guess; `about` are words of its owner."""
    if len(password) < MINIMUM_LENGTH:
        raise InvalidInput(f"Kies een wachtwoord van ten minste {MINIMUM_LENGTH} tekens.")
    if len(password) > MAXIMUM_LENGTH:
        raise InvalidInput(f"Kies een wachtwoord van ten hoogste {MAXIMUM_LENGTH} tekens.")
    words = [part for text in (*_EVERYONES, *about) for part in (text, *text.replace("@", " ").split())]
    if zxcvbn(password[:_JUDGED_LENGTH], words)["score"] < _LEAST_SCORE:
        raise InvalidInput(
            "Dit wachtwoord is makkelijk te raden. Kies een ander, bijvoorbeeld een zin van vier woorden."
        )
