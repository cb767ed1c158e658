"""Who may be named to stand in, over values already loaded."""

import uuid
from collections.abc import Collection

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied


def can_stand_in(account_id: uuid.UUID, cover_id: uuid.UUID, mentors: Collection[uuid.UUID], said: bool) -> Decision:
    """One mentor for another, who knows and has said yes."""
    if cover_id not in mentors or account_id not in mentors:
        return Denied(_("A mentor stands in for a mentor."))
    if cover_id == account_id:
        return Denied(_("Name somebody else: they are the one who is off."))
    if not said:
        return Denied(_("Ask them first: whoever stands in knows it and has said yes."))
    return Allowed(_("They have said yes."))
