"""What an inspector fills in about one norm and one passage."""

import re
from dataclasses import dataclass, field, replace

from werkzeug.datastructures import MultiDict

from kader.domain.vocabulary import Verdict
from kader.services.judgements import Judgement

SAVE = "opslaan"
SHOW_PAGE = "pagina"
SHOW_LIKELY = "lijkt"
_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")


@dataclass(frozen=True, slots=True)
class JudgementForm:
    """`spans` are stretches of the reading text in code points; `errors` maps a field to its message.

    `page` and `words` say which part of the text is shown to choose from; `step` which button was pressed.
    """

    verdict: Verdict | None = None
    explanation: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    page: str = ""
    words: str = ""
    step: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, judgement: Judgement) -> "JudgementForm":
        """The form as it stands for a judgement that is changed."""
        passage = judgement.passage
        return cls(
            judgement.verdict,
            judgement.explanation,
            ((passage.start, passage.end),) if passage else (),
            (passage.page or "") if passage else "",
        )

    @classmethod
    def sent(cls, values: MultiDict[str, str]) -> "JudgementForm":
        verdict = next((one for one in Verdict if one == values.get("oordeel")), None)
        found = [_SPAN.fullmatch(value) for value in values.getlist("passage")]
        errors = {} if verdict else {"oordeel": "Kies een oordeel."}
        if not all(found):
            errors["passage"] = "Kies de passage opnieuw."
        spans = tuple((int(match[1]), int(match[2])) for match in found if match)
        step = values.get("stap", SAVE)
        words = "" if step in (SHOW_PAGE, SHOW_LIKELY) else values.get("woorden", "")
        # The list of pages always sends one; while what is like the norm is on the screen, none was chosen.
        likely = step == SHOW_LIKELY or (step != SHOW_PAGE and "lijkt" in values)
        page = "" if likely else values.get("pagina", "")
        return cls(verdict, values.get("toelichting", ""), spans, page, words, step, errors)

    def unfinished(self) -> "JudgementForm":
        """The same form while the passage is being looked for: what is still empty is no error."""
        return replace(self, errors={})

    def refused(self, message: str) -> "JudgementForm":
        """The same form with what the rules say about the passage."""
        return replace(self, errors={**self.errors, "passage": message})

    def chosen(self, start: int, end: int) -> bool:
        """Whether a stretch lies within what was chosen."""
        return any(first <= start and end <= last for first, last in self.spans)
