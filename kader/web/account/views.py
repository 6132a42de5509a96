"""Everything of signing in and one's own account."""

from kader.web.account import (
    mail_views,
    own_views,
    password_views,
    privacy_views,
    second_factor_views,
    sign_on_views,
    signing_in_views,
)
from kader.web.account.blueprint import blueprint

__all__ = [
    "blueprint",
    "mail_views",
    "own_views",
    "password_views",
    "privacy_views",
    "second_factor_views",
    "sign_on_views",
    "signing_in_views",
]
