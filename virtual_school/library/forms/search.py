"""The shape of a search in the library."""

import uuid
from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField

from virtual_school.core import text
from virtual_school.core.forms import Form
from virtual_school.library.forms.choices import ChoiceField, subjects_or, years_or
from virtual_school.library.queries import Asked

PAGES = 1000


class SearchForm(Form):
    """What to look for. Everything may be empty, and what makes no sense is left out."""

    q = StringField(_l("Search"))
    subject = ChoiceField(_l("Subject"), default="")
    year = ChoiceField(_l("Year"), default="")

    def offer(self, subjects: Iterable[tuple[uuid.UUID, str]]) -> None:
        self.subject.choices = subjects_or(_("Every subject"), subjects)
        self.year.choices = years_or(_("Every year"))
        self.validate()
        for field in self:
            field.errors = []

    def asked(self, page: int) -> Asked:
        return Asked(
            typed=(self.q.data or "")[: text.LINE_LIMIT],
            subject_id=uuid.UUID(self.subject.data) if self.subject.data else None,
            year=int(self.year.data) if self.year.data else None,
            page=min(max(page, 1), PAGES),
        )
