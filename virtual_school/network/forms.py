"""Forms of organisations, of when they are open, and of subjects."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import Regexp

from virtual_school.core.forms import (
    ChoiceField,
    DayField,
    Filled,
    Form,
    LineField,
    OnceForm,
    VersionField,
    a_member,
    an_id,
    needed,
    optional,
    options,
)
from virtual_school.core.texts.field import PhoneField
from virtual_school.network.changes.calendar import TermOf
from virtual_school.network.models import ClosureKind, OrganisationKind, TermDate, TermName

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
    phone = PhoneField(_l("Phone of the office"), validators=[optional])
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


# When an organisation is open -----------------------------------------------------------------------------------------

# Why a place is closed at short notice: the buttons of one tap.
CLOSED_BECAUSE = {
    "snow": _l("snow"),
    "heating": _l("no heating"),
    "power": _l("no power or water"),
    "storm": _l("a storm"),
}

CLOSURE_WORDS = {ClosureKind.INSET: _l("Inset day"), ClosureKind.CLOSED: _l("Closed")}

TERM_WORDS = {
    TermName.AUTUMN: _l("Autumn term"),
    TermName.SPRING: _l("Spring term"),
    TermName.SUMMER: _l("Summer term"),
}

DATES = ("starts_on", "half_starts_on", "half_ends_on", "ends_on")


class EditForm(OrganisationForm):
    """The same, of one that is there."""


class SiteForm(OnceForm):
    name = LineField(_l("Name of the site"), validators=[Filled(_l("Type the site's name."))])
    address = LineField(_l("Address"), validators=[optional])


class CloseTodayForm(OnceForm):
    """One tap: the reason is the button."""

    because = ChoiceField(
        _l("Why?"), choices=options(CLOSED_BECAUSE.items()), validators=[needed(_l("Say why it is closed."))]
    )
    site_id = ChoiceField(_l("Which site?"), coerce=an_id)


class ClosureForm(OnceForm):
    """Inset days, or days on which it is closed, that somebody knows beforehand."""

    kind = ChoiceField(
        _l("What is it?"),
        choices=options(CLOSURE_WORDS.items()),
        coerce=a_member(ClosureKind),
        validators=[needed(_l("Choose what it is."))],
    )
    starts_on = DayField(_l("First day"), validators=[needed(_l("Type the first day."))])
    ends_on = DayField(_l("Last day"), validators=[optional])
    site_id = ChoiceField(_l("Which site?"), coerce=an_id)
    because = LineField(_l("Why?"), validators=[Filled(_l("Say why, in a few words."))])


def _day(words: Any, needs: bool) -> DayField:
    return DayField(words, validators=[needed(_l("Type this day.")) if needs else optional])


class TermsForm(Form):
    """The three terms of a school year with their half-terms."""

    version = VersionField()
    autumn_starts_on = _day(_l("First day"), True)
    autumn_half_starts_on = _day(_l("Half-term: first day off"), False)
    autumn_half_ends_on = _day(_l("Half-term: last day off"), False)
    autumn_ends_on = _day(_l("Last day"), True)
    spring_starts_on = _day(_l("First day"), True)
    spring_half_starts_on = _day(_l("Half-term: first day off"), False)
    spring_half_ends_on = _day(_l("Half-term: last day off"), False)
    spring_ends_on = _day(_l("Last day"), True)
    summer_starts_on = _day(_l("First day"), True)
    summer_half_starts_on = _day(_l("Half-term: first day off"), False)
    summer_half_ends_on = _day(_l("Half-term: last day off"), False)
    summer_ends_on = _day(_l("Last day"), True)

    @property
    def terms(self) -> list[TermOf]:
        typed = self.data
        return [TermOf(term, **{date: typed[f"{term.value}_{date}"] for date in DATES}) for term in TermName]

    @property
    def shown(self) -> list[tuple[str, list[Any]]]:
        """Each term's words with its four fields, for a template."""
        return [(str(TERM_WORDS[term]), [self[f"{term.value}_{date}"] for date in DATES]) for term in TermName]


def as_typed(terms: Iterable[TermDate]) -> dict[str, dt.date | None]:
    """What the form of these terms holds before anybody types."""
    return {f"{term.name.value}_{date}": getattr(term, date) for term in terms for date in DATES}
