"""Which words of a remark are the text's, which are the remark's own, and which are a proposal?

People quote between all kinds of quotation marks or none at all, announce a quotation ("Er staat", "Tekst:",
"Wat wordt bedoeld met"), put it before a colon, and set their own wording in the same marks. What is proposed
must not be looked for as if it stood in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from kader.domain.locating.sentences import sentence_spans

# Nobody quotes more in one remark; what is longer is a letter, of which the start is read.
MOST_CUES, FURTHEST = 30, 20_000


class Strength(IntEnum):
    """How sure it is that words are the text's own."""

    BARE = 0
    ANNOUNCED = 1
    QUOTED = 2


@dataclass(frozen=True, slots=True)
class Cue:
    """Code points [start, end) of the remark's text that may be words of the framework.

    `goes_on` when it is a later part of a quotation from which words were left out.
    """

    start: int
    end: int
    strength: Strength
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A remark as it is understood.

    `text` is the remark with its sub-remarks, each on a line of its own; `sentences`, `proposed` and `absent`
    (what the text should say but does not, or says on another page) are ranges of it; `own` is where the
    sub-remarks begin; `whole` when it says that it is about a whole page or chapter.
    """

    text: str
    own: int
    sentences: tuple[tuple[int, int], ...]
    cues: tuple[Cue, ...]
    proposed: tuple[tuple[int, int], ...]
    absent: tuple[tuple[int, int], ...] = ()
    whole: bool = False


def read_remark(
    text: str,
    sub: tuple[str, ...],
    passage: str | None,
    proposal: str | None,
    pages: tuple[str, ...] = (),
) -> Reading:
    """Find what a remark quotes, announces and proposes.

    `pages` are the labels of the pages it is put under. A passage or proposal that stands apart from the
    text, as in the columns of a table, is put before or behind it.
    """
    lines = [text, *sub]
    apart = [part for part in (passage,) if part and not any(_stretch_of(text, part))]
    behind = [part for part in (proposal,) if part and not any(_stretch_of("\n".join(lines), part))]
    whole = "\n".join([*apart, *lines, *behind])[:FURTHEST]
    quoted = (*_stretch_of(whole, passage), *_quotations(whole))
    proposed = tuple(_proposals(whole, quoted, proposal))
    cues = [cue for found in dict.fromkeys(quoted) for cue in _around_gaps(whole, *found)]
    cues += [Cue(*found, Strength.QUOTED) for found in _matches(_REPLACEMENTS, whole)]
    cues += [Cue(*found, Strength.ANNOUNCED) for found in _matches(_ANNOUNCEMENTS, whole)]
    sentences = sentence_spans(whole)
    absent = (*_absent(whole, sentences), *_elsewhere(whole, sentences, pages))
    kept = [cue for cue in cues if not _overlaps((cue.start, cue.end), proposed)]
    kept = [cue for cue in kept if cue.strength is Strength.QUOTED or not _within(cue, absent)]
    own = len("\n".join([*apart, text]))
    about_all = _ABOUT_ALL.match(whole) is not None
    return Reading(whole, own, sentences, tuple(dict.fromkeys(kept))[:MOST_CUES], proposed, absent, about_all)


def _absent(text: str, sentences: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int]]:
    """What is said to be missing: "bij de oorzaken mist [armoede]", "[het verdrag] ontbreekt in de lijst"."""
    for start, end in sentences:
        wished = _WISHED.search(text, start, end)
        if wished is not None:
            place = _PLACE_BEHIND.search(text, wished.end(), end)
            yield wished.end(), place.start() if place else end
        found = _MISSING.search(text, start, end)
        if found is None:
            continue
        before = text[start : found.start()]
        if _WHERE_MISSING.match(before):
            place = _PLACE_BEHIND.search(text, found.end(), end)
            yield found.end(), place.start() if place else end
        else:
            yield start, found.start()


def _elsewhere(
    text: str, sentences: tuple[tuple[int, int], ...], pages: tuple[str, ...]
) -> Iterator[tuple[int, int]]:
    """What is said of another page, "maar op p. 6 [kijkt hij bij alles mee]", or of the letter itself."""
    for start, end in sentences:
        own = _OWN_LETTER.search(text, start, end)
        if own is not None:
            yield own.end(), end
        found = next((f for f in _ON_PAGE.finditer(text, start, end) if f["page"] not in pages), None)
        if found is not None and pages:
            yield found.end(), end


def _within(cue: Cue, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(start <= cue.start and cue.end <= end for start, end in ranges)


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    taken = 0
    for found in _QUOTATION.finditer(text):
        inside = next(number for number in range(1, _QUOTATION.groups + 1) if found[number] is not None)
        if found.start() >= taken and found[inside].strip():
            yield found.span(inside)
            taken = found.end()


def _around_gaps(text: str, start: int, end: int) -> Iterator[Cue]:
    """The parts of a quotation around "..." or "(...)", where words of the text were left out."""
    goes_on = False
    for found in _GAP.finditer(text, start, end):
        if start < found.start():
            yield Cue(start, found.start(), Strength.QUOTED, goes_on)
            goes_on = True
        start = found.end()
    if start < end:
        yield Cue(start, end, Strength.QUOTED, goes_on)


def _matches(patterns: tuple[re.Pattern[str], ...], text: str) -> Iterator[tuple[int, int]]:
    for pattern in patterns:
        for found in pattern.finditer(text):
            yield found.span(1)


def _proposals(
    text: str, quoted: tuple[tuple[int, int], ...], proposal: str | None
) -> Iterator[tuple[int, int]]:
    """Ranges that hold proposed wording; a quotation before "vervangen door" is not one."""
    for start, end in quoted:
        sentence = max((begin for begin, _ in sentence_spans(text) if begin <= start), default=0)
        if _BEFORE_PROPOSAL.search(text[max(sentence, start - 80) : start]):
            yield start, end
    for found in _UNQUOTED_PROPOSAL.finditer(text):
        yield found.span(1)
    yield from _stretch_of(text, proposal)


def _stretch_of(text: str, part: str | None) -> Iterator[tuple[int, int]]:
    if part and part.strip():
        loose = r"\s+".join(map(re.escape, part.split()))
        found = re.search(loose, text)
        if found:
            yield found.span()


def _overlaps(cue: tuple[int, int], ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(cue[0] < end and start < cue[1] for start, end in ranges)


# An apostrophe inside or at the end of a word ("foto's", "ouders'") neither opens nor closes.
_QUOTATION = re.compile(
    r"“([^“”]{1,400})”|„([^„“”]{1,400})[“”]|«([^«»]{1,400})»|\"([^\"]{1,400})\"|‘‘([^‘’]{1,400})’’"
    r"|''([^'\n]{1,400})''"
    r"|(?<!\w)‘([^‘\n]{1,400}?)['’](?!\w)"
    r"|(?<!\w)['’](?=\w)([^'’\n]{1,400}?(?:\w['’]\w[^'’\n]*?)*)['’](?!\w)"
    r"|(?<![\w*])\*{1,3}(?=\S)([^*\n]{1,400}?)(?<=\S)\*{1,3}(?![\w*])"
    r"|(?<![\w_])_(?=\S)([^_\n]{1,400}?)(?<=\S)_(?![\w_])"
)
_GAP = re.compile(r"[\s(\[]*(?:\.{3,}|…)[\s)\]]*")
_JUDGING = (
    "is|zijn|was|waren|vind|vindt|vinden|vonden|lijkt|lijken|klinkt|klinken|klopt|kloppen|suggereert|betekent|"
    "kan|kunnen|moet|moeten|mag|mogen|wordt|worden|hoort|horen|mist|missen|vraagt|vragen|verdient|verdienen|"
    "roept|leidt|ontbreekt|ontbreken|staat|staan|heeft|hebben|zou|zouden|blijft|blijven|lukt|werkt|past|komt"
)
_WORD = r"([^\W\d_][\w-]*)"
_TO_BREAK = r"([^\n.:;!?]{3,200})"
_ANNOUNCEMENTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # "Er staat: ..." and its kin, to the end of the clause.
        r"\b(?:er|hier|daar|nu|u|jullie) (?:staat|schrijft|schrijven|stelt|stellen|lezen we)"
        r"(?: nu| ook| namelijk| dat)*\s*:?\s+" + _TO_BREAK,
        r"\b(?:staat|lees ik|lezen wij|lezen we)(?: er| hier)?(?: nu| ook)*(?: dat)?\s*:?\s+" + _TO_BREAK,
        r"\b(?:tekst|citaat|passage|zinsnede|zin|woord|woorden|term|begrip|formulering|frase|uitspraak|"
        r"bewering|bepaling|eis|norm|opmerking|zinnetje)\s*:\s*" + _TO_BREAK,
        r"\b(?:wordt|is|wordt er|bedoelt u|bedoelen jullie|verstaat u|verstaan jullie)"
        r"(?: hier| precies| eigenlijk| bedoeld| verstaan| mee| met| onder)*\s*:\s*" + _TO_BREAK,
        r"\b(?:bedoeld|bedoelt u|bedoelen jullie|verstaan|verstaat u)(?: hier| precies)? (?:met|onder)"
        r"(?: dat)?\s*:?\s+" + _TO_BREAK,
        # "De definitie van X": a term and what it is said to mean.
        r"\b(?:definitie|definiëring|omschrijving|begrip|term|woord|woorden|uitdrukking|kreet|zinsnede|"
        r"getal|aantal|termijn|percentage|bedrag|beeld|voorbeeld|metafoor)"
        r"(?: van)?(?: het| de| een)? " + _WORD,
        # What a sentence is about: "De leeswijzer verwijst ...", "Dat van die buurvrouw", "bij de gevolgen".
        r"(?:\A|(?<=[.!?\n])\s)\s*(?:de|het|dat van|die van)(?: de| het| die| dat)? " + _WORD,
        r"\A\s*([^\W\d_]{5,})\b",
        r"\b(?:bij|over|onder|rond|rondom)(?: de| het| een| die| dat| dit| deze) " + _WORD,
        # What stands before a colon or semicolon at the start is what the remark is about.
        r"\A\s*([^\n.:;!?]{3,120})(?=[:;])",
        r"\A[^\n:.;!?]{2,60}:\s*" + _TO_BREAK,
        # What a sentence begins with, up to what is found of it: "Binnen een week is te lang".
        r"(?:\A|(?<=[.!?\n])\s)\s*([^\n.:;!?,]{3,120}?)(?=,|\s(?:" + _JUDGING + r")\b)",
        r"\A\s*(?:over|bij|re|mbt|m\.b\.t\.)\s+([^\n.:;!?]{3,120})(?=[:,])",
    )
)
# "In plaats van X", "vervang X door": named as exactly as between marks.
_REPLACEMENTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:ipv|i\.p\.v\.|in plaats van)\s+(.{3,60}?)"
        r"(?=,|\.|;|:|\n|$| liever| zou | graag| beter| kan | kun| schrijf)",
        r"\b(?:vervang|wijzig|verander|schrap|verwijder|haal)\w*\s+(.{3,120}?)"
        r"(?= door | in | weg| uit|[.;:\n]|$)",
    )
)
_PROPOSING = (
    r"(?:tekstvoorstel|voorstel|suggestie|alternatief|liever|beter|bijvoorbeeld|bijv\.|"
    r"(?:noem|noemen)(?: het| dit| dat)?(?: liever| dan| bijvoorbeeld)*|"
    r"(?:maak|maken) (?:er|hier|daar)(?: liever| dan)?(?: van)?|"
    r"(?:voeg|voegen)(?: hier| daar| er| graag)*(?: aan)?(?: toe| bij)|toevoegen|aanvullen met|invoegen|"
    r"(?:iets |zoiets )?(?:zeg|zeggen|schrijf|schrijven|formuleer|formuleren|opnemen)"
    r"(?: iets| dan| liever| bijvoorbeeld)*(?: als)?|"
    r"(?:vervang|wijzig|verander|pas)\w*\b[^.!?]{0,80}\b(?:door|in|naar|met)|"
    r"(?:vervangen|wijzigen|veranderen|gewijzigd|vervangen worden|aanpassen) (?:door|in|naar)|"
    r"(?:woorden|woord|termen|term)? ?(?:zo)?als|wordt dan|moet (?:zijn|worden)|dus)"
)
_MISSING = re.compile(
    r"\b(?:ontbreekt|ontbreken|mist|missen|mis|misten|vergeten|had(?:den)? (?:ik|wij|we)|niets over|nergens|"
    r"(?:lees|lezen|zie|zien|vind|vinden) (?:ik|wij|we)\b[^.!?,;\n]{0,40}\b(?:niets|niet terug)|"
    r"(?:wordt|worden|is|zijn)\b[^.!?,;\n]{0,30}\bniet (?:gesproken|genoemd|benoemd|vermeld|opgenomen)|"
    r"(?:komt|komen)\b[^.!?,;\n]{0,40}\bniet (?:voor|terug|aan bod))\b",
    re.IGNORECASE,
)
# "Graag ook [een verhaal van een jongen]."
_WISHED = re.compile(
    r"\b(?:denk(?:en)? (?:ook |daarbij |hierbij |dan )*aan|gehoopt op|behoefte aan|"
    r"(?:extra|aanvullende|nieuwe|nieuw) (?:vraag|punt|zin|alinea|bullet|voorbeeld|paragraaf)\s*:?|"
    r"(?:vraag|vragen) (?:ook |nog |extra |hier )*aandacht voor|"
    r"graag (?:ook|nog|meer|wat meer|iets)(?: over)?|"
    r"(?:moet|mag|kan) (?:er )?iets bij over|voeg(?:en)? (?:hier |er |graag |ook )*)",
    re.IGNORECASE,
)
# The missing thing stands behind the verb when a place, a person or nothing much stands before it.
_WHERE_MISSING = re.compile(
    r"\s*(?:(?:in|bij|onder|op|aan|uit|tussen|hier|daar|er|ook|wij|we|ik|wat|verder|helaas|toch|nu|alleen|voor)\b|"
    r"(?:de|het|deze|dit) (?:tekst|lijst|opsomming|tabel|alinea|paragraaf|pagina|kader|hoofdstuk)\b|$)",
    re.IGNORECASE,
)
_OWN_LETTER = re.compile(
    r"\b(?:onze|ons|mijn) (?:algemene |eerdere |eerste |andere )?"
    r"(?:opmerking|opmerkingen|punt|punten|reactie|brief)\b",
    re.IGNORECASE,
)
# "Wij missen de ouders [in de vragenlijst]."
_PLACE_BEHIND = re.compile(r"\b(?:in|bij|onder|tussen)\s+(?:de|het|deze|dit|\d)", re.IGNORECASE)
_ON_PAGE = re.compile(
    r"\b(?:op|bij|van|zie)\s+(?:p\.?|pag\.?|pagina|blz\.?|bladzijde)\s*(?P<page>\d{1,3})\b", re.IGNORECASE
)
_ABOUT_ALL = re.compile(
    r"\s*(?:(?:in|op|over|van|door)\s+)?"
    r"(?:(?:dit|deze)\s+(?:(?:hele|gehele|volledige) )?|(?:(?:de|het)\s+)?(?:hele|gehele|volledige) )"
    r"(?:hoofdstuk|pagina|bladzijde|stuk|deel|thema|paragraaf|tekst|kader|document|bijlage)\b",
    re.IGNORECASE,
)
_BEFORE_PROPOSAL = re.compile(rf"\b{_PROPOSING}\s*[:,]?\s*['\"‘’“”„«*_]+$", re.IGNORECASE)
_UNQUOTED_PROPOSAL = re.compile(
    r"\b(?:tekstvoorstel|voorstel|suggestie|alternatief|voorstel voor (?:de )?(?:tekst|zin|formulering))"
    r"\s*:\s*([^\n]{3,600})",
    re.IGNORECASE,
)
