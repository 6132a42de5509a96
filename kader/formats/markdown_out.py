"""A document as markdown that reads back as the same document: every mark in its words is escaped."""

import re
from collections.abc import Iterable, Iterator

from kader.formats import outgoing as out

_MARKS = re.compile(r"([\\`*_\[\]<>~|])")
# At the start of a line these would make a heading, a list, a quote, a rule or a footnote.
_OPENING = re.compile(r"(?m)^(\s*)(?:(\d+)([.)])|([#+=-]))(?=\s|[#=-]|$)")


def write_markdown(document: out.Document) -> str:
    """The document in CommonMark with tables and footnotes, and page markers as versions have them."""
    parts = [_block(block, 0) for block in (*document.opening, *document.blocks)]
    notes = [f"[^{_name(note.label)}]: {_inlines(note.inlines)}" for note in document.notes]
    return "\n\n".join([*(part for part in parts if part), *notes]) + "\n"


def _block(block: out.Block, indent: int) -> str:
    lead = " " * indent
    match block:
        case out.Heading(level, inlines):
            return f"{'#' * min(level, 6)} {_inlines(inlines)}"
        case out.Paragraph(inlines, role):
            text = _OPENING.sub(_unopened, _inlines(inlines).strip())
            mark = {"quote": "> ", "label": "**", "outcome": "**"}.get(role, "")
            return f"{mark}{text}{mark if mark == '**' else ''}".replace("\n", f"\n{lead}")
        case out.Code(text):
            fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 0)
            return f"{fence}\n{text}\n{fence}"
        case out.List(items):
            return f"\n{lead}".join(_item(item, indent) for item in items)
        case out.Table(rows, header):
            return "\n".join(_rows(rows, header))
        case out.PageStart(label):
            return f"<!-- pagina {label} -->" if label else ""


def _item(item: out.Item, indent: int) -> str:
    mark = "- " if item.number is None else f"{item.number}. "
    inner = indent + len(mark)
    gap = f"\n\n{' ' * inner}"
    return mark + gap.join(_block(block, inner) for block in item.blocks)


def _rows(rows: Iterable[tuple[out.Inlines, ...]], header: int) -> Iterator[str]:
    for at, row in enumerate(rows):
        # Markdown knows one header row, and every table has one.
        if at == 0 and not header:
            yield "|" + "  |" * len(row)
            yield "|" + " --- |" * len(row)
        yield "| " + " | ".join(_inlines(cell).replace("\n", " ") for cell in row) + " |"
        if at == 0 and header:
            yield "|" + " --- |" * len(row)


def _inlines(inlines: Iterable[out.Inline]) -> str:
    return "".join(_inline(inline) for inline in inlines)


def _inline(inline: out.Inline) -> str:
    match inline:
        case out.NoteMark(label):
            return f"[^{_name(label)}]"
        case out.PageMark(label):
            return f"<!-- pagina {label} --> "
        case out.Words(text, looks, link):
            return _words(text, looks, link)


def _words(text: str, looks: frozenset[out.Look], link: str) -> str:
    # Emphasis marks must touch their words.
    head, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    inner = text.strip()
    if not inner:
        return text
    shown = f"`{inner}`" if "code" in looks and "`" not in inner else _MARKS.sub(r"\\\1", inner)
    for look, mark in (
        ("emphasis", "*"),
        ("strong", "**"),
        ("strikethrough", "~~"),
        ("deleted", "~~"),
        ("inserted", "**"),
    ):
        shown = f"{mark}{shown}{mark}" if look in looks else shown
    return f"{head}[{shown}](<{link}>){tail}" if link else f"{head}{shown}{tail}"


def _unopened(found: re.Match[str]) -> str:
    space, number, stop, mark = found.groups()
    return f"{space}{number}\\{stop}" if number else f"{space}\\{mark}"


def _name(label: str) -> str:
    """A note's label without what would end it."""
    return re.sub(r"[\[\]\s^]", "-", label)
