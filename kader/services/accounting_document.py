"""The response document as a document that goes out, and as rows: it tells the same as the page."""

from collections.abc import Iterator, Sequence
from textwrap import shorten

from kader.domain.anchoring import Status
from kader.domain.comparison import Change
from kader.domain.reading_text import read
from kader.domain.responses.sub_letters import letter
from kader.domain.vocabulary import Outcome
from kader.formats import outgoing as out
from kader.formats.dutch import OUTCOME_SIGNS, count, day, letter_date
from kader.services.accounting import Entry, OrganisationPart, ResponseDocument
from kader.services.remarks import Given

COLUMNS = (
    *("Organisatie", "Auteur", "Soort", "Nr", "Pagina", "Aard", "Passage", "Opmerking", "Tekstvoorstel"),
    *("Uitkomst", "Reden", "Doorgeschoven naar versie"),
)
WIDTHS = (18, 14, 11, 5, 7, 11, 26, 40, 24, 15, 40, 15)
# Of a passage that is quoted whole: its lines and code points.
_QUOTED_LINES = 8
_QUOTED = 600
_OPEN = "nog niet beantwoord"
_LOOKS: dict[str, out.Look] = {"-": "deleted", "+": "inserted"}


def as_document(document: ResponseDocument) -> out.Document:
    """A report: what came in, what became of it, and every remark with its answer."""
    head = document.head
    return out.Document(
        title=title_of(document),
        blocks=tuple(_blocks(document)),
        author=head.framework,
        dated=document.accounted_at.date() if document.accounted_at else None,
    )


def title_of(document: ResponseDocument) -> str:
    return f"Reactienota {document.head.framework}, versie {document.head.label}"


def notice_of(document: ResponseDocument) -> str:
    """What to know before reading it: when it was published, or that it was not."""
    if document.accounted_at is None:
        return "Concept, nog niet gepubliceerd. Alleen voor de redactie."
    return f"Gepubliceerd op {day(document.accounted_at)}."


def as_rows(document: ResponseDocument) -> list[tuple[str, ...]]:
    """A row for each point and comment, in the columns of `COLUMNS`."""
    return [_row(part, entry) for part in document.parts for entry in _entries(part)]


def _entries(part: OrganisationPart) -> list[Entry]:
    return [*part.points, *(entry for page in part.pages for entry in page.entries)]


def _row(part: OrganisationPart, entry: Entry) -> tuple[str, ...]:
    remark, given = entry.remark, entry.remark.given
    passage = remark.passage or (entry.before.exact if entry.before else "")
    subs = (f"{letter(at)}. {text}" for at, text in enumerate(remark.sub_remarks))
    words = [remark.title, remark.text, *subs]
    return (
        part.name,
        remark.author or "",
        remark.line.kind,
        remark.line.label,
        remark.line.page,
        remark.kind or "",
        passage,
        "\n".join(dict.fromkeys(word for word in words if word)),
        remark.proposal or "",
        given.outcome if given else _OPEN,
        given.reason if given else "",
        (given.later_version or "") if given else "",
    )


# -- as a report ---------------------------------------------------------------------------------------------


def _blocks(document: ResponseDocument) -> Iterator[out.Block]:
    head = document.head
    yield out.Heading(1, out.plain(title_of(document)))
    yield out.Paragraph(out.plain(head.title), "lead")
    yield out.Paragraph(out.plain(notice_of(document)), "quiet")
    yield out.Paragraph(out.plain(_summary(document)))
    yield from out.paragraphs(read(document.introduction).text)
    for sentence in document.course:
        yield out.Paragraph(out.plain(sentence), "quiet")
    if document.parts:
        yield _counts(document)
    for part in document.parts:
        yield from _part(document, part)


def _summary(document: ResponseDocument) -> str:
    head = document.head
    organisations = count(len(document.parts), "organisatie reageerde", "organisaties reageerden")
    remarks = count(document.total, "punt of opmerking", "punten en opmerkingen")
    following = f" De volgende versie is {head.next_label}." if head.next_label else ""
    return (
        f"De consultatie liep van {day(head.opens_at)} tot en met {day(head.closes_at)}. {organisations}, "
        f"met samen {remarks}. Hieronder staat bij elke opmerking wat ermee is gedaan en waarom.{following}"
    )


def _counts(document: ResponseDocument) -> out.Table:
    """How many remarks of each organisation had which outcome."""
    outcomes = [outcome for outcome, _ in document.counts]
    missing = bool(document.missing)
    header = ["Organisatie", *(outcome.capitalize() for outcome in outcomes)]
    header += [_OPEN.capitalize()] if missing else []
    rows = [_numbers(p.name, dict(p.counts), outcomes, p.total, missing=missing) for p in document.parts]
    if len(document.parts) > 1:
        rows.append(_numbers("Samen", dict(document.counts), outcomes, document.total, missing=missing))
    cells = [tuple(map(out.plain, row)) for row in ([*header, "Totaal"], *rows)]
    return out.Table(tuple(cells), name="Uitkomsten per organisatie")


def _numbers(
    name: str, counts: dict[Outcome, int], outcomes: Sequence[Outcome], total: int, *, missing: bool
) -> list[str]:
    numbers = [counts.get(outcome, 0) for outcome in outcomes]
    numbers += [total - sum(counts.values())] if missing else []
    return [name, *map(str, numbers), str(total)]


def _part(document: ResponseDocument, part: OrganisationPart) -> Iterator[out.Block]:
    yield out.Heading(2, out.plain(part.name))
    if part.title:
        dated = f", {letter_date(part.dated)}" if part.dated else ""
        yield out.Paragraph(out.plain(f"{part.title}{dated}"), "quiet")
    if part.points:
        yield out.Heading(3, out.plain("Algemene punten"))
    for entry in part.points:
        yield from _entry(document, entry)
    for page in part.pages:
        yield out.Heading(3, out.plain(f"Pagina {page.page}" if page.page else "Zonder pagina"))
        for entry in page.entries:
            yield from _entry(document, entry)


def _entry(document: ResponseDocument, entry: Entry) -> Iterator[out.Block]:
    remark = entry.remark
    name = f"{str(remark.line.kind).capitalize()} {remark.line.label or 'zonder nummer'}"
    title = f": {remark.title}" if remark.title else ""
    yield out.Heading(4, out.plain(f"{name}{title}"), remark.line.key)
    yield from _remark(entry)
    yield out.Paragraph(out.plain("Antwoord"), "label")
    yield out.Paragraph(out.plain(_outcome(remark.given)), "outcome")
    yield from out.paragraphs(remark.given.reason if remark.given else "")
    yield from _text(document, entry)


def _remark(entry: Entry) -> Iterator[out.Block]:
    remark = entry.remark
    if remark.kind:
        yield out.Paragraph(out.plain(remark.kind.capitalize()), "quiet")
    yield from out.paragraphs(remark.text)
    if remark.sub_remarks:
        items = (out.Item(None, tuple(out.paragraphs(sub))) for sub in remark.sub_remarks)
        yield out.List(tuple(item for item in items if item.blocks))
    told = " ".join([remark.text, *remark.sub_remarks])
    # A letter mostly names its proposal in the remark itself.
    if remark.proposal and remark.proposal not in told:
        yield out.Paragraph(out.plain("Tekstvoorstel"), "label")
        yield from out.paragraphs(remark.proposal, "quote")


def _outcome(given: Given | None) -> str:
    if given is None:
        return _OPEN.capitalize()
    later = f" naar versie {given.later_version}" if given.later_version else ""
    return f"{OUTCOME_SIGNS[given.outcome]} {given.outcome.capitalize()}{later}"


def _text(document: ResponseDocument, entry: Entry) -> Iterator[out.Block]:
    """What the text said and what became of it."""
    if entry.changes:
        yield out.Paragraph(out.plain("Wat er veranderde"), "label")
        for link in entry.changes:
            if link.change:
                yield out.Paragraph(_words(link.change), "quote")
    elif entry.before:
        yield out.Paragraph(out.plain(f"Tekst in versie {document.head.label}"), "label")
        yield from _quoted(entry.before.exact)
        yield from _after(entry)


def _after(entry: Entry) -> Iterator[out.Block]:
    before, after = entry.before, entry.after
    if before is None or after is None:
        return
    yield out.Paragraph(out.plain(f"In versie {after.label}"), "label")
    moved = ", op een andere plaats" if after.status == Status.MOVED else ""
    told = {
        Status.REMOVED: "Deze passage staat niet meer in de tekst.",
        Status.UNCERTAIN: "Deze passage is niet zeker teruggevonden.",
    }.get(Status(after.status)) if after.status else None  # fmt: skip
    if told:
        yield from out.paragraphs(told)
    elif after.exact == before.exact:
        yield from out.paragraphs(f"De tekst is hetzelfde gebleven{moved}.")
    else:
        yield from _quoted(after.exact)


def _quoted(exact: str) -> Iterator[out.Paragraph]:
    """The passage; of a whole table or section the beginning, on one line: the version has the rest."""
    lines = exact.splitlines()
    if len(lines) <= _QUOTED_LINES and len(exact) <= _QUOTED:
        yield from out.paragraphs(exact, "quote")
    else:
        yield out.Paragraph(out.plain(shorten(" / ".join(lines), _QUOTED, placeholder=" …")), "quote")


def _words(change: Change) -> out.Inlines:
    """A change, word by word."""
    return tuple(
        out.Words(word.text, frozenset([_LOOKS[word.op]] if word.op in _LOOKS else []))
        for word in change.words
    )
