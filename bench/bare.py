"""The bare page that everything is compared with: one indexed SELECT of 150 rows through the plain driver, an inherited
Jinja template, a table of five escaped cells with two links a row, about 32 kB; same server, same compression.

It is fixed: a change here makes every ratio that was ever measured incomparable.
"""

import gzip
import os
import sqlite3
import threading
from typing import Any

import psycopg
from flask import Flask, Response, render_template, request
from jinja2 import DictLoader

ROWS = 150
URL = os.environ.get("BARE_DATABASE_URL", "sqlite:////tmp/bare.sqlite3")

BASE = """<!doctype html><html lang="en"><head><title>{% block title %}{% endblock %}</title></head>
<body><header><a href="/">Bare</a></header>
<main><h1>{{ self.title() }}</h1>{% block content %}{% endblock %}</main></body></html>"""

PAGE = """{% extends "base.html" %}{% block title %}Rows{% endblock %}{% block content %}<table>
<thead><tr><th>Title</th><th>Subject</th><th>Year</th><th>State</th><th>Day</th></tr></thead><tbody>
{% for row in rows %}<tr><td><a href="/rows/{{ row[0] }}">{{ row[1] }}</a></td>
<td>{{ row[2] }}</td><td>{{ row[3] }}</td>
<td>{{ row[4] }}</td><td>{{ row[5] }} <a href="/rows/{{ row[0] }}/open">open it</a></td></tr>
{% endfor %}</tbody></table>{% endblock %}"""

COLUMNS = "id, title, subject, year, state, day"
_here = threading.local()


def connect() -> Any:
    if URL.startswith("sqlite:///"):
        return sqlite3.connect(URL.removeprefix("sqlite:///"))
    return psycopg.connect(URL.replace("postgresql+psycopg://", "postgresql://"), autocommit=True)


def fill() -> None:
    """Make the table: 3,000 rows, of which an index finds the 150 of one owner."""
    made = (
        "CREATE TABLE bare (id INTEGER PRIMARY KEY, owner INTEGER, title TEXT, subject TEXT, year INTEGER, "
        "state TEXT, day TEXT)"
    )
    mark = "?" if URL.startswith("sqlite") else "%s"
    connection = connect()
    cursor = connection.cursor()
    cursor.execute("DROP TABLE IF EXISTS bare")
    cursor.execute(made)
    rows = [
        (n, n % 20, f"Piece of work {n} & what came of it", "Maths <with> numbers", 7 + n % 5, "handed in", "Tuesday")
        for n in range(20 * ROWS)
    ]
    cursor.executemany(f"INSERT INTO bare VALUES ({', '.join([mark] * 7)})", rows)
    cursor.execute("CREATE INDEX bare_owner ON bare (owner)")
    connection.commit()
    connection.close()


app = Flask(__name__)
app.jinja_loader = DictLoader({"base.html": BASE, "page.html": PAGE})  # type: ignore[assignment]


@app.get("/")
def page() -> Response:
    if not hasattr(_here, "connection"):
        _here.connection = connect()
    cursor = _here.connection.cursor()
    mark = "?" if URL.startswith("sqlite") else "%s"
    cursor.execute(f"SELECT {COLUMNS} FROM bare WHERE owner = {mark} ORDER BY id", (7,))
    rows = cursor.fetchall()
    cursor.close()
    response = Response(render_template("page.html", rows=rows), mimetype="text/html")
    if request.accept_encodings["gzip"]:
        response.set_data(gzip.compress(response.get_data(), compresslevel=4, mtime=0))
        response.content_encoding = "gzip"
    return response


if __name__ == "__main__":
    fill()
