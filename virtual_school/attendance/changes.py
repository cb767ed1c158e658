"""Who was seen, what a place says, and the links by which it says so: added to, never changed."""

import datetime as dt
import uuid

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.attendance import sessions
from virtual_school.attendance.models import Mark, ProviderMark, RegisterLink, Seen, SeenHow
from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.core.ids import digest, token
from virtual_school.network.viewer import Viewer
from virtual_school.timetable.models import Session

# What stands for an address when a link was shown to whoever made it.
COPIED = "copied"
LONGEST_AGO = dt.timedelta(days=7)


def see(by: Viewer, *, pupil_id: uuid.UUID, on: dt.date, session: Session, how: SeenHow) -> Seen:
    """That somebody saw a pupil in a session, rang them or had a reply from them."""
    if by.account_id is None:
        raise ValueError("a pupil is seen by a person: `by` needs an account")
    _not_ahead(on, session)
    row = Seen(pupil_id=pupil_id, on=on, session=session, how=how, by=by.account_id, at=clock.now())
    db.session.add(row)
    db.session.flush()
    audit.record("seen.noted", by, pupil_id=pupil_id, object_id=row.id, on=on, session=session, how=how)
    db.session.flush()
    return row


def mark(
    by: Viewer,
    *,
    pupil_id: uuid.UUID,
    organisation_id: uuid.UUID,
    on: dt.date,
    session: Session,
    mark: Mark,
    link: RegisterLink | None = None,
) -> ProviderMark | None:
    """What a place says of a pupil in a session. Said again it is said once; another word is another row."""
    said = latest_mark(pupil_id, organisation_id, on, session)
    if said is not None and said.mark is mark:
        return None
    row = ProviderMark(
        pupil_id=pupil_id,
        organisation_id=organisation_id,
        on=on,
        session=session,
        mark=mark,
        at=clock.now(),
        link_id=link.id if link else None,
        by=by.account_id,
    )
    db.session.add(row)
    db.session.flush()
    where = {"organisation_id": str(organisation_id), "on": str(on), "session": session.value, "mark": mark.value}
    audit.record("provider_mark.said", by, pupil_id=pupil_id, object_id=row.id, **where)
    db.session.flush()
    return row


def latest_mark(pupil_id: uuid.UUID, organisation_id: uuid.UUID, on: dt.date, session: Session) -> ProviderMark | None:
    question = (
        sa.select(ProviderMark)
        .where(
            ProviderMark.pupil_id == pupil_id,
            ProviderMark.organisation_id == organisation_id,
            ProviderMark.on == on,
            ProviderMark.session == session,
        )
        .order_by(ProviderMark.id.desc())
        .limit(1)
    )
    return db.session.scalar(question)


def make_link(
    by: Viewer, *, organisation_id: uuid.UUID, on: dt.date, session: Session, sent_to: str
) -> tuple[RegisterLink, str]:
    """A link to one session's register at one place, and its secret, of which only the digest is kept."""
    if by.account_id is None:
        raise ValueError("a link is made by a person: `by` needs an account")
    until = sessions.link_expires(on, session)
    if until <= clock.now():
        raise WrongState(_("That session is over. Ring the place instead."))
    secret = token()
    row = RegisterLink(
        organisation_id=organisation_id,
        on=on,
        session=session,
        digest=digest(secret),
        sent_to=sent_to,
        expires_at=until,
        made_by=by.account_id,
        made_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    audit.record("register_link.made", by, object_id=row.id, organisation_id=organisation_id, on=on, session=session)
    db.session.flush()
    return row, secret


def end_link(by: Viewer, link: RegisterLink) -> None:
    """Dead from now on. Ended twice is ended once."""
    db.session.refresh(link, with_for_update=True)
    if link.ended_at is not None:
        return
    link.ended_at = clock.now()
    audit.record("register_link.ended", by, object_id=link.id)
    db.session.flush()


def _not_ahead(on: dt.date, session: Session) -> None:
    """Nobody was seen in a session that has not come, nor is it remembered long after."""
    today = clock.today()
    if on > today or today - on > LONGEST_AGO:
        raise WrongState(_("Only sessions of the last seven days can be noted here."))
