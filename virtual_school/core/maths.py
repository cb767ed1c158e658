"""Sums typed as LaTeX, shown as MathML: made on the server, so that they are there without script and read aloud.

Only the elements and attributes named here come out, whatever was typed; what cannot be read stays as it was typed.
"""

import functools
import re
import sys
import unicodedata
from html import escape
from xml.etree import ElementTree

from latex2mathml.converter import convert_to_element
from markupsafe import Markup

LONGEST = 1000

ELEMENTS = frozenset({
    "math", "mrow", "mi", "mn", "mo", "ms", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msup", "msub", "msubsup",
    "munder", "mover", "munderover", "mtable", "mtr", "mtd", "mpadded", "mphantom", "menclose", "mstyle",
})  # fmt: skip
ATTRIBUTES = frozenset({
    "accent", "columnalign", "columnlines", "columnspacing", "depth", "display", "displaystyle", "fence", "form",
    "height", "largeop", "linethickness", "lspace", "mathvariant", "maxsize", "minsize", "movablelimits", "notation",
    "rowlines", "rowspacing", "rspace", "scriptlevel", "separator", "stretchy", "width",
})  # fmt: skip

_REFERENCE = re.compile("&#x([0-9A-Fa-f]{1,6});")


@functools.lru_cache(maxsize=2000)
def render(latex: str, block: bool = False) -> Markup:
    """One sum, on a line of its own when `block`."""
    made = _made(latex, block) if len(latex) <= LONGEST else None
    if made is None:
        return Markup("<code>{}</code>").format(latex)
    return Markup(made)  # noqa: S704 (written here, element by element, from the lists above)


def _made(latex: str, block: bool) -> str | None:
    try:
        tree = convert_to_element(latex, display="block" if block else "inline")
    except Exception:
        return None
    try:
        return _written(tree)
    except (RecursionError, ValueError):
        return None


def _written(element: ElementTree.Element) -> str:
    """The element and what is in it; `ValueError` for what is not on the list or was not understood."""
    name, text = element.tag, _letters(element.text or "")
    if name not in ELEMENTS or (text.startswith("\\") and len(text) > 1):
        raise ValueError(name)
    if name == "mi" and len(text) == 1 and not text.isalnum():
        name = "mo"  # a sign: it stands apart from what it joins
    given = "".join(f' {key}="{escape(value)}"' for key, value in element.attrib.items() if key in ATTRIBUTES)
    return f"<{name}{given}>{escape(text)}{''.join(_written(child) for child in element)}</{name}>"


def _letters(text: str) -> str:
    """The library writes symbols as references, which here are the symbols themselves."""
    return _REFERENCE.sub(lambda found: _letter(int(found[1], 16)), text)


def _letter(number: int) -> str:
    """A letter by its number; half a letter, which no page can hold, and what is no text stay out."""
    if number > sys.maxunicode or unicodedata.category(chr(number)) in ("Cc", "Cs"):
        return "\N{REPLACEMENT CHARACTER}"
    return chr(number)
