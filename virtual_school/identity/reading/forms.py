"""The form of how somebody likes to read."""

import enum
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from virtual_school.core.forms import Form, RadiosField, a_member, options
from virtual_school.identity.models import Ground, Lettering, Motion, ReadingSettings, Spacing, TextSize, Theme

SIZES = {
    TextSize.USUAL: _l("As it is"),
    TextSize.LARGE: _l("Large"),
    TextSize.LARGER: _l("Larger"),
    TextSize.LARGEST: _l("Largest"),
}
SPACINGS = {Spacing.USUAL: _l("As it is"), Spacing.WIDE: _l("Wide"), Spacing.WIDER: _l("Wider")}
LETTERINGS = {Lettering.USUAL: _l("Lexend, made to be easy to read"), Lettering.SYSTEM: _l("The one of your device")}
GROUNDS = {
    Ground.USUAL: _l("As it is"),
    Ground.CREAM: _l("Cream"),
    Ground.BLUE: _l("Pale blue"),
    Ground.GREEN: _l("Pale green"),
    Ground.ROSE: _l("Pale rose"),
}
THEMES = {
    Theme.USUAL: _l("As your device has it"),
    Theme.LIGHT: _l("Always light"),
    Theme.DARK: _l("Always dark"),
}
MOTIONS = {Motion.USUAL: _l("As your device has it"), Motion.LESS: _l("Nothing moves")}


def _one_of(label: Any, kind: type[enum.Enum], words: dict[Any, Any], hint: Any = "") -> RadiosField:
    return RadiosField(label, description=hint, coerce=a_member(kind), choices=options(words.items()))


class ReadingForm(Form):
    """Each as usual, until something else is chosen."""

    size = _one_of(_l("Size of the text"), TextSize, SIZES)
    spacing = _one_of(_l("Room between letters, words and lines"), Spacing, SPACINGS)
    lettering = _one_of(_l("Letters"), Lettering, LETTERINGS)
    ground = _one_of(_l("Colour behind the text"), Ground, GROUNDS, _l("Colours show while the page is light."))
    theme = _one_of(_l("Light or dark"), Theme, THEMES)
    motion = _one_of(_l("Movement"), Motion, MOTIONS)
    has_ruler = BooleanField(_l("Show a line that follows what I read"))

    @classmethod
    def showing(cls, found: ReadingSettings | None) -> "ReadingForm":
        """What was chosen; for somebody who has chosen nothing, as it is."""
        names = ("size", "spacing", "lettering", "ground", "theme", "motion")
        kinds: tuple[Any, ...] = (TextSize, Spacing, Lettering, Ground, Theme, Motion)
        data = {name: getattr(found, name) if found else kind.USUAL for name, kind in zip(names, kinds, strict=True)}
        return cls(formdata=None, data=data | {"has_ruler": bool(found and found.has_ruler)})

    def chosen(self) -> dict[str, Any]:
        """What is to be kept; a question that was not answered stays as it was."""
        return {name: value for name, value in self.values().items() if value is not None}
