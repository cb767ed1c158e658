"""What can go wrong for a person, each with its status and its words. Raised anywhere, answered in one place."""

import errno
import logging
from typing import Any

from flask import Flask, Response, jsonify, make_response, render_template, request, session
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

log = logging.getLogger(__name__)

# Words of a form that a page of refusal gives back: this many boxes, and no more of each than any box takes.
MOST_BOXES, MOST_WORDS = 20, 40_000

# A password may be several words too, and is shown to nobody.
SECRET_BOXES = frozenset({"password", "current", "new", "code", "pin"})

PAGES = (400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 503)


class Problem(Exception):
    """A refusal with a status and words for the person. `because` never names what they may not know."""

    status = 400

    def __init__(self, because: str = "") -> None:
        super().__init__(because)
        self.because = because


class NotVisible(Problem):
    """There is nothing here for this person: not whether it exists, not why."""

    status = 404


class Refused(Problem):
    """They can see it, but may not do this; `because` says why."""

    status = 403


class NotSignedIn(Problem):
    """Nobody is signed in. A page is sent to the sign-in page, a fragment or fetch is told in place."""

    status = 401


class Stale(Problem):
    """Somebody changed the row since this person opened it."""

    status = 409


class WrongState(Problem):
    """The thing is not in a state in which this can be done; `because` says what has happened to it."""

    status = 409


class TooMany(Problem):
    """Tried too often."""

    status = 429


class Busy(Problem):
    """Too many ask for the same at once: nothing was done, and the same can be asked again soon."""

    status = 503


def wants_json() -> bool:
    return request.is_json or request.accept_mimetypes.best == "application/json"


def typed() -> list[str]:
    """What somebody wrote into a form that is refused: more than one word a box, and nothing of who is not signed in.

    It asks the database for nothing: that may be what failed.
    """
    if request.method != "POST" or "_user_id" not in session:
        return []
    try:
        sent = [words for name, words in request.form.items() if name.rpartition("-")[2] not in SECRET_BOXES]
    except HTTPException:  # it was too large to be read
        return []
    return [words[:MOST_WORDS] for words in sent if len(words.split()) > 1][:MOST_BOXES]


def answer(status: int, because: str = "") -> Response:
    """The error page, or the same as JSON for a script that asked."""
    if wants_json():
        response = jsonify({"status": status, "because": because})
    else:
        page = status if status in PAGES else (400 if status < 500 else 500)
        response = make_response(render_template(f"errors/{page}.html", because=because, typed=typed()))
    response.status_code = status
    return response


def _problem(error: Problem) -> Response:
    response = answer(error.status, error.because)
    if isinstance(error, Busy):
        response.headers["Retry-After"] = "30"
    return response


def _http(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error
    # The framework's own descriptions are for developers; only ours are shown.
    response = answer(error.code)
    allow = error.get_headers()
    for name, value in allow:
        if name.lower() in {"allow", "retry-after"}:
            response.headers[name] = value
    return response


def _without_values(error: Exception) -> str:
    """An error for the log. PostgreSQL's own words go on with the row that failed, which is what somebody wrote."""
    told = getattr(getattr(error, "orig", None), "diag", None)
    return f"{type(error).__name__}: {told.message_primary}" if told is not None else str(error)


def _lost_race(error: Exception) -> Response:
    log.info("a write lost its race: %s", _without_values(error))
    words = _("Somebody else changed this at the same moment. Nothing of theirs was lost; please look again.")
    return answer(409, words)


def _busy(error: OperationalError) -> Response:
    log.error("the database did not answer: %s", _without_values(error))
    response = answer(503)
    response.headers["Retry-After"] = "5"
    return response


def _no_room(error: OSError) -> Response:
    """The disk is full: what was there is whole, what was sent is not kept, and it can be sent again later."""
    if error.errno not in (errno.ENOSPC, errno.EDQUOT):
        raise error
    log.error("there is no room left: %s", error)
    words = _("There is no room left on the school’s computer, so this was not kept. What was saved before is safe.")
    response = answer(503, words)
    response.headers["Retry-After"] = "60"
    return response


def _unexpected(error: Exception) -> Response:
    # The rule and not the address: that may hold a secret, of an invitation or of a link to a register.
    log.exception("unexpected error at %s %s", request.method, request.url_rule or "no page")
    return answer(500)


def init_app(app: Flask) -> None:
    app.register_error_handler(Problem, _problem)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(StaleDataError, _lost_race)
    app.register_error_handler(IntegrityError, _lost_race)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(OSError, _no_room)
    if not app.testing:
        app.register_error_handler(Exception, _unexpected)
