"""The shape of answering many at once: the boxes are named by hand-in, and a file fills them."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField

from virtual_school.core.forms import Form, OnceForm


class ManyForm(OnceForm):
    """The answers themselves are boxes of their own, four a hand-in."""


class AnswersFileForm(Form):
    file = FileField(_l("The file"))
