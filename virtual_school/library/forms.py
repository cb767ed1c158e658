"""The shape of a lesson as it is typed, and of a search in the library."""

import uuid
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField, StringField, ValidationError

from virtual_school.core import text
from virtual_school.core.forms import Filled, Form, LineField, OnceForm, TextField, VersionField
from virtual_school.library.changes import Words
from virtual_school.library.models import Lesson
from virtual_school.library.queries import Asked

YEARS = range(1, 15)
PAGES = 1000
MINUTES = (10, 15, 20, 30, 40, 50, 60, 75, 90, 120)


class ChoiceField(SelectField):
    """One of a list. Anything else that arrives is answered in words, and the list stands as it was."""

    data: Any

    def pre_validate(self, form: Form) -> None:
        if self.data not in {choice.value for choice in self.choices}:
            self.data = ""
            raise ValidationError(_("Choose one from the list."))


class LessonFields:
    """What a lesson is made of."""

    title = LineField(_l("What is it called?"), validators=[Filled(_l("Type what it is called."))])
    subject_id = ChoiceField(_l("Subject"), validators=[Filled(_l("Choose a subject."))])
    year = ChoiceField(_l("Year"), validators=[Filled(_l("Choose a year."))])
    minutes = ChoiceField(_l("About how long?"), default="40", validators=[Filled(_l("Choose how long it takes."))])
    outcome = LineField(_l("What will they be able to do?"))
    instructions = TextField(_l("What to do"))

    def offer(self, subjects: Iterable[tuple[uuid.UUID, str]], lesson: Lesson | None = None, subject: str = "") -> None:
        """Fill the lists: what the network agreed on, and what this lesson has already."""
        agreed = dict(subjects)
        minutes = set(MINUTES)
        if lesson is not None:
            agreed.setdefault(lesson.subject_id, subject)
            minutes.add(lesson.minutes)
        self.subject_id.choices = _subjects(_("Choose a subject"), agreed.items())
        self.year.choices = _years(_("Choose a year"))
        self.minutes.choices = [SelectChoice(str(m), _("%(count)d minutes", count=m)) for m in sorted(minutes)]

    def words(self) -> Words:
        """What was typed, once the form is valid."""
        return Words(
            title=self.title.data,
            subject_id=uuid.UUID(self.subject_id.data),
            year=int(self.year.data),
            outcome=self.outcome.data or "",
            instructions=self.instructions.data or "",
            minutes=int(self.minutes.data),
        )


class NewLessonForm(LessonFields, OnceForm):
    """A lesson that is not there yet."""


class LessonForm(LessonFields, Form):
    """A lesson as somebody changes it, opened at a version."""

    version = VersionField()

    @classmethod
    def showing(cls, lesson: Lesson, instructions: str) -> "LessonForm":
        return cls(formdata=None, version=lesson.version, **typed(lesson) | {"instructions": instructions})


class SearchForm(Form):
    """What to look for. Everything may be empty, and what makes no sense is left out."""

    q = StringField(_l("Search"))
    subject = ChoiceField(_l("Subject"), default="")
    year = ChoiceField(_l("Year"), default="")

    def offer(self, subjects: Iterable[tuple[uuid.UUID, str]]) -> None:
        self.subject.choices = _subjects(_("Every subject"), subjects)
        self.year.choices = _years(_("Every year"))
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


def typed(lesson: Lesson) -> dict[str, Any]:
    """A lesson's words as its form holds them."""
    return {
        "title": lesson.title,
        "subject_id": str(lesson.subject_id),
        "year": str(lesson.year),
        "minutes": str(lesson.minutes),
        "outcome": lesson.outcome,
        "instructions": lesson.instructions,
    }


def _subjects(none: str, subjects: Iterable[tuple[uuid.UUID, str]]) -> list[SelectChoice]:
    return [SelectChoice("", none), *(SelectChoice(str(found), words) for found, words in subjects)]


def _years(none: str) -> list[SelectChoice]:
    return [SelectChoice("", none), *(SelectChoice(str(year), _("Year %(year)d", year=year)) for year in YEARS)]
