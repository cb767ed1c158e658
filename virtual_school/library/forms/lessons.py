"""The shape of a lesson as it is typed."""

import uuid
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectChoice
from wtforms.validators import NumberRange

from virtual_school.core.forms import (
    Filled,
    Form,
    LineField,
    OnceForm,
    TextField,
    TicksField,
    VersionField,
    a_member,
    optional,
    options,
)
from virtual_school.library.changes import Words
from virtual_school.library.forms.choices import ChoiceField, subjects_or, years_or
from virtual_school.library.models import HandIn, Lesson

MINUTES = (10, 15, 20, 30, 40, 50, 60, 75, 90, 120)

# What more may be said of a lesson, all of it words.
MORE = ("to_hand_in", "keywords", "misconceptions", "unit", "board", "specification", "tier", "set_text")

TIERS = (("", _l("No tier")), ("Foundation", _l("Foundation")), ("Higher", _l("Higher")))
BOARDS = ("AQA", "CCEA", "Eduqas", "NCFE", "OCR", "Pearson BTEC", "Pearson Edexcel", "WJEC")


class LessonFields:
    """What a lesson is made of."""

    title = LineField(_l("What is it called?"), validators=[Filled(_l("Type what it is called."))])
    subject_id = ChoiceField(_l("Subject"), validators=[Filled(_l("Choose a subject."))])
    year = ChoiceField(_l("Year"), validators=[Filled(_l("Choose a year."))])
    minutes = ChoiceField(_l("About how long?"), default="40", validators=[Filled(_l("Choose how long it takes."))])
    outcome = LineField(_l("What will they be able to do?"))
    instructions = TextField(_l("What to do"))
    ways = TicksField(_l("How may they hand it in?"), coerce=a_member(HandIn))
    to_hand_in = LineField(_l("What do they hand in?"))
    keywords = TextField(_l("Words to know"))
    misconceptions = TextField(_l("What pupils often get wrong"))
    unit = LineField(_l("Unit"))
    place = IntegerField(
        _l("Lesson number in the unit"), validators=[optional, NumberRange(1, 500, _l("Type a number from 1 to 500."))]
    )
    board = LineField(_l("Exam board"))
    specification = LineField(_l("Specification"))
    tier = ChoiceField(_l("Tier"), default="")
    set_text = LineField(_l("Text they study"))

    def offer(self, subjects: Iterable[tuple[uuid.UUID, str]], lesson: Lesson | None = None, subject: str = "") -> None:
        """Fill the lists: what the network agreed on, and what this lesson has already."""
        agreed = dict(subjects)
        minutes = set(MINUTES)
        if lesson is not None:
            agreed.setdefault(lesson.subject_id, subject)
            minutes.add(lesson.minutes)
        self.subject_id.choices = subjects_or(_("Choose a subject"), agreed.items())
        self.year.choices = years_or(_("Choose a year"))
        self.minutes.choices = [SelectChoice(str(m), _("%(count)d minutes", count=m)) for m in sorted(minutes)]
        self.ways.choices = options(ways())
        tiers = dict(TIERS) | ({lesson.tier: lesson.tier} if lesson and lesson.tier not in dict(TIERS) else {})
        self.tier.choices = options([(key, str(words)) for key, words in tiers.items()])

    def words(self: Any) -> Words:
        """What was typed, once the form is valid."""
        return Words(
            title=self.title.data,
            subject_id=uuid.UUID(self.subject_id.data),
            year=int(self.year.data),
            outcome=self.outcome.data or "",
            instructions=self.instructions.data or "",
            minutes=int(self.minutes.data),
            place=self.place.data,
            ways=frozenset(self.ways.data or ()),
            **{name: self[name].data or "" for name in MORE},
        )


class NewLessonForm(LessonFields, OnceForm):
    """A lesson that is not there yet."""


class LessonForm(LessonFields, Form):
    """A lesson as somebody changes it, opened at a version."""

    version = VersionField()

    @classmethod
    def showing(cls, lesson: Lesson, instructions: str) -> "LessonForm":
        return cls(formdata=None, version=lesson.version, **typed(lesson) | {"instructions": instructions})


def typed(lesson: Lesson) -> dict[str, Any]:
    """A lesson's words as its form holds them."""
    return {
        "title": lesson.title,
        "subject_id": str(lesson.subject_id),
        "year": str(lesson.year),
        "minutes": str(lesson.minutes),
        "outcome": lesson.outcome,
        "instructions": lesson.instructions,
        "place": lesson.place,
        "ways": [way for way in HandIn if way in lesson.ways],
        **{name: getattr(lesson, name) for name in MORE},
    }


def ways() -> list[tuple[HandIn, str]]:
    """In which ways work may come back, as a teacher reads them."""
    return [
        (HandIn.TYPED, _("Typed")),
        (HandIn.PHOTO, _("Photo")),
        (HandIn.AUDIO, _("Said and recorded")),
        (HandIn.VIDEO, _("Video")),
        (HandIn.FILE, _("File")),
        (HandIn.TOLD, _("Told to an adult")),
        (HandIn.QUIZ, _("Quiz")),
        (HandIn.PRACTICAL, _("Practical, seen by an adult")),
    ]
