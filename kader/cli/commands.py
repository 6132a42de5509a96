"""The `kader` command and everything under it."""

import click

from kader.cli.content import content
from kader.cli.index import index
from kader.cli.serve import serve
from kader.cli.text import text
from kader.cli.user import user


@click.group()
def commands() -> None:
    """Kader: levende kaders lezen, erop reageren, ze verwerken en verantwoorden."""


for command in (serve, content, user, index, text):
    commands.add_command(command)
