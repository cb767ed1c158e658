"""A lesson's SVG as simple shapes: lines of points, and labels. What a picture cannot have here is said by name."""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

Point = tuple[float, float]

_NAMESPACE = "{http://www.w3.org/2000/svg}"
_INHERITED = ("fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-weight", "text-anchor")
_TRANSLATE = re.compile(r"translate\(\s*(-?[\d.]+)[\s,]+(-?[\d.]+)\s*\)")
_PIECE = re.compile(r"([MLHVCQZ])([^A-Za-z]*)")
_NUMBER = re.compile(r"-?\d*\.?\d+")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_CURVE_STEPS = 16


class Malformed(ValueError):
    """A file of a lesson is not as it should be; the words say which and why."""


@dataclass(frozen=True, slots=True)
class Line:
    """Points joined by lines: filled, drawn, or both."""

    points: tuple[Point, ...]
    closed: bool
    fill: str | None
    stroke: str | None
    width: float
    dash: float


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a point: their start, middle or end stands there."""

    at: Point
    words: str
    size: float
    bold: bool
    anchor: str
    fill: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture. `words` tell it to whoever cannot see it."""

    width: float
    height: float
    words: str
    shapes: tuple[Line | Label, ...]


Style = dict[str, str]


def read_drawing(text: str, where: str) -> Drawing:
    """The shapes of an SVG that has only simple ones."""
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 (a file of this repository)
        _left, _top, width, height = (float(part) for part in root.attrib["viewBox"].split())
        title = root.findtext(f"{_NAMESPACE}title", "").strip()
        if not title:
            raise Malformed("it has no <title> that says what it shows")
        return Drawing(width, height, title, tuple(_shapes(root, {}, (0.0, 0.0))))
    except Malformed as error:
        raise Malformed(f"{where}: {error}") from None
    except (ElementTree.ParseError, KeyError, ValueError) as error:
        raise Malformed(f"{where}: this is not an SVG of simple shapes ({error})") from error


def _shapes(parent: ElementTree.Element, style: Style, moved: Point) -> Iterator[Line | Label]:
    for element in parent:
        name = element.tag.removeprefix(_NAMESPACE)
        mine = style | {key: value for key, value in element.attrib.items() if key in _INHERITED}
        if name == "g":
            yield from _shapes(element, mine, _translated(element, moved))
        elif name == "text":
            yield _label(element, mine, moved)
        elif name in _OUTLINES:
            for points, closed in _OUTLINES[name](element):
                yield _line(points, closed, mine, moved)
        elif name != "title":
            raise Malformed(f"<{name}> cannot be drawn here")


def _translated(element: ElementTree.Element, moved: Point) -> Point:
    found = _TRANSLATE.fullmatch(element.get("transform", "translate(0 0)"))
    if found is None:
        raise Malformed("the only transform here is translate(x y)")
    return moved[0] + float(found[1]), moved[1] + float(found[2])


def _colour(value: str) -> str | None:
    if value == "none":
        return None
    if not _COLOUR.fullmatch(value):
        raise Malformed(f"a colour is written as #rrggbb, not {value!r}")
    return value


def _line(points: list[Point], closed: bool, style: Style, moved: Point) -> Line:
    return Line(
        tuple((x + moved[0], y + moved[1]) for x, y in points),
        closed,
        _colour(style.get("fill", "none")),
        _colour(style.get("stroke", "none")),
        float(style.get("stroke-width", "2")),
        float(style.get("stroke-dasharray", "0").split()[0]),
    )


def _label(element: ElementTree.Element, style: Style, moved: Point) -> Label:
    if len(element):
        raise Malformed("a <text> holds words alone")
    return Label(
        (float(element.get("x", "0")) + moved[0], float(element.get("y", "0")) + moved[1]),
        " ".join((element.text or "").split()),
        float(style.get("font-size", "16")),
        style.get("font-weight") == "bold",
        style.get("text-anchor", "start"),
        _colour(style.get("fill", "#16212b")) or "#16212b",
    )


Outline = Iterator[tuple[list[Point], bool]]


def _numbers(element: ElementTree.Element, *names: str) -> list[float]:
    return [float(element.get(name, "0")) for name in names]


def _rect(element: ElementTree.Element) -> Outline:
    x, y, width, height, round_ = _numbers(element, "x", "y", "width", "height", "rx")
    if not round_:
        yield [(x, y), (x + width, y), (x + width, y + height), (x, y + height)], True
        return
    corners = (
        (x + width - round_, y + round_, -90),
        (x + width - round_, y + height - round_, 0),
        (x + round_, y + height - round_, 90),
        (x + round_, y + round_, 180),
    )
    turns = [(cx, cy, math.radians(begin + step * 15)) for cx, cy, begin in corners for step in range(7)]
    yield [(cx + round_ * math.cos(turn), cy + round_ * math.sin(turn)) for cx, cy, turn in turns], True


def _ellipse(element: ElementTree.Element) -> Outline:
    cx, cy, r = _numbers(element, "cx", "cy", "r")
    rx, ry = (float(element.get(name, str(r))) for name in ("rx", "ry"))
    turns = [math.tau * step / 64 for step in range(64)]
    yield [(cx + rx * math.cos(turn), cy + ry * math.sin(turn)) for turn in turns], True


def _straight(element: ElementTree.Element) -> Outline:
    x1, y1, x2, y2 = _numbers(element, "x1", "y1", "x2", "y2")
    yield [(x1, y1), (x2, y2)], False


def _poly(element: ElementTree.Element) -> Outline:
    numbers = [float(found) for found in _NUMBER.findall(element.get("points", ""))]
    yield list(zip(numbers[::2], numbers[1::2], strict=True)), element.tag.endswith("polygon")


def _path(element: ElementTree.Element) -> Outline:
    """A path of M, L, H, V, C, Q and Z, each outline by itself."""
    data = element.get("d", "")
    if re.search(r"[abd-zABD-GI-KN-PR-UW-Y]", re.sub("[MLHVCQZ]", "", data)) or "c" in data:
        raise Malformed("a path here has M, L, H, V, C, Q and Z alone")
    points: list[Point] = []
    for command, rest in _PIECE.findall(data):
        numbers = [float(found) for found in _NUMBER.findall(rest)]
        if command == "M" and points:
            yield points, False
            points = []
        if command == "Z":
            yield points, True
            points = []
        else:
            points.extend(_drawn(command, numbers, points))
    if points:
        yield points, False


def _drawn(command: str, numbers: list[float], before: list[Point]) -> list[Point]:
    """The points that one command of a path adds."""
    if command in "HV":
        x, y = before[-1]
        return [(number, y) if command == "H" else (x, number) for number in numbers]
    given = list(zip(numbers[::2], numbers[1::2], strict=True))
    if command in "ML":
        return given
    size = 3 if command == "C" else 2
    made, begin = [], before[-1]
    for at in range(0, len(given), size):
        made += _curve([begin, *given[at : at + size]])
        begin = made[-1]
    return made


def _curve(control: list[Point]) -> list[Point]:
    """Points on a Bézier curve, its first left out."""
    made = []
    for step in range(1, _CURVE_STEPS + 1):
        part, points = step / _CURVE_STEPS, control
        while len(points) > 1:
            points = [
                (a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part)
                for a, b in zip(points, points[1:], strict=False)
            ]
        made.append(points[0])
    return made


_OUTLINES: dict[str, Callable[[ElementTree.Element], Outline]] = {
    "rect": _rect,
    "circle": _ellipse,
    "ellipse": _ellipse,
    "line": _straight,
    "polyline": _poly,
    "polygon": _poly,
    "path": _path,
}


def dashed(points: tuple[Point, ...], dash: float) -> Iterator[tuple[Point, Point]]:
    """A line in pieces: as much drawn as left out."""
    for (x1, y1), (x2, y2) in zip(points, points[1:], strict=False):
        length = math.hypot(x2 - x1, y2 - y1)
        for piece in range(math.ceil(length / (2 * dash))):
            begin, end = 2 * dash * piece / length, min(1.0, dash * (2 * piece + 1) / length)
            yield (
                (x1 + (x2 - x1) * begin, y1 + (y2 - y1) * begin),
                (x1 + (x2 - x1) * end, y1 + (y2 - y1) * end),
            )
