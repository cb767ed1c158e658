"""What the Virtual School lead does when somebody leaves: each thing to a named person."""

import uuid
from collections.abc import Callable, Collection, Mapping

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.core.access import Allowed, Decision, Denied, require
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.home.queries import leaving
from virtual_school.home.queries.leaving import Thing
from virtual_school.learning import naming
from virtual_school.learning.models import Answerer
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import changes as pupils
from virtual_school.pupils.models import Away, CareKind, CareLink
from virtual_school.referrals.changes import telling
from virtual_school.referrals.models import Decision as PanelDecision

Taker = tuple[uuid.UUID, uuid.UUID]


def can_hand_over(viewer: Viewer) -> Decision:
    if viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD):
        return Allowed(_("You lead the Virtual School."))
    return Denied(_("The Virtual School lead hands over what concerns pupils. You see how much there is."))


def hand_over(
    viewer: Viewer, leaver: uuid.UUID, thing: Thing, ids: Collection[uuid.UUID], to: uuid.UUID, because: str | None
) -> int:
    """Give these of the leaver's things to one person. What is no longer theirs is passed over; says how many went."""
    require(can_hand_over(viewer))
    organisation_id = next((place for who, place, _words in leaving.takers(viewer, thing, leaver) if who == to), None)
    if organisation_id is None:
        raise WrongState(_("They cannot take this over. Choose somebody else."))
    theirs = [one.id for one in leaving.of(leaver)[thing] if one.id in ids]
    _are_at_school(viewer, thing, theirs, to)
    for one in theirs:
        _HAND[thing](viewer, one, (to, organisation_id), because or None)
    return len(theirs)


def _are_at_school(viewer: Viewer, thing: Thing, theirs: Collection[uuid.UUID], to: uuid.UUID) -> None:
    """A pupil's key adult, and who answers while they are away, is somebody of their own school: all or none go."""
    if thing not in (Thing.KEY_ADULT, Thing.AWAY):
        return
    places = leaving.places_of(viewer, thing, to)
    if thing is Thing.AWAY:
        schools = db.session.scalars(sa.select(Away.organisation_id).where(Away.id.in_(theirs)))
        fits = all(school in places for school in schools)
    else:
        pupils_of = db.session.scalars(sa.select(CareLink.pupil_id).where(CareLink.id.in_(theirs)))
        fits = all(leaving.is_on_roll(pupil_id, places) for pupil_id in pupils_of.all())
    if not fits:
        raise WrongState(_("They work at another school than some of these pupils. Hand those over by themselves."))


def _care(viewer: Viewer, link_id: uuid.UUID, to: Taker, because: str | None) -> None:
    """The link ends and another begins in the same moment: no pupil is between two mentors."""
    link = db.session.get_one(CareLink, link_id)
    pupils.begin_care(
        viewer,
        account_id=to[0],
        pupil_id=link.pupil_id,
        kind=CareKind(link.kind),
        starts_on=max(link.starts_on, clock.today()),
        ends_on=link.ends_on,
        because=because,
    )
    pupils.end_care(viewer, link, because)


def _answer(viewer: Viewer, row_id: uuid.UUID, to: Taker, because: str | None) -> None:
    row = db.session.get_one(Answerer, row_id)
    naming.name_answerer(viewer, row, account_id=to[0], organisation_id=to[1], because=because)


def _away(viewer: Viewer, row_id: uuid.UUID, to: Taker, because: str | None) -> None:
    pupils.name_away(viewer, db.session.get_one(Away, row_id), to[0], because)


def _tell(viewer: Viewer, row_id: uuid.UUID, to: Taker, because: str | None) -> None:
    telling.name_teller(viewer, db.session.get_one(PanelDecision, row_id), to[0])


_HAND: Mapping[Thing, Callable[[Viewer, uuid.UUID, Taker, str | None], None]] = {
    Thing.MENTOR: _care,
    Thing.KEY_ADULT: _care,
    Thing.SOCIAL_WORKER: _care,
    Thing.ANSWER: _answer,
    Thing.AWAY: _away,
    Thing.TELL: _tell,
}
