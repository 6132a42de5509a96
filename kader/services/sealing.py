"""Secrets that must be read back are sealed with the service's key; of others a hash is enough.

Who gets hold of the database alone can then open neither. Whoever changes KADER_SECRET_KEY makes every seal
worthless: people set up their second step anew.
"""

import base64
import hashlib
import secrets

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kader.config import Settings


def new_token() -> str:
    """256 random bits, as text that can stand in an address or a cookie."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is kept of a token that nobody can guess: SHA-256, 64 hexadecimal digits."""
    return hashlib.sha256(token.encode()).hexdigest()


def seal(settings: Settings, secret: str) -> str:
    return _box(settings).encrypt(secret.encode()).decode()


def unseal(settings: Settings, sealed: str) -> str | None:
    """The secret, None when it was sealed with another key."""
    try:
        return _box(settings).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def _box(settings: Settings) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"kader second factor")
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.secret_key.encode())))
