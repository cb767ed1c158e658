"""The blueprint that all pages of the library share."""

from flask import Blueprint

from virtual_school.library import shown

bp = Blueprint("library", __name__)

# What every template that shows a lesson asks, wherever it was imported.
for _function in (shown.kind_words, shown.proof_words, shown.site):
    bp.add_app_template_global(_function)
