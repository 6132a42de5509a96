"""A framework arrives as Word, PDF or plain text, and becomes the markdown that versions are made of."""

from kader.domain.importing.making import make
from kader.domain.importing.page_marks import has_own_marks
from kader.domain.importing.plain_text import read_text
from kader.domain.importing.values import Imported, Manuscript

__all__ = ["Imported", "Manuscript", "has_own_marks", "make", "read_text"]
