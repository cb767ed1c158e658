"""Reads a page as a strict browser and a screen reader would, and lists what is wrong with it."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator

import html5lib
from html5lib import treebuilders
from lxml import etree

from tests.plain_words import unkind

Tree = etree._Element

# The parser is older than some of HTML: what it calls an error and the standard allows.
ALLOWED_ERRORS: frozenset[str] = frozenset()
REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-errormessage", "for", "form")
IN_ROWS = {"tr": "tbody", "td": "tr", "th": "tr", "tbody": "table"}
UNLABELLED = {"hidden", "submit", "button", "reset", "image"}


class Wrong(AssertionError):
    """A page is not fit to be shown; the message lists why."""


def _parser() -> html5lib.HTMLParser:
    return html5lib.HTMLParser(tree=treebuilders.getTreeBuilder("lxml"), namespaceHTMLElements=False)


def parse_page(html: str) -> tuple[Tree, list[str]]:
    """The page's tree, and the errors in its HTML."""
    parser = _parser()
    tree = parser.parse(html)
    return tree.getroot(), _errors(parser, html)


def parse_fragment(html: str) -> tuple[Tree, list[str]]:
    """The fragment under a `<fragment>` of ours, and the errors in its HTML."""
    parser, first = _parser(), re.search(r"<([a-z]+)", html)
    parts = parser.parseFragment(html, container=IN_ROWS.get(first.group(1) if first else "", "div"))
    root = etree.Element("fragment")
    for part in parts:
        if isinstance(part, str):
            root.text = (root.text or "") + part
        else:
            root.append(part)
    return root, _errors(parser, html)


def _errors(parser: html5lib.HTMLParser, html: str) -> list[str]:
    lines = html.splitlines() or [""]
    return [
        f"line {line}: {code} {values or ''}: {lines[min(line, len(lines)) - 1].strip()[:160]}"
        for (line, _column), code, values in parser.errors
        if code not in ALLOWED_ERRORS
    ]


def words(element: Tree) -> str:
    """The text that a person reads: without scripts, templates and what is hidden."""
    return " ".join(" ".join(_texts(element)).split())


def _texts(element: Tree) -> Iterator[str]:
    if element.tag in {"script", "style", "template", "head"} or not isinstance(element.tag, str):
        return
    if element.text:
        yield element.text
    for child in element:
        yield from _texts(child)
        if child.tail:
            yield child.tail


class Page:
    """What was answered; its tree is made when somebody looks into it."""

    def __init__(self, html: str, parse: Callable[[str], tuple[Tree, list[str]]], tree: Tree | None) -> None:
        self._html, self._parse, self._tree = html, parse, tree

    @property
    def tree(self) -> Tree:
        if self._tree is None:
            self._tree = self._parse(self._html)[0]
        return self._tree


# What was read and found good.
_good: set[bytes] = set()
# What is chance in a page, identifiers and tokens, each looked for from its own beginning alone.
_CHANCE = re.compile(
    r"(?<!\w)(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|(?<![\w-])[\w-]{40,}+\.[\w-]{6}\.[\w-]{20,})"
)

# Pages are the same on both engines: they are read strictly on one, and on the other when somebody looks into them.
reads_all = True


def kind_of(html: str, *beside: object) -> bytes:
    """The same for pages that differ in no more than which thing has which identifier."""
    names: dict[str, str] = {}
    plain = _CHANCE.sub(lambda found: names.setdefault(found[0], f"#{len(names)}"), html)
    return hashlib.sha256("\n".join([plain, *map(str, beside)]).encode()).digest()


def page(html: str, *, for_pupil: bool, status: int) -> Page:
    """The page, read unless one like it was or none is. Raises `Wrong` with everything that is wrong with it."""
    if not reads_all:
        return Page(html, parse_page, None)
    kind, tree = kind_of(html, for_pupil, status), None
    if kind not in _good:
        tree = check_page(html, for_pupil=for_pupil, status=status)
        _good.add(kind)
    return Page(html, parse_page, tree)


def fragment(html: str, target: str, *, for_pupil: bool) -> Page:
    """The fragment, read unless one like it was."""
    if not reads_all:
        return Page(html, parse_fragment, None)
    kind, tree = kind_of(html, target, for_pupil), None
    if kind not in _good:
        tree = check_fragment(html, target, for_pupil=for_pupil)
        _good.add(kind)
    return Page(html, parse_fragment, tree)


def check_page(html: str, *, for_pupil: bool, status: int) -> Tree:
    """The page's tree. Raises `Wrong` with everything that is wrong with it."""
    tree, found = parse_page(html)
    found += [*_heading(tree, status), *_common(tree)]
    if not tree.get("lang"):
        found.append("<html> says no language")
    if for_pupil:
        found += unkind(words(tree.find("body")))
    return _unless(found, tree)


def check_fragment(html: str, target: str, *, for_pupil: bool) -> Tree:
    """The fragment's root, which is one element with the id that was asked for."""
    tree, found = parse_fragment(html)
    if len(tree) != 1 or (tree.text or "").strip() or (len(tree) and (tree[-1].tail or "").strip()):
        found.append(f"a fragment has one root, not {[child.tag for child in tree]}")
    elif tree[0].get("id") != target:
        found.append(f"the fragment's root is #{tree[0].get('id')}, not #{target}")
    found += _common(tree, whole=False)
    if for_pupil:
        found += unkind(words(tree))
    return _unless(found, tree)


def _unless(found: list[str], tree: Tree) -> Tree:
    if found:
        raise Wrong("\n  ".join(["the page is not fit to be shown:", *found]))
    return tree


def _heading(tree: Tree, status: int) -> Iterator[str]:
    headings, titles = tree.findall(".//h1"), tree.findall(".//head/title")
    if len(headings) != 1:
        yield f"one h1 a page, not {[words(heading) for heading in headings]}"
        return
    heading, title = words(headings[0]), " ".join((titles[0].text or "").split()) if titles else ""
    start = "Error: " if tree.cssselect(".govuk-error-summary, .govuk-error-message") or status == 422 else ""
    if not title.startswith(start + heading):
        yield f"the title {title!r} begins with {start + heading!r}"


def _common(tree: Tree, *, whole: bool = True) -> Iterator[str]:
    for check in (_ids, _labels, _forms, _scripts, _pictures, _names):
        yield from check(tree)
    if whole:
        yield from _references(tree)


def _ids(tree: Tree) -> Iterator[str]:
    for name, times in Counter(element.get("id") for element in tree.iterfind(".//*[@id]")).items():
        if times > 1:
            yield f"the id {name!r} stands {times} times"
        if not name or re.search(r"\s", name):
            yield f"{name!r} is no id"


def _references(tree: Tree) -> Iterator[str]:
    known = {element.get("id") for element in tree.iterfind(".//*[@id]")}
    for attribute in REFERENCES:
        for element in tree.iterfind(f".//*[@{attribute}]"):
            for name in element.get(attribute).split():
                if name not in known:
                    yield f"<{element.tag} {attribute}={name!r}> points to nothing"
    for link in tree.iterfind(".//a[@href]"):
        target = link.get("href")
        if target.startswith("#") and target[1:] and target[1:] not in known:
            yield f"the link to {target} points to nothing"


def _labels(tree: Tree) -> Iterator[str]:
    labelled = {label.get("for") for label in tree.iterfind(".//label[@for]") if words(label)}
    for box in tree.cssselect("input, select, textarea"):
        if box.tag == "input" and box.get("type", "text") in UNLABELLED:
            continue
        wrapped = any(parent.tag == "label" for parent in box.iterancestors())
        if not (wrapped or box.get("id") in labelled or box.get("aria-label") or box.get("aria-labelledby")):
            yield f"<{box.tag} name={box.get('name')!r}> has no label"


def _names(tree: Tree) -> Iterator[str]:
    """Every link and button says in words what it does."""
    for element in tree.cssselect("a[href], button, summary"):
        pictured = any(picture.get("alt") for picture in element.iterfind(".//img"))
        if not words(element) and not element.get("aria-label") and not element.get("aria-labelledby") and not pictured:
            yield f"a <{element.tag}> without words: {etree.tostring(element, encoding='unicode')[:120]}"


def _forms(tree: Tree) -> Iterator[str]:
    for form in tree.iterfind(".//form"):
        method = (form.get("method") or "").lower()
        if method not in {"get", "post", "dialog"} or (method != "dialog" and not form.get("action")):
            yield f"a form needs method and action: {dict(form.attrib)}"
        if method == "post" and not form.cssselect("input[type=hidden][name=csrf_token][value]"):
            yield f"the form to {form.get('action')} has no csrf_token"
    for nested in tree.cssselect("form form"):
        yield f"a form inside a form: {nested.get('action')}"


def _scripts(tree: Tree) -> Iterator[str]:
    for script in tree.iterfind(".//script"):
        if not script.get("src"):
            yield "a script inline"
    if tree.find(".//style") is not None:
        yield "a style inline"
    for element in tree.iter(etree.Element):
        for name, value in element.attrib.items():
            if name == "style" or (name.startswith("on") and name != "one") or name.startswith("hx-on"):
                yield f"<{element.tag} {name}> inline"
            if name in {"href", "src", "action"} and value.strip().lower().startswith("javascript:"):
                yield f"<{element.tag} {name}={value!r}> is a script"


def _pictures(tree: Tree) -> Iterator[str]:
    for picture in tree.iterfind(".//img"):
        if picture.get("alt") is None:
            yield f"a picture without alt: {picture.get('src')}"
