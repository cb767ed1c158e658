"""What a safeguarding lead has to look at again by today, of every kind, in one list."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.network.numbers import number
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access
from virtual_school.pupils.looking_in import queries as looking_in
from virtual_school.pupils.looks import queries as looks
from virtual_school.pupils.models import ConfidentialWhereabouts, Enrolment, Part, Pupil
from virtual_school.safeguarding.access import has_lead
from virtual_school.safeguarding.models import Hold, KeepApart
from virtual_school.safeguarding.protecting.queries import not_about

MOST = 50


@dataclass(frozen=True, slots=True)
class Review:
    """One thing to look at again: about whom, what it is, since when it is due, and the page it is done on."""

    name: str
    words: Any
    endpoint: str
    pupil_id: uuid.UUID
    anchor: str
    # The day on which somebody was to look; None where the kind names none.
    due: dt.date | None
    ends_on: dt.date | None = None


def reviews(viewer: Viewer) -> list[Review]:
    """Everything that the viewer looks at again by today, or that ends by itself before long; longest due first."""
    found = list(_protections(viewer))
    if viewer.role is Role.SAFEGUARDING_LEAD:
        hidden, held = _("What the family is not shown of who looks in"), _("What is held back of who has looked")
        for pupil_id, name, on in looking_in.to_review(viewer):
            found.append(Review(name, hidden, "pupils.who_looks_in", pupil_id, "", on))
        for pupil in looks.to_review(viewer):
            found.append(Review(pupil.initial, held, "pupils.held_back", pupil.id, "", None))
    return sorted(found, key=lambda one: (one.due or one.ends_on or dt.date.min, one.name))


# Where each stands on the page, and what it is.
WORDS = {
    "whereabouts": _l("Whereabouts kept in confidence"),
    "apart": _l("Kept apart"),
    "stop": _l("Everything is stopped"),
}


def _protections(viewer: Viewer) -> Iterator[Review]:
    """All three in one query."""
    ways = list(_ways(viewer))
    if not ways:
        return
    today, soon = clock.today(), _soon()
    due = sa.union_all(*ways).subquery()
    question = (
        sa.select(due.c.anchor, Pupil, due.c.review_on, due.c.ends_on)
        .join(Pupil, Pupil.id == due.c.pupil_id)
        .order_by(due.c.review_on, Pupil.id)
        .limit(MOST)
    )
    for anchor, pupil, review_on, ends_on in db.session.execute(question):
        day = review_on if review_on <= today else None
        near = ends_on if ends_on is not None and ends_on <= soon else None
        yield Review(pupil.initial, WORDS[anchor], "protecting.page", pupil.id, anchor, day, near)


def _ways(viewer: Viewer) -> Iterator[sa.Select[Any]]:
    if viewer.role is Role.SAFEGUARDING_LEAD:
        theirs = access.at_school(viewer, Part.SAFEGUARDING, Pupil.id)
        yield _due(viewer, ConfidentialWhereabouts, "whereabouts", theirs)
        yield _due(viewer, KeepApart, "apart", sa.and_(theirs, not_about(viewer)))
        yield _due(viewer, Hold, "stop", theirs)
    elif viewer.role is Role.VIRTUAL_SCHOOL_LEAD:
        yield _due(viewer, Hold, "stop", ~_has_lead())


def _soon() -> dt.date:
    return clock.today() + dt.timedelta(days=number("window_warn_days"))


def _has_lead() -> sa.ColumnElement[bool]:
    """That a school of the pupil has a safeguarding lead, who looks."""
    today = clock.today()
    return access.there_is(
        Enrolment, Enrolment.pupil_id == Pupil.id, in_force(Enrolment, today), has_lead(Enrolment.organisation_id)
    )


def _due(viewer: Viewer, kind: Any, anchor: str, theirs: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """By the day on which somebody was to look again; of what ends by itself, so long before that it can be kept."""
    today = clock.today()
    name = sa.literal(anchor).label("anchor")
    question: sa.Select[Any] = sa.select(name, Pupil.id.label("pupil_id"), kind.review_on, kind.ends_on)
    return question.join(kind, kind.pupil_id == Pupil.id).where(
        Pupil.network_id == viewer.network_id,
        in_force(kind, today),
        sa.or_(kind.review_on <= today, kind.ends_on <= _soon()),
        theirs,
    )
