"""Dutch words for what the domain names in English: how a place was found, what became of it, changes."""

from kader.formats.dutch import CHANGE_KINDS, OUTCOME_SIGNS

__all__ = ["CARRIED", "CHANGE_KINDS", "HOW_FOUND", "OUTCOME_SIGNS"]

HOW_FOUND = {
    "quote": "gevonden door een citaat",
    "ordinal": "gevonden door een telling, zoals ‘eerste zin’",
    "heading": "gevonden door een kop",
    "topic": "gevonden door het onderwerp",
    "margin": "in de kantlijn gezet bij deze woorden",
    "page": "gaat over de hele pagina",
    "hand": "met de hand gekozen",
    "none": "zonder plaats in de tekst",
}
CARRIED = {
    "unchanged": "ongewijzigd",
    "moved": "verplaatst",
    "reworded": "anders geformuleerd",
    "removed": "niet meer in de tekst",
    "uncertain": "niet zeker teruggevonden",
}
