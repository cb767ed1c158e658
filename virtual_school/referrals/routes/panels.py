"""The blueprint of every page of panels, and what their routes share."""

from flask import Blueprint

bp = Blueprint("panels", __name__)


def then(location: str, made: object) -> str:
    """What a form that creates went to, after it made something."""
    return location
