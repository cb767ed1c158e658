"""The blueprint that the signed-in pages of this package share."""

from flask import Blueprint

bp = Blueprint("attendance", __name__)
