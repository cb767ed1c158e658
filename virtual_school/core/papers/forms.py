"""What the button that asks for a paper sends."""

import uuid

from wtforms import HiddenField

from virtual_school.core.forms import OnceForm, an_id


class AskForm(OnceForm):
    kind = HiddenField()
    about = HiddenField()

    @property
    def about_id(self) -> uuid.UUID | None:
        return an_id(self.about.data)
