"""What people circulate: a version, or the changes between two versions, as a file.

All of it is public and follows from texts that never change, so it is made once and kept by their hashes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time

from kader.domain.comparison import Change
from kader.domain.errors import NotFound
from kader.domain.rights import VISITOR
from kader.domain.text_blocks import Page
from kader.formats import outgoing as out
from kader.formats.docx_out import write_docx
from kader.formats.dutch import CHANGE_KINDS, OUTCOME_SIGNS, count, day
from kader.formats.html_out import write_html
from kader.formats.markdown_out import write_markdown
from kader.formats.merged_text import Merged, merge
from kader.formats.odt_out import write_odt
from kader.formats.outgoing_text import Edit, body_of
from kader.formats.plain_out import write_plain
from kader.formats.tracked_docx import Signed, write_tracked
from kader.formats.typst_pdf import write_pdf
from kader.services.carrying import changes_between
from kader.services.comparing import Card, Comparison, Reason, comparison
from kader.services.wiring import Wiring
from kader.storage import frameworks
from kader.storage.tables import Version

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "html": "text/html",
    "md": "text/markdown",
    "txt": "text/plain",
}
_LOOKS: Mapping[str, out.Look] = {"ins": "inserted", "del": "deleted", "mark": "moved"}


@dataclass(frozen=True, slots=True)
class File:
    """A file to send: its name, its media type (text is UTF-8) and its bytes."""

    name: str
    media_type: str
    content: bytes


Writer = Callable[[out.Document, str], bytes]
WRITERS: Mapping[str, Writer] = {
    "pdf": write_pdf,
    "docx": write_docx,
    "odt": write_odt,
    "html": lambda document, _: write_html(document).encode("utf-8", "replace"),
    "md": lambda document, _: write_markdown(document).encode("utf-8", "replace"),
    "txt": lambda document, _: write_plain(document).encode("utf-8", "replace"),
}


def file(name: str, suffix: str, content: bytes) -> File:
    return File(f"{name}.{suffix}", MEDIA_TYPES[suffix], content)


def require_kind(suffix: str, kinds: Sequence[str]) -> None:
    """Raises NotFound for a kind of file that this is not made as."""
    if suffix not in kinds:
        raise NotFound(f"Dit is er niet als .{suffix}; wel als {', '.join(kinds)}.")


# -- a version -----------------------------------------------------------------------------------------------

VERSION_KINDS = ("pdf", "docx", "odt", "md", "txt")


def version_file(wiring: Wiring, slug: str, label: str, suffix: str) -> File:
    """A version as pdf, docx, odt, md (its source, byte for byte) or txt. Raises NotFound."""
    require_kind(suffix, VERSION_KINDS)
    with wiring.database.read() as session:
        version = frameworks.version(session, slug, label)
        name = f"{slug}-{label}"
        if suffix == "md":
            return file(name, suffix, version.source.encode("utf-8"))
        hashes = (version.sha256, *_told_of(version), suffix)
        content = wiring.derived.made("file", hashes, lambda: _version_content(wiring, version, suffix))
        return file(name, suffix, content)


def _version_content(wiring: Wiring, version: Version, suffix: str) -> bytes:
    body = body_of(wiring.derived.reading(version))
    framework = version.framework
    name = f"{framework.title}, versie {version.label}"
    facts = f"{name} · {version.status} · {day(version.dated)} · {framework.owner}"
    document = out.Document(
        title=f"{version.title}, versie {version.label}",
        blocks=body.blocks,
        notes=body.notes,
        opening=(out.Paragraph(out.plain(facts), "quiet"),),
        author=framework.owner,
        dated=version.dated,
    )
    return WRITERS[suffix](document, f"{name} ({version.status})")


def _told_of(version: Version) -> tuple[str, ...]:
    """What a file tells of a version beside its text; unlike the text it may change."""
    framework = version.framework
    return framework.title, framework.owner, version.status


# -- the changes between two versions ------------------------------------------------------------------------

COMPARISON_KINDS = ("docx", "pdf")


def comparison_file(wiring: Wiring, slug: str, old_label: str, new_label: str, suffix: str) -> File:
    """The changes as docx with tracked changes, or as pdf with the remarks that led to them.

    Raises NotFound. Everybody gets the same file: with what is public, whoever asks.
    """
    require_kind(suffix, COMPARISON_KINDS)
    name = f"{slug}-{old_label}-{new_label}-wijzigingen"
    if suffix == "pdf":
        told = comparison(wiring, VISITOR, slug, old_label, new_label)
        return file(name, suffix, _comparison_pdf(wiring, told))
    with wiring.database.read() as session:
        old, new = (frameworks.version(session, slug, label) for label in (old_label, new_label))
        hashes = (old.sha256, new.sha256, *_told_of(old), *_told_of(new))
        return file(name, suffix, wiring.derived.made("tracked", hashes, lambda: _tracked(wiring, old, new)))


def _tracked(wiring: Wiring, old: Version, new: Version) -> bytes:
    framework = new.framework
    title = f"{framework.title}: wijzigingen van versie {old.label} naar versie {new.label}"
    lines = (
        f"{title}. Alle wijzigingen accepteren geeft versie {new.label}, alle wijzigingen weigeren "
        f"geeft versie {old.label}. Wat alleen anders is opgemaakt of genummerd, telt niet als wijziging."
    )
    head = out.Document(title, (), (), tuple(out.paragraphs(lines, "quiet")), framework.owner, new.dated)
    signed = Signed(framework.owner, datetime.combine(new.dated, time(), UTC))
    before, after = wiring.derived.reading(old), wiring.derived.reading(new)
    footer = f"{framework.title}, versie {old.label} naar {new.label}"
    return write_tracked(before, after, changes_between(wiring, old, new), head, signed, footer)


def _comparison_pdf(wiring: Wiring, told: Comparison) -> bytes:
    with wiring.database.read() as session:
        slug = told.framework.slug
        old, new = (frameworks.version(session, slug, one.label) for one in (told.old, told.new))
        changes = changes_between(wiring, old, new)
        merged = merge(wiring.derived.reading(old), wiring.derived.reading(new), changes)
    title = f"Wat er veranderde van versie {told.old.label} naar versie {told.new.label}"
    body = body_of(replace(merged.reading, pages=tuple(_pages(merged))), tuple(_edits(merged, changes)))
    blocks = (
        out.Heading(1, out.plain(title)),
        *_summary(told),
        *map(_lowered, body.blocks),
        *_explained(told),
    )
    document = out.Document(
        f"{told.framework.title}: {title[0].lower()}{title[1:]}",
        blocks,
        body.notes,
        author=told.framework.owner,
        dated=told.new.dated,
    )
    return write_pdf(document, f"{told.framework.title}, versie {told.old.label} naar {told.new.label}")


def _edits(merged: Merged, changes: Sequence[Change]) -> Iterator[Edit]:
    """Every stretch, the last one of a change with its number behind it, as on the web."""
    told = [index for index, change in enumerate(changes) if change.kind != "opmaak"]
    numbers = {index: number for number, index in enumerate(told, 1)}
    last = {one.change: one for one in sorted(merged.stretches, key=lambda one: one.end)}
    for one in merged.stretches:
        number = numbers.get(one.change) if one is last[one.change] else None
        yield Edit(one.start, one.end, _LOOKS[one.side], f"[{number}]" if number else "")


def _pages(merged: Merged) -> Iterator[Page]:
    """The pages of the new version; where one begins with a block, the words that went there go with it."""
    reading = merged.reading
    gone = {one.start: one.end for one in merged.stretches if one.side == "del"}
    for page in reading.pages:
        block = reading.block_at(page.start)
        start = block.start if block else page.start
        # Nothing but words that went stands between the start of the block and that of the page.
        is_first = not reading.text[gone.get(start, start) : page.start].strip()
        yield replace(page, start=start) if is_first else page


def _lowered(block: out.Block) -> out.Block:
    """The text's own headings come under the title of the comparison."""
    return replace(block, level=block.level + 1) if isinstance(block, out.Heading) else block


def _summary(told: Comparison) -> Iterator[out.Block]:
    kinds = ", ".join(f"{len(tally.cards)} {CHANGE_KINDS[tally.kind]}" for tally in told.tallies)
    yield out.Paragraph(
        out.plain(f"{count(told.total, 'wijziging', 'wijzigingen')}{f': {kinds}' if kinds else ''}.")
    )
    if told.formal:
        places = count(told.formal, "plaats", "plaatsen")
        yield out.Paragraph(
            out.plain(f"Daarnaast is op {places} alleen nummering, leestekens of opmaak aangepast.")
        )
    legend = (
        *out.plain("Onderstreept", "inserted"),
        *out.plain(" is nieuw, "),
        *out.plain("doorgestreept", "deleted"),
        *out.plain(" is vervallen, "),
        *out.plain("gestippeld", "moved"),
        *out.plain(
            " is verplaatst, gesplitst of samengevoegd. Het nummer tussen haken is dat van de wijziging."
        ),
    )
    yield out.Paragraph(legend, "quiet")


def _explained(told: Comparison) -> Iterator[out.Block]:
    """Under the text: which public remarks led to which change."""
    if not told.explained:
        return
    yield out.PageStart("")
    yield out.Heading(2, out.plain("Welke opmerkingen tot een wijziging leidden"))
    for card in told.explained:
        yield out.Heading(3, out.plain(f"Wijziging {card.number}: {CHANGE_KINDS[card.kind]}{_where(card)}"))
        for reason in card.reasons:
            yield from _reason(reason)


def _where(card: Card) -> str:
    page = card.new_page or card.old_page
    return f", p. {page}" if page else ""


def _reason(reason: Reason) -> Iterator[out.Block]:
    place = f", p. {reason.page}" if reason.page else ""
    number = f", opmerking {reason.label}" if reason.label else ""
    yield out.Paragraph(out.plain(f"{reason.organisation}{place}{number}"), "label")
    yield from out.paragraphs(reason.text)
    if reason.outcome:
        sign = OUTCOME_SIGNS[reason.outcome]
        yield out.Paragraph(out.plain(f"{sign} {reason.outcome}"), "outcome")
        yield from out.paragraphs(reason.reason)
