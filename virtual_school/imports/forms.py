"""Forms of an import: the file, its columns, a decision, yes, and back."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, SelectField, ValidationError

from virtual_school.core.forms import (
    ChoiceField,
    Filled,
    Form,
    LineField,
    OnceForm,
    RadiosField,
    a_member,
    an_id,
    needed,
    optional,
    options,
)
from virtual_school.imports.fields import FIELDS, missing
from virtual_school.imports.models import Choice, ImportRow, Kind
from virtual_school.imports.queries.finding import Candidate
from virtual_school.imports.reading import column_name
from virtual_school.imports.words import CHOICE_WORDS, KIND_WORDS


class FileForm(OnceForm):
    """The file, whom it is about, and whose roll it is."""

    kind = RadiosField(
        _l("Who is in the file?"),
        choices=options(KIND_WORDS.items()),
        coerce=a_member(Kind),
        validators=[needed(_l("Choose one of these."))],
    )
    organisation_id = ChoiceField(_l("Which school?"), coerce=an_id, validators=[optional])
    file = FileField(_l("The file"))
    is_whole = BooleanField(_l("The file holds everybody on this school’s roll: who is not in it has left"))

    def offer(self, kinds: Sequence[Kind], schools: Sequence[tuple[Any, str]]) -> None:
        self.kind.choices = options((kind, KIND_WORDS[kind]) for kind in kinds)
        if len(kinds) == 1:
            del self.kind
        if schools:
            self.organisation_id.choices = options(schools, first=_("Each line says it, or it is about no school"))
        else:
            del self.organisation_id

    def validate_file(self, field: FileField) -> None:
        if not field.data or not field.data.filename:
            raise ValidationError(_("Choose a file: CSV, Excel (XLSX), or a zip of OneRoster."))

    def validate_is_whole(self, field: BooleanField) -> None:
        if field.data and "organisation_id" in self and self.organisation_id.data is None:
            raise ValidationError(_("Say which school, when the file holds its whole roll."))


class ColumnsForm(Form):
    """What each column holds. A box a column, made for this file."""

    has_header = BooleanField(_l("The first line holds headings, not a person"))

    @classmethod
    def of(cls, kind: Kind, columns: Mapping[str, Any]) -> "ColumnsForm":
        """A form with one box for each column of this file."""
        choices = options(((one.key, one.words) for one in FIELDS[kind]), first=_("Leave this column out"))
        boxes = {
            f"column_{at}": ChoiceField(_box_words(at, heading), choices=choices, coerce=str, validators=[optional])
            for at, heading in enumerate(columns.get("headers", []))
        }
        made: Any = type("ColumnsOfFile", (cls,), boxes)
        held = {f"column_{at}": name for at, name in columns.get("fields", {}).items()}
        form: ColumnsForm = made(data={**held, "has_header": columns.get("header", True)})
        form.kind_of_file = kind
        return form

    kind_of_file: Kind = Kind.PUPILS

    @property
    def boxes(self) -> list[SelectField]:
        return [field for field in self if field.name.startswith("column_")]

    @property
    def fields(self) -> dict[int, str]:
        return {int(box.name.removeprefix("column_")): box.data for box in self.boxes if box.data}

    def validate(self, extra_validators: Any = None) -> bool:
        valid: bool = super().validate(extra_validators)
        held = list(self.fields.values())
        for box in self.boxes:
            if box.data and held.count(box.data) > 1:
                box.errors = [_("Two columns cannot hold the same. Leave one of them out.")]
        lacking = missing(self.kind_of_file, self.fields)
        if lacking:
            names = ", ".join(str(one.words) for one in lacking)
            self.form_errors.append(_("Say which columns hold these: %(names)s.", names=names))
        return valid and not self.errors


def _box_words(at: int, heading: str) -> str:
    words: str = (
        _("Column %(letter)s: %(heading)s", letter=column_name(at), heading=heading)
        if heading
        else _("Column %(letter)s, without a heading", letter=column_name(at))
    )
    return words


class DecisionForm(Form):
    """Who a line is: one of those who are here, somebody new, or left out."""

    who = RadiosField(_l("Who is this?"), coerce=str, validators=[needed(_l("Choose one of these."))])
    because = LineField(_l("Why?"), validators=[optional])

    def offer(self, row: ImportRow, found: Sequence[Candidate], said: Any) -> None:
        self.who.choices = options(
            [(one.id, said(one)) for one in found]
            + ([] if row.match_only else [(Choice.NEW, CHOICE_WORDS[Choice.NEW])])
            + [(Choice.LEAVE_OUT, CHOICE_WORDS[Choice.LEAVE_OUT])]
        )
        self.limited = frozenset(str(one.id) for one in found if one.is_limited)

    limited: frozenset[str] = frozenset()

    def validate(self, extra_validators: Any = None) -> bool:
        valid: bool = super().validate(extra_validators)
        if valid and str(self.who.data) in self.limited and not self.because.data:
            self.because.errors = [_("Say why: it is kept with the record.")]
        return not self.errors

    @property
    def match(self) -> Any:
        return an_id(self.who.data)

    @property
    def decision(self) -> Choice:
        return Choice.MATCH if self.match else Choice(self.who.data)


class ConfirmForm(Form):
    skips_wrong = BooleanField(_l("Go on without the lines that are wrong or not decided"))


class UndoForm(Form):
    because = LineField(_l("Why?"), validators=[Filled(_l("Say why in a few words."))])


__all__ = ["ColumnsForm", "ConfirmForm", "DecisionForm", "FileForm", "UndoForm"]
