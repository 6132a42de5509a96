"""`kader import-framework`: a framework in Word, ODT, PDF or text becomes markdown, or a version at once."""

from pathlib import Path

import click

from kader.cli.context import Context
from kader.cli.failing import plain_errors
from kader.cli.files import read_bytes
from kader.domain.errors import InvalidInput
from kader.domain.vocabulary import FrameworkKind, VersionStatus
from kader.services.importing import MARKDOWN, Head, NewFramework, add_imported, import_file, with_head

_NEEDED = {"slug": "--slug", "label": "--label", "status": "--status", "dated": "--date"}


@click.command("import-framework")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--markdown", is_flag=True, help="Schrijf de markdown; de database blijft ongemoeid.")
@click.option("--slug", default="", help="Het kader waar de versie bij hoort.")
@click.option("--label", default="", help="Het versienummer, bijvoorbeeld 2.0.")
@click.option("--status", default="", help=f"De status van de versie: {', '.join(VersionStatus)}.")
@click.option("--date", "dated", default="", help="De datum van de versie, als 2026-01-31.")
@click.option("--title", default="", help="De titel; nodig voor een nieuw kader.")
@click.option("--kind", default="", help=f"De soort van een nieuw kader: {', '.join(FrameworkKind)}.")
@click.option("--description", default="", help="Waar een nieuw kader over gaat, in een zin.")
@click.option("--owner", default="", help="Wie een nieuw kader beheert.")
@click.pass_obj
def import_framework(context: Context, /, file: Path, markdown: bool, **typed: str) -> None:
    """Lees een kader in uit FILE (docx, odt, pdf, txt of md).

    Wat een mens moet nakijken, staat op stderr. Met --markdown komt de tekst op stdout; anders wordt hij een
    versie van het kader --slug.
    """
    head = Head(typed["title"], typed["label"], typed["status"], typed["dated"])
    with plain_errors():
        if not markdown and file.suffix.lower() not in MARKDOWN:
            _require(typed["slug"], head)
        imported = import_file(file.name, read_bytes(file))
        head = head.or_else(imported)
        source = with_head(head, imported.markdown, imported.front)
        for sentence in imported.attention:
            click.echo(f"Let op: {sentence}", err=True)
        if markdown:
            click.echo(source, nl=False)
            return
        _require(typed["slug"], head)
        label = add_imported(context.wiring(), typed["slug"], source, _new(typed))
    click.echo(f"toegevoegd: {typed['slug']} {label}")


def _require(slug: str, head: Head) -> None:
    """What a text says of itself is a guess; of what becomes a version, a person or its own head tells."""
    known = {"slug": slug, "label": head.label, "status": head.status, "dated": head.dated}
    missing = [option for name, option in _NEEDED.items() if not known[name]]
    if missing:
        raise InvalidInput(f"Geef ook {', '.join(missing)}, of --markdown om alleen de tekst te zien.")


def _new(typed: dict[str, str]) -> NewFramework | None:
    if not (typed["title"] and typed["kind"]):
        return None
    description = typed["description"] or typed["title"]
    return NewFramework(typed["title"], typed["kind"], description, typed["owner"] or "onbekend")
