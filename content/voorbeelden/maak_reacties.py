"""Make the sample responses: Word files as three organisations would have written them.

The letters stand in brieven/*.toml; each is laid out in the habit of its sender (Word's own numbering under
page headings, a table, typed numbers), because received letters differ exactly there. The same letters
always give the same bytes, so that a committed file changes only when its letter does.

    python content/voorbeelden/maak_reacties.py [FOLDER]
"""

import io
import re
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as Letter
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

HERE = Path(__file__).parent
EMPHASIS = re.compile(r"(\*\*.+?\*\*|\*.+?\*)")
TABLE_WIDTHS = (Cm(0.9), Cm(1.5), Cm(3.6), Cm(5.9), Cm(4.6))


def write_text(paragraph: Paragraph, text: str) -> Paragraph:
    """Add `text` to the paragraph; *words* become italic, **words** bold."""
    for piece in EMPHASIS.split(text):
        run = paragraph.add_run(piece.strip("*"))
        run.bold = True if piece.startswith("**") else None
        run.italic = True if piece.startswith("*") and not piece.startswith("**") else None
    return paragraph


def add(letter: Letter, text: str, style: str | None = None) -> Paragraph:
    return write_text(letter.add_paragraph(style=style), text)


def add_lines(letter: Letter, lines: list[str]) -> Paragraph:
    paragraph = letter.add_paragraph(lines[0])
    for line in lines[1:]:
        paragraph.add_run().add_break()
        paragraph.add_run(line)
    return paragraph


def add_page_number(paragraph: Paragraph) -> None:
    for kind, code in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:instrText" if code else "w:fldChar")
        if code:
            element.text = code
        else:
            element.set(qn("w:fldCharType"), str(kind))
        paragraph.add_run()._r.append(element)


def letterhead(letter: Letter, source: dict[str, Any]) -> None:
    section = letter.sections[0]
    head = section.header.paragraphs[0]
    head.add_run(source["sender"]).bold = True
    for line in source["sender_lines"]:
        head.add_run().add_break()
        head.add_run(line).font.size = Pt(8.5)
    head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    foot = section.footer.paragraphs[0]
    foot.add_run(f"{source['sender']} – pagina ")
    add_page_number(foot)


def opening(letter: Letter, source: dict[str, Any]) -> None:
    add_lines(letter, source["receiver_lines"])
    add(letter, source["place_and_date"])
    add(letter, f"**Betreft:** {source['subject']}")
    for text in (source["salutation"], *source["intro"]):
        add(letter, text)


def headed_points(letter: Letter, source: dict[str, Any]) -> None:
    letter.add_heading(source["points_title"], 1)
    for point in source["points"]:
        letter.add_heading(point["title"], 2)
        for text in point["text"]:
            add(letter, text)


def bold_points(letter: Letter, source: dict[str, Any]) -> None:
    add(letter, f"**{source['points_title']}**")
    for point in source["points"]:
        add(letter, f"**{point['title']}** {point['text'][0]}")


def closing(letter: Letter, source: dict[str, Any]) -> None:
    for text in (*source["closing"], source["greeting"]):
        add(letter, text)
    add_lines(letter, source["signature"])
    letter.add_page_break()


def numbered_list(letter: Letter, source: dict[str, Any]) -> None:
    """Word counts the remarks itself, on from page to page; no number is typed."""
    for page in source["pages"]:
        letter.add_heading(page["heading"], 2)
        for remark in page["remarks"]:
            add(letter, remark["text"], "List Number")
            for sub in remark.get("sub", ()):
                add(letter, sub, "List Bullet 2")
            if proposal := remark.get("proposal"):
                add(letter, f"Tekstvoorstel: ‘{proposal}’", "List Continue")


def typed_numbers(letter: Letter, source: dict[str, Any]) -> None:
    remarks = numbered(source["pages"])
    for page in source["pages"]:
        add(letter, f"**{page['heading']}**")
        for _ in page["remarks"]:
            number, remark = next(remarks)
            add(letter, f"{number}. {remark['text']}")
            for sub in remark.get("sub", ()):
                add(letter, f"– {sub}").paragraph_format.left_indent = Cm(1)
            if proposal := remark.get("proposal"):
                add(letter, f"Voorstel: *{proposal}*").paragraph_format.left_indent = Cm(0.6)


def numbered(pages: list[dict[str, Any]]) -> Iterator[tuple[int, dict[str, Any]]]:
    return enumerate((remark for page in pages for remark in page["remarks"]), start=1)


def table(letter: Letter, source: dict[str, Any]) -> None:
    grid = letter.add_table(rows=1, cols=len(source["columns"]), style="Table Grid")
    for cell, title in zip(grid.rows[0].cells, source["columns"], strict=True):
        cell.paragraphs[0].add_run(title).bold = True
    for row in source["rows"]:
        texts = (row["nr"], row["page"], row["passage"], row["text"], row["proposal"])
        for cell, text in zip(grid.add_row().cells, texts, strict=True):
            write_text(cell.paragraphs[0], text)
    for row_of_cells in grid.rows:
        for cell, width in zip(row_of_cells.cells, TABLE_WIDTHS, strict=True):
            cell.width = width


HABITS = {
    "numbered-list": (headed_points, numbered_list),
    "table": (headed_points, table),
    "typed-numbers": (bold_points, typed_numbers),
}


def make(source: dict[str, Any]) -> Letter:
    letter = Document()
    letter.styles["Normal"].font.name = "Calibri"
    points, annex = HABITS[source["habit"]]
    letterhead(letter, source)
    opening(letter, source)
    points(letter, source)
    closing(letter, source)
    letter.add_heading(source["annex_title"], 1)
    annex(letter, source)
    return letter


def properties(letter: Letter, source: dict[str, Any]) -> None:
    core = letter.core_properties
    core.author = core.last_modified_by = source["sender"]
    core.title = source["subject"].replace("*", "")
    core.comments, core.language, core.revision = "", "nl-NL", 1
    core.created = core.modified = source["created"]


def same_bytes(letter: Letter) -> bytes:
    """The letter as a file; Word's zip would otherwise hold the time of making."""
    made, fixed = io.BytesIO(), io.BytesIO()
    letter.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def main(folder: Path) -> None:
    for path in sorted((HERE / "brieven").glob("*.toml")):
        source = tomllib.loads(path.read_text(encoding="utf-8"))
        letter = make(source)
        properties(letter, source)
        (folder / source["file"]).write_bytes(same_bytes(letter))
        print(folder / source["file"])


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
