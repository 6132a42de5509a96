"""Files that commands are given, read with a sentence for what can go wrong."""

from pathlib import Path

from kader.domain.errors import UnreadableDocument
from kader.domain.paragraphs import Paragraph
from kader.formats.reading import MAX_BYTES, read_document


def read_paragraphs(path: Path) -> tuple[Paragraph, ...]:
    """A response's file as neutral paragraphs. Raises UnreadableDocument."""
    return read_document(path.name, read_bytes(path))


def read_bytes(path: Path) -> bytes:
    """The bytes of a document, of a huge one too many to be taken in. Raises UnreadableDocument."""
    try:
        with path.open("rb") as stream:
            # One byte more than may be read at most: a huge file is refused, not loaded.
            return stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise UnreadableDocument(f"Het bestand {path} bestaat niet. Controleer de naam.") from None
    except OSError as error:
        raise UnreadableDocument(f"Het bestand {path} is niet te lezen: {error.strerror}.") from error
