"""`kader content`: frameworks in and out of files."""

from pathlib import Path

import click

from kader.cli.context import Context
from kader.cli.failing import plain_errors
from kader.services.content import export_content, load_content


@click.group()
def content() -> None:
    """Kaders laden uit en bewaren in bestanden."""


@content.command("load")
@click.argument("folder", default="content", type=click.Path(path_type=Path))
@click.pass_obj
def load(context: Context, folder: Path) -> None:
    """Laad alle kaders uit FOLDER; wat al gepubliceerd is, blijft zoals het is."""
    with plain_errors():
        loaded = load_content(context.wiring(), folder)
    for name in loaded.added:
        click.echo(f"geladen: {name}")
    click.echo(f"{len(loaded.added)} versies geladen, {len(loaded.present)} stonden er al.")


@content.command("export")
@click.argument("folder", type=click.Path(path_type=Path))
@click.pass_obj
def export(context: Context, folder: Path) -> None:
    """Bewaar alle kaders in FOLDER, byte voor byte zoals ze zijn geladen."""
    with plain_errors():
        written = export_content(context.wiring(), folder)
    click.echo(f"{len(written)} bestanden bewaard in {folder}.")
