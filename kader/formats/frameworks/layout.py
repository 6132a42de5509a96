"""Where pages end is for a layout program to say, when Word has not stored it: LibreOffice, if it is there.

Each run has a profile, a folder and a time limit of its own. A file that asks for anything outside itself is
not laid out: a layout program would fetch it.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

from kader.domain.errors import UnreadableDocument
from kader.domain.importing import Manuscript
from kader.domain.importing.page_matching import with_printed_pages
from kader.formats.archive import Archive
from kader.formats.frameworks.apart import read_framework_apart
from kader.formats.odt_styles import DRAW, TEXT

LONGEST_LAYOUT = 90
"""Seconds by the clock."""
_MOST_WRITTEN = 300_000_000
_ADDRESS = "{http://www.w3.org/1999/xlink}href"
_PROGRAMS = ("soffice", "libreoffice")

BY_LAYOUT = (
    "Word heeft in dit bestand niet bewaard waar de pagina’s eindigen. Ze zijn bepaald met LibreOffice en "
    "kunnen een regel verschillen van wat Word toont: vergelijk ze met het origineel."
)
_MISSING = "Van {count} pagina’s is het begin niet teruggevonden. Zet die paginamarkeringen zelf."


def laid_out(manuscript: Manuscript, kind: str, content: bytes) -> Manuscript | None:
    """The manuscript with pages from its layout; None when there is no program, or it did not succeed."""
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None or _asks_outside(content):
        return None
    printed = _as_pdf(program, kind, content)
    if printed is None:
        return None
    try:
        pdf = read_framework_apart(".pdf", printed).manuscript
    except UnreadableDocument:
        return None
    matched = with_printed_pages(manuscript.paragraphs, pdf.paragraphs)
    missing = (_MISSING.format(count=matched.missing),) if matched.missing else ()
    attention = (BY_LAYOUT, *missing, *manuscript.attention)
    return replace(manuscript, paragraphs=matched.paragraphs, attention=attention)


def _asks_outside(content: bytes) -> bool:
    """Whether a file asks for anything but the pages that its links lead readers to."""
    archive = Archive(content)
    return any(
        _is_outside(element)
        for name in archive.names()
        if name.endswith((".rels", "content.xml", "styles.xml"))
        for element in archive.xml(name).iter()
    )


def _is_outside(element: etree._Element) -> bool:
    if element.get("TargetMode") == "External":
        return not element.get("Type", "").endswith("/hyperlink")
    leads = element.tag in (f"{TEXT}a", f"{DRAW}a")
    return not leads and ":" in element.get(_ADDRESS, "").partition("/")[0]


def _as_pdf(program: str, kind: str, content: bytes) -> bytes | None:
    with TemporaryDirectory(prefix="kader-layout-") as folder:
        source = Path(folder, f"kader{kind}")
        source.write_bytes(content)
        command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore"]
        command += ["--convert-to", "pdf", "--outdir", folder, str(source)]
        _run(command, folder)
        made = source.with_suffix(".pdf")
        return made.read_bytes() if made.is_file() else None


def _run(command: list[str], folder: str) -> None:
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8"}
    process = subprocess.Popen(  # noqa: S603 - a program of this machine; the file is one of its arguments
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=folder,
        start_new_session=True,
        preexec_fn=_be_modest,
    )
    try:
        process.wait(timeout=LONGEST_LAYOUT)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _be_modest() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_LAYOUT, LONGEST_LAYOUT))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_MOST_WRITTEN, _MOST_WRITTEN))
