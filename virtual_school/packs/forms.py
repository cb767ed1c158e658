"""What is asked before a pack is made."""

import uuid
from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from virtual_school.core.forms import LineField, OnceForm, RadiosField, TicksField, a_member, an_id, needed, options
from virtual_school.packs.models import PackShape
from virtual_school.packs.queries import Work

SHAPES = {
    PackShape.PAPER: _l("On paper: a PDF to print"),
    PackShape.FOLDER: _l("On a USB stick: a folder that opens without the internet"),
    PackShape.ANSWERS: _l("The answers, for staff: a PDF of its own"),
}
FOR_PUPILS = (PackShape.PAPER, PackShape.FOLDER)


class ShapeForm(OnceForm):
    """In which shape, and how large its letters are."""

    shape = RadiosField(
        _l("What do you need?"),
        coerce=a_member(PackShape),
        default=PackShape.PAPER,
        validators=[needed(_l("Choose what you need."))],
    )
    is_large = BooleanField(_l("Large print"))

    def offer(self, *, answers: bool) -> None:
        self.shape.choices = options((shape, SHAPES[shape]) for shape in SHAPES if answers or shape in FOR_PUPILS)

    @property
    def wanted(self) -> PackShape:
        return PackShape(self.shape.data)


class PackForm(ShapeForm):
    """The same of lessons from the library, which may have a name on the first page."""

    title = LineField(_l("What to call it"))
    has_name_line = BooleanField(_l("A line for a name on the first page"), default=True)


class WorkForm(ShapeForm):
    """The same of what a pupil was set."""

    work = TicksField(_l("Which work?"), coerce=an_id, validators=[needed(_l("Choose at least one."))])

    def offer_work(self, there: Iterable[Work]) -> None:
        self.offer(answers=False)
        self.work.choices = options((one.id, f"{one.title} · {one.subject}") for one in there)

    @property
    def ticked(self) -> list[uuid.UUID]:
        return [one for one in self.work.data or [] if one is not None]
