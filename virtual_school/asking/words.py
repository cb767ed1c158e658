"""Words of ours for what is asked and answered."""

from flask_babel import lazy_gettext as _l

from virtual_school.asking.models import ReplyKind, RequestState

KIND_WORDS = {
    ReplyKind.FILE: _l("A file"),
    ReplyKind.LINK: _l("A link"),
    ReplyKind.LESSON: _l("A lesson that is here"),
    ReplyKind.LIBRARY: _l("Nothing of mine: use the library"),
}

STATE_WORDS = {
    RequestState.WITH_TEACHER: _l("With their own teacher"),
    RequestState.WITH_NETWORK: _l("With teachers of other schools"),
    RequestState.ANSWERED: _l("Answered"),
    RequestState.WITHDRAWN: _l("Not asked any more"),
}
