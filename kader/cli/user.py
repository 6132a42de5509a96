"""`kader user`: the first administrator, and anyone else."""

import click

from kader.cli.context import Context
from kader.cli.failing import plain_errors
from kader.domain.audit import SYSTEM
from kader.domain.vocabulary import GRANTED_ROLES, Role
from kader.services.accounts import NewGrant, create_user
from kader.services.second_factor import remove_for

_ROLES = [role.value for role in GRANTED_ROLES]


@click.group()
def user() -> None:
    """Accounts."""


@user.command("create")
@click.argument("email")
@click.option("--name", prompt="Naam", help="De naam van de persoon.")
@click.option("--role", default=Role.ADMINISTRATOR.value, type=click.Choice(_ROLES), show_default=True)
@click.option("--organisation", help="De slug van de organisatie, voor lid, coördinator en inspecteur.")
@click.option("--framework", help="De slug van het kader, voor een redacteur.")
@click.password_option("--password", prompt="Wachtwoord", confirmation_prompt="Nog een keer")
@click.pass_obj
def create(
    context: Context,
    email: str,
    name: str,
    role: str,
    organisation: str | None,
    framework: str | None,
    password: str,
) -> None:
    """Maak een account voor EMAIL."""
    grant = NewGrant(Role(role), organisation, framework)
    with plain_errors():
        create_user(context.wiring(), SYSTEM, email, name, password, [grant])
    click.echo(f"Account gemaakt voor {email}.")


@user.command("remove-second-step")
@click.argument("email")
@click.pass_obj
def remove_second_step(context: Context, email: str) -> None:
    """Zet de tweede stap van EMAIL uit, voor wie telefoon en herstelcodes kwijt is."""
    with plain_errors():
        remove_for(context.wiring(), email)
    click.echo(f"De tweede stap van {email} is uit.")
