"""The one place where the parts are wired together: settings, database, index, web and command line."""

import os
from dataclasses import replace
from datetime import timedelta

from flask import Blueprint, Flask
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from kader.cli.commands import commands
from kader.cli.context import Context
from kader.config import Settings
from kader.search.whoosh_index import WhooshIndex
from kader.services.starting import bring_schema_up_to_date
from kader.services.wiring import COMMAND_LINE, Clock, Wiring, system_clock
from kader.storage.database import Database
from kader.web.account.views import blueprint as account
from kader.web.admin.views import blueprint as admin
from kader.web.editing.views import blueprint as editing
from kader.web.inspecting.views import blueprint as inspecting
from kader.web.reading.views import blueprint as reading
from kader.web.responding.views import blueprint as responding
from kader.web.shared.access import guard
from kader.web.shared.errors import handle_errors
from kader.web.shared.headers import tell_browsers
from kader.web.shared.layout import blueprint as layout
from kader.web.shared.logs import hide_secrets
from kader.web.shared.odd_values import keep_out_odd_values
from kader.web.shared.presentation import present
from kader.web.shared.sizes import limit_sizes

_BLUEPRINTS: tuple[Blueprint, ...] = (layout, reading, editing, inspecting, account, admin, responding)
_STATIC_MAX_AGE = timedelta(hours=1)
# Browsers take a name that begins so only over https, from this very host: nobody else can plant it.
_HOST_COOKIE = "__Host-session"


def wire(settings: Settings, clock: Clock = system_clock) -> Wiring:
    return Wiring(settings, Database(settings.database_url), WhooshIndex(settings.index_dir), clock)


def create_app(settings: Settings | None = None, clock: Clock = system_clock) -> Flask:
    """The web service. Without settings it reads the environment; raises UnsafeSetting."""
    settings = settings or Settings.from_environment(os.environ)
    https = settings.mode == "production"
    app = Flask("kader.web", static_folder="assets", static_url_path="/assets")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        DEBUG=settings.debug,
        SEND_FILE_MAX_AGE_DEFAULT=_STATIC_MAX_AGE,
        SESSION_COOKIE_NAME=_HOST_COOKIE if https else "session",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        # Pages with a token in their address send no referrer, so a form cannot be asked for one.
        WTF_CSRF_SSL_STRICT=False,
    )
    _believe_proxies(app, settings.proxies)
    app.extensions["kader"] = wire(settings, clock)
    limit_sizes(app, settings.max_upload)
    keep_out_odd_values(app)
    CSRFProtect(app)
    guard(app)
    handle_errors(app)
    present(app)
    for blueprint in _BLUEPRINTS:
        app.register_blueprint(blueprint)
    tell_browsers(app, https=https)
    hide_secrets(app)
    return app


def _believe_proxies(app: Flask, count: int) -> None:
    """Take the address of who asks from our own proxies: attempts are counted by it."""
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count)  # type: ignore[method-assign]


def main() -> None:
    """The `kader` command."""
    commands(obj=Context(wiring=_wired_for_commands, application=create_app))


def _wired_for_commands() -> Wiring:
    """The first command on a new machine may be any of them, so each finds the schema it needs."""
    wiring = replace(wire(Settings.from_environment(os.environ)), origin=COMMAND_LINE)
    bring_schema_up_to_date(wiring)
    return wiring
