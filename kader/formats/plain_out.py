"""A document as plain text: for a mail, a small screen, or a program that reads nothing else."""

from collections.abc import Iterable, Iterator

from kader.formats import outgoing as out


def write_plain(document: out.Document) -> str:
    """Blocks parted by blank lines; pages as "[p. 3]", notes as "[1]" and at the end."""
    writer = _Plain(document)
    parts = [line for block in (*document.opening, *document.blocks) for line in writer.block(block, "")]
    notes = [f"[{note.number}] {writer.inlines(note.inlines)}" for note in document.notes]
    return "\n\n".join([*parts, *notes]) + "\n"


class _Plain:
    def __init__(self, document: out.Document) -> None:
        self.notes = document.by_label

    def block(self, block: out.Block, lead: str) -> Iterator[str]:
        match block:
            case out.Heading(_, inlines):
                yield self.inlines(inlines)
            case out.Paragraph(inlines, role):
                yield lead + ("    " if role == "quote" else "") + self.inlines(inlines)
            case out.Code(text):
                yield "\n".join(lead + "    " + line for line in text.splitlines())
            case out.List(items):
                yield "\n".join(self._item(item, lead) for item in items)
            case out.Table(rows):
                yield "\n".join(" | ".join(self.inlines(cell) for cell in row) for row in rows)
            case out.PageStart(label):
                yield from [f"[p. {label}]"] if label else []

    def _item(self, item: out.Item, lead: str) -> str:
        mark = "- " if item.number is None else f"{item.number}. "
        inner = lead + " " * len(mark)
        blocks = [line for block in item.blocks for line in self.block(block, inner)]
        return lead + mark + "\n".join(blocks)[len(inner) :]

    def inlines(self, inlines: Iterable[out.Inline]) -> str:
        return "".join(self._inline(inline) for inline in inlines)

    def _inline(self, inline: out.Inline) -> str:
        match inline:
            case out.Words(text, _, link):
                return f"{text} ({link})" if link and link not in text else text
            case out.NoteMark(label):
                return f" [{self.notes[label].number}]"
            case out.PageMark(label):
                return f"[p. {label}] "
