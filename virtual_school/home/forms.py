"""Forms of pages that mix packages."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField

from virtual_school.core.forms import ChoiceField, LineField, OnceForm, a_member, an_id, needed, optional, options
from virtual_school.home.queries.leaving import Thing


class HandOverForm(OnceForm):
    """Some of somebody's things, to one person. Which things are ticked comes beside it."""

    thing = ChoiceField(
        _l("What"),
        choices=options((thing, thing.value) for thing in Thing),
        coerce=a_member(Thing),
        validators=[needed(_l("Choose what is handed over."))],
    )
    to = StringField(
        _l("To whom"), filters=[lambda value: an_id(value)], validators=[needed(_l("Choose who takes it over."))]
    )
    because = LineField(_l("Why?"), validators=[optional])
