"""The blueprint that all views of responding are hung on."""

from flask import Blueprint

from kader.web.responding.letter_date import letter_date

blueprint = Blueprint("responding", __name__, template_folder="templates")
blueprint.add_app_template_filter(letter_date, "letter_date")
