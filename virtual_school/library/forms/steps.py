"""The shape of a step as it is typed: each kind asks for what it needs, and for nothing else."""

import uuid
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, StringField
from wtforms.validators import NumberRange

from virtual_school.core import text
from virtual_school.core.forms import (
    ChoiceField,
    Form,
    LineField,
    OnceForm,
    RadiosField,
    TextField,
    VersionField,
    a_member,
    an_id,
    optional,
    options,
)
from virtual_school.library import addresses
from virtual_school.library.changes import StepSaid
from virtual_school.library.models import Proof, Step, StepKind

# What each kind asks for, in the order in which it is asked.
ASKS: dict[StepKind, tuple[str, ...]] = {
    StepKind.TEXT: ("title", "text"),
    StepKind.PICTURE: ("resource_id", "alt", "title", "text"),
    StepKind.FILE: ("resource_id", "title", "text"),
    StepKind.LINK: ("url", "title", "text"),
    StepKind.VIDEO: ("url", "title", "minutes", "text"),
    StepKind.QUESTIONS: ("title", "text"),
    StepKind.ELSEWHERE: ("url", "title", "minutes", "proof", "text"),
}
FIELDS = ("title", "text", "url", "resource_id", "alt", "minutes", "proof")
WITH_FILE = frozenset({StepKind.PICTURE, StepKind.FILE})


class AddressField(StringField):
    """An address on another site; what was typed stays when it leads nowhere."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not valuelist:
            return
        self.data = valuelist[0]
        if not valuelist[0].strip():
            return
        found = addresses.whole(valuelist[0])
        if found is None:
            raise ValueError(_("Paste the whole address of the page. It begins with https://"))
        self.data = found


class StepFields:
    """What a step is made of, of whatever kind."""

    kind: StepKind
    title = LineField(_l("A short title (you can leave it empty)"))
    url = AddressField(_l("Address of the page"))
    resource_id = ChoiceField(_l("Which file?"), coerce=an_id)
    alt = LineField(_l("What does the picture show?"))
    minutes = IntegerField(
        _l("About how many minutes?"), validators=[optional, NumberRange(1, 600, _l("Type a number from 1 to 600."))]
    )
    proof = RadiosField(_l("What shows that it is done?"), coerce=a_member(Proof))
    text = TextField(_l("What to do"))

    def offer(self: Any, kind: StepKind, files: Iterable[tuple[uuid.UUID, str]]) -> None:
        """Keep what this kind asks for, and fill the lists."""
        self.kind = kind
        for name in FIELDS:
            if name not in ASKS[kind]:
                del self[name]
        if "resource_id" in self:
            self.resource_id.choices = options(files, _("A new one, chosen below"))
        if "proof" in self:
            self.proof.choices = options(proofs())

    def is_whole(self: Any, *, has_file: bool) -> bool:
        """Validate; and the one thing without which a step of this kind says nothing stands in it."""
        valid: bool = self.validate()
        for name, words in self._needs(has_file=has_file):
            if not self[name].errors:
                self[name].errors = [words]
                valid = False
        return valid

    def _needs(self: Any, *, has_file: bool) -> Iterable[tuple[str, str]]:
        if self.kind is StepKind.TEXT and not text.is_seen(self.text.data or ""):
            yield "text", _("Write what to do.")
        if "url" in self and not (self.url.data or "").strip():
            yield "url", _("Paste the address of the page.")
        if "resource_id" in self and not self.resource_id.data and not has_file:
            yield "resource_id", _("Choose a file.")
        if "alt" in self and not text.is_seen(self.alt.data or ""):
            yield "alt", _("Say in a few words what it shows, for whoever cannot see it.")
        if "proof" in self and self.proof.data is None:
            yield "proof", _("Choose one of these.")

    def said(self: Any) -> StepSaid:
        """What was typed, once the form is whole."""
        given: dict[str, Any] = {name: self[name].data for name in ASKS[self.kind]}
        given |= {name: "" for name in WORDS & given.keys() if given[name] is None}
        return StepSaid(kind=self.kind, **given)


WORDS = frozenset({"title", "text", "url", "alt"})


class NewStepForm(StepFields, OnceForm):
    """A step that is not there yet."""


class StepForm(StepFields, Form):
    """A step as somebody changes it, opened at a version."""

    version = VersionField()

    @classmethod
    def showing(cls, step: Step, words: str) -> "StepForm":
        typed = {name: getattr(step, name) for name in FIELDS}
        return cls(formdata=None, version=step.version, **typed | {"text": words})


def proofs() -> list[tuple[Proof, str]]:
    return [
        (Proof.MINUTES, _("How many minutes they spent")),
        (Proof.SCORE, _("The score they got")),
        (Proof.PHOTO, _("A photo of the screen")),
    ]
