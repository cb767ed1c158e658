"""The blueprint that all pages of this package share."""

from flask import Blueprint

bp = Blueprint("learning", __name__)
