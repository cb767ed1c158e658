"""What a teacher typed is shown as a little HTML, and as nothing that could run or call elsewhere."""

import html5lib
import pytest

from virtual_school.core.markdown import ATTRIBUTES, TAGS, render

HOSTILE = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))", "[x](data:text/html;base64,PHNjcmlwdD4=)", "[x](vbscript:x)",
    "<a href='x' onclick=y>z</a>",
    "![x](http://elsewhere.example/x.png)", "<svg/onload=alert(1)>", "<math><mi//xlink:href=\"data:x,<script>\">",
    "<style>@import 'x'</style>", "<!-- --><b>", "&lt;script&gt;", "&#x3C;script>", "```html\n<script>\n```", "`<b>`",
    "[a]: javascript:x\n[a]", "<javascript:alert(1)>", "\x00<script>", "[x](//elsewhere.example \"' onload='\")",
    "<iframe src=x></iframe>", "|a|\n|-|\n|<script>|", "# <script>", "[<img src=x onerror=y>](http://a.example)",
)  # fmt: skip


def test_what_a_teacher_needs_is_there() -> None:
    shown = render(
        "Read **this** and _that_:\n\n1. one\n2. two\n\n- a\n\n> said\n\n`code`\n\n[site](https://a.example)"
    )
    for part in ("<strong>this</strong>", "<em>that</em>", "<ol>", "<ul>", "<blockquote>", "<code>code</code>"):
        assert part in shown
    assert '<a href="https://a.example" rel="noopener noreferrer nofollow">site</a>' in shown
    assert "target=" not in shown


@pytest.mark.parametrize(("typed", "shown"), [("# A", "h3"), ("## A", "h4"), ("A\n===", "h3"), ("###### A", "h6")])
def test_headings_begin_below_the_parts_of_a_page(typed: str, shown: str) -> None:
    assert str(render(typed)).strip() == f"<{shown}>A</{shown}>"


def test_a_line_break_is_kept() -> None:
    assert "<br>" in render("one\ntwo")


def test_nothing_typed_is_nothing_shown() -> None:
    assert render("") == render(None) == ""


@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_that_could_run_comes_out(typed: str) -> None:
    tree = html5lib.parseFragment(str(render(typed)), treebuilder="etree", namespaceHTMLElements=False)
    for element in tree.iter():
        if element is tree:
            continue
        assert element.tag in TAGS
        assert set(element.attrib) <= ATTRIBUTES.get(element.tag, set()) | ({"rel"} if element.tag == "a" else set())
        address = element.attrib.get("href", "")
        assert ":" not in address.split("/")[0] or address.startswith(("http:", "https:", "mailto:", "tel:"))


def test_a_text_twice_as_long_as_allowed_is_rendered_soon() -> None:
    assert render("[" * 20_000)
    assert render("*a " * 10_000)
    assert render("> " * 10_000)


@pytest.mark.parametrize("typed", ["&#xE000;7&#xE001;", "&#57344;0&#57345;", '[a](b "&#xE000;0&#xE001;")'])
def test_the_mark_of_a_sum_cannot_be_spelled_out(typed: str) -> None:
    """It stood for a sum that is not there, and the page of whoever was set the lesson broke."""
    shown = str(render(f"{typed} $x$"))
    assert shown.count("<math") == 1 and "\ue000" not in shown
