"""After each correction one lands where one was: at the piece, which says what happened."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

DONE = {
    "opgeslagen": "Opgeslagen.",
    "gesplitst": "Gesplitst. De nieuwe opmerking staat hieronder.",
    "samengevoegd": "Samengevoegd.",
    "onderdeel": "De opmerking is nu een onderdeel van deze opmerking.",
    "verplaatst": "Verplaatst.",
    "nagekeken": "Nagekeken.",
    "samen-nagekeken": "De aangevinkte opmerkingen zijn nagekeken.",
    "samen-pagina": "De aangevinkte opmerkingen staan nu op deze pagina.",
    "ongedaan": "De laatste verbetering is ongedaan gemaakt.",
    "weg": "De tekst staat nu bovenaan, bij ‘Nog zonder plaats’.",
    "punt": "De opmerking is nu een algemeen punt, hierboven.",
    "opmerking": "De tekst is nu een opmerking. Noemt zij geen pagina, dan staat zij onderaan.",
    "wordt-punt": "De tekst is nu een algemeen punt.",
    "brief": "De tekst is nu brieftekst.",
    "weggelaten": "De tekst is weggelaten. U vindt haar onderaan terug.",
    "terug": "De tekst staat weer bij ‘Nog zonder plaats’.",
    "plaats": "De vindplaats is aangepast.",
    "gegevens": "De gegevens van de brief zijn aangepast.",
}
"""What was done, by the word in the address."""


def land(response_id: int, at: str, done: str) -> ResponseReturnValue:
    """Go to the piece with this id on the page; `done` is a key of DONE."""
    return redirect(
        url_for("responding.review", response_id=response_id, bij=at, gedaan=done, _anchor=at), 303
    )
