"""A correction can be taken back: what it changed is kept as it was.

Rows are kept as they stand in their tables, not as the review shows them, so that whatever else is known of a
comment comes back with it. A step names what it made, changed and removed; what others added meanwhile is no
part of it and stays.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Enum, delete, inspect, select
from sqlalchemy.orm import Session, joinedload, undefer

from kader.domain.errors import InvalidInput
from kader.storage.correction_tables import Correction
from kader.storage.tables import Comment, Place, Point, Response, Unplaced

KEPT = 100
"""Corrections of a response that can be taken back, the newest first."""
_LISTS: dict[str, type[Point] | type[Comment] | type[Unplaced]] = {
    "points": Point,
    "comments": Comment,
    "unplaced": Unplaced,
}
_PLAIN = ("title", "dated", "letter")
_OWN = frozenset({"id", "response_id", "comment_id", "position"})
_GONE = "Deze stap is al ongedaan gemaakt, of een collega heeft daarna nog iets verbeterd."
_State = dict[str, Any]


def state_of(response: Response) -> _State:
    """All that a correction may change, as values for JSON."""
    lists = {
        name: {"order": [row.id for row in rows], "rows": {str(row.id): _fields(row) for row in rows}}
        for name in _LISTS
        for rows in [getattr(response, name)]
    }
    return {**lists, **{name: getattr(response, name) for name in _PLAIN}}


def keep(
    session: Session, response: Response, before: _State, what: str, person_id: int | None, at: datetime
) -> None:
    """Keep what was changed since `before`; nothing when nothing was."""
    step = _difference(before, state_of(response))
    if not step:
        return
    session.add(Correction(response_id=response.id, what=what, made_by_id=person_id, made_at=at, before=step))
    session.flush()
    of_response = select(Correction.id).where(Correction.response_id == response.id)
    old = session.scalars(of_response.order_by(Correction.id.desc()).offset(KEPT)).all()
    if old:
        session.execute(delete(Correction).where(Correction.id.in_(old)))


def forget(session: Session, response_id: int) -> None:
    """The steps of a file that is no longer there cannot be taken back."""
    session.execute(delete(Correction).where(Correction.response_id == response_id))


def last(session: Session, response_id: int) -> Correction | None:
    """The correction that can be taken back now."""
    query = select(Correction).where(Correction.response_id == response_id)
    return session.scalar(query.options(joinedload(Correction.maker)).order_by(Correction.id.desc()).limit(1))


def take_back(session: Session, response: Response, correction_id: int) -> None:
    """Let the response be what it was before its last correction. Raises InvalidInput for any other."""
    steps = session.scalars(
        select(Correction)
        .where(Correction.response_id == response.id)
        .options(undefer(Correction.before))
        .order_by(Correction.id.desc())
    ).all()
    if not steps or steps[0].id != correction_id:
        raise InvalidInput(_GONE)
    step = steps[0].before
    for name in _PLAIN:
        if name in step:
            setattr(response, name, step[name])
    renamed = {name: _restored(session, response, name, step[name]) for name in _LISTS if name in step}
    _refer(response, step.get("comments", {}), renamed.get("comments", {}))
    session.delete(steps[0])
    names = {name: _swapped(new) for name, new in renamed.items() if new}
    if names:
        for earlier in steps[1:]:
            earlier.before = _with_names(earlier.before, names)
    session.flush()


def _fields(row: Any) -> dict[str, Any]:
    """The columns of a row but those that say where it belongs, with what hangs on it."""
    columns = inspect(type(row)).column_attrs
    told = {c.key: getattr(row, c.key) for c in columns if c.key not in _OWN}
    if isinstance(row, Comment):
        told["refers_to"] = [other.id for other in row.refers_to]
        told["places"] = [_fields(place) for place in row.places]
    return told


def _fill(row: Any, told: Mapping[str, Any]) -> None:
    for column in inspect(type(row)).column_attrs:
        if column.key in told:
            setattr(row, column.key, _value(column.columns[0].type, told[column.key]))
    if isinstance(row, Comment):
        present = {place.version_id: place for place in row.places}
        row.places = [_filled(present.get(p["version_id"]) or Place(), p) for p in told["places"]]


def _filled(place: Place, told: Mapping[str, Any]) -> Place:
    _fill(place, told)
    return place


def _value(kind: Any, value: Any) -> Any:
    """The value as the column takes it: an enumeration is kept by its word."""
    if isinstance(kind, Enum) and kind.enum_class is not None and value is not None:
        return kind.enum_class(value)
    return value


def _difference(before: _State, after: _State) -> _State:
    plain = {name: before[name] for name in _PLAIN if before[name] != after[name]}
    lists = {name: step for name in _LISTS if (step := _list_difference(before[name], after[name]))}
    return {**plain, **lists}


def _list_difference(before: _State, after: _State) -> _State:
    made = [number for number in after["order"] if str(number) not in before["rows"]]
    gone = [number for number in before["order"] if str(number) not in after["rows"]]
    rows = {key: row for key, row in before["rows"].items() if row != after["rows"].get(key)}
    if not rows and before["order"] == after["order"]:
        return {}
    return {"order": before["order"], "made": made, "gone": gone, "rows": rows}


def _restored(session: Session, response: Response, name: str, step: _State) -> dict[int, int]:
    """Put a list of rows back; gives the new ids of rows that had gone, by their old ones."""
    kind = _LISTS[name]
    going = {row for row in getattr(response, name) if row.id in step["made"]}
    # A database may have given the id of a row that went to one that came since.
    named = [
        (None if row.id in step["gone"] else row.id, row)
        for row in getattr(response, name)
        if row not in going
    ]
    back = {number: kind(places=[], refers_to=[]) if kind is Comment else kind() for number in step["gone"]}
    named += back.items()
    for number, row in named:
        if str(number) in step["rows"]:
            _fill(row, step["rows"][str(number)])
    if kind is Comment:
        _unlink(response, going)
        session.flush()
    rank = {number: at for at, number in enumerate(step["order"])}
    rows = [row for _, row in sorted(named, key=lambda pair: rank.get(pair[0], len(rank)))]
    for position, row in enumerate(rows):
        row.position = position
    setattr(response, name, rows)
    session.flush()
    return {number: row.id for number, row in back.items()}


def _unlink(response: Response, going: set[Any]) -> None:
    for row in response.comments if going else ():
        if row in going or going.intersection(row.refers_to):
            row.refers_to = [] if row in going else [t for t in row.refers_to if t not in going]


def _refer(response: Response, step: _State, renamed: Mapping[int, int]) -> None:
    """Let the comments refer to one another again."""
    rows = {row.id: row for row in response.comments}
    for key, told in step.get("rows", {}).items():
        row = rows.get(renamed.get(int(key), int(key)))
        if row is not None:
            named = [renamed.get(number, number) for number in told["refers_to"]]
            row.refers_to = [rows[number] for number in named if number in rows]


def _swapped(new: Mapping[int, int]) -> dict[int, int]:
    """The new names of rows, and names for what had gone before under an id that is now in use again."""
    free = [old for old in new if old not in new.values()]
    taken = [number for number in new.values() if number not in new]
    return {**new, **dict(zip(taken, free, strict=True))}


def _with_names(step: _State, names: Mapping[str, Mapping[int, int]]) -> _State:
    """An earlier step that calls rows by the ids they have now."""
    return {
        name: _list_with_names(value, names[name]) if name in names else value for name, value in step.items()
    }


def _list_with_names(step: _State, names: Mapping[int, int]) -> _State:
    def new(numbers: Iterable[int]) -> list[int]:
        return [names.get(number, number) for number in numbers]

    rows = {str(names.get(int(key), int(key))): dict(row) for key, row in step["rows"].items()}
    for row in rows.values():
        if "refers_to" in row:
            row["refers_to"] = new(row["refers_to"])
    return {"order": new(step["order"]), "made": new(step["made"]), "gone": new(step["gone"]), "rows": rows}
