"""Counts the SQL statements of one request for each page, and the elements of what it answers.

`python -m bench.count` with what was filled on its input.

In a process of its own, on the program as it is: nothing is added to what is measured.
"""

import json
import os
import sys
from html.parser import HTMLParser

from sqlalchemy import event

from bench.pages import load_filled, pages
from virtual_school import create_app
from virtual_school.core.db import db


class Nodes(HTMLParser):
    """How many elements a browser would make of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.count += 1


def nodes(html: str) -> int:
    reader = Nodes()
    reader.feed(html)
    return reader.count


def main() -> None:
    filled = load_filled(sys.stdin.read())
    app = create_app()
    statements: list[str] = []
    with app.app_context():
        engine = db.engine

    @event.listens_for(engine, "before_cursor_execute")
    def count(connection, cursor, statement, parameters, context, many):  # type: ignore[no-untyped-def]
        statements.append(statement)

    found = {}
    for page in pages(filled, os.environ["SECRET_KEY"]):
        for number in (0, 1):  # the first may fill what is kept in process
            method, path, headers, body = page.make(len(filled["photos" if page.part > 1 else "hand_ins"]) - 1 - number)
            statements.clear()
            answer = app.test_client(use_cookies=False).open(path, method=method, headers=headers, data=body)
            if answer.status_code != page.expect:
                raise RuntimeError(f"{page.name} answered {answer.status_code}, not {page.expect}")
        asked = [s for s in statements if not s.startswith(("BEGIN", "SAVEPOINT", "PRAGMA"))]
        found[page.name] = {"queries": len(asked), "nodes": nodes(answer.get_data(as_text=True))}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
