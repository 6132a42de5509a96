"""When a mail is tried again, who gets it and when, and what its headers can hold."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kader.domain.mail import (
    CHOSEN_KINDS,
    TRIES,
    MailKind,
    Wish,
    after_outage,
    next_summary,
    next_try,
    one_line,
    wish,
)
from kader.mail.message import Letter, Unmailable, compose

NOW = datetime(2025, 1, 15, 12, 0, tzinfo=UTC)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
HEADERS = {
    *("from", "to", "subject", "date", "message-id", "auto-submitted"),
    *("mime-version", "content-type", "content-transfer-encoding"),
}
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))


def letter(**changes: str) -> Letter:
    fields = {"to": "jan@voorbeeld.example", "subject": "Onderwerp", "body": "Tekst.", "unsubscribe": ""}
    return Letter(
        sender="Kader <kader@voorbeeld.example>", message_id="<a@b>", dated=NOW, **{**fields, **changes}
    )


def test_waits_grow_and_end() -> None:
    waits = [again - NOW for tries in range(1, TRIES) if (again := next_try(tries, NOW))]
    assert waits == sorted(waits)
    assert len(waits) == TRIES - 1
    assert sum(waits, timedelta()) > timedelta(hours=20)
    assert next_try(TRIES, NOW) is None


@given(st.integers(1, 10_000))
def test_outage_never_makes_us_give_up_nor_wait_long(tries: int) -> None:
    assert NOW < after_outage(tries, NOW) <= NOW + timedelta(minutes=15)


@pytest.mark.parametrize("kind", list(MailKind))
@pytest.mark.parametrize("daily", [True, False])
def test_everyone_decides_except_on_mail_about_the_account(kind: MailKind, daily: bool) -> None:
    chosen = kind in CHOSEN_KINDS
    assert wish(kind, refused=frozenset(MailKind), daily=daily) is (Wish.NOT if chosen else Wish.NOW)
    expected = Wish.DAILY if daily and chosen else Wish.NOW
    assert wish(kind, refused=frozenset(), daily=daily) is expected


@given(MOMENTS)
def test_summary_comes_at_seven_in_amsterdam_within_a_day(now: datetime) -> None:
    comes = next_summary(now)
    assert (comes.astimezone(AMSTERDAM).hour, comes.astimezone(AMSTERDAM).minute) == (7, 0)
    assert timedelta() < comes - now <= timedelta(hours=25)


@given(st.text())
def test_subject_is_one_line_whatever_it_was(text: str) -> None:
    assert one_line(text).isprintable()


@given(st.text(max_size=300), st.text(max_size=300))
def test_no_words_become_a_header(subject: str, body: str) -> None:
    made = compose(letter(subject=one_line(subject), body=body.encode(errors="replace").decode()))
    read = message_from_bytes(made.as_bytes(), policy=default)
    assert {key.lower() for key in read} == HEADERS
    assert len(read.keys()) == len(HEADERS)
    assert read["to"].addresses[0].addr_spec == "jan@voorbeeld.example"


def test_subject_with_a_line_end_is_refused_even_when_nobody_cleaned_it() -> None:
    with pytest.raises(ValueError, match="linefeed"):
        compose(letter(subject="Hoi\r\nBcc: ander@voorbeeld.example"))


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("jan@voorbeeld.example", "jan@voorbeeld.example"),
        ("o'brien+kader@voorbeeld.example", "o'brien+kader@voorbeeld.example"),
        ('"jan de vries"@voorbeeld.example', '"jan de vries"@voorbeeld.example'),
        ("jan@bücher.example", "jan@xn--bcher-kva.example"),
    ],
)
def test_odd_addresses_arrive(typed: str, sent: str) -> None:
    read = message_from_bytes(compose(letter(to=typed)).as_bytes(), policy=default)
    assert read["to"].addresses[0].addr_spec == sent


@pytest.mark.parametrize(
    "typed",
    [
        *("", "jan", "jan@", "@voorbeeld.example", "jan@a.example, piet@b.example", "a@.é"),
        *("jan@a.example\\nBcc: p@b.example", "<jan@a.example>\\r\\nBcc: p@b.example"),
        *("jöb@voorbeeld.example", "jan@voor beeld.example"),
    ],
)
def test_what_is_no_address_is_said_to_be_none(typed: str) -> None:
    with pytest.raises(Unmailable):
        compose(letter(to=typed))


def test_mail_is_readable_text_with_accents() -> None:
    body = "Beste Zoë,\n\nU kunt reageren.\n" + "Een lange regel. " * 30
    read = message_from_bytes(compose(letter(subject="Reactie: één", body=body)).as_bytes(), policy=default)
    assert read["subject"] == "Reactie: één"
    assert read.get_content().replace("\r\n", "\n").strip() == body.strip()
    assert max(map(len, compose(letter(body=body)).as_bytes().split(b"\r\n"))) <= 998
