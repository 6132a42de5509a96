"""Which changes answer which remarks?

An editor accounts for every remark, and a reader asks of every change who wanted it. Neither should have to
search. `suggest` proposes links between comments and changes, each with a score and the reasons in words; a
person confirms or rejects them. A suggestion is never more than that.
"""

from kader.domain.uptake.suggesting import suggest
from kader.domain.uptake.values import SHOWN, Asked, Link

__all__ = ["SHOWN", "Asked", "Link", "suggest"]
