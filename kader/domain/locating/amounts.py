"""A number with what it counts tells where a remark points: "zes weken" stands in few sentences of a text.

People write "12 jaar" for "twaalf jaar" and the reverse, so that numbers are compared by their value.
"""

from collections.abc import Iterator
from itertools import product

_LISTED = """
nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien
zeventien achttien negentien
"""
_ONES = _LISTED.split()
_TENS = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")
MOST_DIGITS = 6


def _below_hundred() -> Iterator[tuple[str, int]]:
    yield from ((word, value) for value, word in enumerate(_ONES))
    for place, word in enumerate(_TENS, start=2):
        yield word, 10 * place
        yield from ((f"{_ONES[one]}en{word}", 10 * place + one) for one in range(1, 10))


def _spelled() -> Iterator[tuple[str, int]]:
    yield from _below_hundred()
    for times, (name, worth) in product(range(1, 20), (("honderd", 100), ("duizend", 1000))):
        yield (_ONES[times] if times > 1 else "") + name, times * worth


# "Een" is nearly always an article.
_VALUES = {word: value for word, value in _spelled() if word != "een"}
_WORDS = {value: word for word, value in reversed(_VALUES.items())}


def value_of(folded: str) -> int | None:
    """The number that a folded word stands for, "12" or "twaalf"; None for another word."""
    if folded.isascii() and folded.isdigit():
        return int(folded) if len(folded) <= MOST_DIGITS else None
    return _VALUES.get(folded)


def otherwise(folded: str) -> str | None:
    """The same number in the other way of writing: "12" for "twaalf", "twaalf" for "12"."""
    value = value_of(folded)
    if value is None:
        return None
    return _WORDS.get(value) if folded.isdigit() else str(value)
