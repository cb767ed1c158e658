"""A lesson written in Markdown, as steps: each file one or more, its pictures where they stand in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_LETTERS = 20_000  # of one step
_TEXT_ENDINGS = (".md", ".markdown")
# Files about a folder, not of its lesson.
_ABOUT = re.compile(r"(readme|licen[cs]e|changelog|contributing|code_of_conduct)\b", re.I)

_PICTURE = re.compile(r"!\[([^\]]*)\]\(\s*<?([^)\s>]+)[^)]*\)(?:\{:[^}]*\})?")
_HEADING = re.compile(r"#{1,6}\s+(.+?)\s*#*$")
_FENCE = re.compile(r"-{3}\s*/?[\w-]+\s*-{3}$")  # `--- task ---`, as some projects mark their parts
_ATTRIBUTES = re.compile(r"\{:[^}]*\}")
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
    """A file's steps: its first heading is the title of the first."""
    title, lines = "", []
    for line in _FRONT_MATTER.sub("", source.replace("\r\n", "\n"), count=1).split("\n"):
        heading = _HEADING.match(line.strip()) if not title and not any(lines) else None
        if heading:
            title = heading[1]
        elif not _FENCE.match(line.strip()):
            lines.append(_ATTRIBUTES.sub("", line) if "![" not in line else line)
    found = [part for part in _cut("\n".join(lines)) if part.text or part.picture]
    if not found:
        return [Part(title=title)] if title else []
    first = found[0]
    return [Part(title, first.text, first.picture, first.alt), *found[1:]]


def _cut(words: str) -> Iterator[Part]:
    at = 0
    for picture in _PICTURE.finditer(words):
        yield Part(text=words[at : picture.start()].strip()[:MOST_LETTERS])
        yield Part(picture=picture[2].replace("\\", "/").rpartition("/")[2], alt=picture[1].strip())
        at = picture.end()
    yield Part(text=words[at:].strip()[:MOST_LETTERS])
