"""A document as one HTML file that stands on its own: no other file, no script, nothing fetched."""

from collections.abc import Iterable
from importlib.resources import files

from kader.formats import outgoing as out
from kader.formats.html_inline import attributes, escaped

_STYLE = files("kader.formats") / "templates" / "document.css"
_TAGS = {
    "strong": "strong",
    "emphasis": "em",
    "code": "code",
    "strikethrough": "s",
    "inserted": "ins",
    "deleted": "del",
    "moved": "mark",
}


def write_html(document: out.Document) -> str:
    """Headings, lists, tables and notes as HTML of WCAG's kind: language, title, header cells, links back."""
    writer = _Html(document)
    body = [writer.block(block) for block in (*document.opening, *document.blocks)]
    title = escaped(document.title)
    style = _STYLE.read_text(encoding="utf-8")
    return (
        f'<!doctype html>\n<html lang="{escaped(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join([*body, writer.notes()])
        + "\n</main>\n</body>\n</html>\n"
    )


class _Html:
    def __init__(self, document: out.Document) -> None:
        self.document = document
        self.seen: dict[str, int] = {}

    def block(self, block: out.Block) -> str:
        match block:
            case out.Heading(level, inlines, name):
                tag = f"h{min(level, 6)}"
                return f"<{tag}{attributes(id=name or None)}>{self.inlines(inlines)}</{tag}>"
            case out.Paragraph(inlines, "quote"):
                return f"<blockquote><p>{self.inlines(inlines)}</p></blockquote>"
            case out.Paragraph(inlines, role):
                return f"<p{attributes(class_=None if role == 'text' else role)}>{self.inlines(inlines)}</p>"
            case out.Code(text):
                return f"<pre>{escaped(text)}</pre>"
            case out.List(items):
                tag = "ol" if block.is_numbered else "ul"
                return f"<{tag}>{''.join(map(self._item, items))}</{tag}>"
            case out.Table():
                return self._table(block)
            case out.PageStart(label):
                return f'<p class="page">p. {escaped(label)}</p>' if label else "<hr>"

    def _item(self, item: out.Item) -> str:
        inner = "".join(self.block(block) for block in item.blocks)
        return f"<li{attributes(value=item.number)}>{inner}</li>"

    def _table(self, table: out.Table) -> str:
        numeric = out.numeric_columns(table)
        rows = [self._row(row, numeric, header=at < table.header_rows) for at, row in enumerate(table.rows)]
        head, body = "".join(rows[: table.header_rows]), "".join(rows[table.header_rows :])
        caption = f"<caption>{escaped(table.name)}</caption>" if table.name else ""
        # A wide table moves by itself on a small screen, also with the keyboard.
        region = attributes(class_="wide", role="region", tabindex=0, aria_label=table.name or "Tabel")
        return f"<div{region}><table>{caption}<thead>{head}</thead><tbody>{body}</tbody></table></div>"

    def _row(self, row: Iterable[out.Inlines], numeric: Iterable[bool], *, header: bool) -> str:
        tag, scope = ("th", "col") if header else ("td", None)
        kinds = ("number" if right else None for right in numeric)
        cells = (
            f"<{tag}{attributes(scope=scope, class_=kind)}>{self.inlines(cell)}</{tag}>"
            for cell, kind in zip(row, kinds, strict=True)
        )
        return f"<tr>{''.join(cells)}</tr>"

    def inlines(self, inlines: Iterable[out.Inline]) -> str:
        return "".join(self._inline(inline) for inline in inlines)

    def _inline(self, inline: out.Inline) -> str:
        match inline:
            case out.Words(text, looks, link):
                shown = escaped(text)
                for look, tag in _TAGS.items():
                    shown = f"<{tag}>{shown}</{tag}>" if look in looks else shown
                return f"<a{attributes(href=link)}>{shown}</a>" if link else shown
            case out.PageMark(label):
                return f'<span class="page">[p. {escaped(label)}]</span> '
            case out.NoteMark(label):
                return self._reference(label)

    def _reference(self, label: str) -> str:
        number = self.document.by_label[label].number
        first = label not in self.seen
        at = self.seen.setdefault(label, len(self.seen) + 1)
        name = attributes(id=f"verwijzing-{at}" if first else None, href=f"#noot-{at}", role="doc-noteref")
        return f"<sup><a{name}>{escaped(number)}</a></sup>"

    def notes(self) -> str:
        items = [self._note(label, at) for label, at in self.seen.items()]
        return f'<section class="notes" aria-label="Noten">{"".join(items)}</section>' if items else ""

    def _note(self, label: str, at: int) -> str:
        note = self.document.by_label[label]
        where = f"Terug naar de tekst bij noot {note.number}"
        back = attributes(href=f"#verwijzing-{at}", role="doc-backlink", aria_label=where)
        words = f"<sup>{escaped(note.number)}</sup> {self.inlines(note.inlines)}"
        return f'<p id="noot-{at}">{words} <a{back}>↩</a></p>'
