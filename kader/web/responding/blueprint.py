"""The blueprint that all views of responding are hung on."""

from flask import Blueprint

blueprint = Blueprint("responding", __name__, template_folder="templates")
