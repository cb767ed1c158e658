"""Is the process alive, and can the installation do its work? For machines: JSON, no versions, no paths.

A part answers "ok" or says in a few words what is wrong with it; any that is not "ok" makes the answer a 503.
"""

import datetime as dt
import logging
import threading
import time
from collections.abc import Callable

import sqlalchemy as sa
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask import Blueprint, Flask, Response, current_app, jsonify
from sqlalchemy.exc import SQLAlchemyError

from virtual_school.core import clock
from virtual_school.core.access import public
from virtual_school.core.db import begin, db
from virtual_school.core.files.store import filing
from virtual_school.core.jobs import listing

log = logging.getLogger(__name__)

OK = "ok"
LAG_LIMIT = dt.timedelta(minutes=5)
WORKER_SEEN_WITHIN = dt.timedelta(minutes=1)
FILES_KEPT = 15.0  # seconds for which the file store's answer holds: a store elsewhere is not asked at every probe

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def healthz() -> Response:
    """The process answers. Asks nothing of anything else, so that a database at rest restarts no web server."""
    return jsonify({"status": OK})


@bp.get("/readyz")
@public
def readyz() -> tuple[Response, int]:
    parts = {**_of_database(), "files": _files()}
    ready = all(said == OK for said in parts.values())
    if not ready:
        log.warning("not ready: %s", parts)
    answer = jsonify({"status": OK if ready else "not ready", **parts})
    return answer, 200 if ready else 503


def _of_database() -> dict[str, str]:
    """The parts that the database knows of, in one transaction that reads."""
    asked: dict[str, Callable[[], str]] = {"database": _migrated, "jobs": _in_time, "worker": _worker}
    try:
        begin(write=False)
        return {part: ask() for part, ask in asked.items()}
    except SQLAlchemyError:
        log.exception("the database did not answer")
        return dict.fromkeys(asked, "unknown") | {"database": "does not answer"}
    finally:
        _let_go()


def _let_go() -> None:
    try:
        begin(write=False)
    except SQLAlchemyError:
        db.session.remove()


def _migrated() -> str:
    found = set(db.session.scalars(sa.text("SELECT version_num FROM alembic_version")))
    return OK if found == _heads() else "not migrated to what this program needs"


def _in_time() -> str:
    late = listing.lag()
    return OK if late < LAG_LIMIT else f"the oldest has waited {late // dt.timedelta(seconds=1)} seconds"


def _worker() -> str:
    seen = listing.worker_seen()
    return OK if seen and clock.real() - seen < WORKER_SEEN_WITHIN else "none has been seen lately"


def _heads() -> set[str]:
    """The newest migrations that this program brings; read from their files once a process."""
    app: Flask = current_app
    if "migration_heads" not in app.extensions:
        directory = app.extensions["migrate"].directory
        try:
            app.extensions["migration_heads"] = set(ScriptDirectory(directory).get_heads())
        except CommandError:
            return set()
    return app.extensions["migration_heads"]  # type: ignore[no-any-return]


_asking = threading.Lock()


def _files() -> str:
    """Whether the file store can be used, as it was a few seconds ago; one probe asks at a time."""
    with _asking:
        until, said = current_app.extensions.get("files_checked", (0.0, ""))
        if time.monotonic() >= until:
            said = _check_files()
            current_app.extensions["files_checked"] = (time.monotonic() + FILES_KEPT, said)
    return str(said)


def _check_files() -> str:
    try:
        filing().store.check()
    except (OSError, ValueError) as error:
        log.error("the file store: %s", error)
        return "cannot be used"
    return OK
