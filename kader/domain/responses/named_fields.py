"""Some write each remark as a small form: "Passage: ...", "Opmerking: ...", "Tekstvoorstel: ...".

Then the remark is what stands under its own name, and passage and proposal are told apart by theirs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from kader.domain.responses.joining import Part


class _Field(Enum):
    REMARK = auto()
    REASON = auto()
    PASSAGE = auto()
    PROPOSAL = auto()
    PLACE = auto()


_NAMES = {
    _Field.REMARK: r"opmerking|reactie|commentaar|vraag|comment",
    _Field.REASON: r"toelichting|motivatie|motivering|reden|onderbouwing|rationale",
    _Field.PASSAGE: r"(?:(?:huidige|bestaande|oorspronkelijke)\s+)?tekst|passage|citaat|zin(?:snede)?|"
    r"current\s+text",
    _Field.PROPOSAL: r"(?:tekst|wijzigings|verbeter)?voorstel|suggestie|alternatief|nieuwe\s+tekst|proposal|"
    r"proposed\s+text",
    _Field.PLACE: r"alinea|regels?|paragraaf|hoofdstuk|plaats|vindplaats|onderdeel",
}
_NAMED = re.compile(
    "|".join(rf"(?P<{kind.name}>{names})\s*:\s*" for kind, names in _NAMES.items()), re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Form:
    """The parts of a remark by what they are."""

    remark: tuple[Part, ...]
    passage: tuple[Part, ...]
    proposal: tuple[Part, ...]
    place: tuple[Part, ...]


def as_form(parts: Sequence[Part]) -> Form | None:
    """The named parts of a remark, or None when no line of it is named a remark."""
    found: dict[_Field, list[Part]] = {kind: [] for kind in _Field}
    kind, named_remark, asked = _Field.REMARK, False, False
    for part in parts:
        match = _NAMED.match(part.text)
        if match:
            kind = _Field[match.lastgroup or "REMARK"]
            named_remark = named_remark or kind is _Field.REMARK
            asked = asked or match.group().lower().startswith("vraag")
            part = Part(part.line, part.offset + match.end(), part.prefix)
        if part.text:
            found[_Field.REMARK if kind is _Field.REASON else kind].append(part)
    # "Vraag: ..." alone is how somebody begins a remark, not a form.
    if not named_remark or not found[_Field.REMARK] or (asked and not _has_other(found)):
        return None
    return Form(
        *(tuple(found[kind]) for kind in (_Field.REMARK, _Field.PASSAGE, _Field.PROPOSAL, _Field.PLACE))
    )


def _has_other(found: dict[_Field, list[Part]]) -> bool:
    return any(found[kind] for kind in (_Field.PASSAGE, _Field.PROPOSAL, _Field.PLACE))
