"""The light route: away for a while. It needs no panel and no plan, and ends by itself on its last day."""

import datetime as dt
import uuid

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock, school_days
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.network import calendar
from virtual_school.network.numbers import number
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.changes import dated
from virtual_school.pupils.models import Away, AwayWhy
from virtual_school.pupils.naming import may_be_named


def open_away(
    by: Viewer,
    *,
    pupil_id: uuid.UUID,
    organisation_id: uuid.UUID,
    why: AwayWhy,
    words: str | None,
    answers_id: uuid.UUID,
    starts_on: dt.date,
    ends_on: dt.date,
) -> Away:
    """Say that a pupil is away until a day, and who at their school answers. Opens the library to them."""
    if by.account_id is None:
        raise ValueError("an absence is opened by a person: `by` needs an account")
    _in_bounds(organisation_id, starts_on, ends_on)
    dated.lock_pupil(pupil_id)
    may_be_named(by, pupil_id, answers_id)
    there = sa.select(Away.ends_on).where(Away.pupil_id == pupil_id, dated.overlaps(Away, starts_on, ends_on))
    if db.session.scalar(there.limit(1)) is not None:
        raise WrongState(_("They are away already in that time. Change the last day there instead."))
    row = Away(
        pupil_id=pupil_id,
        organisation_id=organisation_id,
        why=why,
        words=words or None,
        answers_id=answers_id,
        opened_by=by.account_id,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(
        "away.opened",
        by,
        pupil_id=pupil_id,
        object_id=row.id,
        answers_id=answers_id,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    db.session.flush()
    return row


def move_away(by: Viewer, away: Away, ends_on: dt.date, because: str | None) -> None:
    """Another last day: later, or sooner. One that is over stays over."""
    dated.lock_pupil(away.pupil_id)
    db.session.refresh(away, with_for_update=True)
    _still_on(away)
    before = away.ends_on
    if ends_on == before:
        return
    _in_bounds(away.organisation_id, max(away.starts_on, clock.today()), ends_on)
    others = sa.select(Away.id).where(
        Away.pupil_id == away.pupil_id, Away.id != away.id, dated.overlaps(Away, away.starts_on, ends_on)
    )
    if db.session.scalar(others.limit(1)) is not None:
        raise WrongState(_("They are away already in that time. Change the last day there instead."))
    away.ends_on = ends_on
    audit.record(
        "away.moved",
        by,
        pupil_id=away.pupil_id,
        object_id=away.id,
        because=because,
        ends_on=ends_on,
        ended_on=before,
    )
    db.session.flush()


def end_away(by: Viewer, away: Away, because: str | None) -> None:
    """They are back: what it opened is shut at the next request. Ended twice is ended once."""
    if not dated.end(by, away, because):
        return
    audit.record("away.ended", by, pupil_id=away.pupil_id, object_id=away.id, because=because)
    db.session.flush()


def _still_on(away: Away) -> None:
    if away.ended_at is not None or (away.ends_on is not None and away.ends_on < clock.today()):
        raise WrongState(_("This is over already. If they are away again, open it anew."))


def _in_bounds(organisation_id: uuid.UUID, starts_on: dt.date, ends_on: dt.date) -> None:
    """Some of the school's days, not too many at once, and not yet over."""
    dated.in_order(starts_on, ends_on)
    if ends_on < clock.today():
        raise WrongState(_("The last day is already past."))
    given = calendar.school_days(organisation_id)
    most, days = number("away_days"), school_days.count(starts_on, ends_on, given)
    if days > most:
        words = _(
            "That is %(days)d school days. It is %(most)d at most at once: until %(day)s. You can move the last day.",
            days=days,
            most=most,
            day=f"{school_days.after(starts_on, most, given):%d/%m/%Y}",
        )
        raise WrongState(words)


def name_away(by: Viewer, away: Away, answers_id: uuid.UUID, because: str | None = None) -> None:
    """Somebody else at their school answers."""
    dated.lock_pupil(away.pupil_id)
    db.session.refresh(away, with_for_update=True)
    _still_on(away)
    may_be_named(by, away.pupil_id, answers_id)
    before, away.answers_id = away.answers_id, answers_id
    audit.record(
        "away.answerer_named",
        by,
        pupil_id=away.pupil_id,
        object_id=away.id,
        because=because,
        answers_id=answers_id,
        before=before,
    )
    db.session.flush()
