"""`kader mail`: the outbox. `kader serve` sends by itself; this is for who runs the service otherwise."""

from threading import Event

import click

from kader.cli.context import Context
from kader.cli.failing import plain_errors
from kader.mail.transport import transport_for
from kader.services.mail_sending import keep_sending, send_due


@click.group()
def mail() -> None:
    """Mails die klaarstaan."""


@mail.command("send")
@click.option("--keep-going", is_flag=True, help="Blijf versturen tot het commando wordt gestopt.")
@click.pass_obj
def send(context: Context, keep_going: bool) -> None:
    """Verstuur alles wat klaarstaat."""
    with plain_errors():
        wiring = context.wiring()
        transport = transport_for(wiring.settings.mail)
        if keep_going:
            keep_sending(wiring, transport, Event())
        done = send_due(wiring, transport)
    click.echo(f"{done.sent} verzonden, {done.put_off} uitgesteld, {done.given_up} opgegeven.")
