"""What commands get from the one place that wires the service together."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kader.services.wiring import Wiring


@dataclass(frozen=True, slots=True)
class Context:
    """Made on first use: the file tools need neither settings nor a database."""

    wiring: Callable[[], Wiring]
    application: Callable[[], Any]
