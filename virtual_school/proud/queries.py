"""What a pupil is proud of: their own page, whom they can share with, and what somebody was let see."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import aliased

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.identity.models import Account
from virtual_school.learning.models import Assignment, AssignmentState, Attempt, HandIn, Piece
from virtual_school.library.models import LessonRevision
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.proud import panels, reading
from virtual_school.proud.models import ProudKind, ProudShare, ProudThing, ShareWith
from virtual_school.pupils.access import reach, there_is, under_age
from virtual_school.pupils.models import CareKind, CareLink, Part
from virtual_school.pupils.words import called
from virtual_school.safeguarding.access import held, kept_from, stopped

AS = {
    Role.MENTOR: ShareWith.MENTOR,
    Role.KEY_ADULT: ShareWith.KEY_ADULT,
    Role.CARER: ShareWith.CARER,
}
PANEL = "panel"
CARE = {
    CareKind.MENTOR: ShareWith.MENTOR,
    CareKind.KEY_ADULT: ShareWith.KEY_ADULT,
    CareKind.CARER: ShareWith.CARER,
}


@dataclass(frozen=True, slots=True)
class Shared:
    """One person who sees a thing, and until when."""

    id: uuid.UUID
    name: str
    ends_on: dt.date | None
    shared_with: ShareWith

    @property
    def is_read_first(self) -> bool:
        return self.shared_with in reading.FAR


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that a pupil is proud of, with what it is of."""

    id: uuid.UUID
    kind: ProudKind
    title: str
    why: str
    chosen_at: dt.datetime
    assignment_id: uuid.UUID | None
    piece_id: uuid.UUID | None
    piece: str | None
    read_at: dt.datetime | None
    shared: list[Shared] = field(default_factory=list, compare=False)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody around the pupil with whom they can share; a panel has no account."""

    account_id: uuid.UUID | None
    shared_with: ShareWith
    name: str

    @property
    def key(self) -> str:
        return str(self.account_id) if self.account_id else PANEL

    @property
    def words(self) -> str:
        """Who it is, as the pupil knows them."""
        if self.shared_with is ShareWith.MENTOR:
            return str(_("%(name)s, your mentor", name=self.name))
        if self.shared_with is ShareWith.KEY_ADULT:
            return str(_("%(name)s, your key adult at school", name=self.name))
        return self.name


@dataclass(frozen=True, slots=True)
class Chosen:
    """A hand-in of the pupil's own that they may be proud of, and the photos and files in it."""

    hand_in_id: uuid.UUID
    title: str
    pieces: list[tuple[uuid.UUID, str]]


def _things(*conditions: sa.ColumnElement[bool]) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            ProudThing.id, ProudThing.kind, ProudThing.title, ProudThing.why, ProudThing.chosen_at,
            Attempt.assignment_id, Piece.id, Piece.name, ProudThing.read_at,
        )
        .outerjoin(HandIn, HandIn.id == ProudThing.hand_in_id)
        .outerjoin(Attempt, Attempt.id == HandIn.attempt_id)
        .outerjoin(Piece, sa.and_(Piece.id == ProudThing.piece_id, Piece.removed_at.is_(None)))
        .where(ProudThing.taken_off_at.is_(None), *conditions)
        .order_by(ProudThing.chosen_at.desc(), ProudThing.id.desc())
        .limit(100)
    )  # fmt: skip


def _own(viewer: Viewer) -> list[sa.ColumnElement[bool]]:
    is_own = ProudThing.pupil_id == viewer.pupil_id if viewer.is_pupil and viewer.pupil_id else sa.false()
    return [ProudThing.network_id == viewer.network_id, is_own]


def mine(viewer: Viewer) -> list[Thing]:
    """The pupil's own, newest first, each with who sees it today; in two queries."""
    found = {row[0]: Thing(*row) for row in db.session.execute(_things(*_own(viewer)))}
    question = (
        sa.select(ProudShare.thing_id, ProudShare.id, Account.name, ProudShare.ends_on, ProudShare.shared_with)
        .join(ProudThing, ProudThing.id == ProudShare.thing_id)
        .outerjoin(Account, Account.id == ProudShare.account_id)
        .where(*_own(viewer), in_force(ProudShare, clock.today()))
        .order_by(Account.sort_key, ProudShare.id)
        .limit(500)
    )
    for thing_id, share_id, name, ends_on, shared_with in db.session.execute(question):
        if thing_id in found:
            who = called(name) if name else str(_("the panel"))
            found[thing_id].shared.append(Shared(share_id, who, ends_on, shared_with))
    return list(found.values())


def people(viewer: Viewer) -> list[Person]:
    """Mentor, key adult, those parents and carers who may see the record, and a panel that is going to talk about them:
    whom the pupil may choose from."""
    question = (
        sa.select(Account.id, CareLink.kind, Account.name)
        .join(CareLink, CareLink.account_id == Account.id)
        .where(
            CareLink.network_id == viewer.network_id,
            CareLink.pupil_id == viewer.pupil_id,
            CareLink.kind.in_(list(CARE)),
            CareLink.stands_in_for.is_(None),
            in_force(CareLink, clock.today()),
            sa.or_(CareLink.kind != CareKind.CARER, sa.and_(CareLink.may_see_record, under_age(CareLink.pupil_id))),
            Account.closed_at.is_(None),
            ~kept_from(Account.id, CareLink.pupil_id),
        )
        .order_by(CareLink.kind.desc(), Account.sort_key, CareLink.id)
        .limit(50)
    )
    found = [
        Person(one, CARE[kind], name if kind is CareKind.CARER else called(name))
        for one, kind, name in db.session.execute(question)
    ]
    panel = Person(None, ShareWith.PANEL, str(_("The panel that talks about what helps you")))
    return [*found, panel] if panels.sits(viewer) else found


def own(viewer: Viewer, thing_id: uuid.UUID) -> ProudThing:
    """One of the pupil's own, held to be changed."""
    found = db.session.scalar(
        sa.select(ProudThing)
        .where(*_own(viewer), ProudThing.id == thing_id, ProudThing.taken_off_at.is_(None))
        .with_for_update()
    )
    if found is None:
        raise NotVisible
    return found


def own_share(viewer: Viewer, share_id: uuid.UUID) -> tuple[ProudShare, ProudThing]:
    """That the pupil shares a thing of their own, or did."""
    question = (
        sa.select(ProudShare, ProudThing)
        .join(ProudThing, ProudThing.id == ProudShare.thing_id)
        .where(*_own(viewer), ProudShare.id == share_id)
        .with_for_update(of=ProudShare)
    )
    found = db.session.execute(question).first()
    if found is None:
        raise NotVisible
    return found[0], found[1]


def shares_of(thing_id: uuid.UUID) -> list[ProudShare]:
    question = sa.select(ProudShare).where(ProudShare.thing_id == thing_id, ProudShare.ended_at.is_(None))
    return list(db.session.scalars(question.order_by(ProudShare.id).limit(200)))


def chosen(viewer: Viewer, hand_in_id: uuid.UUID) -> Chosen:
    """A hand-in of the pupil's own, to choose it or a photo of it."""
    question = (
        sa.select(HandIn.id, LessonRevision.title, Attempt.id)
        .join(Attempt, Attempt.id == HandIn.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .join(LessonRevision, LessonRevision.id == Assignment.revision_id)
        .where(
            HandIn.network_id == viewer.network_id,
            HandIn.id == hand_in_id,
            Assignment.pupil_id == viewer.pupil_id,
            Assignment.state != AssignmentState.WITHDRAWN,
        )
    )
    found = db.session.execute(question).first()
    if found is None:
        raise NotVisible
    pieces = sa.select(Piece.id, Piece.name).where(Piece.attempt_id == found[2], Piece.removed_at.is_(None))
    ordered = pieces.order_by(Piece.position, Piece.id).limit(50)
    return Chosen(found[0], found[1], [(row[0], row[1]) for row in db.session.execute(ordered)])


def _let_see(viewer: Viewer) -> list[sa.ColumnElement[bool]]:
    """That the pupil lets the viewer see it, as what they are to the pupil; and no concern holds it back."""
    share = aliased(ProudShare)
    kind = AS.get(viewer.role) if viewer.role else None
    if kind is None or viewer.account_id is None:
        return [sa.false()]
    return [
        ProudThing.network_id == viewer.network_id,
        there_is(
            share,
            share.thing_id == ProudThing.id,
            share.account_id == viewer.account_id,
            share.shared_with == kind,
            in_force(share, clock.today()),
        ),
        ProudThing.read_at.is_not(None) if kind in reading.FAR else sa.true(),
        reach(viewer, Part.WORK, ProudThing.pupil_id),
        ~kept_from(viewer.account_id, ProudThing.pupil_id),
        *_free(),
    ]


def _free() -> list[sa.ColumnElement[bool]]:
    """That no concern holds it back, nor what it is of; and that this was not taken away."""
    work = aliased(Assignment)
    return [
        ~stopped(ProudThing.pupil_id),
        ~held("proud", ProudThing.id),
        sa.or_(ProudThing.hand_in_id.is_(None), ~held("hand_in", ProudThing.hand_in_id)),
        sa.or_(ProudThing.piece_id.is_(None), sa.and_(Piece.id.is_not(None), ~held("piece", ProudThing.piece_id))),
        sa.or_(
            ProudThing.hand_in_id.is_(None),
            there_is(work, work.id == Attempt.assignment_id, work.state != AssignmentState.WITHDRAWN),
        ),
    ]


def shared_with_me(viewer: Viewer, pupil_id: uuid.UUID) -> list[Thing]:
    """What this pupil lets the viewer see, newest first."""
    question = _things(*_let_see(viewer), ProudThing.pupil_id == pupil_id)
    return [Thing(*row) for row in db.session.execute(question)]


def one_shared(viewer: Viewer, thing_id: uuid.UUID) -> tuple[Thing, uuid.UUID]:
    """One thing that the viewer reads, and whose it is."""
    reads = sa.or_(sa.and_(*_let_see(viewer)), sa.and_(reading.waits(viewer), *_free()))
    question = _things(reads, ProudThing.id == thing_id).add_columns(ProudThing.pupil_id)
    found = db.session.execute(question).first()
    if found is None:
        raise NotVisible
    return Thing(*found[:-1]), found[-1]


def to_read(viewer: Viewer, pupil_id: uuid.UUID) -> list[Thing]:
    """What the viewer is asked to read before it goes on."""
    question = _things(reading.waits(viewer), *_free(), ProudThing.pupil_id == pupil_id)
    return [Thing(*row) for row in db.session.execute(question)]


def shared_with_panel(network_id: uuid.UUID, pupil_id: uuid.UUID) -> list[Thing]:
    """What a pupil lets a panel see, for a caller who has decided that this viewer reads that panel's pack."""
    share = aliased(ProudShare)
    for_panel = there_is(
        share,
        share.thing_id == ProudThing.id,
        share.shared_with == ShareWith.PANEL,
        in_force(share, clock.today()),
    )
    read = (ProudThing.network_id == network_id, ProudThing.pupil_id == pupil_id, ProudThing.read_at.is_not(None))
    return [Thing(*row) for row in db.session.execute(_things(for_panel, *read, *_free()))]
