"""The blueprint of work packs, and what their templates call."""

from flask import Blueprint

from virtual_school.packs import content, words

bp = Blueprint("packs", __name__)
bp.add_app_template_filter(content.without_links, "without_links")
bp.add_app_template_filter(words.title_of, "pack_title")
