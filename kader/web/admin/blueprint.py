"""The blueprint of the administrator's screens."""

from flask import Blueprint

blueprint = Blueprint("admin", __name__, template_folder="templates")
