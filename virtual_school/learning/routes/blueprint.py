"""The blueprint that all pages of this package share."""

from flask import Blueprint

from virtual_school.library.questions.marking import Verdict
from virtual_school.library.questions.words import VERDICTS

bp = Blueprint("learning", __name__)


@bp.app_template_global()
def verdict_words(verdict: Verdict) -> str:
    """What came of an answer, wherever it is shown."""
    return str(VERDICTS[verdict])
