"""What people do about attendance: the policy is asked once, then the change is made."""

import datetime as dt
import uuid
from collections.abc import Callable

from flask_babel import gettext as _

from virtual_school.attendance import changes, policy
from virtual_school.attendance.models import Mark, RegisterLink, SeenHow
from virtual_school.attendance.queries import OnRegister, Place
from virtual_school.core import clock, notes
from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible, TooMany, WrongState
from virtual_school.core.mail import queue_mail
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access
from virtual_school.pupils.models import Pupil
from virtual_school.timetable.models import Session

# So many links that there are not, from one place within the time, and the next is refused unheard.
TRIES, WITHIN = 30, dt.timedelta(minutes=15)


def see(viewer: Viewer, access: Access, pupil: Pupil, *, on: dt.date, session: Session, how: SeenHow) -> None:
    """Note that a pupil was seen, rung or answered."""
    require(policy.can_note_seen(access))
    changes.see(viewer, pupil_id=pupil.id, on=on, session=session, how=how)


def make_link(viewer: Viewer, place: Place) -> str:
    """A link for today's session at a place, shown this once to whoever makes it: its secret."""
    require(policy.can_make_links(viewer))
    return _make(viewer, place, changes.COPIED)[1]


def send_link(viewer: Viewer, place: Place, *, email: str, link_for: Callable[[str], str | None]) -> RegisterLink:
    """The same, sent to somebody at the place. The letter names no child."""
    require(policy.can_make_links(viewer))
    link, secret = _make(viewer, place, email)
    address = link_for(secret)
    if address is None:
        raise WrongState(_("This site does not know its own address, so no letter can lead to it. Copy the link."))
    session = _("this morning") if link.session is Session.AM else _("this afternoon")
    words = _(
        "Who came to %(place)s %(session)s? Please say it here:\n\n%(link)s\n\n"
        "It takes one tap for each. The link works until %(until)s today, and for nobody but you: do not pass it on.",
        place=place.name,
        session=session,
        link=address,
        until=f"{clock.local(link.expires_at):%H:%M}",
    )
    queue_mail(email, _("Who is with you %(session)s", session=session), words)
    return link


def _make(viewer: Viewer, place: Place, sent_to: str) -> tuple[RegisterLink, str]:
    today = clock.today()
    return changes.make_link(
        viewer, organisation_id=place.organisation_id, on=today, session=place.session, sent_to=sent_to
    )


def end_link(viewer: Viewer, link: RegisterLink) -> None:
    require(policy.can_make_links(viewer))
    changes.end_link(viewer, link)


# Behind the link ------------------------------------------------------------------------------------------------------


def may_try(place_key: bytes) -> None:
    """Raise `TooMany` when too many links that there are not were asked for from one place."""
    if notes.count_since("register.refused", place_key, clock.now() - WITHIN) >= TRIES:
        raise TooMany(_("Too many tries. Wait 15 minutes, or ring whoever sent you the link."))


def say(by: Viewer, link: RegisterLink, register: list[OnRegister], *, key: str, mark: Mark) -> uuid.UUID:
    """What the place says of one pupil who stands on the link's register."""
    if not policy.is_live(link, clock.now()):
        raise NotVisible
    row = next((row for row in register if row.key == key), None)
    if row is None:
        raise NotVisible
    changes.mark(
        by,
        pupil_id=row.pupil_id,
        organisation_id=link.organisation_id,
        on=link.on,
        session=link.session,
        mark=mark,
        link=link,
    )
    return row.pupil_id
