"""`kader reanchor`: carry anchors from one version of a text to the next."""

import json
from collections.abc import Iterator
from typing import Any

import click

from kader.cli.failing import plain_errors, read_text
from kader.domain.anchoring import Anchor, Carried, Carrier
from kader.domain.errors import InvalidInput
from kader.domain.reading_text import read, read_plain


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--anchors", required=True, metavar="BESTAND.jsonl", help="Eén vindplaats per regel, als JSON.")
@click.option("--plain", is_flag=True, help="Lees de bestanden als platte tekst.")
def reanchor(old: str, new: str, anchors: str, plain: bool) -> None:
    """Zoek vindplaatsen uit de OUDE versie op in de NIEUWE; één JSON-regel per vindplaats."""
    with plain_errors():
        wanted = list(_anchors(read_text(anchors)))
        take = read_plain if plain else read
        carrier = Carrier(take(read_text(old)), take(read_text(new)), by_sentence=not plain)
        for name, anchor in wanted:
            click.echo(json.dumps(_line(name, carrier.carry(anchor)), ensure_ascii=False))


def _anchors(text: str) -> Iterator[tuple[Any, Anchor]]:
    # Not splitlines: a quote may hold a line separator that JSON leaves as it is.
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if line.strip():
            yield _anchor(line, number)


def _anchor(line: str, number: int) -> tuple[Any, Anchor]:
    try:
        fields = json.loads(line)
        start, end = _offset(fields["start"]), _offset(fields["end"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InvalidInput(f"Regel {number} van de vindplaatsen is geen JSON met id, start en end.") from None
    if not 0 <= start <= end:
        raise InvalidInput(f"Regel {number} van de vindplaatsen: start en end passen niet bij elkaar.")
    quote = {name: _words(fields, name, number) or "" for name in ("exact", "prefix", "suffix")}
    page, section = _words(fields, "page", number), _words(fields, "section", number)
    return fields.get("id"), Anchor(start, end, **quote, page=page, section=section)


def _offset(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(value)
    return value


def _words(fields: dict[str, Any], name: str, number: int) -> str | None:
    value = fields.get(name)
    if value is None or isinstance(value, str):
        return value
    raise InvalidInput(f"Regel {number} van de vindplaatsen: {name} is geen tekst.")


def _line(name: Any, carried: Carried) -> dict[str, Any]:
    return {
        "id": name,
        "status": carried.status.value,
        "start": carried.start,
        "end": carried.end,
        "exact": carried.exact,
        "score": round(carried.score, 3),
    }
