"""A lesson written in Markdown, as steps: each file one or more, its pictures where they stand in it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

MOST_LETTERS = 15_000  # of one step, with room to spare
MOST_OF_A_LINE = 190
_TEXT_ENDINGS = (".md", ".markdown")
# Files about a folder, not of its lesson.
_ABOUT = re.compile(r"(readme|licen[cs]e|changelog|contributing|code_of_conduct)\b", re.I)

# A file comes from anywhere: none of these may look at the rest of it again from each place where it could begin.
_ADDRESS = r"[^()\s<>]+(?:\([^()\s<>]*\)[^()\s<>]*)*"
_PICTURE = re.compile(rf"!\[([^\[\]]*)\]\(\s*<?({_ADDRESS})>?(?:\s[^)\n]{{0,300}})?\)(?:\{{:[^{{}}]{{0,300}}\}})?")
_INSIDE = "data:"  # a picture that stands in the words themselves, as letters that nobody reads
_PICTURE_BELOW = re.compile(r"\s*\[[^\[\]]+\]:\s*<?data:")
_HEADING = re.compile(r"#{1,6}\s+(\S.*)")
_FENCE = re.compile(r"-{3}\s*/?[\w-]+\s*-{3}$")  # `--- task ---`, as some projects mark their parts
_FRAME = re.compile(
    r"<iframe\b[^<>]{0,500}?\bsrc=[\"'](https?://([^/\s\"'<>()]+)[^\s\"'<>()]*)[^<>]{0,500}>(?:\s*</iframe>)?", re.I
)
_ATTRIBUTES = re.compile(r"\{:[^{}]{0,300}\}")
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.S)


@dataclass(frozen=True, slots=True)
class Part:
    """A step to be: words, or a picture by the name of its file, with what it shows."""

    title: str = ""
    text: str = ""
    picture: str = ""
    alt: str = ""


def is_written(name: str) -> bool:
    """Whether a file's words are a lesson's own."""
    return name.lower().endswith(_TEXT_ENDINGS) and not _ABOUT.match(name)


def in_order(name: str) -> list[tuple[int, int, str]]:
    """What sorts `step_10` behind `step_2`."""
    found = re.split(r"(\d+)", name.casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in found]


def parts(source: str) -> list[Part]:
    """A file's steps: its first heading is the title of the first. What it shows of another site becomes a link."""
    title, begun = "", False
    lines: list[str] = []
    source = unicodedata.normalize("NFC", source.replace("\r\n", "\n"))  # as it is kept: other spellings are longer
    source = _FRAME.sub(r"[\2](\1)", _FRONT_MATTER.sub("", source, count=1))
    for line in source.split("\n"):
        heading = _HEADING.match(line.strip()) if not title and not begun else None
        if heading:
            title = _without_hashes(heading[1])[:MOST_OF_A_LINE]
        elif not _FENCE.match(line.strip()) and not _PICTURE_BELOW.match(line):
            lines.append(_ATTRIBUTES.sub("", line) if "![" not in line else line)
            begun = begun or bool(lines[-1])
    found = [part for part in _cut("\n".join(lines)) if part.text or part.picture]
    if not found:
        return [Part(title=title)] if title else []
    first = found[0]
    return [Part(title, first.text, first.picture, first.alt), *found[1:]]


def _without_hashes(heading: str) -> str:
    """`# Words #` is the same as `# Words`; `# Written in C#` says so."""
    bare = heading.rstrip("#")
    return bare.rstrip() if bare[-1:].isspace() else heading


def _cut(words: str) -> Iterator[Part]:
    at = 0
    for picture in _PICTURE.finditer(words):
        yield from _texts(words[at : picture.start()])
        name, alt = picture[2].replace("\\", "/").rpartition("/")[2], picture[1].strip()[:MOST_OF_A_LINE]
        yield Part(text=alt) if picture[2].startswith(_INSIDE) else Part(picture=name[:MOST_OF_A_LINE], alt=alt)
        at = picture.end()
    yield from _texts(words[at:])


def _texts(words: str) -> Iterator[Part]:
    """In pieces that a step can hold, cut between paragraphs where there are any."""
    left = words.strip()
    while len(left) > MOST_LETTERS:
        end = max(left.rfind("\n\n", 1, MOST_LETTERS), left.rfind("\n", MOST_LETTERS // 2, MOST_LETTERS))
        end = end if end > 0 else MOST_LETTERS
        yield Part(text=left[:end].rstrip())
        left = left[end:].lstrip()
    yield Part(text=left)
