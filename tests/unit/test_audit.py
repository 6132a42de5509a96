"""Whatever is done to the log, the chain names the first entry that does not fit."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kader.domain.audit import (
    EMPTY,
    Act,
    Entry,
    Fault,
    Head,
    Kept,
    Trace,
    Wrong,
    account,
    chained,
    check,
    seal,
)

AT = datetime(2025, 1, 15, 12, 0, tzinfo=UTC)
LOG = 6


def chain(entries: Sequence[tuple[Entry, Trace]]) -> list[Kept]:
    kept: list[Kept] = []
    for entry, trace in entries:
        sealed = replace(entry, sealed=seal(trace))
        kept.append(Kept(sealed, chained(kept[-1].sha256 if kept else EMPTY.sha256, sealed), trace))
    return kept


def a_log(length: int = LOG) -> list[Kept]:
    """Entries of persons 1 and 2 in turn."""
    return chain(
        [
            (
                Entry(n, AT + timedelta(minutes=n), 2 - n % 2, Act.ANSWER, f"opmerking {n}", "", ""),
                Trace(f"zout {n}", f"Persoon {2 - n % 2}", "192.0.2.1"),
            )
            for n in range(1, length + 1)
        ]
    )


def head(log: Sequence[Kept]) -> Head:
    return Head(log[-1].entry.ordinal, log[-1].sha256) if log else EMPTY


def changed(log: list[Kept], n: int, **fields: object) -> list[Kept]:
    one = log[n - 1]
    return [*log[: n - 1], replace(one, entry=replace(one.entry, **fields)), *log[n:]]  # type: ignore[arg-type]


def renumbered(log: Sequence[Kept]) -> list[Kept]:
    return [replace(one, entry=replace(one.entry, ordinal=n)) for n, one in enumerate(log, start=1)]


def test_log_that_nobody_touched_is_whole() -> None:
    assert check(a_log(), head(a_log())) is None
    assert check([], EMPTY) is None


FIELDS = {
    "at": AT,
    "person_id": None,
    "act": "iets anders",
    "subject": "opmerking 99",
    "detail": "overgenomen",
    "sealed": "0" * 64,
}


@given(st.integers(1, LOG), st.sampled_from(sorted(FIELDS)))
def test_changed_field_is_found_where_it_is(n: int, field: str) -> None:
    log = changed(a_log(), n, **{field: FIELDS[field]})
    assert check(log, head(log)) == Fault(Wrong.CHANGED, n)


@given(st.integers(1, LOG))
def test_changed_hash_is_found_where_it_is(n: int) -> None:
    log = a_log()
    log[n - 1] = replace(log[n - 1], sha256="f" * 64)
    assert check(log, head(log)) == Fault(Wrong.CHANGED, n)


@given(st.integers(1, LOG - 1), st.booleans())
def test_removed_entry_is_found_also_when_the_rest_is_renumbered(n: int, renumber: bool) -> None:
    log = a_log()
    left = log[: n - 1] + log[n:]
    left = renumbered(left) if renumber else left
    assert check(left, head(log)) == Fault(Wrong.CHANGED if renumber else Wrong.MISSING, n)


@given(st.integers(1, LOG), st.integers(1, LOG))
def test_inserted_entry_is_found(n: int, copied: int) -> None:
    log = a_log()
    longer = renumbered([*log[: n - 1], log[copied - 1], *log[n - 1 :]])
    fault = check(longer, Head(LOG + 1, log[-1].sha256))
    assert fault is not None
    # A copy of the entry that stood there is that entry; what comes after it is not.
    assert fault.ordinal == (n + 1 if copied == n else n)


@given(st.integers(1, LOG), st.integers(1, LOG))
def test_reordered_entries_are_found(one: int, other: int) -> None:
    log = a_log()
    first, second = sorted((one, other))
    swapped = [*log]
    swapped[first - 1], swapped[second - 1] = log[second - 1], log[first - 1]
    fault = check(renumbered(swapped), head(log))
    assert fault == (None if first == second else Fault(Wrong.CHANGED, first))
    if first != second:
        assert check(swapped, head(log)) == Fault(Wrong.MISSING, first)


def test_entry_that_stands_twice_is_out_of_order() -> None:
    log = a_log()
    assert check([*log[:3], *log[2:]], head(log)) == Fault(Wrong.OUT_OF_ORDER, 3)


@given(st.integers(0, LOG - 1))
def test_tail_that_was_cut_off_is_missed_by_the_head(left: int) -> None:
    log = a_log()
    assert check(log[:left], head(log)) == Fault(Wrong.CUT_OFF, left + 1)


def test_tail_cut_off_with_its_head_is_found_by_a_head_noted_elsewhere() -> None:
    log = a_log()
    short = log[:3]
    assert check(short, head(short)) is None
    assert check(short, head(short), noted=head(log)) == Fault(Wrong.CUT_OFF, 4)


def test_log_calculated_anew_is_found_by_a_head_noted_elsewhere() -> None:
    log = a_log()
    forged = chain([(replace(one.entry, detail="anders"), one.trace) for one in log if one.trace])
    assert check(forged, head(forged)) is None
    assert check(forged, head(forged), noted=head(log[:4])) == Fault(Wrong.NOTED, 4)
    assert check([*log], head(log), noted=head(log[:4])) is None


def test_entry_added_after_the_head_is_found() -> None:
    log = a_log()
    assert check(log, head(log[:4])) == Fault(Wrong.ADDED, 5)
    assert check(log, Head(LOG, "f" * 64)) == Fault(Wrong.HEAD, LOG)


@pytest.mark.parametrize("field", ["salt", "name", "origin"])
def test_changed_trace_is_found(field: str) -> None:
    log = a_log()
    trace = log[1].trace
    assert trace is not None
    log[1] = replace(log[1], trace=replace(trace, **{field: "iets anders"}))
    assert check(log, head(log)) == Fault(Wrong.TRACE_CHANGED, 2)


@pytest.mark.parametrize(
    ("act", "subject", "fault"),
    [
        (Act.ERASE_ACCOUNT, account(1), None),
        (Act.ERASE_ACCOUNT, account(2), Fault(Wrong.TRACE_MISSING, 1)),
        (Act.CLOSE_ACCOUNT, account(1), Fault(Wrong.TRACE_MISSING, 1)),
    ],
)
def test_trace_may_be_gone_of_a_person_who_was_erased(act: Act, subject: str, fault: Fault | None) -> None:
    traced = [(one.entry, one.trace) for one in a_log() if one.trace]
    log = chain([*traced, (Entry(LOG + 1, AT, 9, act, subject, "", ""), Trace("z", "Bea", ""))])
    without = [replace(one, trace=None) if one.entry.person_id == 1 else one for one in log]
    assert check(without, head(log)) == fault


@given(st.integers(0, LOG), st.integers(0, LOG))
def test_traces_may_be_gone_up_to_where_they_were_cleared(cleared: int, told: int) -> None:
    traced = [(one.entry, one.trace) for one in a_log() if one.trace]
    entry = Entry(LOG + 1, AT, None, Act.CLEAR_TRACES, "logboek", str(told), "")
    log = chain([*traced, (entry, Trace("z", "Kader", ""))])
    without = [replace(one, trace=None) if one.entry.ordinal <= cleared else one for one in log]
    fault = check(without, head(log))
    assert fault == (None if cleared <= told else Fault(Wrong.TRACE_MISSING, told + 1))


def test_what_comes_after_an_erasure_must_keep_its_trace() -> None:
    erased = Entry(1, AT, 9, Act.ERASE_ACCOUNT, account(1), "", "")
    later = Entry(2, AT, 1, Act.SIGN_IN, account(1), "", "")
    log = chain([(erased, Trace("a", "Bea", "")), (later, Trace("b", "Anna", ""))])
    log[1] = replace(log[1], trace=None)
    assert check(log, head(log)) == Fault(Wrong.TRACE_MISSING, 2)


def _elsewhere(at: datetime) -> datetime:
    return at.astimezone(timezone(timedelta(hours=2)))


@pytest.mark.parametrize("same", [_elsewhere, lambda at: at.replace(microsecond=0)])
def test_hash_is_of_the_moment_whatever_its_time_zone(same: Callable[[datetime], datetime]) -> None:
    entry = a_log()[0].entry
    assert chained("", entry) == chained("", replace(entry, at=same(entry.at)))


@given(st.lists(st.text(), min_size=3, max_size=3), st.lists(st.text(), min_size=3, max_size=3))
def test_different_traces_have_different_seals(one: list[str], other: list[str]) -> None:
    assert (seal(Trace(*one)) == seal(Trace(*other))) == (one == other)
