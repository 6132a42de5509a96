"""`kader suggest-uptake`: which changes between two versions answer which remarks, without a database."""

import json
from pathlib import Path

import click

from kader.cli.failing import plain_errors, read_text
from kader.cli.files import read_paragraphs
from kader.domain.comparison import compare
from kader.domain.locating import How, Location
from kader.domain.margin_placing import locate_all
from kader.domain.reading_text import read
from kader.domain.responses.margin_comments import understand
from kader.domain.responses.parsed import ParsedComment
from kader.domain.uptake import Asked, Link, suggest

_NOT_PRECISE = (How.PAGE, How.NONE)


@click.command("suggest-uptake")
@click.argument("old")
@click.argument("new")
@click.argument("response", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="De koppelingen als JSON.")
def suggest_uptake(old: str, new: str, response: Path, as_json: bool) -> None:
    """Stel voor welke wijzigingen van OLD.md naar NEW.md bij welke opmerkingen uit RESPONSE horen."""
    with plain_errors():
        before, after = read(read_text(old)), read(read_text(new))
        comments = understand(read_paragraphs(response), before).comments
    places = locate_all(comments, before)
    asked = [_asked(comment, place) for comment, place in zip(comments, places, strict=True)]
    links = suggest(asked, before, after, compare(before, after))
    if as_json:
        fields = [{"comment": link.comment, "change": link.change, "score": link.score} for link in links]
        click.echo(json.dumps({"links": fields}))
    else:
        click.echo("\n".join(_line(link) for link in links) or "Geen koppelingen gevonden.")


def _asked(comment: ParsedComment, place: Location) -> Asked:
    text = "\n".join([comment.text, *comment.sub])
    precise = place.how not in _NOT_PRECISE
    return Asked(text, comment.passage, comment.proposal, place.start, place.end, precise)


def _line(link: Link) -> str:
    return f"{link.comment}: {link.change} ({link.score:.2f}) {'; '.join(link.reasons)}"
