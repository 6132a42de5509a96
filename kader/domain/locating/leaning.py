"""Remarks lean on each other: "Zie 2", "idem als bij 5" say no more than another of the same letter.

The words of that other remark tell what this one is about, on its own page.
"""

import re
from collections import Counter
from collections.abc import Sequence

from kader.domain.locating.values import Remark


def leaned_on(remarks: Sequence[Remark]) -> tuple[Remark | None, ...]:
    """For each remark the one that it names by its label; None where it names none, or several bear it."""
    times = Counter(remark.label for remark in remarks if remark.label)
    bearing = {remark.label: remark for remark in remarks if remark.label and times[remark.label] == 1}
    return tuple(_named(remark, bearing) for remark in remarks)


def _named(remark: Remark, bearing: dict[str, Remark]) -> Remark | None:
    found = _ANOTHER.search(remark.text)
    other = bearing.get(found["label"]) if found else None
    return other if other is not remark else None


# "Zie pagina 3", "zie ons algemene punt 2" and "zie 3.1" name something else.
_ANOTHER = re.compile(
    r"\b(?:zie(?: ook)?|idem(?: als)?|zelfde als|net als|vgl\.?)\s+(?:bij\s+|onder\s+)?(?:onze\s+|mijn\s+)?"
    r"(?:(?:opmerking|punt|nummer|nr\.?)\s*)?(?P<label>\d{1,3})(?=\s*(?:[:;,.)!?]|$)(?!\.\d))",
    re.IGNORECASE,
)
