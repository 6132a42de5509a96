"""`kader log`: the audit log. Reading it is for the screen."""

from datetime import datetime

import click

from kader.cli.context import Context
from kader.cli.failing import plain_errors
from kader.services.logbook import clear_traces


@click.group()
def log() -> None:
    """Het logboek."""


@log.command("clear")
@click.option(
    "--before", required=True, type=click.DateTime(["%Y-%m-%d"]), help="De eerste dag die blijft: 2026-11-22."
)
@click.pass_obj
def clear(context: Context, before: datetime) -> None:
    """Wis namen en netwerkadressen uit de regels van voor een dag; wat er gebeurde, blijft staan."""
    with plain_errors():
        last = clear_traces(context.wiring(), before.date())
    click.echo(f"Namen en adressen gewist tot en met regel {last}.")
