"""`kader serve`: bring the database up to date, answer requests and send mails."""

from threading import Event, Thread
from typing import Any

import click
from gunicorn.app.base import BaseApplication

from kader.cli.context import Context
from kader.cli.failing import plain_errors
from kader.mail.transport import transport_for
from kader.services.mail_sending import keep_sending
from kader.services.starting import prepare
from kader.services.wiring import Wiring

_FINISH_SECONDS = 10


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


class _Sending:
    """A thread in each worker that sends mails; leases see to it that they never send the same one."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._stop = Event()
        self._thread: Thread | None = None
        self._wiring: Wiring | None = None

    def begin(self, _worker: Any) -> None:
        """In the worker itself: database connections do not survive a fork."""
        wiring = self._wiring = self._context.wiring()
        arguments = (wiring, transport_for(wiring.settings.mail), self._stop)
        self._thread = Thread(target=keep_sending, args=arguments, name="mails", daemon=True)
        self._thread.start()

    def end(self, _server: Any, _worker: Any) -> None:
        """Let the mail in hand be finished."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(_FINISH_SECONDS)
        if self._wiring is not None:
            self._wiring.close()


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
    sending = _Sending(context)
    gunicorn = {
        "bind": f"{settings.host}:{settings.port}",
        "workers": settings.workers,
        "threads": 4,
        "control_socket_disable": True,
        "post_worker_init": sending.begin,
        "worker_exit": sending.end,
    }
    _Server(context, gunicorn).run()
