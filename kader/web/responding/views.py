"""Responding: all its views, hung on one blueprint."""

from kader.web.responding import (
    comment_views,
    following_views,
    guest_views,
    piece_views,
    place_views,
    point_views,
    review_views,
    round_views,
    sending_views,
    team_views,
    together_views,
    writing_views,
)
from kader.web.responding.blueprint import blueprint

__all__ = [
    "blueprint",
    "comment_views",
    "following_views",
    "guest_views",
    "piece_views",
    "place_views",
    "point_views",
    "review_views",
    "round_views",
    "sending_views",
    "team_views",
    "together_views",
    "writing_views",
]
