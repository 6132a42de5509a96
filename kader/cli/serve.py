"""`kader serve`: bring the database up to date and answer requests."""

from typing import Any

import click
from gunicorn.app.base import BaseApplication

from kader.cli.context import Context
from kader.cli.failing import plain_errors
from kader.services.starting import prepare


class _Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn, with its settings given here instead of in a file."""

    def __init__(self, context: Context, settings: dict[str, Any]) -> None:
        self._context, self._settings = context, settings
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return self._context.application()


@click.command()
@click.pass_obj
def serve(context: Context) -> None:
    """Start de dienst; de instellingen komen uit de omgeving (KADER_...)."""
    with plain_errors():
        wiring = context.wiring()
        for line in prepare(wiring):
            click.echo(line)
        settings = wiring.settings
        wiring.database.close()
    click.echo(f"Kader staat klaar op http://{settings.host}:{settings.port}")
    gunicorn = {
        "bind": f"{settings.host}:{settings.port}",
        "workers": settings.workers,
        "threads": 4,
        "control_socket_disable": True,
    }
    _Server(context, gunicorn).run()
