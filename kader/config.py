"""Settings: read once from the environment, typed, and refused when they are unsafe.

Production is the default; a setting that would make it unsafe stops the start with a sentence that names it.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Mode = Literal["production", "development"]

_KEY_LENGTH = 32
_TRUE = {"1", "true", "yes", "ja", "on"}
_FALSE = {"", "0", "false", "no", "nee", "off"}


class UnsafeSetting(Exception):
    """A setting is missing, malformed or unsafe; `str(error)` is a Dutch sentence that says which."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`max_upload` is in bytes, `port` and `workers` as gunicorn takes them, folders absolute."""

    mode: Mode
    secret_key: str
    database_url: str
    content_dir: Path
    index_dir: Path
    sample: bool
    debug: bool
    host: str
    port: int
    workers: int
    max_upload: int

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> "Settings":
        """Settings from the `KADER_*` variables. Raises UnsafeSetting."""
        mode = _mode(env)
        data_dir = Path(env.get("KADER_DATA_DIR", "instance")).resolve()
        settings = cls(
            mode=mode,
            secret_key=env.get("KADER_SECRET_KEY") or _development_key(mode, data_dir),
            database_url=env.get("KADER_DATABASE_URL") or f"sqlite:///{data_dir / 'kader.db'}",
            content_dir=Path(env.get("KADER_CONTENT_DIR", "content")).resolve(),
            index_dir=Path(env.get("KADER_INDEX_DIR", "search_index")).resolve(),
            sample=_flag(env, "KADER_SAMPLE"),
            debug=_flag(env, "KADER_DEBUG"),
            host=env.get("KADER_HOST", "127.0.0.1"),
            port=_number(env, "KADER_PORT", 8000),
            workers=_number(env, "KADER_WORKERS", 2),
            max_upload=_number(env, "KADER_MAX_UPLOAD_MB", 25) * 1024 * 1024,
        )
        settings._refuse_unsafe()
        return settings

    def _refuse_unsafe(self) -> None:
        if self.mode != "production":
            return
        if len(self.secret_key) < _KEY_LENGTH:
            raise UnsafeSetting(
                f"KADER_SECRET_KEY ontbreekt of is korter dan {_KEY_LENGTH} tekens: geef een lang geheim."
            )
        if self.debug:
            raise UnsafeSetting("KADER_DEBUG staat aan: dat laat geheimen zien; zet het uit in productie.")
        if self.sample:
            raise UnsafeSetting(
                "KADER_SAMPLE staat aan: voorbeeldaccounts horen niet in productie; zet het uit."
            )


def _mode(env: Mapping[str, str]) -> Mode:
    match env.get("KADER_MODE", "production"):
        case "production":
            return "production"
        case "development":
            return "development"
        case other:
            raise UnsafeSetting(f"KADER_MODE is {other!r}: kies production of development.")


def _development_key(mode: Mode, data_dir: Path) -> str:
    """In development a key is made once and kept beside the database, so that sessions outlive a restart."""
    if mode == "production":
        return ""
    path = data_dir / "secret_key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(_KEY_LENGTH), encoding="ascii")
    return path.read_text(encoding="ascii")


def _flag(env: Mapping[str, str], name: str) -> bool:
    value = env.get(name, "").strip().lower()
    if value not in _TRUE | _FALSE:
        raise UnsafeSetting(f"{name} is {value!r}: kies 1 of 0.")
    return value in _TRUE


def _number(env: Mapping[str, str], name: str, default: int) -> int:
    value = env.get(name, "").strip() or str(default)
    if not value.isdecimal() or int(value) == 0:
        raise UnsafeSetting(f"{name} is {value!r}: geef een geheel getal groter dan 0.")
    return int(value)
