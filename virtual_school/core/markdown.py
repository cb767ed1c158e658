"""Markdown as it is shown: what a teacher typed becomes a little HTML, and nothing that could run."""

import functools

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

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


def render(typed: str | None) -> Markup:
    """The text as safe HTML."""
    return _render(typed) if typed else Markup("")


@functools.lru_cache(maxsize=512)
def _render(typed: str) -> Markup:
    tokens = _parser.parse(typed)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + FIRST_HEADING - 1, LAST_HEADING)}"
    made = _parser.renderer.render(tokens, _parser.options, {})
    clean = nh3.clean(
        made,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
        strip_comments=True,
    )
    return Markup(clean)  # noqa: S704 (cleaned to the list of tags above)
