"""Letters for whoever got them: the list, and asking for one in another language."""

import uuid

from flask import Response, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.htmx import render
from virtual_school.letters import actions, policy, queries, words
from virtual_school.letters.routes.blueprint import bp, page_number
from virtual_school.network.marks import only
from virtual_school.network.viewer import viewer


@bp.get("/letters")
@only(*policy.FAMILY)
def mine() -> Response:
    number = page_number()
    found, more = queries.mine(viewer, number)
    first = (number - 1) * queries.PAGE + 1
    return render("letters/mine.html", letters=found, more=more, number=number, first=first, words=words)


@bp.post("/letters/<uuid:letter_id>/in-my-language")
@only(*policy.FAMILY)
def in_my_language(letter_id: uuid.UUID) -> AnyResponse:
    """Whoever wrote it is told; the page goes on showing that it was asked for."""
    row, letter = queries.my_row_to_change(viewer, letter_id)
    actions.ask_in_my_language(viewer, letter=letter, row=row)
    flash(_("Whoever wrote it is told. You find it here when a person has put it into your language."), "ok")
    return redirect(url_for("letters.page", letter_id=letter_id), 303)
