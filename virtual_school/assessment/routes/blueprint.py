"""The blueprint of every page of marks and progress."""

from flask import Blueprint

bp = Blueprint("assessment", __name__)
