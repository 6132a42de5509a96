"""`kader text`: the reading text of a version."""

import json
from dataclasses import asdict

import click

from kader.cli.failing import plain_errors, read_text
from kader.domain.reading_text import ReadingText, read

_BLOCK_FIELDS = ("kind", "level", "start", "end", "page", "section")


@click.command()
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Tekst, pagina's en blokken als JSON.")
def text(file: str, as_json: bool) -> None:
    """De leestekst van FILE.md, met pagina's en blokken."""
    with plain_errors():
        reading = read(read_text(file))
    click.echo(json.dumps(as_dict(reading), ensure_ascii=False) if as_json else reading.text)


def as_dict(reading: ReadingText) -> dict[str, object]:
    """{"text", "pages": [...], "blocks": [...]}; offsets in code points."""
    return {
        "text": reading.text,
        "pages": [asdict(page) for page in reading.pages],
        "blocks": [{name: getattr(block, name) for name in _BLOCK_FIELDS} for block in reading.blocks],
    }
