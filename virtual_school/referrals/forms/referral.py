"""The shape of what people send about a referral itself."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, ValidationError

from virtual_school.core import clock
from virtual_school.core.forms import (
    DayField,
    Filled,
    Form,
    LineField,
    OnceForm,
    RadiosField,
    TextField,
    VersionField,
    a_member,
    an_id,
    needed,
    optional,
    options,
)
from virtual_school.pupils.forms import PupilFields
from virtual_school.pupils.models import LawfulBasis
from virtual_school.referrals.words import LAWFUL_BASIS_WORDS


class SchoolWords(Form):
    """What the school says: why now, and what was tried."""

    why_now = TextField(_l("Why now?"), validators=[Filled(_l("Say why you ask now."))])
    tried = TextField(_l("What has been tried"), validators=[Filled(_l("Say what was tried, and how it went."))])


class BasisForm(Form):
    basis = RadiosField(
        _l("On what basis the school shares this with the panel"),
        choices=options(LAWFUL_BASIS_WORDS.items()),
        coerce=a_member(LawfulBasis),
        validators=[needed(_l("Choose the lawful basis."))],
    )


class OpenForm(SchoolWords, BasisForm, OnceForm):
    """A new referral, for a pupil who was chosen from the roll."""

    stays = BooleanField(
        _l("They stay on our roll"), validators=[needed(_l("Confirm that they stay on your school’s roll."))]
    )


class NewPupilForm(PupilFields, OpenForm):
    """The same for a pupil who is not here yet."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        for more in ("upn", "uln", "legal_given_name", "legal_family_name", "first_language"):
            del self[more]


class EditForm(SchoolWords):
    version = VersionField()


class MentorForm(OnceForm):
    account_id = RadiosField(_l("Learning mentor"), coerce=an_id, validators=[needed(_l("Choose a mentor."))])


class SignForm(Form):
    without_because = TextField(_l("Why it goes on without that"), validators=[optional])


class GiveBackForm(Form):
    words = TextField(_l("What is still needed"), validators=[Filled(_l("Say what is still needed."))])


class AddForm(Form):
    added = TextField(_l("What the panel asked for"), validators=[Filled(_l("Write what the panel asked for."))])


class WithdrawForm(Form):
    because = TextField(_l("Why?"), validators=[Filled(_l("Say why you take it back."))])


class ToldForm(Form):
    told_on = DayField(
        _l("Told on"), default=clock.today, validators=[needed(_l("Type the day on which you told them."))]
    )

    def validate_told_on(self, field: DayField) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError(_("This day has not come yet. Say it when you have told them."))


class ObjectionForm(OnceForm):
    """An objection that somebody made to an adult."""

    who = LineField(_l("Who objects"), validators=[Filled(_l("Say who objects."))])
    objection = TextField(_l("What they say"), validators=[Filled(_l("Write what they say."))])


class OwnObjectionForm(OnceForm):
    objection = TextField(_l("What I do not want"), validators=[Filled(_l("Write what you do not want."))])


class AnswerForm(Form):
    answer = TextField(_l("Your answer"), validators=[Filled(_l("Write an answer to them."))])
