"""Unique pupil numbers: thirteen characters whose first letter checks the rest."""

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def check_letter(rest: str) -> str:
    """The letter that stands before these twelve characters; a temporary number ends in a letter."""
    values = [int(sign) if sign.isdigit() else LETTERS.index(sign) for sign in rest]
    return LETTERS[sum(value * place for place, value in enumerate(values, start=2)) % len(LETTERS)]


def is_upn(number: str) -> bool:
    """Whether the number is well made: letter, eleven digits, and a digit, or a letter when it is temporary."""
    number = number.upper()
    if len(number) != 13 or not number.isascii() or not number[1:12].isdigit():
        return False
    if not (number[12].isdigit() or number[12] in LETTERS):
        return False
    return number[0] == check_letter(number[1:])


def is_temporary(number: str) -> bool:
    """Whether a well-made number only stands in until the real one is known: it ends in a letter."""
    return number[-1:].isalpha()
