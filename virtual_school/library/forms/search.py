"""The shape of a search in the library."""

import uuid
from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField

from virtual_school.core import text
from virtual_school.core.forms import Form, options
from virtual_school.library.changes.index import AT_MOST
from virtual_school.library.forms.choices import ChoiceField, subjects_or, years_or
from virtual_school.library.forms.lessons import BOARDS
from virtual_school.library.models import HandIn
from virtual_school.library.queries import Asked

PAGES = 1000
WAYS = {
    HandIn.TYPED: _l("Typed"),
    HandIn.PHOTO: _l("A photo"),
    HandIn.AUDIO: _l("Said aloud"),
    HandIn.VIDEO: _l("A video"),
    HandIn.FILE: _l("A file"),
    HandIn.TOLD: _l("Told to an adult"),
    HandIn.QUIZ: _l("A quiz"),
    HandIn.PRACTICAL: _l("A practical, seen by an adult"),
}


class SearchForm(Form):
    """What to look for. Everything may be empty, and what makes no sense is left out."""

    q = StringField(_l("Search"))
    subject = ChoiceField(_l("Subject"), default="")
    year = ChoiceField(_l("Year"), default="")
    minutes = ChoiceField(_l("How long"), default="")
    board = ChoiceField(_l("Exam board"), default="")
    way = ChoiceField(_l("Handed in how"), default="")
    school = ChoiceField(_l("From which school"), default="")

    def offer(self, subjects: Iterable[tuple[uuid.UUID, str]], schools: Iterable[tuple[uuid.UUID, str]] = ()) -> None:
        self.subject.choices = subjects_or(_("Every subject"), subjects)
        self.year.choices = years_or(_("Every year"))
        at_most = [(most, _("%(count)d minutes at most", count=most)) for most in AT_MOST]
        self.minutes.choices = options(at_most, _("Any length"))
        self.board.choices = options(((board, board) for board in BOARDS), _("Every board"))
        self.way.choices = options(WAYS.items(), _("In any way"))
        self.school.choices = subjects_or(_("Every school"), schools)
        self.validate()
        for field in self:
            field.errors = []

    def asked(self, page: int) -> Asked:
        return Asked(
            typed=(self.q.data or "")[: text.LINE_LIMIT],
            subject_id=uuid.UUID(self.subject.data) if self.subject.data else None,
            year=int(self.year.data) if self.year.data else None,
            board=self.board.data or None,
            minutes=int(self.minutes.data) if self.minutes.data else None,
            way=HandIn(self.way.data) if self.way.data else None,
            school_id=uuid.UUID(self.school.data) if self.school.data else None,
            page=min(max(page, 1), PAGES),
        )
