"""What an organisation sent must be the same in ten years, and everyone must be able to check that it is.

So a response that is submitted becomes an edition: its whole content in one canonical form, and the SHA-256
of that. Who has the file can make the hash; who changes one comma gets another.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

FORMAT = "kader-reactie-1"


def canonical(content: Mapping[str, Any]) -> str:
    """The content as JSON: sorted keys, no white space, every character as itself; the same each time."""
    return json.dumps(
        {"format": FORMAT, **content}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def fingerprint(canonical_text: str) -> str:
    """The SHA-256, in hexadecimals, of the text in UTF-8."""
    return sha256(canonical_text.encode("utf-8", "surrogatepass")).hexdigest()


def grouped(hexadecimals: str, size: int = 8) -> str:
    """A hash in groups that a person can compare by eye."""
    return " ".join(hexadecimals[at : at + size] for at in range(0, len(hexadecimals), size))
