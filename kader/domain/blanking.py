"""A published letter must not name people who did not choose to be public.

Before publication the words that name them are blanked: wherever they stand in what was submitted, a fixed
sign takes their place. The original stays in the submitted edition, which only the organisation and the
editors can open.
"""

import re
from collections.abc import Iterable

from kader.domain.errors import InvalidInput

BLANK = "[naam weggelaten]"
MIN_LENGTH = 2
MAX_LENGTH = 200


def require_words(words: str) -> str:
    """The words with single spaces. Raises InvalidInput when they are too short or too long to be a name."""
    words = " ".join(words.split())
    if not MIN_LENGTH <= len(words) <= MAX_LENGTH or not any(char.isalnum() for char in words):
        raise InvalidInput(f"Vul een naam of woorden in van {MIN_LENGTH} tot {MAX_LENGTH} tekens.")
    return words


def blanked(text: str, names: Iterable[str]) -> str:
    """The text with each of the names blanked, as whole words, whatever the capitals and the white space.

    Longer names go first, so that a first name leaves no surname behind.
    """
    for name in sorted(names, key=len, reverse=True):
        text = _pattern(name).sub(BLANK, text)
    return text


def occurrences(texts: Iterable[str], name: str) -> int:
    """How often a name stands in these texts."""
    pattern = _pattern(name)
    return sum(len(pattern.findall(text)) for text in texts)


def _pattern(name: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in name.split())
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
