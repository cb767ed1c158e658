"""What stands in a document of Word, PowerPoint, Writer or Impress, part by part, as whoever opens it sees it.

Speaker's notes and remarks are left out: they are the teacher's own. So is what is hidden, an answer perhaps, and what
was struck out while changes were kept.

Read with a parser that refuses entities, of which a few lines can become gigabytes.
"""

import posixpath
import re
import zipfile
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

from defusedxml.ElementTree import fromstring

from virtual_school.core.files.documents.blocks import LOWEST, Page

MOST_XML = 64 << 20  # of one part, unpacked

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_PRESENTATION = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}"

NO = frozenset({"0", "false", "off"})

# Of a style of an open document: what has it is not shown.
HIDES = ((f"{_TEXT}display", "none"), (f"{_PRESENTATION}visibility", "hidden"))
# What an open document has in it and nobody sees on its pages.
UNSEEN = frozenset(
    {
        f"{_PRESENTATION}notes",
        f"{_OFFICE}annotation",
        f"{_TEXT}tracked-changes",
        f"{_TEXT}hidden-text",
        f"{_TEXT}hidden-paragraph",
    }
)

Node = Any


def docx(path: Path, page: Page) -> None:
    with zipfile.ZipFile(path) as archive:
        body = _part(archive, "word/document.xml").find(f"{_W}body")
        for node in _children(body):
            _of_word(node, page)


def _of_word(node: Node, page: Page) -> None:
    if page.is_full:
        return
    if node.tag == f"{_W}p":
        _paragraph(node, page)
    elif node.tag == f"{_W}tbl":
        for row in node.iter(f"{_W}tr"):
            page.row(" ".join(_run(p) for p in cell.iter(f"{_W}p")) for cell in row.findall(f"{_W}tc"))
    else:
        for inner in _children(node):
            _of_word(inner, page)


def _paragraph(node: Node, page: Page) -> None:
    style = node.find(f"{_W}pPr/{_W}pStyle")
    name = (style.get(f"{_W}val") or "").lower() if style is not None else ""
    level = re.fullmatch(r"heading(\d)", name)
    words = _run(node)
    if name == "title":
        page.words("heading", words, 1)
    elif level:
        page.words("heading", words, min(int(level[1]) or 1, LOWEST))
    elif node.find(f"{_W}pPr/{_W}numPr") is not None or name.startswith("list"):
        page.words("item", words)
    else:
        page.words("text", words)
    for picture in node.iter(f"{_WP}docPr"):
        page.words("picture", picture.get("descr") or "")


def _run(node: Node) -> str:
    """The words of a paragraph with those of the boxes in it, each once."""
    found = []
    for inner in _walk(node, _is_unseen):
        if inner.tag == f"{_W}t":
            found.append(inner.text or "")
        elif inner.tag in {f"{_W}tab", f"{_W}br", f"{_W}cr"} or (inner.tag == f"{_W}p" and inner is not node):
            found.append(" ")
    return "".join(found)


def _is_unseen(node: Node) -> bool:
    """What is hidden, and what was moved from here to elsewhere."""
    hidden = node.find(f"{_W}rPr/{_W}vanish") if node.tag == f"{_W}r" else None
    return node.tag == f"{_W}moveFrom" or (hidden is not None and hidden.get(f"{_W}val") not in NO)


def pptx(path: Path, page: Page) -> None:
    with zipfile.ZipFile(path) as archive:
        for number, name in enumerate(_slides(archive), 1):
            slide = _part(archive, name)
            if slide.get("show") in NO:
                continue
            page.add("page", number)
            for shape in _walk(slide):
                if page.is_full:
                    return
                if shape.tag == f"{_P}sp":
                    _shape(shape, page)
                elif shape.tag == f"{_A}tr":
                    page.row(" ".join(_said(p) for p in cell.iter(f"{_A}p")) for cell in shape.findall(f"{_A}tc"))
                elif shape.tag == f"{_P}pic":
                    about = shape.find(f"{_P}nvPicPr/{_P}cNvPr")
                    page.words("picture", (about.get("descr") or "") if about is not None else "")


def _slides(archive: zipfile.ZipFile) -> Iterator[str]:
    """The slides' parts, in the order in which they are shown."""
    links = {link.get("Id"): link.get("Target") for link in _part(archive, "ppt/_rels/presentation.xml.rels")}
    for slide in _part(archive, "ppt/presentation.xml").iter(f"{_P}sldId"):
        target = links.get(slide.get(f"{_R}id"))
        if target:
            yield posixpath.normpath(posixpath.join("ppt", target)).lstrip("/")


def _shape(shape: Node, page: Page) -> None:
    place = shape.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
    kind = place.get("type", "body") if place is not None else ""
    if kind in {"sldNum", "dt", "ftr"}:
        return
    for paragraph in shape.iter(f"{_A}p"):
        if kind in {"title", "ctrTitle"}:
            page.words("heading", _said(paragraph), 2)
        else:
            page.words("item" if kind == "body" else "text", _said(paragraph))


def _said(paragraph: Node) -> str:
    return "".join((node.text or "") if node.tag == f"{_A}t" else " " for node in _walk(paragraph))


def odf(path: Path, page: Page) -> None:
    with zipfile.ZipFile(path) as archive:
        root = _part(archive, "content.xml")
        hidden = {style.get(f"{_STYLE}name") for style in root.iter(f"{_STYLE}style") if _hides(style)}
        _leave_out(root, hidden - {None})
        _open(root.find(f"{_OFFICE}body"), page, [0], in_list=False)


def _hides(style: Node) -> bool:
    return any(inner.get(name) == value for inner in style for name, value in HIDES)


def _leave_out(node: Node, hidden: Collection[str]) -> None:
    """Empty what nobody sees; the words that stand behind it stay."""
    for inner in node:
        styles = {inner.get(f"{_DRAW}style-name"), inner.get(f"{_TEXT}style-name")}
        if inner.tag in UNSEEN or not styles.isdisjoint(hidden):
            behind = inner.tail
            inner.clear()
            inner.tail = behind
        else:
            _leave_out(inner, hidden)


def _open(node: Node, page: Page, seen: list[int], *, in_list: bool) -> None:
    for inner in _children(node):
        if page.is_full:
            continue
        if inner.tag == f"{_TEXT}h":
            level = inner.get(f"{_TEXT}outline-level") or "1"
            page.words("heading", _flat(inner), min(int(level) if level.isdigit() else 1, LOWEST) or 1)
        elif inner.tag == f"{_TEXT}p":
            page.words("item" if in_list else "text", _flat(inner))
        elif inner.tag == f"{_TABLE}table-row":
            page.row(_flat(cell) for cell in inner.findall(f"{_TABLE}table-cell"))
        else:
            if inner.tag == f"{_DRAW}page":
                seen[0] += 1
                if len(inner):
                    page.add("page", seen[0])
            _open(inner, page, seen, in_list=in_list or inner.tag == f"{_TEXT}list")


def _flat(node: Node) -> str:
    """The words of a paragraph; its blanks and tabs are elements."""
    found = [node.text or ""]
    for inner in node:
        if inner.tag in {f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"}:
            found.append(" ")
        elif inner.tag != f"{_TEXT}note":
            found.append((" " if inner.tag == f"{_TEXT}p" else "") + _flat(inner))
        found.append(inner.tail or "")
    return "".join(found)


def _part(archive: zipfile.ZipFile, name: str) -> Node:
    """A part as XML, when it is no larger than any document's."""
    with archive.open(name) as opened:
        data = opened.read(MOST_XML + 1)
    if len(data) > MOST_XML:
        raise ValueError("a part of the document is larger than any that is read")
    return fromstring(data)


def _children(node: Node) -> Iterator[Node]:
    yield from node if node is not None else ()


def _walk(node: Node, leaves_out: Callable[[Node], bool] = lambda _node: False) -> Iterator[Node]:
    """Every element below, without what stands there a second time for older programs."""
    for inner in node:
        if inner.tag != _FALLBACK and not leaves_out(inner):
            yield inner
            yield from _walk(inner, leaves_out)
