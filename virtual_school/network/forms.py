"""Forms of organisations and subjects."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Regexp

from virtual_school.core.forms import (
    ChoiceField,
    Filled,
    Form,
    LineField,
    OnceForm,
    a_member,
    needed,
    optional,
    options,
)
from virtual_school.network.models import OrganisationKind

KIND_WORDS = {
    OrganisationKind.SCHOOL: _l("School"),
    OrganisationKind.PUPIL_REFERRAL_UNIT: _l("Pupil referral unit"),
    OrganisationKind.SPECIAL_SCHOOL: _l("Special school"),
    OrganisationKind.COLLEGE: _l("College"),
    OrganisationKind.AGENCY: _l("Agency"),
    OrganisationKind.EMPLOYER: _l("Employer"),
    OrganisationKind.AUTHORITY: _l("Local authority"),
    OrganisationKind.LIBRARY: _l("Library"),
    OrganisationKind.VIRTUAL_SCHOOL: _l("Virtual School"),
}


class OrganisationForm(OnceForm):
    name = LineField(_l("Name"), validators=[Filled(_l("Type the organisation's name."))])
    kind = ChoiceField(
        _l("What it is"),
        choices=options(KIND_WORDS.items(), first=_l("Choose…")),
        coerce=a_member(OrganisationKind),
        validators=[needed(_l("Choose what it is."))],
    )
    urn = LineField(_l("URN"), validators=[optional, Regexp(r"\d{6}$", message=_l("A URN has six digits."))])
    laestab = LineField(
        _l("DfE number"),
        validators=[optional, Regexp(r"\d{3}/\d{4}$", message=_l("A DfE number is written like 123/4567."))],
    )
    ukprn = LineField(_l("UKPRN"), validators=[optional, Regexp(r"\d{8}$", message=_l("A UKPRN has eight digits."))])


class SubjectForm(OnceForm):
    words = LineField(_l("Subject"), validators=[Filled(_l("Type the subject's name."))])


class EndForm(Form):
    because = LineField(_l("Why?"), validators=[optional])
