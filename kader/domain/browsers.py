"""People know their own browser by its name, not by the line it sends with every request.

That line is a heap of history: Edge says it is Chrome, which says it is Safari. So the most particular name
is asked for first.
"""

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "een iPhone"),
    ("iPad", "een iPad"),
    ("Android", "Android"),
    ("CrOS", "een Chromebook"),
    ("Windows", "Windows"),
    ("Mac OS X", "een Mac"),
    ("Linux", "Linux"),
)


def describe(agent: str) -> str:
    """`Firefox op Windows`, from what a browser says of itself in its User-Agent line."""
    browser = _first(agent, _BROWSERS) or "Een onbekende browser"
    system = _first(agent, _SYSTEMS)
    return f"{browser} op {system}" if system else browser


def _first(agent: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for mark, name in names if mark in agent), "")
