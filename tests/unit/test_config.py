"""Settings come from the environment, and what is unsafe stops the start with a sentence that names it."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from kader.config import Settings, UnsafeSetting

KEY = "k" * 32
SAFE = {"KADER_SECRET_KEY": KEY, "KADER_DATABASE_URL": "sqlite://"}


def settings(folder: Path, changes: Mapping[str, str]) -> Settings:
    return Settings.from_environment({"KADER_DATA_DIR": str(folder), **SAFE, **changes})


def test_production_is_the_default(tmp_path: Path) -> None:
    made = settings(tmp_path, {})
    assert (made.mode, made.debug, made.sample) == ("production", False, False)
    assert (made.host, made.port, made.workers, made.max_upload) == ("127.0.0.1", 8000, 2, 25 * 1024 * 1024)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"KADER_SECRET_KEY": ""}, "KADER_SECRET_KEY"),
        ({"KADER_SECRET_KEY": "k" * 31}, "KADER_SECRET_KEY"),
        ({"KADER_DEBUG": "1"}, "KADER_DEBUG"),
        ({"KADER_SAMPLE": "ja"}, "KADER_SAMPLE"),
    ],
)
def test_production_refuses_what_is_unsafe_and_names_it(
    tmp_path: Path, changes: dict[str, str], named: str
) -> None:
    with pytest.raises(UnsafeSetting, match=named):
        settings(tmp_path, changes)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"KADER_MODE": "test"}, "KADER_MODE"),
        ({"KADER_DEBUG": "misschien"}, "KADER_DEBUG"),
        ({"KADER_PORT": "http"}, "KADER_PORT"),
        ({"KADER_PORT": "0"}, "KADER_PORT"),
        ({"KADER_WORKERS": "-1"}, "KADER_WORKERS"),
        ({"KADER_MAX_UPLOAD_MB": "1.5"}, "KADER_MAX_UPLOAD_MB"),
    ],
)
def test_value_that_cannot_be_read_is_named(tmp_path: Path, changes: dict[str, str], named: str) -> None:
    with pytest.raises(UnsafeSetting, match=named):
        settings(tmp_path, changes)


def test_unsafe_setting_does_not_tell_the_secret(tmp_path: Path) -> None:
    with pytest.raises(UnsafeSetting) as told:
        settings(tmp_path, {"KADER_SECRET_KEY": "kort-geheim"})
    assert "kort-geheim" not in str(told.value)


def test_development_makes_a_key_of_its_own_and_keeps_it(tmp_path: Path) -> None:
    development = {"KADER_MODE": "development", "KADER_SECRET_KEY": "", "KADER_DEBUG": "on"}
    first, second = settings(tmp_path, development), settings(tmp_path, development)
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 32
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_production_writes_no_key(tmp_path: Path) -> None:
    with pytest.raises(UnsafeSetting):
        settings(tmp_path, {"KADER_SECRET_KEY": ""})
    assert list(tmp_path.iterdir()) == []


def test_folders_are_absolute_and_the_database_stands_in_the_data_folder(tmp_path: Path) -> None:
    made = settings(tmp_path, {"KADER_DATABASE_URL": "", "KADER_CONTENT_DIR": "content"})
    assert made.database_url == f"sqlite:///{tmp_path / 'kader.db'}"
    assert made.content_dir.is_absolute()
    assert made.index_dir.is_absolute()


def test_sessions_and_the_second_step_are_strict_unless_told_otherwise(tmp_path: Path) -> None:
    made = settings(tmp_path, {}).accounts
    assert (made.idle, made.longest, made.second_factor) == (timedelta(hours=2), timedelta(hours=12), True)
    assert made.sign_on is None
    assert not settings(tmp_path, {"KADER_SECOND_FACTOR": "nee"}).accounts.second_factor
    assert not settings(tmp_path, {"KADER_MODE": "development"}).accounts.second_factor
    told = {"KADER_SESSION_IDLE_MINUTES": "30", "KADER_SESSION_HOURS": "8"}
    assert settings(tmp_path, told).accounts.idle == timedelta(minutes=30)


OIDC = {
    "KADER_OIDC_ISSUER": "https://login.voorbeeld.example",
    "KADER_OIDC_CLIENT_ID": "kader",
    "KADER_OIDC_CLIENT_SECRET": "een-geheim-van-kader",
    "KADER_BASE_URL": "https://kader.voorbeeld.example",
}


def test_roles_of_single_sign_on_come_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "rollen.toml"
    path.write_text('claim = "groups"\n[[rule]]\nvalue = "a"\nrole = "lid"\norganisation = "b"\n')
    made = settings(tmp_path, {**OIDC, "KADER_OIDC_ROLES": str(path)}).accounts.sign_on
    assert made is not None
    assert (made.claim, [(rule.value, rule.role, rule.organisation) for rule in made.rules]) == (
        "groups",
        [("a", "lid", "b")],
    )
    assert "een-geheim-van-kader" not in repr(made)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"KADER_OIDC_ISSUER": "http://login.voorbeeld.example"}, "KADER_OIDC_ISSUER"),
        ({"KADER_OIDC_CLIENT_ID": ""}, "KADER_OIDC_CLIENT_ID"),
        ({"KADER_OIDC_CLIENT_SECRET": ""}, "KADER_OIDC_CLIENT_SECRET"),
        ({"KADER_OIDC_ROLES": "er-is-niets.toml"}, "KADER_OIDC_ROLES"),
        ({"KADER_BASE_URL": ""}, "KADER_BASE_URL"),
        ({"KADER_SECOND_FACTOR": "soms"}, "KADER_SECOND_FACTOR"),
        ({"KADER_SESSION_HOURS": "0"}, "KADER_SESSION_HOURS"),
        ({"KADER_PROXIES": "een"}, "KADER_PROXIES"),
    ],
)
def test_single_sign_on_that_is_half_set_or_unsafe_is_named(
    tmp_path: Path, changes: dict[str, str], named: str
) -> None:
    with pytest.raises(UnsafeSetting, match=named):
        settings(tmp_path, {**OIDC, **changes})


@pytest.mark.parametrize(
    ("word", "value"),
    [("1", True), ("JA", True), (" true ", True), ("0", False), ("nee", False), ("", False)],
)
def test_yes_and_no_are_read_in_both_languages(tmp_path: Path, word: str, value: bool) -> None:
    assert settings(tmp_path, {"KADER_MODE": "development", "KADER_SAMPLE": word}).sample is value


# -- mail ---------------------------------------------------------------------------------------------------

SERVER = {
    "KADER_SMTP_HOST": "smtp.voorbeeld.example",
    "KADER_MAIL_FROM": "Kader <kader@voorbeeld.example>",
    "KADER_BASE_URL": "https://kader.voorbeeld.example/",
}


def test_mail_goes_to_a_folder_without_a_server(tmp_path: Path) -> None:
    mail = settings(tmp_path, {}).mail
    assert (mail.host, mail.folder) == ("", tmp_path / "post")


@pytest.mark.parametrize(("security", "port"), [("tls", 465), ("starttls", 587)])
def test_port_follows_the_security(tmp_path: Path, security: str, port: int) -> None:
    made = settings(tmp_path, {**SERVER, "KADER_SMTP_SECURITY": security})
    assert (made.mail.port, made.base_url) == (port, "https://kader.voorbeeld.example")


def test_mail_server_on_the_same_machine_needs_no_encryption(tmp_path: Path) -> None:
    made = settings(tmp_path, {**SERVER, "KADER_SMTP_HOST": "localhost", "KADER_SMTP_SECURITY": "none"})
    assert made.mail.port == 25


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"KADER_SMTP_SECURITY": "none"}, "KADER_SMTP_SECURITY"),
        ({"KADER_SMTP_SECURITY": "ssl3"}, "KADER_SMTP_SECURITY"),
        ({"KADER_SMTP_PORT": "smtp"}, "KADER_SMTP_PORT"),
        ({"KADER_BASE_URL": "http://kader.voorbeeld.example"}, "KADER_BASE_URL"),
        ({"KADER_BASE_URL": ""}, "KADER_BASE_URL"),
        ({"KADER_BASE_URL": "kader"}, "KADER_BASE_URL"),
        ({"KADER_BASE_URL": "https://kader.voorbeeld.example/?a=1"}, "KADER_BASE_URL"),
        ({"KADER_MAIL_FROM": ""}, "KADER_MAIL_FROM"),
        ({"KADER_MAIL_FROM": "kader"}, "KADER_MAIL_FROM"),
        ({"KADER_MAIL_FROM": "kader@voorbeeld.example\nBcc: x@y.example"}, "KADER_MAIL_FROM"),
        ({"KADER_SMTP_USER": "kader"}, "KADER_SMTP_PASSWORD"),
        ({"KADER_SMTP_PASSWORD": "heel-geheim"}, "KADER_SMTP_USER"),
    ],
)
def test_unsafe_mail_settings_stop_the_start(tmp_path: Path, changes: dict[str, str], named: str) -> None:
    with pytest.raises(UnsafeSetting, match=named) as told:
        settings(tmp_path, {**SERVER, **changes})
    assert "heel-geheim" not in str(told.value)


def test_password_never_goes_over_an_open_line(tmp_path: Path) -> None:
    secret = {"KADER_SMTP_USER": "kader", "KADER_SMTP_PASSWORD": "heel-geheim"}
    for host in ("localhost", "smtp.voorbeeld.example"):
        with pytest.raises(UnsafeSetting, match="KADER_SMTP_PASSWORD"):
            settings(tmp_path, {**SERVER, **secret, "KADER_SMTP_HOST": host, "KADER_SMTP_SECURITY": "none"})


def test_settings_do_not_show_the_password(tmp_path: Path) -> None:
    secret = {"KADER_SMTP_USER": "kader", "KADER_SMTP_PASSWORD": "heel-geheim"}
    assert "heel-geheim" not in repr(settings(tmp_path, {**SERVER, **secret}))
