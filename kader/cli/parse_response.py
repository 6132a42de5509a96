"""`kader parse-response FILE`: what is understood of a response, without a database."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from kader.cli.failing import plain_errors
from kader.cli.files import read_paragraphs
from kader.domain.responses.margin_comments import understand
from kader.domain.responses.parsed import ParsedComment, ParsedResponse


@click.command("parse-response")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Schrijf het resultaat als JSON.")
def parse_response(file: Path, as_json: bool) -> None:
    """Lees een reactie (docx, odt, pdf, xlsx, csv, txt, md of eml) en toon wat ervan is begrepen."""
    with plain_errors():
        response = understand(read_paragraphs(file))
    if as_json:
        click.echo(json.dumps(as_fields(response), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_listing(response)))


def as_fields(response: ParsedResponse) -> dict[str, Any]:
    """The response in the fields that `--json` promises."""
    return {
        "title": response.title,
        "date": response.date,
        "points": [{"title": point.title, "text": point.text} for point in response.points],
        "comments": [_comment_fields(comment) for comment in response.comments],
        "unplaced": [piece.text for piece in response.unplaced],
    }


def _comment_fields(comment: ParsedComment) -> dict[str, Any]:
    """What every comment has; and its author, kind and point where the file tells them."""
    told: dict[str, Any] = {"author": comment.author, "kind": comment.kind, "point": comment.point}
    beside = {name: value for name, value in told.items() if value is not None}
    if comment.margin:
        beside["author"] = comment.author
    return {
        "label": comment.label,
        "page": comment.page,
        "pages": list(comment.pages),
        "text": comment.text,
        "sub": list(comment.sub),
        "passage": comment.passage,
        "proposal": comment.proposal,
        "refers_to": list(comment.refers_to),
    } | beside


def _listing(response: ParsedResponse) -> Iterator[str]:
    yield response.title or "(zonder titel)"
    yield response.date or "(zonder datum)"
    yield from _points(response)
    page: str | None = None
    for index, comment in enumerate(response.comments):
        if index == 0 or comment.page != page:
            page = comment.page
            yield ""
            yield f"Pagina {page}" if page else "Zonder pagina"
        yield from _comment(comment, response)
    yield from _unplaced(response)


def _points(response: ParsedResponse) -> Iterator[str]:
    if response.points:
        yield ""
        yield f"Algemene punten ({len(response.points)})"
    for number, point in enumerate(response.points, start=1):
        yield f"  {number}. {point.title}"


def _comment(comment: ParsedComment, response: ParsedResponse) -> Iterator[str]:
    yield f"  {comment.label or '-'}  {_one_line(comment.text)}"
    for text in comment.sub:
        yield f"      o {_one_line(text)}"
    if comment.passage:
        yield f"      passage: {_one_line(comment.passage)}"
    if comment.author:
        yield f"      van: {_one_line(comment.author)}"
    if comment.kind:
        yield f"      aard: {comment.kind}"
    if comment.point is not None:
        yield f"      uit punt {comment.point + 1}"
    if comment.proposal:
        yield f"      tekstvoorstel: {_one_line(comment.proposal)}"
    for index in comment.refers_to:
        other = response.comments[index]
        yield f"      verwijst naar: {other.label or '-'} op pagina {other.page or '?'}"


def _unplaced(response: ParsedResponse) -> Iterator[str]:
    yield ""
    yield f"{len(response.comments)} opmerkingen, {len(response.unplaced)} stukken zonder plaats"
    for piece in response.unplaced:
        yield f"  ? {_one_line(piece.text)}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
