"""When whoever a thread goes to reads and answers: 'Dani reads messages until 4. Tomorrow is fine.'"""

import uuid

from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.messages.models import ThreadKind
from virtual_school.messages.sitting import Open
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.cover import who_answers
from virtual_school.pupils.cover.answering import absence, first_name, times

# Of whom it is said, and to whom: the mentor's, to the pupil and to parents and carers.
SAID_OF = (ThreadKind.MENTOR, ThreadKind.FAMILY)
SAID_TO = (Role.PUPIL, Role.CARER)


def answering(viewer: Viewer, thread: Open) -> str:
    return answering_about(viewer, thread.pupil_id, thread.kind)


def answering_about(viewer: Viewer, pupil_id: uuid.UUID, kind: ThreadKind) -> str:
    """In words; nothing, where it is of nobody whom this thread goes to."""
    if kind not in SAID_OF or not viewer.is_any(*SAID_TO):
        return ""
    now = clock.now()
    found = who_answers(pupil_id, now)
    if found.account_id is None or (found.off_name and not found.is_cover):
        return absence(found.off_name, None) if found.off_name else ""
    off = f"{absence(found.off_name, found.name)} " if found.off_name else ""
    reads = _("%(name)s %(when)s.", name=first_name(found.name), when=times(found, now))
    fine = _("Tomorrow is fine.") if found.is_now else ""
    return f"{off}{reads} {fine}".strip()
