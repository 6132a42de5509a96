"""A remark says "p. 3", a passage, or "the last sentence"; readers and editors need to see where that is."""

from kader.domain.locating.locator import locate
from kader.domain.locating.values import How, Location, Remark

__all__ = ["How", "Location", "Remark", "locate"]
