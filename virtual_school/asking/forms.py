"""The shape of what is asked, and of what is answered."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, StringField, ValidationError

from virtual_school.asking import words
from virtual_school.asking.given import Answered
from virtual_school.asking.models import LINK_LIMIT, ReplyKind
from virtual_school.asking.policy import names_them
from virtual_school.core import text
from virtual_school.core.files import StoredFile
from virtual_school.core.forms import (
    ChoiceField,
    Filled,
    Form,
    LineField,
    OnceForm,
    RadiosField,
    TicksField,
    a_member,
    an_id,
    needed,
    optional,
    options,
)
from virtual_school.library.queries import Row

NOBODY, ME, THEM = "nobody", "me", "them"
HTTP = ("http", "https")

Pick = tuple[uuid.UUID, uuid.UUID | None]


def _a_teacher(value: Any) -> uuid.UUID | str | None:
    return NOBODY if value == NOBODY else an_id(value)


class LinkField(StringField):
    """The address of a page on another site."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = (valuelist[0] if valuelist else "").strip()
        if self.data and not is_address(self.data):
            raise ValueError(_("Paste the whole address, like https://www.example.org/page."))


def is_address(given: str) -> bool:
    """A plain address of the web: no password in it, nothing that runs, no space."""
    try:
        parts = urlsplit(given)
        host = parts.hostname or ""
    except ValueError:
        return False
    clean = given.isprintable() and " " not in given and len(given) <= LINK_LIMIT
    return clean and parts.scheme in HTTP and "." in host and parts.username is None and text.is_seen(host)


def _one_of(*fields: Field) -> None:
    """Needed when what goes before is chosen, so that no '(optional)' stands beside any of them."""
    for field in fields:
        field.flags.optional = False


class AskForm(OnceForm):
    """Work in some subjects: of teachers who are known, or of one who is named here."""

    taught = TicksField(_l("Whom do you ask?"), choices=[], coerce=an_id, validators=[optional])
    subject_id = ChoiceField(_l("Subject"), coerce=an_id, validators=[optional])
    teacher_id = ChoiceField(_l("Who teaches it to them at school?"), coerce=_a_teacher, validators=[optional])
    words = LineField(_l("What is needed?"), validators=[Filled(_l("Say in a line what is needed."))])

    def offer(
        self,
        taught: Sequence[tuple[uuid.UUID, str]],
        subjects: Iterable[tuple[uuid.UUID, str]],
        teachers: Iterable[tuple[uuid.UUID, str]],
        *,
        names: Iterable[str],
        school: str,
    ) -> None:
        _one_of(self.taught, self.subject_id, self.teacher_id)
        self.taught.choices = [(str(key), said) for key, said in taught]
        self.subject_id.choices = options(subjects, first=_("Choose a subject"))
        everybody = [*teachers, (NOBODY, _("Nobody teaches it to them now: ask the other schools at once"))]
        self.teacher_id.choices = options(everybody, first=_("Choose their teacher"))
        self.names, self.school = list(names), school

    def validate(self, extra_validators: Any = None) -> bool:
        valid: bool = super().validate(extra_validators)
        wrong = None
        if self.subject_id.data and not self.teacher_id.data:
            wrong = (self.teacher_id, _("Choose who teaches it, or that nobody does."))
        elif self.teacher_id.data and not self.subject_id.data:
            wrong = (self.subject_id, _("Choose the subject, too."))
        elif not self.taught.data and not self.subject_id.data:
            wrong = (self.subject_id, _("Choose at least one subject."))
        if wrong:
            wrong[0].errors = [*wrong[0].errors, str(wrong[1])]
        return valid and not wrong

    def validate_words(self, field: LineField) -> None:
        if names_them(field.data or "", self.names, self.school):
            raise ValidationError(_("Leave out their name and school: teachers of other schools may read this line."))

    def picks(self, known: Iterable[tuple[uuid.UUID, uuid.UUID, uuid.UUID]]) -> list[Pick]:
        """Subject and teacher of each that was chosen; `known` are id, subject and teacher of those offered."""
        chosen: dict[uuid.UUID, uuid.UUID | None] = {
            subject_id: teacher_id for key, subject_id, teacher_id in known if key in (self.taught.data or [])
        }
        if self.subject_id.data:
            chosen[self.subject_id.data] = None if self.teacher_id.data == NOBODY else self.teacher_id.data
        return list(chosen.items())


class ReplyForm(OnceForm):
    """One answer: a file, a link, a lesson that is here, or 'use the library'; and a line with it."""

    kind = RadiosField(
        _l("What do you send?"), coerce=a_member(ReplyKind), validators=[needed(_l("Choose one of these."))]
    )
    link = LinkField(_l("The address of the page"), validators=[optional])
    named = LineField(_l("Find a lesson"), validators=[optional])
    lesson_id = RadiosField(_l("Which lesson?"), coerce=an_id, validators=[optional])
    words = LineField(_l("A line with it"), validators=[optional])
    # The upload that stays when the form comes back.
    kept: Sequence[uuid.UUID] = ()

    def offer(self, lessons: Sequence[Row], *, kinds: Iterable[ReplyKind]) -> None:
        kinds = list(kinds)
        self.has_lessons = ReplyKind.LESSON in kinds
        _one_of(self.link, self.named, self.lesson_id)
        self.kind.choices = options((kind, words.KIND_WORDS[kind]) for kind in kinds)
        described = _("%(title)s (%(subject)s, Year %(year)s, %(school)s)")
        self.lesson_id.choices = options(
            (
                one.id,
                described % {"title": one.title, "subject": one.subject, "year": one.year, "school": one.organisation},
            )
            for one in lessons
        )

    def check(self, files: int) -> bool:
        """That what was chosen came with it."""
        valid = bool(self.validate())
        kind = self.kind.data
        if kind is ReplyKind.LINK and not self.link.data and not self.link.errors:
            self.link.errors = [str(_("Paste the address first."))]
        if kind is ReplyKind.LESSON and not self.lesson_id.choices:
            self.lesson_id.errors, self.named.errors = [], [str(_("No lesson is chosen: look for one by a word."))]
        elif kind is ReplyKind.LESSON and not self.lesson_id.data and not self.lesson_id.errors:
            self.lesson_id.errors = [str(_("Choose a lesson. Type a word above and press ‘Look’ to find more."))]
        if kind is ReplyKind.FILE and files != 1 and not self.kind.errors:
            said = _("Choose the file first.") if not files else _("One file at a time: put several into one.")
            self.kind.errors = [str(said)]
        return valid and not any(field.errors for field in self)

    def given(self, file: tuple[StoredFile, str] | None) -> Answered:
        kind = self.kind.data
        return Answered(
            kind,
            words=self.words.data or None,
            link=self.link.data if kind is ReplyKind.LINK else None,
            file=file if kind is ReplyKind.FILE else None,
            lesson_id=self.lesson_id.data if kind is ReplyKind.LESSON else None,
        )


class OwnReplyForm(ReplyForm):
    """The same by the pupil's own teacher, who says who answers what comes back of a lesson."""

    answers = RadiosField(_l("Who answers what comes back?"), validators=[optional])

    def name(self, somebody: bool) -> None:
        _one_of(self.answers)
        them = [(THEM, _("Whoever answers them while they are away"))] if somebody else []
        self.answers.choices = options([(ME, _("I do")), *them])

    def check(self, files: int) -> bool:
        valid = super().check(files)
        if self.kind.data is ReplyKind.LESSON and not self.answers.data:
            self.answers.errors = [str(_("Choose who answers. Nobody is asked by default."))]
            return False
        return valid


class SubjectsForm(Form):
    subjects = TicksField(_l("What do you teach?"), choices=[], coerce=an_id, validators=[optional])

    def offer(self, subjects: Iterable[tuple[uuid.UUID, str]]) -> None:
        self.subjects.choices = [(str(key), said) for key, said in subjects]


class WithdrawForm(Form):
    because = LineField(_l("Why?"), validators=[optional])


class LineForm(Form):
    words = LineField(_l("One line for the day they are back"), validators=[Filled(_l("Write the line first."))])
