"""Forms of pupils and of what hangs on them."""

import datetime as dt
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, ValidationError
from wtforms.validators import Email, Regexp

from virtual_school.core import clock
from virtual_school.core.forms import (
    ChoiceField,
    DatedForm,
    DayField,
    Filled,
    Form,
    LineField,
    OnceForm,
    RadiosField,
    VersionField,
    a_member,
    an_id,
    needed,
    optional,
    options,
)
from virtual_school.identity.forms import LOGIN_NAME, LOGIN_NAME_WORDS
from virtual_school.pupils.models import Responsibility, RollStatus
from virtual_school.pupils.uln import NONE_YET, is_uln
from virtual_school.pupils.upn import is_upn
from virtual_school.pupils.words import RESPONSIBILITY_WORDS, ROLL_WORDS

YOUNGEST, OLDEST = 4, 20


def as_number(value: Any) -> int | None:
    return int(value) if str(value).isascii() and str(value).isdigit() else None


def is_a_pupils_age(born: dt.date) -> bool:
    return YOUNGEST <= (clock.today() - born).days // 365 <= OLDEST


def age_words() -> str:
    words = _("Check this day: pupils are between %(from)d and %(to)d years old.", **{"from": YOUNGEST, "to": OLDEST})
    return str(words)


class PupilFields(Form):
    """What the record says of who a pupil is."""

    given_name = LineField(_l("Given name"), validators=[Filled(_l("Type the given name."))])
    family_name = LineField(_l("Family name"), validators=[Filled(_l("Type the family name."))])
    known_as = LineField(_l("Known as"), validators=[optional])
    date_of_birth = DayField(_l("Date of birth"), validators=[needed(_l("Type the date of birth."))])
    year = ChoiceField(
        _l("Year group"),
        choices=options(((year, _l("Year %(year)d", year=year)) for year in range(1, 15)), first=_l("Choose…")),
        coerce=as_number,
        validators=[needed(_l("Choose the year group as taught."))],
    )
    upn = LineField(_l("Unique pupil number"), validators=[optional])
    uln = LineField(_l("Unique learner number"), validators=[optional])
    legal_given_name = LineField(_l("Legal given name"), validators=[optional])
    legal_family_name = LineField(_l("Legal family name"), validators=[optional])
    first_language = LineField(_l("First language"), validators=[optional])

    def validate_date_of_birth(self, field: DayField) -> None:
        if field.data is None:
            return
        if not is_a_pupils_age(field.data):
            raise ValidationError(age_words())

    def validate_upn(self, field: LineField) -> None:
        field.data = (field.data or "").replace(" ", "").upper() or None
        if field.data and not is_upn(field.data):
            raise ValidationError(_("This is no unique pupil number: its first letter does not fit the rest."))

    def validate_uln(self, field: LineField) -> None:
        field.data = (field.data or "").replace(" ", "") or None
        if field.data == NONE_YET:
            raise ValidationError(_("This stands for a number that is not known yet. Leave it empty until it is."))
        if field.data and not is_uln(field.data):
            raise ValidationError(_("This is no unique learner number: its last digit does not fit the other nine."))


class RollFields(DatedForm):
    """A place on a school's roll."""

    organisation_id = ChoiceField(_l("School"), coerce=an_id, validators=[needed(_l("Choose a school."))])
    roll_status = ChoiceField(
        _l("On its roll as"),
        choices=options(ROLL_WORDS.items()),
        default=RollStatus.CURRENT.value,
        coerce=a_member(RollStatus),
        validators=[needed(_l("Choose how they are on the roll."))],
    )


class PupilForm(PupilFields, RollFields):
    """A new pupil, with the school they come from."""


class DetailsForm(PupilFields):
    version = VersionField()


class RollForm(RollFields):
    """Another roll for a pupil who is here already."""


class EndRollForm(Form):
    """The last day on a roll; without one it was a mistake and ends at once."""

    ends_on = DayField(_l("Last day on the roll"), validators=[optional])
    because = LineField(_l("Why?"), validators=[optional])


class CarerForm(OnceForm):
    name = LineField(_l("Name"), validators=[Filled(_l("Type the carer's name."))])
    called = LineField(_l("What the pupil calls them"), validators=[Filled(_l("Type the pupil's own word for them."))])
    parent_in_law = BooleanField(_l("A parent in education law"))
    responsibility = RadiosField(
        _l("Parental responsibility"),
        choices=options(RESPONSIBILITY_WORDS.items()),
        coerce=a_member(Responsibility),
        validators=[needed(_l("Choose one of these."))],
    )
    lives_with = BooleanField(_l("The pupil lives with them"))
    order_in_force = LineField(_l("A court's order that limits them"), validators=[optional])
    phone = LineField(
        _l("Phone"),
        validators=[
            optional,
            Regexp(r"^\+?[\d ()\-]{5,25}$", message=_l("Type a phone number with digits and spaces.")),
        ],
    )
    language = LineField(_l("Language they prefer"), validators=[optional])
    contact_order = ChoiceField(
        _l("When to ring them"),
        choices=options(enumerate((_l("First"), _l("Second"), _l("Third"), _l("Fourth"), _l("Fifth")), start=1)),
        default="1",
        coerce=as_number,
        validators=[needed(_l("Choose one of these."))],
    )
    may_be_rung = BooleanField(_l("May be rung"))
    may_collect = BooleanField(_l("May collect the pupil"))
    email = LineField(
        _l("Email"), validators=[optional, Email(message=_l("Type an email address like name@home.org."))]
    )


class ChangeCarerForm(CarerForm):
    """What is known of a carer; and what they may see, where they have a way in."""

    may_see_record = BooleanField(_l("May see how it goes: plan, work, attendance"))
    may_see_whereabouts = BooleanField(_l("May see where the pupil is, and when"))

    def validate_may_see_whereabouts(self, field: BooleanField) -> None:
        if field.data and not self.may_see_record.data:
            raise ValidationError(_("Whereabouts go with the record: tick that too, or neither."))


class EndCarerForm(Form):
    """Somebody is no carer any more."""

    because = LineField(_l("Why?"), validators=[Filled(_l("Say why in a few words."))])
    by_order = BooleanField(_l("By a court’s order"))


class ReopenCarerForm(Form):
    because = LineField(_l("Why?"), validators=[Filled(_l("Say why in a few words."))])


class CareForm(DatedForm):
    """A mentor, a key adult or a social worker."""

    account_id = ChoiceField(_l("Who"), coerce=an_id, validators=[needed(_l("Choose a person."))])


class CarerLinkForm(DatedForm):
    """A way in for a carer, with the four rights."""

    carer_id = ChoiceField(_l("Which carer"), coerce=an_id, validators=[needed(_l("Choose a carer."))])
    email = LineField(
        _l("Their email"),
        validators=[
            Filled(_l("Type their email address.")),
            Email(message=_l("Type an email address like name@home.org.")),
        ],
    )
    may_see_record = BooleanField(_l("May see how it goes: plan, work, attendance"))
    may_see_whereabouts = BooleanField(_l("May see where the pupil is, and when"))
    may_be_rung = BooleanField(_l("May be rung"))
    may_collect = BooleanField(_l("May collect the pupil"))

    def validate_may_see_whereabouts(self, field: BooleanField) -> None:
        if field.data and not self.may_see_record.data:
            raise ValidationError(_("Whereabouts go with the record: tick that too, or neither."))


class WayInForm(OnceForm):
    """A login name for a pupil; the password is made and shown once."""

    login_name = LineField(
        _l("Login name"),
        validators=[Filled(_l("Type a login name.")), Regexp(LOGIN_NAME, message=LOGIN_NAME_WORDS)],
    )


class EndForm(Form):
    because = LineField(_l("Why?"), validators=[optional])
