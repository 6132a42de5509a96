"""`kader verify`: is all that must never change still as it was?"""

import sys

import click

from kader.cli.context import Context
from kader.cli.failing import plain_errors
from kader.domain.audit import EMPTY
from kader.services.verifying import read_head, shown_head
from kader.services.verifying import verify as verify_all


@click.command()
@click.option("--head", help="Het einde van het logboek zoals u het eerder bewaarde: nummer:hash.")
@click.pass_obj
def verify(context: Context, head: str | None) -> None:
    """Reken het logboek en alle hashes na. Eindigt met 1 als er iets niet klopt."""
    with plain_errors():
        found = verify_all(context.wiring(), read_head(head) if head is not None else EMPTY)
    click.echo(found.looked_at)
    for sentence in found.faults or ["Alles klopt."]:
        click.echo(sentence)
    click.echo(f"Einde van het logboek (bewaar dit buiten deze machine): {shown_head(found.head)}")
    sys.exit(1 if found.faults else 0)
