"""What tests of the services share."""

from tests.accounts import quick_hashing

__all__ = ["quick_hashing"]
