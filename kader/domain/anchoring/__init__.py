"""A remark must survive a rewrite of its page."""

from kader.domain.anchoring.carrier import Carrier
from kader.domain.anchoring.values import Anchor, Carried, Status

__all__ = ["Anchor", "Carried", "Carrier", "Status"]
