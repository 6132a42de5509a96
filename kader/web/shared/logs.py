"""No secret in a log: an address that holds a token is written without it.

A link of an invitation or a new password has its token in the path, the way back from a provider of single
sign-on in the query. Whoever reads a log must not be able to follow them.
"""

import logging
import re

from flask import Flask

HIDDEN = "[...]"
_LOGGERS = ("gunicorn.error", "gunicorn.access", "werkzeug")
_IN_QUERY = r"""(?<=[?&])((?:code|state|token)=)[^&\s"']+"""


class WithoutSecrets(logging.Filter):
    """Takes the tokens out of what is logged; `starts` are what stands before one in a path."""

    def __init__(self, starts: set[str]) -> None:
        super().__init__()
        paths = "|".join(re.escape(start) for start in sorted(starts))
        self._secret = re.compile(rf"""({paths})[^/?\s"']+|{_IN_QUERY}""")

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        record.msg, record.args = self._secret.sub(self._hide, said), ()
        return True

    def _hide(self, found: re.Match[str]) -> str:
        return f"{found[1] or found[2]}{HIDDEN}"


def hide_secrets(app: Flask) -> None:
    """Let no log of the service or its server hold a token; to be called when all routes are there."""
    rules = app.url_map.iter_rules()
    starts = {rule.rule.partition("<token>")[0] for rule in rules if "token" in rule.arguments}
    hider = WithoutSecrets(starts)
    for logger in (app.logger, *map(logging.getLogger, _LOGGERS)):
        for old in [one for one in logger.filters if isinstance(one, WithoutSecrets)]:
            logger.removeFilter(old)
        logger.addFilter(hider)
