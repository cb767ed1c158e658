"""What fits into a text, and what it is on the way: the seven-bit alphabet of phones where that is enough."""

# 3GPP TS 23.038, section 6.2.1: the alphabet of one septet a letter, and what takes two.
_ONE = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_TWO = frozenset("^{}\\[~]|€")

# What our words are written with, as a phone's alphabet has it.
_PLAIN = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " ", "·": "-"}
)

SEGMENTS = 3  # what a text may be charged as at most; the words of our own templates fit into one

# How much one alone holds, and each of several, which carry what joins them (3GPP TS 23.040, section 9.2.3.24).
_SEPTETS, _SEPTETS_OF_MANY = 160, 153
_UNITS, _UNITS_OF_MANY = 70, 67


def plain(words: str) -> str:
    """The same words, with the quotes and dashes that every phone has."""
    return words.translate(_PLAIN)


def segments(words: str) -> int:
    """As how many texts these words travel."""
    if all(letter in _ONE or letter in _TWO for letter in words):
        length, alone, many = sum(2 if letter in _TWO else 1 for letter in words), _SEPTETS, _SEPTETS_OF_MANY
    else:
        length, alone, many = len(words.encode("utf-16-le")) // 2, _UNITS, _UNITS_OF_MANY
    return 1 if length <= alone else -(-length // many)
