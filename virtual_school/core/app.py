"""The application class: one transaction a request, committed inside the dispatch."""

from typing import Any

from flask import Flask, Response, g, request

from virtual_school.core import notes
from virtual_school.core.access import mark_of
from virtual_school.core.db import begin, db, end_reading

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class App(Flask):
    """Flask with the house's rule on transactions.

    A request that changes (POST, PUT, PATCH, DELETE) commits when it answers below 400; everything else rolls back.
    The commit happens inside the dispatch, so that a commit which loses a race reaches the error handlers and
    becomes a 409, where after the response it could only be a bare 500.
    """

    def dispatch_request(self) -> Response:
        view = self.view_functions.get(request.endpoint or "")
        mark = mark_of(view) if view else None
        g.transaction_kept = mark is not None and mark.unlocked
        try:
            response = self.make_response(super().dispatch_request())
            self._end_transaction(response, commits_on_get=mark is not None and mark.commits_on_get)
        except BaseException:
            begin(write=False)
            raise
        return response

    def _end_transaction(self, response: Response, *, commits_on_get: bool) -> None:
        changes = request.method not in SAFE or commits_on_get
        if changes and response.status_code < 400:
            db.session.commit()
            begin(write=False)
        else:
            end_reading()

    def full_dispatch_request(self) -> Response:
        try:
            return super().full_dispatch_request()
        finally:
            notes.write_collected()

    def begin_request(self) -> None:
        """Choose how the request's transaction begins: before the first query, after the body was read."""
        view: Any = self.view_functions.get(request.endpoint or "")
        mark = mark_of(view) if view else None
        writes = request.method not in SAFE or (mark is not None and mark.commits_on_get)
        begin(write=writes and not (mark is not None and mark.unlocked), read_only=not writes)
