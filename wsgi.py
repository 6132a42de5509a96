"""For any WSGI server: `gunicorn wsgi:app`."""

from kader.app import create_app

app = create_app()
