"""`kader compare`: the changes between two versions, for a reader at a terminal or for a pipeline."""

import json
from collections import Counter
from dataclasses import asdict

import click

from kader.cli.failing import plain_errors, read_text
from kader.domain import comparison
from kader.domain.comparison import Change, Kind
from kader.domain.reading_text import read, read_plain

_NAMES: dict[Kind, str] = {
    "inserted": "toegevoegd",
    "deleted": "vervallen",
    "reworded": "herschreven",
    "moved": "verplaatst",
    "split": "gesplitst",
    "merged": "samengevoegd",
    "opmaak": "alleen opmaak of nummering",
}
_SIGNS = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--json", "as_json", is_flag=True, help="De wijzigingen als JSON.")
@click.option("--plain", is_flag=True, help="Lees de bestanden als platte tekst.")
def compare(old: str, new: str, as_json: bool, plain: bool) -> None:
    """Wat er veranderde van de OUDE versie naar de NIEUWE."""
    with plain_errors():
        take = read_plain if plain else read
        changes = comparison.compare(take(read_text(old)), take(read_text(new)))
    if as_json:
        click.echo(json.dumps({"changes": [asdict(change) for change in changes]}, ensure_ascii=False))
    else:
        click.echo("\n\n".join([_count(changes), *map(_entry, changes)]))


def _count(changes: tuple[Change, ...]) -> str:
    if not changes:
        return "Geen wijzigingen."
    counts = Counter(change.kind for change in changes)
    total = ", ".join(f"{counts[kind]} {name}" for kind, name in _NAMES.items() if counts[kind])
    noun = "wijziging" if len(changes) == 1 else "wijzigingen"
    return f"{len(changes)} {noun}: {total}."


def _entry(change: Change) -> str:
    marked = "".join(_SIGNS[word.op].format(word.text) for word in change.words)
    return f"{change.id} {_NAMES[change.kind]}\n  {' '.join(marked.split())}"
