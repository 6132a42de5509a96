"""Files to download: sent as what they are, under their own name, and never opened inside the site."""

from io import BytesIO

from flask import send_file
from flask.typing import ResponseReturnValue

from kader.services.exporting import File


def download(file: File, *, public: bool) -> ResponseReturnValue:
    """`public` files may be kept for an hour by anyone; others by nobody."""
    response = send_file(
        BytesIO(file.content),
        mimetype=file.media_type,
        as_attachment=True,
        download_name=_safe(file.name),
        max_age=3600 if public else 0,
    )
    if not public:
        response.headers["Cache-Control"] = "no-store"
    return response


def _safe(name: str) -> str:
    """The name of a file without what would break a header, or show it as another kind of file."""
    return "".join(letter for letter in name if letter.isprintable()) or "bestand"
