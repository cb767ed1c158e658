"""What somebody who does not write hands in instead: a drawing of their own, photographed."""

import io

from virtual_school.core import files
from virtual_school.demo.lessons import picture
from virtual_school.demo.lessons.shapes import Drawing, Label, Line

NAME = "my drawing.png"
PENCIL, WOOD = "#33424f", "#c9a26b"


def _line(*points: tuple[float, float], fill: str | None = None) -> Line:
    return Line(points, fill is not None, fill, PENCIL, 3, 0)


DRAWING = Drawing(
    320,
    200,
    "A bird box in pencil: the front with its hole, the roof, and an arrow that says where the water runs off.",
    (
        _line((110, 80), (210, 80), (210, 180), (110, 180), fill=WOOD),
        _line((95, 85), (160, 40), (225, 85)),
        _line((150, 120), (170, 120), (170, 140), (150, 140), fill="#ffffff"),
        _line((235, 75), (275, 105), (262, 107)),
        _line((275, 105), (272, 92)),
        Label((232, 128), "rain runs off", 13, False, "start", PENCIL),
        Label((16, 130), "32 mm hole", 13, False, "start", PENCIL),
        _line((92, 126), (146, 130)),
    ),
)


def receive_drawing() -> files.Received:
    """Bring it into the store, before the transaction that writes of it."""
    return files.receive(io.BytesIO(picture(DRAWING)), NAME)
