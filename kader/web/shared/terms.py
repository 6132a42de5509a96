"""Dutch words for what the domain names in English: how a place was found, what became of it, changes."""

HOW_FOUND = {
    "quote": "gevonden door een citaat",
    "ordinal": "gevonden door een telling, zoals ‘eerste zin’",
    "heading": "gevonden door een kop",
    "topic": "gevonden door het onderwerp",
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
CHANGE_KINDS = {
    "inserted": "toegevoegd",
    "deleted": "geschrapt",
    "reworded": "anders geformuleerd",
    "moved": "verplaatst",
    "split": "gesplitst",
    "merged": "samengevoegd",
    "opmaak": "opmaak",
}
# Always beside the word, so that an outcome is seen at a glance also without colour.
OUTCOME_SIGNS = {
    "overgenomen": "✓",
    "deels overgenomen": "½",
    "niet overgenomen": "✗",
    "beantwoord": "↩",
    "ter kennisneming": "•",
    "doorgeschoven": "→",
}
