"""`kader locate`: where each remark of a response points in a version, without a database."""

import json
from pathlib import Path

import click

from kader.cli.failing import plain_errors, read_text
from kader.cli.files import read_paragraphs
from kader.domain.locating import Location
from kader.domain.margin_placing import locate_all
from kader.domain.reading_text import read
from kader.domain.responses.margin_comments import understand


@click.command()
@click.argument("version", type=click.Path(path_type=Path))
@click.argument("response", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="De vindplaatsen als JSON.")
def locate(version: Path, response: Path, as_json: bool) -> None:
    """Zoek van elke opmerking in RESPONSE de vindplaats in de tekst van VERSION.md."""
    with plain_errors():
        reading = read(read_text(str(version)))
        comments = understand(read_paragraphs(response), reading).comments
        found = locate_all(comments, reading)
    if as_json:
        fields = [as_dict(number, location) for number, location in enumerate(found)]
        click.echo(json.dumps({"comments": fields}, ensure_ascii=False))
    else:
        click.echo("\n".join(_line(number, location) for number, location in enumerate(found)))


def as_dict(number: int, location: Location) -> dict[str, object]:
    """{"index", "page", "start", "end", "exact", "how"}; offsets in code points of the reading text."""
    return {
        "index": number,
        "page": location.page,
        "start": location.start,
        "end": location.end,
        "exact": location.exact,
        "how": location.how.value,
    }


def _line(number: int, location: Location) -> str:
    if location.exact is None:
        return f"{number}: geen pagina gevonden"
    return f"{number}: p. {location.page} ({location.how.value}) {' '.join(location.exact.split())[:70]}"
