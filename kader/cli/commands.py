"""The `kader` command and everything under it."""

import click

from kader.cli.compare import compare
from kader.cli.content import content
from kader.cli.import_framework import import_framework
from kader.cli.index import index
from kader.cli.locate import locate
from kader.cli.log import log
from kader.cli.mail import mail
from kader.cli.parse_response import parse_response
from kader.cli.reanchor import reanchor
from kader.cli.serve import serve
from kader.cli.suggest_uptake import suggest_uptake
from kader.cli.text import text
from kader.cli.user import user
from kader.cli.verify import verify


@click.group()
def commands() -> None:
    """Kader: levende kaders lezen, erop reageren, ze verwerken en verantwoorden."""


_COMMANDS = (
    serve,
    content,
    import_framework,
    user,
    index,
    mail,
    text,
    parse_response,
    locate,
    compare,
    reanchor,
    suggest_uptake,
    verify,
    log,
)

for command in _COMMANDS:
    commands.add_command(command)
