"""PDFs as programs print them, made with reportlab."""

from __future__ import annotations

import io
from collections.abc import Sequence
from html import escape
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, LongTable, PageBreak, Paragraph, SimpleDocTemplate

STYLES = getSampleStyleSheet()
BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=13, spaceAfter=6)
ITEM = ParagraphStyle("item", parent=BODY, leftIndent=20)
DEEPER = ParagraphStyle("deeper", parent=BODY, leftIndent=40, bulletIndent=22)
SMALL = ParagraphStyle("small", parent=BODY, fontSize=7.5, leading=9)


def text(
    words: str, style: ParagraphStyle = BODY, bullet: str | None = None, marked: bool = False
) -> Paragraph:
    """A paragraph; `marked` when its words hold reportlab's own tags."""
    return Paragraph(words if marked else escape(words).replace("\n", "<br/>"), style, bulletText=bullet)


def heading(words: str, level: int = 1) -> Paragraph:
    return Paragraph(escape(words), STYLES["Title"] if level == 0 else STYLES[f"Heading{level}"])


def a_grid(rows: Sequence[Sequence[Any]], widths: Sequence[float]) -> LongTable:
    """A table with lines around its cells, its first row again on each page."""
    style = [("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    return LongTable(rows, colWidths=widths, repeatRows=1, style=style)


def a_pdf(flow: Sequence[Flowable], header: str = "", footer: str = "", **options: Any) -> bytes:
    """`footer` may hold %d for the page's number."""
    stream = io.BytesIO()

    def edges(canvas: Canvas, made: SimpleDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, 815, header)
        canvas.drawString(280, 30, footer % made.page if "%d" in footer else footer)

    document = SimpleDocTemplate(stream, pagesize=A4, **options)
    document.build(list(flow), onFirstPage=edges, onLaterPages=edges)
    return stream.getvalue()


def drawn(*pages: Sequence[tuple[float, float, str]], **options: Any) -> bytes:
    """Words drawn at places, in points from the left and from below."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, **options)
    for page in pages:
        canvas.setFont("Helvetica", 10)
        for x, y, words in page:
            canvas.drawString(x, y, words)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


__all__ = ["BODY", "DEEPER", "ITEM", "SMALL", "PageBreak", "a_grid", "a_pdf", "drawn", "heading", "text"]
