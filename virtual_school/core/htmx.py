"""HTMX, one way: a page includes its fragments, and the same URL gives either.

Works with htmx 4, whose headers differ from what Flask-HTMX 0.4 reads (`HX-Source`, targets as `tag#id`).
"""

from typing import Any

from flask import Response, make_response, render_template, request
from flask_htmx import HTMX

from virtual_school.core.app import SAFE
from virtual_school.core.db import begin


class Htmx(HTMX):
    """Flask-HTMX with what htmx 4 sends."""

    @property
    def target_id(self) -> str | None:
        """The id of the element to be replaced, without the tag that htmx 4 puts before it."""
        sent = request.headers.get("HX-Target", "")
        return sent.rsplit("#", 1)[-1] or None

    @property
    def wants_fragment(self) -> bool:
        """A part of a page is asked for, not the page: no history restore, no full page."""
        return (
            request.headers.get("HX-Request") == "true"
            and request.headers.get("HX-History-Restore-Request") != "true"
            and request.headers.get("HX-Request-Type") != "full"
        )


htmx = Htmx()


def render(page: str, fragments: dict[str, str] | None = None, *, status: int = 200, **context: Any) -> Response:
    """Answer with the page, or with the one fragment of it that `HX-Target` names.

    An answer of 400 or above to a request that writes lets go of its transaction before it renders: what was half
    done is undone, and nobody waits on a lock while a template runs.
    """
    if status >= 400 and request.method not in SAFE:
        begin(write=False)
    chosen = page
    if fragments and htmx.wants_fragment:
        chosen = fragments.get(htmx.target_id or "", page)
    response = make_response(render_template(chosen, **context))
    response.status_code = status
    return response
