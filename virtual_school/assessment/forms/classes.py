"""Which pupils, which kind of mark, which day; the marks of a class; the same as a file."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField

from virtual_school.assessment.forms.mark import not_ahead
from virtual_school.assessment.kinds import Kind
from virtual_school.core import clock
from virtual_school.core.forms import ChoiceField, DayField, Form, LineField, OnceForm, an_id, optional, options

YEARS = range(1, 15)


def a_year(value: Any) -> int | None:
    return int(value) if str(value).isascii() and str(value).isdigit() else None


class ChooseForm(Form):
    """What the address asks for. Sent by GET, so that it can be kept and gone back to."""

    subject_id = ChoiceField(_l("Subject"), coerce=an_id, validators=[optional])
    year = ChoiceField(_l("Year"), coerce=a_year, validators=[optional])
    kind = ChoiceField(_l("Kind of mark"), coerce=str, validators=[optional])
    for_day = DayField(_l("The day it is for"), validators=[optional, not_ahead])

    def offer(self, subjects: Sequence[tuple[uuid.UUID, str]], kinds: Sequence[Kind] = ()) -> None:
        self.subject_id.choices = options(subjects, first=_("Choose"))
        self.year.choices = options([(year, str(year)) for year in YEARS], first=_("Every year"))
        for field in self:
            field.flags.optional = False  # each has its answer: every year, today, or the list that is still to come
        if kinds:
            self.kind.choices = options((kind.key, kind.words) for kind in kinds)
            self.for_day.data = self.for_day.data or clock.today()
        else:
            del self.kind
            del self.for_day


class ClassForm(OnceForm):
    """The marks themselves are boxes of their own, one a pupil."""

    shown_by = LineField(_l("What they were judged by"), validators=[optional])
    was = HiddenField()


class FileForm(Form):
    file = FileField(_l("The file"))
