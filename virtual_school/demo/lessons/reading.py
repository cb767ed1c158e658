"""Reads the lessons' files: a header, what to do in Markdown, and sheets to hand out or for staff only.

    title: Ratio in recipes
    year: 10
    minutes: 25
    author: Helen Lunt
    outcome: I can change a recipe for any number of people.
    picture: ratio-bars.svg = A bar of four parts
    board: AQA
    specification: 8300
    tier: Foundation
    ---
    What it is about, `# An example`, `# What to do` with numbered steps, `# Hand in`, `# Stretch`.

    === sheet: Ratio in recipes worksheet
    The lines of the sheet (see `sheets`).

    === staff only: Ratio in recipes answers
    What no pupil opens.

The folder is the subject: `life-skills` holds lessons of 'Life skills'.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from virtual_school.core.text import LINE_LIMIT, TEXT_LIMIT
from virtual_school.demo.lessons.shapes import Drawing, Malformed, read_drawing

FOLDER = Path(__file__).parent
KEYS = ("title", "year", "minutes", "author", "outcome")
# What it prepares for, where somebody says so.
MORE = ("board", "specification", "tier")
YEARS = range(7, 12)
MINUTES = range(15, 46)
STEPS = range(3, 7)
PARTS = ("An example", "What to do", "Hand in", "Stretch")

_SHEET = re.compile(r"=== (sheet|staff only): (.+)")
_STEP = re.compile(r"(\d+)\. ")
_PICTURE = re.compile(r"\[picture: ([\w.-]+)\]")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a lesson: its drawing, and its name, which says what it shows."""

    name: str
    drawing: Drawing


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page to hand out, or for staff only: its name, its lines, and the drawings that they name."""

    name: str
    text: str
    drawings: dict[str, Drawing]
    staff_only: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """A lesson as its teacher writes it."""

    title: str
    subject: str
    year: int
    minutes: int
    author: str
    outcome: str
    instructions: str
    pictures: tuple[Picture, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    board: str = ""
    specification: str = ""
    tier: str = ""

    @property
    def first_words(self) -> str:
        """What stands above the first heading."""
        return re.split(r"^# ", self.instructions, maxsplit=1, flags=re.M)[0].strip()

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Each heading and what stands below it: the lesson's steps."""
        found = re.findall(r"^# (.+)\n((?:(?!# ).*\n?)*)", self.instructions, re.M)
        return tuple((title.strip(), text.strip()) for title, text in found)


def read_lessons(folder: Path = FOLDER) -> tuple[Written, ...]:
    """Every lesson under `folder`, by subject and file name. `Malformed` names the first file that is not right."""
    lessons = [read_lesson(path) for path in sorted(folder.glob("*/*.md"))]
    seen: set[str] = set()
    for lesson in lessons:
        if lesson.title in seen:
            raise Malformed(f"{lesson.subject}: two lessons are called {lesson.title!r}")
        seen.add(lesson.title)
    return tuple(lessons)


def read_lesson(path: Path) -> Written:
    """One lesson's file."""
    where = f"{path.parent.name}/{path.name}"
    head, mark, body = path.read_text(encoding="utf-8").partition("\n---\n")
    if not mark:
        raise Malformed(f"{where}: a line of three hyphens must end the header")
    header, pictures = _header(head, where)
    words, sheets = _body(body, path, where)
    _check_words(words, where)
    return Written(
        title=_line(header["title"], "title", where),
        subject=path.parent.name.replace("-", " ").capitalize(),
        year=_number(header["year"], YEARS, "year", where),
        minutes=_number(header["minutes"], MINUTES, "minutes", where),
        author=header["author"],
        outcome=_outcome(header["outcome"], where),
        instructions=words,
        pictures=tuple(Picture(name, _drawing(path, file, where)) for file, name in pictures),
        sheets=sheets,
        **{key: header.get(key, "") for key in MORE},
    )


def _header(head: str, where: str) -> tuple[dict[str, str], list[tuple[str, str]]]:
    found: dict[str, str] = {}
    pictures: list[tuple[str, str]] = []
    for number, line in enumerate(head.splitlines(), start=1):
        key, colon, value = (part.strip() for part in line.partition(":"))
        if not colon or not value:
            raise Malformed(f"{where}, line {number}: expected 'key: words'")
        if key == "picture":
            file, equals, name = (part.strip() for part in value.partition("="))
            if not equals or not name:
                raise Malformed(f"{where}, line {number}: expected 'picture: file.svg = what it shows'")
            pictures.append((file, name))
        elif key not in (*KEYS, *MORE):
            raise Malformed(f"{where}, line {number}: there is no key {key!r}")
        elif key in found:
            raise Malformed(f"{where}, line {number}: {key!r} stands here twice")
        else:
            found[key] = value
    absent = [key for key in KEYS if key not in found]
    if absent:
        raise Malformed(f"{where}: the header has no {absent[0]!r}")
    return found, pictures


def _body(body: str, path: Path, where: str) -> tuple[str, tuple[Sheet, ...]]:
    """What to do, and the sheets."""
    words: list[str] = []
    sheets: list[tuple[str, bool, list[str]]] = []
    for line in body.splitlines():
        if line.startswith("==="):
            found = _SHEET.fullmatch(line.strip())
            if found is None:
                raise Malformed(f"{where}: {line!r} should be '=== sheet: name' or '=== staff only: name'")
            sheets.append((found[2], found[1] == "staff only", []))
        else:
            (sheets[-1][2] if sheets else words).append(line)
    made = tuple(_sheet(name, "\n".join(lines).strip(), secret, path, where) for name, secret, lines in sheets)
    return "\n".join(words).strip(), made


def _sheet(name: str, text: str, staff_only: bool, path: Path, where: str) -> Sheet:
    if not text:
        raise Malformed(f"{where}: the sheet {name!r} is empty")
    drawings = {file: _drawing(path, file, where) for file in _PICTURE.findall(text)}
    return Sheet(_line(name, "sheet", where), text, drawings, staff_only)


def _drawing(path: Path, file: str, where: str) -> Drawing:
    beside = path.parent / file
    if not beside.is_file():
        raise Malformed(f"{where}: there is no picture {file!r} beside it")
    return read_drawing(beside.read_text(encoding="utf-8"), f"{path.parent.name}/{file}")


def _check_words(words: str, where: str) -> None:
    """The parts in their order, and steps that count from one."""
    if len(words) > TEXT_LIMIT:
        raise Malformed(f"{where}: what to do has {len(words)} characters; {TEXT_LIMIT} are the most")
    parts = re.findall(r"^# (.+)$", words, re.M)
    if parts != list(PARTS):
        raise Malformed(f"{where}: the parts should be {', '.join(PARTS)}; they are {', '.join(parts) or 'none'}")
    todo = words.partition("# What to do")[2].partition("\n# ")[0]
    numbers = [int(found[1]) for line in todo.splitlines() if (found := _STEP.match(line))]
    if numbers != list(range(1, len(numbers) + 1)) or len(numbers) not in STEPS:
        raise Malformed(f"{where}: 'What to do' needs three to six steps that count from 1; they are {numbers}")


def _outcome(value: str, where: str) -> str:
    if not value.startswith("I can "):
        raise Malformed(f"{where}: the outcome should begin 'I can'")
    return _line(value, "outcome", where)


def _line(value: str, key: str, where: str) -> str:
    if len(value) > LINE_LIMIT:
        raise Malformed(f"{where}: the {key} has {len(value)} characters; {LINE_LIMIT} are the most")
    return value


def _number(value: str, allowed: range, key: str, where: str) -> int:
    if not value.isdecimal() or int(value) not in allowed:
        raise Malformed(f"{where}: the {key} should be a number from {allowed[0]} to {allowed[-1]}, not {value!r}")
    return int(value)
