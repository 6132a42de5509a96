"""What would cost too much to understand is refused by counting, before it is read."""

import pytest

from kader.domain.errors import UnreadableDocument
from kader.domain.markdown_size import MAX_BARS, MAX_BRACKETS, MAX_LENGTH, require_readable
from kader.formats.reading import read_here
from kader.formats.version_file import read_version_file

HEAD = '---\ntitle: X\nlabel: "1"\nstatus: ontwikkelversie\ndate: 2025-01-01\n---\n\n'
TOO_MUCH = [
    pytest.param("|a" * 1_000 + "\n" + "|-" * 1_000 + "\n" + ("|x" * 1_000 + "\n") * 1_000, id="cells"),
    pytest.param("[" * (MAX_BRACKETS + 1), id="brackets"),
    pytest.param("![" * MAX_BRACKETS + "](x)" * MAX_BRACKETS + "[", id="pictures"),
    pytest.param("a " * (MAX_LENGTH // 2 + 1), id="words"),
]


@pytest.mark.parametrize("text", TOO_MUCH)
def test_text_that_would_take_minutes_is_refused_as_version_and_as_letter(text: str) -> None:
    with pytest.raises(UnreadableDocument, match="te veel"):
        read_version_file(HEAD + text)
    with pytest.raises(UnreadableDocument):
        read_here("brief.md", text.encode())


@pytest.mark.parametrize("text", ["|" * MAX_BARS, "[" * MAX_BRACKETS, "a" * MAX_LENGTH, ""])
def test_as_much_as_is_allowed_is_allowed(text: str) -> None:
    require_readable(text)
