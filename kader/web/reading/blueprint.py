"""The blueprint that all views of reading are hung on."""

from flask import Blueprint

blueprint = Blueprint("reading", __name__, template_folder="templates")
