"""Settings: read once from the environment, typed, and refused when they are unsafe.

Production is the default; a setting that would make it unsafe stops the start with a sentence that names it.
"""

import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

Mode = Literal["production", "development"]
MailSecurity = Literal["tls", "starttls", "none"]

_KEY_LENGTH = 32
_SMTP_PORTS: dict[MailSecurity, int] = {"tls": 465, "starttls": 587, "none": 25}
_HERE = ("localhost", "127.0.0.1", "::1")
_TRUE = {"1", "true", "yes", "ja", "on"}
_FALSE = {"", "0", "false", "no", "nee", "off"}


class UnsafeSetting(Exception):
    """A setting is missing, malformed or unsafe; `str(error)` is a Dutch sentence that says which."""


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Where mails go: an SMTP server, or without `host` a folder. `sender` is an address, name allowed."""

    host: str
    port: int
    security: MailSecurity
    user: str
    password: str = field(repr=False)
    sender: str
    folder: Path

    @classmethod
    def from_environment(cls, env: Mapping[str, str], data_dir: Path) -> "MailSettings":
        """Raises UnsafeSetting."""
        security = _security(env)
        settings = cls(
            host=env.get("KADER_SMTP_HOST", "").strip(),
            port=_number(env, "KADER_SMTP_PORT", _SMTP_PORTS[security]),
            security=security,
            user=env.get("KADER_SMTP_USER", ""),
            password=env.get("KADER_SMTP_PASSWORD", ""),
            sender=env.get("KADER_MAIL_FROM", "").strip() or "Kader <kader@localhost>",
            folder=Path(env.get("KADER_MAIL_DIR") or data_dir / "post").resolve(),
        )
        settings._refuse_contradiction(env)
        return settings

    def _refuse_contradiction(self, env: Mapping[str, str]) -> None:
        if bool(self.user) != bool(self.password):
            raise UnsafeSetting("KADER_SMTP_USER en KADER_SMTP_PASSWORD horen bij elkaar: geef beide.")
        if self.user and self.security == "none":
            raise UnsafeSetting(
                "KADER_SMTP_SECURITY is none: dan gaat KADER_SMTP_PASSWORD leesbaar over de lijn. "
                "Kies tls of starttls."
            )
        if not self.sender.isprintable() or "@" not in self.sender:
            raise UnsafeSetting("KADER_MAIL_FROM is geen e-mailadres. Schrijf: Kader <kader@voorbeeld.nl>.")
        if self.host and not env.get("KADER_MAIL_FROM", "").strip():
            raise UnsafeSetting("KADER_MAIL_FROM ontbreekt: geef het adres waarvandaan Kader mails stuurt.")

    def refuse_unsafe(self, base_url: str) -> None:
        """What production does not allow. Raises UnsafeSetting."""
        if not self.host:
            return
        if self.security == "none" and self.host not in _HERE:
            raise UnsafeSetting(
                "KADER_SMTP_SECURITY is none: mails zouden leesbaar over het net gaan. Kies tls of starttls."
            )
        if not base_url.startswith("https://"):
            raise UnsafeSetting(
                "KADER_BASE_URL ontbreekt of begint niet met https://: links in mails wijzen daarheen."
            )


@dataclass(frozen=True, slots=True)
class SignOnRule:
    """Who has `value` among their claims holds `role`, in an organisation or for a framework (slugs)."""

    value: str
    role: str
    organisation: str | None = None
    framework: str | None = None


@dataclass(frozen=True, slots=True)
class SignOn:
    """A provider of single sign-on (OpenID Connect), and which of its claims gives which role."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str
    claim: str
    rules: tuple[SignOnRule, ...]

    @classmethod
    def from_environment(cls, env: Mapping[str, str], mode: Mode) -> "SignOn | None":
        """None without KADER_OIDC_ISSUER. Raises UnsafeSetting."""
        issuer = env.get("KADER_OIDC_ISSUER", "").strip()
        if not issuer:
            return None
        if mode == "production" and not issuer.startswith("https://"):
            raise UnsafeSetting(
                "KADER_OIDC_ISSUER begint niet met https://: dan is het antwoord te vervalsen."
            )
        for name in ("KADER_OIDC_CLIENT_ID", "KADER_OIDC_CLIENT_SECRET"):
            if not env.get(name):
                raise UnsafeSetting(f"{name} ontbreekt: die hoort bij KADER_OIDC_ISSUER.")
        claim, rules = _sign_on_rules(env.get("KADER_OIDC_ROLES", "").strip())
        return cls(
            issuer=issuer,
            client_id=env["KADER_OIDC_CLIENT_ID"],
            client_secret=env["KADER_OIDC_CLIENT_SECRET"],
            name=env.get("KADER_OIDC_NAME", "").strip() or "uw organisatie",
            claim=claim,
            rules=rules,
        )


@dataclass(frozen=True, slots=True)
class AccountSettings:
    """`idle` and `longest` bound a session; `second_factor`: editors and administrators need one."""

    idle: timedelta
    longest: timedelta
    second_factor: bool
    sign_on: SignOn | None

    @classmethod
    def from_environment(cls, env: Mapping[str, str], mode: Mode) -> "AccountSettings":
        """Raises UnsafeSetting."""
        obliged = env.get("KADER_SECOND_FACTOR", "").strip() or ("1" if mode == "production" else "0")
        return cls(
            idle=timedelta(minutes=_number(env, "KADER_SESSION_IDLE_MINUTES", 120)),
            longest=timedelta(hours=_number(env, "KADER_SESSION_HOURS", 12)),
            second_factor=_flag({"KADER_SECOND_FACTOR": obliged}, "KADER_SECOND_FACTOR"),
            sign_on=SignOn.from_environment(env, mode),
        )


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
    # where people find the service, without a slash at the end: links in mails and feeds start with it
    base_url: str
    mail: MailSettings
    accounts: AccountSettings
    # how many proxies of our own stand in front: only their word on who asks is believed
    proxies: int

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> "Settings":
        """Settings from the `KADER_*` variables. Raises UnsafeSetting."""
        mode = _mode(env)
        data_dir = Path(env.get("KADER_DATA_DIR", "instance")).resolve()
        host, port = env.get("KADER_HOST", "127.0.0.1"), _number(env, "KADER_PORT", 8000)
        settings = cls(
            mode=mode,
            secret_key=env.get("KADER_SECRET_KEY") or _development_key(mode, data_dir),
            database_url=env.get("KADER_DATABASE_URL") or f"sqlite:///{data_dir / 'kader.db'}",
            content_dir=Path(env.get("KADER_CONTENT_DIR", "content")).resolve(),
            index_dir=Path(env.get("KADER_INDEX_DIR", "search_index")).resolve(),
            sample=_flag(env, "KADER_SAMPLE"),
            debug=_flag(env, "KADER_DEBUG"),
            host=host,
            port=port,
            workers=_number(env, "KADER_WORKERS", 2),
            max_upload=_number(env, "KADER_MAX_UPLOAD_MB", 25) * 1024 * 1024,
            base_url=_base_url(env, f"http://{host}:{port}"),
            mail=MailSettings.from_environment(env, data_dir),
            accounts=AccountSettings.from_environment(env, mode),
            proxies=_count(env, "KADER_PROXIES"),
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
        self.mail.refuse_unsafe(self.base_url)
        if self.accounts.sign_on and not self.base_url.startswith("https://"):
            raise UnsafeSetting(
                "KADER_BASE_URL ontbreekt of begint niet met https://: de aanbieder van KADER_OIDC_ISSUER "
                "stuurt mensen daarheen terug."
            )


def _mode(env: Mapping[str, str]) -> Mode:
    match env.get("KADER_MODE", "production"):
        case "production":
            return "production"
        case "development":
            return "development"
        case other:
            raise UnsafeSetting(f"KADER_MODE is {other!r}: kies production of development.")


def _security(env: Mapping[str, str]) -> MailSecurity:
    match env.get("KADER_SMTP_SECURITY", "").strip() or "starttls":
        case "tls":
            return "tls"
        case "starttls":
            return "starttls"
        case "none":
            return "none"
        case other:
            raise UnsafeSetting(f"KADER_SMTP_SECURITY is {other!r}: kies tls, starttls of none.")


def _base_url(env: Mapping[str, str], default: str) -> str:
    value = env.get("KADER_BASE_URL", "").strip().rstrip("/") or default
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise UnsafeSetting(f"KADER_BASE_URL is {value!r}: geef een adres als https://kader.voorbeeld.nl.")
    return value


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


def _sign_on_rules(path: str) -> tuple[str, tuple[SignOnRule, ...]]:
    """The claim and its rules, from a TOML file: `claim = "groups"` and a `[[rule]]` for each value."""
    if not path:
        return "", ()
    try:
        found = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        return str(found["claim"]), tuple(SignOnRule(**rule) for rule in found.get("rule", []))
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise UnsafeSetting(f"KADER_OIDC_ROLES ({path}) is niet te lezen: {error}.") from error


def _count(env: Mapping[str, str], name: str) -> int:
    """A whole number, 0 when it is not given."""
    return _number(env, name, 0) if env.get(name, "").strip() not in ("", "0") else 0


def _number(env: Mapping[str, str], name: str, default: int) -> int:
    value = env.get(name, "").strip() or str(default)
    if not value.isdecimal() or int(value) == 0:
        raise UnsafeSetting(f"{name} is {value!r}: geef een geheel getal groter dan 0.")
    return int(value)
