"""Writes a PDF of text and lines: small, of real words that can be read aloud, found and copied, with a heading's role.

Its fonts are those that every reader of PDFs has, so none is carried along.
"""

import itertools
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field

WIDTH, HEIGHT = 420, 595  # A5: read on a phone without zooming, and a printer fills A4 with it

# How wide the characters from the space to the tilde are, in thousandths of the size.
_PLAIN = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 "
    "278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 "
    "611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 "
    "556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
)
_BOLD = (
    "278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 "
    "333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 "
    "611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 611 278 278 556 278 889 "
    "611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584"
)
_BEYOND = {
    "£": 556, "€": 556, "°": 400, "×": 584, "÷": 584, "–": 556, "—": 1000, "…": 1000, "‘": 250, "’": 250, "“": 417,
    "”": 417, "•": 350, "½": 834, "¼": 834, "¾": 834, "²": 333, "³": 333, "¹": 333, "·": 278, "±": 584, "µ": 576,
    "é": 556, "©": 737,
}  # fmt: skip
# What the letters' fonts do not have stands in the font of signs: its place there, and its width.
_SIGNS = {
    "→": (174, 987), "←": (172, 987), "↑": (173, 603), "↓": (175, 603), "−": (45, 549), "√": (214, 549),
    "π": (112, 549), "≤": (163, 549), "≥": (179, 549), "≈": (187, 549), "≠": (185, 549), "Ω": (87, 768),
    "θ": (113, 521),
}  # fmt: skip

# The small numbers of a formula: a digit, smaller and lower.
_LOW = {chr(0x2080 + digit): str(digit) for digit in range(10)}
LOW_SIZE, LOW_BY = 0.7, 0.15

WIDTHS = {
    bold: {chr(32 + at): int(width) for at, width in enumerate(table.split())} | _BEYOND
    for bold, table in ((False, _PLAIN), (True, _BOLD))
}

PLAIN_FONT, BOLD_FONT, SIGN_FONT = "F1", "F2", "F3"
_FONTS = {PLAIN_FONT: "Helvetica", BOLD_FONT: "Helvetica-Bold", SIGN_FONT: "Symbol"}


class NotPrintable(ValueError):
    """A character that no font here has."""


def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """How wide the words are."""
    table = WIDTHS[bold]
    try:
        return sum(_wide(sign, table) for sign in words) * size / 1000
    except KeyError as error:
        raise NotPrintable(f"no font here has {error.args[0]!r}, in {words!r}") from None


def _wide(sign: str, table: dict[str, int]) -> float:
    if sign in _LOW:
        return table[_LOW[sign]] * LOW_SIZE
    return _SIGNS[sign][1] if sign in _SIGNS else table[sign]


def show(words: str, x: float, y: float, size: float, *, bold: bool = False) -> str:
    """The marks that set the words at a point, y counted from the foot of the page."""
    letters = BOLD_FONT if bold else PLAIN_FONT
    parts = [f"BT {x:.1f} {y:.1f} Td"]
    for run, kind in _runs(words):
        if kind == "low":
            parts.append(f"/{letters} {size * LOW_SIZE:g} Tf {-LOW_BY * size:.2f} Ts")
            held = "".join(_LOW[sign] for sign in run).encode("ascii")
        else:
            parts.append(f"/{SIGN_FONT if kind == 'sign' else letters} {size:g} Tf 0 Ts")
            held = bytes(_SIGNS[sign][0] for sign in run) if kind == "sign" else run.encode("cp1252")
        parts.append(f"<{held.hex()}> Tj")
    return " ".join([*parts, "ET"])


def _kind(sign: str) -> str:
    return "low" if sign in _LOW else "sign" if sign in _SIGNS else "letter"


def _runs(words: str) -> Iterable[tuple[str, str]]:
    """The words cut where letters give way to signs or to small numbers."""
    return (("".join(run), kind) for kind, run in itertools.groupby(words, _kind))


@dataclass(slots=True)
class Page:
    """The marks of a page, and what each piece of it is, in reading order."""

    marks: list[str] = field(default_factory=list)
    roles: list[tuple[str, str]] = field(default_factory=list)

    def add(self, role: str, marks: Iterable[str], words: str = "") -> None:
        """A piece with its role: H1, H2, P, or Figure with words for it."""
        self.marks += [f"/{role} <</MCID {len(self.roles)}>> BDC", *marks, "EMC"]
        self.roles.append((role, words))

    def adorn(self, marks: Iterable[str]) -> None:
        """Lines that say nothing, and are not read out."""
        self.marks += ["/Artifact BMC", *marks, "EMC"]


def _string(words: str) -> str:
    return f"<feff{words.encode('utf-16-be').hex()}>"


@dataclass(slots=True)
class _File:
    """A PDF's objects, by number from one."""

    objects: list[bytes] = field(default_factory=list)

    def add(self, body: str | bytes) -> int:
        self.objects.append(body if isinstance(body, bytes) else body.encode("ascii"))
        return len(self.objects)

    def written(self, root: int, info: int) -> bytes:
        made, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
        for number, body in enumerate(self.objects, start=1):
            places.append(len(made))
            made += b"%d 0 obj\n%b\nendobj\n" % (number, body)
        begin, count = len(made), len(places) + 1
        made += b"xref\n0 %d\n0000000000 65535 f \n" % count
        made += b"".join(b"%010d 00000 n \n" % place for place in places)
        made += b"trailer\n<</Size %d /Root %d 0 R /Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
            count,
            root,
            info,
            begin,
        )
        return bytes(made)


def document(title: str, pages: list[Page]) -> bytes:
    """The pages as a PDF that says its language, its title and what each piece of it is."""
    file = _File()
    fonts = [
        file.add(
            f"<</Type /Font /Subtype /Type1 /BaseFont /{name}"
            + (">>" if name == "Symbol" else " /Encoding /WinAnsiEncoding>>")
        )
        for name in _FONTS.values()
    ]
    named = " ".join(f"/{short} {number} 0 R" for short, number in zip(_FONTS, fonts, strict=True))
    begin = len(file.objects)
    tree, roots = begin + 2 * len(pages) + 1, begin + 2 * len(pages) + 2
    for at, page in enumerate(pages):
        data = zlib.compress("\n".join(page.marks).encode("ascii"))
        stream = file.add(b"<</Length %d /Filter /FlateDecode>>\nstream\n%b\nendstream" % (len(data), data))
        file.add(
            f"<</Type /Page /Parent {tree} 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {stream} 0 R "
            f"/StructParents {at} /Resources <</Font <<{named}>>>>>>"
        )
    kids = " ".join(f"{begin + 2 * at + 2} 0 R" for at in range(len(pages)))
    file.add(f"<</Type /Pages /Count {len(pages)} /Kids [{kids}]>>")
    _structure(file, pages, begin, roots)
    catalogue = file.add(
        f"<</Type /Catalog /Pages {tree} 0 R /Lang (en-GB) /MarkInfo <</Marked true>> "
        f"/StructTreeRoot {roots} 0 R /ViewerPreferences <</DisplayDocTitle true>>>>"
    )
    return file.written(catalogue, file.add(f"<</Title {_string(title)}>>"))


def _structure(file: _File, pages: list[Page], begin: int, roots: int) -> None:
    """What each marked piece is: the root, the pieces after it, and which belong to which page."""
    number, numbers = roots + 2, []
    for page in pages:
        numbers.append(list(range(number, number + len(page.roles))))
        number += len(page.roles)
    whole = " ".join(f"{piece} 0 R" for row in numbers for piece in row)
    parents = " ".join(f"{at} [{' '.join(f'{piece} 0 R' for piece in row)}]" for at, row in enumerate(numbers))
    file.add(f"<</Type /StructTreeRoot /K {roots + 1} 0 R /ParentTree <</Nums [{parents}]>>>>")
    file.add(f"<</Type /StructElem /S /Document /P {roots} 0 R /K [{whole}]>>")
    for at, page in enumerate(pages):
        for mark, (role, words) in enumerate(page.roles):
            alt = f" /Alt {_string(words)}" if words else ""
            place = f"{begin + 2 * at + 2} 0 R"
            file.add(f"<</Type /StructElem /S /{role} /P {roots + 1} 0 R /Pg {place} /K {mark}{alt}>>")
