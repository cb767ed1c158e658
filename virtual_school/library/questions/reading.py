"""How what somebody typed is read, before it is marked: words, numbers, and the gaps in a text."""

import functools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

LONGEST_NUMBER = 60
LARGEST_POWER = 60

# Letters that are two letters to whoever has no key for them.
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"})
_PLAIN_MARKS = {"'": "‘’ʼ`", '"': "“”", "-": "–—−‐‑"}
_QUOTES = str.maketrans({mark: plain for plain, marks in _PLAIN_MARKS.items() for mark in marks})
_LAST = ".,;:!?"
_STAR = re.compile(r"(?<!\\)\*")


def words(typed: str, *, case: bool, accents: bool) -> str:
    """A text as it is compared.

    Blanks at the ends go, any run of blanks is one, quotation marks and dashes are the plain ones, a full stop or the
    like at the end does not count. Capitals count only with `case`, accents only with `accents`.
    """
    read = unicodedata.normalize("NFC", typed).translate(_QUOTES)
    if not case:
        read = read.casefold()
    if not accents:
        parts = unicodedata.normalize("NFKD", read.translate(_LIGATURES))
        read = "".join(letter for letter in parts if not unicodedata.combining(letter))
    read = " ".join(read.split())
    return read.rstrip(_LAST).rstrip() or read


def fits(typed: str, pattern: str, *, case: bool, accents: bool) -> bool:
    """Whether what was typed is what is looked for. `*` stands for any letters or none, `\\*` for a star."""
    pieces = [piece.replace("\\*", "*") for piece in _STAR.split(pattern)]
    given = words(typed, case=case, accents=accents)
    if len(pieces) == 1:
        return given == words(pieces[0], case=case, accents=accents)
    inner = [_piece(piece, case=case, accents=accents) for piece in pieces]
    return _in_order(given, [inner[0].lstrip(), *inner[1:-1], inner[-1].rstrip()])


def an_answer(pattern: str) -> str:
    """Something that fits a pattern, as it is shown to people."""
    ended = _STAR.sub("", re.sub(r"(?<=\s)\*(?=\s)", "\N{HORIZONTAL ELLIPSIS}", pattern))
    return ended.replace("\\*", "*").strip()


def _piece(piece: str, *, case: bool, accents: bool) -> str:
    """Part of a pattern, with the blanks at its ends: 'a *' wants the blank, 'a*' does not."""
    if not piece.strip():
        return " " if piece else ""
    return (" " * piece[0].isspace()) + words(piece, case=case, accents=accents) + (" " * piece[-1].isspace())


def _in_order(given: str, pieces: Sequence[str]) -> bool:
    """Whether the pieces stand in it one after the other, the first at its beginning, the last at its end."""
    first, *middle, last = pieces
    if len(given) < len(first) + len(last) or not given.startswith(first) or not given.endswith(last):
        return False
    at, end = len(first), len(given) - len(last)
    for piece in middle:
        found = given.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


# Numbers --------------------------------------------------------------------------------------------------------------

_HALVES = {sign: unicodedata.normalize("NFKC", sign).replace("\N{FRACTION SLASH}", "/") for sign in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"}
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_WHOLE = r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)"
_PLAIN = rf"(?:{_WHOLE}(?:\.\d*)?|\.\d+)"
_POWER = r"(?:[eE](?P<e>[+-]?\d+)|\s*[x×*·]\s*10\s*(?:\^\s*\(?\s*(?P<up>[+-]?\d+)\s*\)?|(?P<raised>[⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)))"
_NUMBER = re.compile(
    rf"(?P<sign>[+-]?)\s*(?P<money>[£$€]?)\s*(?:(?P<mixed>\d+)\s+(?P<mtop>\d+)\s*/\s*(?P<mbottom>\d+)"
    rf"|(?P<top>\d+)\s*/\s*(?P<bottom>\d+)|(?P<plain>{_PLAIN}){_POWER}?)(?P<unit>(?![\d.,/]).*)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that was typed, and what stood behind (or, of money, before) it."""

    value: Fraction
    unit: str


def number(typed: str) -> Amount | None:
    """The number that was typed, or None when it can be read in no way, or in two.

    Read are: a sign; a decimal point; commas or blanks between groups of three digits; 3/4, 1 1/2 and ½; 2.5e3 and
    2.5 x 10^3; £, $ or € before it; whatever stands behind it as its unit. A decimal comma is not: 3,5 may be both.
    """
    tidy = " ".join(typed.translate(_QUOTES).split())
    for sign, said in _HALVES.items():
        tidy = tidy.replace(sign, f" {said}").strip()
    if not tidy or len(tidy) > LONGEST_NUMBER:
        return None
    found = _NUMBER.fullmatch(tidy)
    if found is None:
        return None
    value = _value(found)
    if value is None:
        return None
    unit = (found["unit"] or "").strip().rstrip(".").strip()
    if found["money"] and unit:
        return None
    return Amount(-value if found["sign"] == "-" else value, found["money"] or unit)


def _value(found: re.Match[str]) -> Fraction | None:
    whole, top, bottom = found["mixed"] or "0", found["mtop"] or found["top"], found["mbottom"] or found["bottom"]
    if bottom is not None:
        return Fraction(int(whole)) + Fraction(int(top), int(bottom)) if int(bottom) else None
    plain = Fraction(found["plain"].replace(",", "").replace(" ", "").removesuffix("."))
    power = found["e"] or found["up"] or (found["raised"] or "0").translate(_RAISED)
    return plain * Fraction(10) ** int(power) if abs(int(power)) <= LARGEST_POWER else None


def written(value: Fraction) -> str:
    """As a decimal where it ends, else as a fraction; with every digit, however many there are."""
    rest, places = value.denominator, 0
    for prime in (2, 5):
        times = 0
        while rest % prime == 0:
            rest, times = rest // prime, times + 1
        places = max(places, times)
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    digits = f"{abs(value.numerator) * 10**places // value.denominator:0{places + 1}d}"
    sign, point = "-" if value < 0 else "", len(digits) - places
    return f"{sign}{digits[:point]}.{digits[point:]}" if places else f"{sign}{digits}"


# Gaps -----------------------------------------------------------------------------------------------------------------

_OPENS, _CLOSES = "[[", "]]"


@dataclass(frozen=True, slots=True)
class Gapped:
    """A text with its gaps taken out: one text more than there are gaps, and for each gap what fills it."""

    texts: tuple[str, ...]
    fillings: tuple[tuple[str, ...], ...]


@functools.lru_cache(maxsize=500)
def gapped(text: str) -> Gapped:
    """The texts around the gaps, and of each gap the answers that fill it; the first is shown as the right one."""
    texts: list[str] = []
    fillings: list[tuple[str, ...]] = []
    at = 0
    while True:
        opens = text.find(_OPENS, at)
        closes = text.find(_CLOSES, opens + len(_OPENS) + 1) if opens >= 0 else -1
        if closes < 0:
            return Gapped((*texts, text[at:]), tuple(fillings))
        texts.append(text[at:opens])
        inside = text[opens + len(_OPENS) : closes]
        fillings.append(tuple(one.strip() for one in inside.split("|") if one.strip()))
        at = closes + len(_CLOSES)
