"""What a pupil may choose and share: pure, over values already loaded."""

import datetime as dt
from collections.abc import Collection

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied

MOST = 100
# Nothing is shared for ever: at the latest it ends after a year, and can be shared again.
LONGEST = dt.timedelta(days=366)


def can_choose(*, there: int) -> Decision:
    if there >= MOST:
        return Denied(_("You have a lot here already. Take one off first."))
    return Allowed(_("This is yours."))


def can_share(known: Collection[str], chosen: Collection[str], ends_on: dt.date, today: dt.date) -> Decision:
    """Only with people around the pupil, of their choosing, and until a day."""
    if not chosen:
        return Denied(_("Choose who can see it."))
    if not set(chosen) <= set(known):
        return Denied(_("Choose from these people."))
    if not today <= ends_on <= today + LONGEST:
        return Denied(_("Choose a day from today, at most a year from now."))
    return Allowed(_("This is yours."))
