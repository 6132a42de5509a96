"""A remark must survive a rewrite of its page.

`Carrier(old, new).carry(anchor)` says where a passage of one version stands in the next, or that it is gone,
or that a person should look; `carry_through` does so over many versions. How: docs/anchoring.md; why so:
docs/adr/0010.
"""

from kader.domain.anchoring.carrier import Carrier
from kader.domain.anchoring.trail import Journey, Step, anchor_at, carry_through
from kader.domain.anchoring.values import Anchor, Carried, Status

__all__ = ["Anchor", "Carried", "Carrier", "Journey", "Status", "Step", "anchor_at", "carry_through"]
