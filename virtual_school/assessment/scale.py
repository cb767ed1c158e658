"""What a kind of mark may be: one of some steps, or a whole number between two. Pure."""

from dataclasses import dataclass

from virtual_school.core import text


@dataclass(frozen=True, slots=True)
class Given:
    """A mark as it is kept: its value as the scale writes it, and where that stands."""

    value: str
    place: int


@dataclass(frozen=True, slots=True)
class Scale:
    """Steps, lowest first; or, where there are none, whole numbers from `lowest` to `highest`."""

    steps: tuple[str, ...] = ()
    lowest: int = 0
    highest: int = 0

    @property
    def bottom(self) -> int:
        return 0 if self.steps else self.lowest

    @property
    def top(self) -> int:
        return max(len(self.steps) - 1, 1) if self.steps else self.highest

    def given(self, typed: str) -> Given | None:
        """The mark that was typed, however it was written; None when it is not on the scale."""
        words = text.line(typed)
        if self.steps:
            keys = [step.casefold() for step in self.steps]
            key = words.casefold()
            return Given(self.steps[keys.index(key)], keys.index(key)) if key in keys else None
        sign, digits = words[:1] == "-", words.removeprefix("-")
        if not digits.isascii() or not digits.isdigit() or len(digits) > 6:
            return None
        number = -int(digits) if sign else int(digits)
        return Given(str(number), number) if self.lowest <= number <= self.highest else None


def of_steps(words: str | None) -> tuple[str, ...]:
    """The steps as they are kept or typed: one a line, lowest first."""
    return tuple(line for line in (text.line(line) for line in (words or "").splitlines()) if line)
