"""Feeds to follow from a feed reader; all of them are public."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from kader.services import feeds
from kader.web.reading.blueprint import blueprint
from kader.web.shared.access import public, wiring

_SECONDS = 300


@blueprint.get("/kaders/<slug>/versies.atom")
@public
def versions_feed(slug: str) -> ResponseReturnValue:
    return _atom(feeds.versions_feed(wiring(), slug))


@blueprint.get("/rondes.atom")
@public
def rounds_feed() -> ResponseReturnValue:
    return _atom(feeds.rounds_feed(wiring()))


def _atom(content: bytes) -> Response:
    """With a tag, so that a reader that asks every hour gets the feed only when it changed."""
    response = Response(content, mimetype="application/atom+xml")
    response.cache_control.public, response.cache_control.max_age = True, _SECONDS
    response.add_etag()
    response.make_conditional(request)
    return response
