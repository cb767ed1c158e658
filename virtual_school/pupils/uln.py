"""Unique learner numbers: ten digits, the last of which checks the rest (the Learner Registration Service's rule)."""

# What a school writes down while a learner has no number yet; it is nobody's.
NONE_YET = "9999999999"


def is_uln(number: str) -> bool:
    """Weights 10 to 2 over nine digits, modulo 11; the tenth digit makes the remainder up to ten."""
    if len(number) != 10 or not number.isascii() or not number.isdigit() or number == NONE_YET:
        return False
    remainder = sum(int(digit) * (10 - place) for place, digit in enumerate(number[:9])) % 11
    return remainder != 0 and int(number[9]) == 10 - remainder
