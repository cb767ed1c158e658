"""The form of a carer who has a letter and a code."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import Regexp

from virtual_school.core.forms import Filled, Form


class CodeForm(Form):
    code = StringField(
        _l("The code from the school"),
        validators=[
            Filled(_l("Type the code that the school gave you.")),
            Regexp(r"\A\d{6}\Z", message=_l("The code has six digits.")),
        ],
        filters=[lambda typed: "".join(str(int(one)) for one in (typed or "")[:100] if one.isdecimal())[:12]],
    )
