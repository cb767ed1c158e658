"""Sets a lesson's sheet on pages: headings, paragraphs, questions, tables, lines to write on, and drawings.

    # A heading                       | a | table |
    1. A question, or - a point       [4 lines]      [box 120]      [picture: plan.svg]

Every other line is a paragraph; **so** is bold.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from virtual_school.demo.lessons import pdf
from virtual_school.demo.lessons.reading import Sheet
from virtual_school.demo.lessons.shapes import Drawing, Label, Line, Malformed, dashed

EDGE, FOOT = 34.0, 40.0
ACROSS = pdf.WIDTH - 2 * EDGE
SIZE, LEADING = 12.5, 17.0
WIDEST = 150.0  # a column asks for no more
RULE = 26.0  # a hand's writing between two lines

INK, PALE = "#16212b", "#8a979e"

_BETWEEN = re.compile(r"[|: -]*---[|: -]*")  # the row under a table's head
_ITEM = re.compile(r"(\d+[.)]|[a-z]\)|-) +(.*)")
_LINES = re.compile(r"\[(\d+) lines?\]")
_BOX = re.compile(r"\[box (\d+)\]")
_PICTURE = re.compile(r"\[picture: ([\w.-]+)\]")

Word = tuple[str, bool]


def sheet(made: Sheet) -> bytes:
    """The sheet as a PDF."""
    setting = _Setting(made.drawings)
    setting.heading(made.name, "H1", 18)
    if made.staff_only:
        setting.paragraph("**Staff only.** No pupil can open this page.")
    for block in _blocks(made.text):
        setting.block(block)
    return pdf.document(made.name, setting.pages)


def _blocks(text: str) -> Iterator[str]:
    """Each line by itself, a table's rows together."""
    rows: list[str] = []
    for line in [*(line.strip() for line in text.splitlines()), ""]:
        if line.startswith("|"):
            rows.append(line)
            continue
        if rows:
            yield "\n".join(rows)
            rows = []
        if line:
            yield line


def _words(text: str) -> list[Word]:
    """The words, each with whether it is bold."""
    parts = (part.replace("*", "") for part in text.split("**"))
    return [(word, bool(at % 2)) for at, part in enumerate(parts) for word in part.split()]


def _wrapped(words: list[Word], across: float, size: float) -> Iterator[list[Word]]:
    """The words in lines that fit."""
    line: list[Word] = []
    used = 0.0
    for word in words:
        more = pdf.width_of(word[0], size, bold=word[1])
        if line and used + more > across:
            yield line
            line, used = [], 0.0
        line.append(word)
        used += more + pdf.width_of(" ", size)
    if line:
        yield line


def _set(line: list[Word], x: float, y: float, size: float) -> Iterator[str]:
    """The marks of one line. A stop after bold words stays close to them."""
    for word, bold in line:
        if word in {".", ",", ":", ";", "?", ")"}:
            x -= pdf.width_of(" ", size)
        yield pdf.show(word + " ", x, y, size, bold=bold)
        x += pdf.width_of(word, size, bold=bold) + pdf.width_of(" ", size)


def _rule(x1: float, y1: float, x2: float, y2: float, width: float = 0.8) -> str:
    return f"{_stroke(PALE)} {width:g} w {x1:.1f} {y1:.1f} m {x2:.1f} {y2:.1f} l S"


def _rgb(colour: str) -> str:
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.3g}" for at in (1, 3, 5))


def _stroke(colour: str) -> str:
    return f"{_rgb(colour)} RG"


@dataclass(slots=True)
class _Setting:
    """Pages being filled from above. `y` is where the next line ends above."""

    drawings: dict[str, Drawing]
    pages: list[pdf.Page] = field(default_factory=lambda: [pdf.Page()])
    y: float = pdf.HEIGHT - EDGE

    @property
    def page(self) -> pdf.Page:
        return self.pages[-1]

    def room(self, height: float) -> None:
        """A new page where what comes next would run off this one."""
        if self.y - height < FOOT and self.y < pdf.HEIGHT - EDGE:
            self.pages.append(pdf.Page())
            self.y = pdf.HEIGHT - EDGE

    def block(self, block: str) -> None:
        if block.startswith("#"):
            self.y -= 6
            self.heading(block.lstrip("# "), "H2", 14)
        elif block.startswith("|"):
            self.table(block.splitlines())
        elif found := _LINES.fullmatch(block):
            self.lines(int(found[1]))
        elif found := _BOX.fullmatch(block):
            self.box(float(found[1]))
        elif found := _PICTURE.fullmatch(block):
            self.drawing(self.drawings[found[1]])
        elif found := _ITEM.fullmatch(block):
            self.paragraph(found[2], mark="•" if found[1] == "-" else found[1])
        else:
            self.paragraph(block)

    def heading(self, words: str, role: str, size: float) -> None:
        lines = list(_wrapped([(word, True) for word in words.split()], ACROSS, size))
        self.room(len(lines) * size * 1.3 + 3 * LEADING)
        marks: list[str] = []
        for line in lines:
            self.y -= size * 1.3
            marks += _set(line, EDGE, self.y, size)
        self.y -= 8
        self.page.add(role, marks)

    def paragraph(self, words: str, *, mark: str = "") -> None:
        indent = 22.0 if mark else 0.0
        for at, line in enumerate(_wrapped(_words(words), ACROSS - indent, SIZE)):
            self.room(LEADING * (2 if at == 0 else 1))
            self.y -= LEADING
            marks = [pdf.show(f"{mark} ", EDGE, self.y, SIZE)] if mark and at == 0 else []
            self.page.add("P", [*marks, *_set(line, EDGE + indent, self.y, SIZE)])
        self.y -= 6

    def lines(self, count: int) -> None:
        for _line in range(count):
            self.room(RULE)
            self.y -= RULE
            self.page.adorn([_rule(EDGE, self.y, EDGE + ACROSS, self.y)])
        self.y -= 10

    def box(self, height: float) -> None:
        self.room(height)
        self.y -= height
        self.page.adorn([f"{_stroke(PALE)} 0.8 w {EDGE} {self.y:.1f} {ACROSS} {height} re S"])
        self.y -= 10

    def table(self, rows: list[str]) -> None:
        """Columns share the page by their longest words; the first row is the head."""
        cells = [[cell.strip() for cell in row[1:-1].split("|")] for row in rows if not _BETWEEN.fullmatch(row)]
        if len({len(row) for row in cells}) != 1:
            raise Malformed(f"a table's rows differ in their columns: {rows[0]}")
        columns = list(zip(*cells, strict=True))
        parts = [min(max(self._longest(cell) for cell in column), WIDEST) + 40 for column in columns]
        across = [part * ACROSS / sum(parts) for part in parts]
        for number, row in enumerate(cells):
            self.row(row, across, head=number == 0)
        self.y -= 10

    @staticmethod
    def _longest(cell: str) -> float:
        return pdf.width_of(cell.replace("**", ""), SIZE, bold=True)

    def row(self, row: list[str], across: list[float], *, head: bool) -> None:
        wrapped = [
            list(_wrapped([(word, bold or head) for word, bold in _words(cell)], width - 8, SIZE))
            for cell, width in zip(row, across, strict=True)
        ]
        height = max(len(lines) for lines in wrapped) * LEADING + 6
        if not all(wrapped) and not head:
            height = max(height, RULE)
        self.room(height)
        marks: list[str] = []
        x = EDGE
        for lines, width in zip(wrapped, across, strict=True):
            for at, line in enumerate(lines):
                marks += _set(line, x + 4, self.y - 14 - at * LEADING, SIZE)
            self.page.adorn([f"{_stroke(PALE)} 0.6 w {x:.1f} {self.y - height:.1f} {width:.1f} {height:.1f} re S"])
            x += width
        self.page.add("P", marks)
        self.y -= height

    def drawing(self, drawing: Drawing) -> None:
        scale = min(ACROSS / drawing.width, 320 / drawing.height)
        self.room(drawing.height * scale + 8)
        left, top = EDGE + (ACROSS - drawing.width * scale) / 2, self.y
        marks = ["q"]
        for shape in drawing.shapes:
            marks += _label(shape, left, top, scale) if isinstance(shape, Label) else _line(shape, left, top, scale)
        self.page.add("Figure", [*marks, "Q"], drawing.words)
        self.y -= drawing.height * scale + 12


def _label(label: Label, left: float, top: float, scale: float) -> list[str]:
    size = label.size * scale
    width = pdf.width_of(label.words, size, bold=label.bold)
    back = {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    x, y = left + label.at[0] * scale - back, top - label.at[1] * scale
    return [f"{_rgb(label.fill)} rg", pdf.show(label.words, x, y, round(size, 2), bold=label.bold)]


def _line(line: Line, left: float, top: float, scale: float) -> list[str]:
    points = tuple((left + x * scale, top - y * scale) for x, y in line.points)
    marks: list[str] = []
    if line.fill:
        marks.append(f"{_rgb(line.fill)} rg {_trail(points)} f")
    if line.stroke:
        outline = (*points, points[0]) if line.closed else points
        pieces = dashed(outline, line.dash * scale) if line.dash else [outline]
        marks.append(f"{_stroke(line.stroke)} {line.width * scale:.2f} w")
        marks += [f"{_trail(piece)} S" for piece in pieces]
    return marks


def _trail(points: tuple[tuple[float, float], ...]) -> str:
    return " ".join(f"{x:.1f} {y:.1f} {'l' if at else 'm'}" for at, (x, y) in enumerate(points))
