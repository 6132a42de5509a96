"""Rows as CSV, as a Dutch Excel opens it: semicolons, UTF-8 with its mark, every cell between quotes.

A cell that begins as a formula would be carried out by whoever opens the file (OWASP, "CSV injection"); it
gets an apostrophe before it.
"""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    written = StringIO(newline="")
    writer = csv.writer(written, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig", "replace")


def _harmless(cell: str) -> str:
    # Some programs skip spaces before they look for a formula.
    return f"'{cell}" if cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA) else cell
