"""The PDF itself: tagged, titled, in its language, with its own fonts; and it fetches nothing from anywhere."""

import io
from pathlib import Path

import pypdf
import pytest
from flask import g, render_template_string

from virtual_school.core.app import App
from virtual_school.core.papers import press

PLAN = """{% extends "papers/layout.html" %}{% block title %}Ellie’s plan{% endblock %}
{% block over %}Wren Hill School · version 2, agreed{% endblock %}
{% block content %}
<h2>What I say</h2><blockquote><p>‘{{ said }}’</p></blockquote>
<h2>Goals</h2>
<ol>{% for goal in goals %}<li><h3>{{ goal }}</h3><p>How we know: I have done it three times.</p></li>{% endfor %}</ol>
<h2>The week</h2>
<table><caption>From 23 November</caption>
<thead><tr><th scope="col">Day</th><th scope="col">Morning</th><th scope="col">Afternoon</th></tr></thead>
<tbody>{% for day in days %}
<tr><th scope="row">{{ day }}</th><td>Lessons, Wren Hill</td><td>Work at home, with Dani</td></tr>
{% endfor %}</tbody></table>
<h2>Who agreed</h2>
<dl><dt>Ellie</dt><dd>yes</dd><dt>Mum</dt><dd>yes</dd><dt>School</dt><dd>yes</dd><dt>Dani</dt><dd>yes</dd></dl>
{% endblock %}"""


@pytest.fixture(scope="module")
def plan(stage) -> pypdf.PdfReader:
    goals = ["Be in maths by half past nine", "Finish one drawing", "Say when it is too loud"]
    days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    with stage.app.test_request_context():
        g.viewer = g.network = None
        html = render_template_string(PLAN, said="I like the <b>workshop</b> & Жук", goals=goals, days=days)
        return pypdf.PdfReader(io.BytesIO(press.pdf(html)))


def test_it_is_tagged_titled_and_in_its_language(plan: pypdf.PdfReader) -> None:
    root = plan.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert plan.metadata and plan.metadata.title == "Ellie’s plan"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_its_tags_say_what_is_what(plan: pypdf.PdfReader) -> None:
    tags = list(_tags(plan.trailer["/Root"]["/StructTreeRoot"]))
    for wanted in ("/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/L", "/LI", "/P"):
        assert wanted in tags, wanted
    assert tags.count("/H1") == 1


def _tags(node):
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from _tags(one)
        return
    if not hasattr(node, "get"):
        return
    if node.get("/S"):
        yield str(node["/S"])
    if node.get("/K") is not None and not isinstance(node["/K"], int):
        yield from _tags(node["/K"])


def test_a_plan_is_one_page_with_every_word(plan: pypdf.PdfReader) -> None:
    assert len(plan.pages) == 1
    words = " ".join(plan.pages[0].extract_text().split())
    for wanted in (
        "Ellie’s plan",
        "I like the <b>workshop</b> & Жук",
        "Say when it is too loud",
        "Friday",
        "Who agreed",
    ):
        assert wanted in words


def test_its_fonts_are_in_it(plan: pypdf.PdfReader) -> None:
    names = set()
    for font in plan.pages[0]["/Resources"]["/Font"].values():
        font = font.get_object()
        names.add(str(font["/BaseFont"]).partition("+")[2])
        below = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        descriptor = below["/FontDescriptor"].get_object()
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor), "a font that is not in the file"
    vendor = Path(press.__file__).parents[3] / "static" / "vendor"
    assert not (vendor / "lexend-400.woff2").exists() or {"Lexend", "Lexend-Bold"} <= names


ELSEWHERE = [
    "file:///etc/passwd", "http://127.0.0.1:9/", "https://example.org/", "ftp://example.org/", "data:text/plain,hello",
    "paper:../../etc/passwd", "paper:lexend-400.woff2?", "paper:app.css", "PAPER:lexend-400.woff2", "/etc/passwd", "",
]  # fmt: skip


@pytest.mark.parametrize("url", ELSEWHERE)
def test_nothing_is_fetched_but_our_own_fonts(url: str) -> None:
    with pytest.raises(ValueError):
        press.Own(Path(press.__file__).parents[3] / "static" / "vendor").fetch(url)


def test_a_page_that_tries_gets_nothing(app: App) -> None:
    tries = """<title>Tries</title><link rel="attachment" href="file:///etc/passwd">
    <link rel="stylesheet" href="file:///x.css">
    <style>@import url(http://127.0.0.1:9/x.css); body { background: url(file:///etc/hostname) }</style>
    <h1>Tries</h1><img src="file:///etc/passwd" alt="a picture"><object data="file:///etc/passwd">nothing</object>"""
    made = press.pdf(tries)
    read = pypdf.PdfReader(io.BytesIO(made))
    assert not read.attachments and b"root:" not in made
    assert not read.pages[0].images and "root:" not in read.pages[0].extract_text()
