"""A folder or a zip to be made into drafts."""

import uuid
from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from virtual_school.core.forms import Filled, OnceForm
from virtual_school.library.forms.choices import ChoiceField, subjects_or, years_or


class BringForm(OnceForm):
    """What all its drafts have in common. The files themselves stand beside it."""

    subject_id = ChoiceField(_l("Subject"), validators=[Filled(_l("Choose a subject."))])
    year = ChoiceField(_l("Year"), validators=[Filled(_l("Choose a year."))])

    def offer(self, subjects: Iterable[tuple[uuid.UUID, str]]) -> None:
        self.subject_id.choices = subjects_or(_("Choose a subject"), subjects)
        self.year.choices = years_or(_("Choose a year"))
