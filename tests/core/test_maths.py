"""Sums typed as LaTeX are shown as MathML, and nothing else comes out, whatever was typed."""

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from virtual_school.core import maths
from virtual_school.core.markdown import TAGS, render


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Half: $\\frac{1}{2}$", "<mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac>"),
        ("$x^2$", "<msup><mi>x</mi><mn>2</mn></msup>"),
        ("$3 \\times 4$", "<mo>×</mo>"),
        ("$a < b$", "<mo>&lt;</mo>"),
        ("$$\nx\n$$", '<math display="block">'),
        ("**$x$**", "<strong><math"),
        ("- $x$", "<li><math"),
    ],
)
def test_a_sum_is_mathml(typed: str, shown: str) -> None:
    assert shown in render(typed)


@pytest.mark.parametrize(
    "typed",
    ["It costs $5 and $6 more.", "$5-$6", "\\$x\\$", "`$x$`", "$ x $", "$", "$$", "$$$$", "A $ B\n\nC $ D"],
)
def test_prices_and_code_are_no_sums(typed: str) -> None:
    assert "<math" not in render(typed)


@pytest.mark.parametrize("typed", ["$\\unknown x$", "$\\frac{$", "$\\begin{x}$", f"${'{' * 900}$"])
def test_what_cannot_be_read_stays_as_it_was_typed(typed: str) -> None:
    assert "<math" not in render(typed)
    assert typed.strip("$") in str(render(typed)).replace("&amp;", "&")


@settings(deadline=None)
@given(st.text(alphabet="\\{}[]^_&<>\"'abx12 frachrefsqt$\ue000\ue001;#:", max_size=80))
def test_only_what_is_on_the_lists_comes_out(latex: str) -> None:
    tree = html5lib.parseFragment(
        str(render(f"${latex}$ $$ {latex} $$")), treebuilder="etree", namespaceHTMLElements=False
    )
    for element in tree.iter():
        if element is tree:
            continue
        assert element.tag.rpartition("}")[2] in TAGS | maths.ELEMENTS
        assert set(element.attrib) <= maths.ATTRIBUTES | {"href", "rel", "title", "start"}


def test_many_sums_are_rendered_soon() -> None:
    assert str(render("$x$ " * 5000)).count("<math") <= 300


@pytest.mark.parametrize("typed", ["\\text{&#xD800;}", "\\text{&#x0;&#x1B;}", "\\text{&#xFFFFFF;}"])
def test_what_no_page_can_hold_stays_out(typed: str) -> None:
    """Half a letter broke every page that it was to stand on."""
    shown = str(render(f"${typed}$"))
    assert "\N{REPLACEMENT CHARACTER}" in shown
    assert shown.encode().decode().replace("\n", "").isprintable()
