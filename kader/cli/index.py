"""`kader index`: the search index, which can always be made again."""

import click

from kader.cli.context import Context
from kader.cli.failing import plain_errors
from kader.services.finding import rebuild_index


@click.group()
def index() -> None:
    """De zoekindex."""


@index.command("rebuild")
@click.pass_obj
def rebuild(context: Context) -> None:
    """Maak de zoekindex opnieuw uit de database."""
    with plain_errors():
        number = rebuild_index(context.wiring())
    click.echo(f"{number} teksten in de zoekindex.")
