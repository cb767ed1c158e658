"""Draws a lesson's picture as PNG: the house shows pictures in a page, and sends SVG only as bytes of no kind."""

import functools
import io

from PIL import Image, ImageDraw, ImageFont

from virtual_school.config import ROOT
from virtual_school.demo.lessons.shapes import Drawing, Label, Line, dashed

WIDTH = 1000  # twice a phone's width: sharp there, and still small
COLOURS = 64  # of lines, letters and flat fills, and what lies between them
FINER = 2  # drawn larger and made small again, so that slanting lines are smooth

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def picture(drawing: Drawing) -> bytes:
    """The drawing as PNG on white."""
    scale = WIDTH * FINER / drawing.width
    size = (WIDTH * FINER, round(drawing.height * scale))
    page = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(page)
    for shape in drawing.shapes:
        if isinstance(shape, Label):
            _write(pen, shape, scale)
        else:
            _draw(pen, shape, scale)
    made = io.BytesIO()
    few = page.reduce(FINER).quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(made, "PNG", compress_level=1)
    return made.getvalue()


def _draw(pen: ImageDraw.ImageDraw, line: Line, scale: float) -> None:
    points = tuple((x * scale, y * scale) for x, y in line.points)
    if line.fill:
        pen.polygon(points, fill=line.fill)
    if not line.stroke:
        return
    width = max(1, round(line.width * scale))
    outline = (*points, points[0]) if line.closed else points
    if line.dash:
        for piece in dashed(outline, line.dash * scale):
            pen.line(piece, fill=line.stroke, width=width)
    else:
        pen.line(outline, fill=line.stroke, width=width, joint="curve")


def _write(pen: ImageDraw.ImageDraw, label: Label, scale: float) -> None:
    anchor = {"start": "ls", "middle": "ms", "end": "rs"}[label.anchor]
    at = (label.at[0] * scale, label.at[1] * scale)
    pen.text(at, label.words, font=_font(round(label.size * scale), label.bold), fill=label.fill, anchor=anchor)


@functools.lru_cache(maxsize=64)
def _font(size: int, bold: bool) -> Font:
    """The house's own letters where the assets have been made; otherwise those that come with Pillow."""
    try:
        return ImageFont.truetype(ROOT / f"static/vendor/lexend-{700 if bold else 400}.woff2", size)
    except OSError:
        return ImageFont.load_default(size)
