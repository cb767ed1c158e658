"""Markdown as it is shown: what a teacher typed becomes a little HTML, and nothing that could run."""

import functools
import re
from collections.abc import Sequence
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup

from virtual_school.core import maths

# A page has one h1, its own, and its parts are h2; what is written inside a part begins below that.
FIRST_HEADING = 3
LAST_HEADING = 6

TAGS = {
    "p", "br", "hr", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a",
    "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}

_parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).enable(["table", "strikethrough"])
# Pictures come as files of the lesson, which are checked; an address elsewhere would tell that place who is reading.
_parser.disable("image")

# Where a sum stands until all else is cleaned: two letters of no language around its number.
_BEGINS, _ENDS = "\ue000", "\ue001"
_SUM = re.compile(f"{_BEGINS}(\\d+){_ENDS}")
_MARKS = str.maketrans("", "", _BEGINS + _ENDS)
MOST_SUMS = 300


def _find_sum(state: StateInline, silent: bool) -> bool:
    """`$…$` in a line, `$$…$$` on a line of its own. Two prices in one sentence are no sum: see the tests."""
    mark = "$$" if state.src.startswith("$$", state.pos) else "$"
    begin = state.pos + len(mark)
    end = state.src.find(mark, begin) if state.src.startswith(mark, state.pos) else -1
    inner = state.src[begin:end]
    if end < 0 or not inner.strip() or len(inner) > maths.LONGEST or len(state.env.setdefault("sums", [])) >= MOST_SUMS:
        return False
    if mark == "$" and (inner != inner.strip() or "\n" in inner or state.src[end + 1 : end + 2].isdigit()):
        return False
    if not silent:
        token = state.push("sum", "", 0)
        token.content = f"{_BEGINS}{len(state.env['sums'])}{_ENDS}"
        state.env["sums"].append((inner.strip(), mark == "$$"))
    state.pos = end + len(mark)
    return True


def _place_sum(self: Any, tokens: Sequence[Token], place: int, options: Any, env: Any) -> str:
    return tokens[place].content


_parser.inline.ruler.before("escape", "sum", _find_sum)
_parser.add_render_rule("sum", _place_sum)


def _unmark(tokens: Sequence[Token]) -> None:
    """Only sums are marked as sums: what was typed may spell the two letters out, as `&#xE000;`."""
    for token in tokens:
        if token.type != "sum":
            token.content = token.content.translate(_MARKS)
            token.attrs = {name: str(value).translate(_MARKS) for name, value in token.attrs.items()}
        _unmark(token.children or ())


def render(typed: str | None) -> Markup:
    """The text as safe HTML."""
    return _render(typed) if typed else Markup("")


@functools.lru_cache(maxsize=512)
def _render(typed: str) -> Markup:
    env: dict[str, Any] = {"sums": []}
    tokens = _parser.parse(typed.translate(_MARKS), env)
    _unmark(tokens)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + FIRST_HEADING - 1, LAST_HEADING)}"
    made = _parser.renderer.render(tokens, _parser.options, env)
    clean = nh3.clean(
        made,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
        strip_comments=True,
    )
    if env["sums"]:
        clean = _SUM.sub(lambda found: maths.render(*env["sums"][int(found[1])]), clean)
    return Markup(clean)  # noqa: S704 (cleaned to the list of tags above; sums are made from a list of their own)
