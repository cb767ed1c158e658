"""Concerns: for who they are handed to, and, as far as that they were handed over and seen, for who raised them."""

import datetime as dt
import uuid
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.core.files import StoredFile
from virtual_school.core.lists import Statement
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access as pupils
from virtual_school.pupils.models import Part, Pupil
from virtual_school.safeguarding.hands import Hands, handed_to, hands_of, kept_from, leads_of, read_by, went_to
from virtual_school.safeguarding.models import Concern, ConcernFile, ConcernParty
from virtual_school.safeguarding.people import School

PAGE = 50


def is_held(kind: str, about_id: uuid.UUID) -> bool:
    """Whether a concern about this thing is not released."""
    question = sa.exists().where(
        Concern.about_kind == kind, Concern.about_id == about_id, Concern.released_at.is_(None)
    )
    return db.session.scalar(sa.select(question)) or False


def is_about(viewer: Viewer, kind: str, about_id: uuid.UUID) -> bool:
    """Whether a concern about this thing is one that never reaches the viewer: then nothing may tell them of it."""
    question = sa.exists().where(
        Concern.network_id == viewer.network_id,
        Concern.about_kind == kind,
        Concern.about_id == about_id,
        kept_from(viewer.account_id),
    )
    return db.session.scalar(sa.select(question)) or False


# For the safeguarding lead ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Handed:
    """A concern as whoever it is handed to sees it.

    `is_theirs`: to take, and not only to read, as a place's lead does. `went_to`: they were told of it by name.
    """

    concern: Concern
    pupil: Pupil
    school: str | None
    raised_by: str
    seen_by: str | None
    released_by: str | None
    copied_by: str | None
    place: str | None
    about: str | None
    is_theirs: bool
    went_to: bool

    @property
    def is_sealed(self) -> bool:
        """It stands in a lead's own system, and did not go to this reader: that it was is all there is to read."""
        return self.concern.copied_at is not None and not self.went_to

    @property
    def to(self) -> Hands:
        return hands_of(self.concern)


def handed(viewer: Viewer, page: int = 1) -> tuple[list[Handed], bool]:
    """A page of what was handed to the viewer, and whether there is more: not seen first, then held, then released."""
    rank = sa.case((Concern.seen_at.is_(None), 0), (Concern.released_at.is_(None), 1), else_=2)
    question = (
        _handed(viewer)
        .order_by(rank, Concern.raised_at.desc(), Concern.id.desc())
        .limit(PAGE + 1)
        .offset((page - 1) * PAGE)
    )
    found = [Handed(*row) for row in db.session.execute(question)]
    return found[:PAGE], len(found) > PAGE


def handed_one(viewer: Viewer, concern_id: uuid.UUID) -> Handed:
    """One of them; `NotVisible` for any other, who raised it included."""
    row = db.session.execute(_handed(viewer).where(Concern.id == concern_id)).first()
    if row is None:
        raise NotVisible
    return Handed(*row)


def to_change(viewer: Viewer, concern_id: uuid.UUID) -> Concern:
    found = db.session.scalar(sa.select(Concern).where(*_theirs(viewer), Concern.id == concern_id))
    if found is None:
        raise NotVisible
    return found


def unseen(viewer: Viewer) -> int:
    """How many were handed to the viewer and not seen yet."""
    question = sa.select(sa.func.count()).select_from(Concern).where(*_theirs(viewer), Concern.seen_at.is_(None))
    return db.session.scalar(question) or 0


def _theirs(viewer: Viewer) -> list[sa.ColumnElement[bool]]:
    return [Concern.network_id == viewer.network_id, handed_to(viewer)]


def files_of(concern_id: uuid.UUID) -> list[ConcernFile]:
    """What it carries beside its words. The caller has found it with its words."""
    question = sa.select(ConcernFile).where(ConcernFile.concern_id == concern_id).order_by(ConcernFile.id).limit(100)
    return list(db.session.scalars(question))


def file_of(viewer: Viewer, concern_id: uuid.UUID, file_id: uuid.UUID) -> tuple[StoredFile, str, Handed]:
    """One of them with its name and the concern, for whoever may read the words."""
    found = handed_one(viewer, concern_id)
    question = (
        sa.select(StoredFile, ConcernFile.name)
        .join(ConcernFile, ConcernFile.stored_file_id == StoredFile.id)
        .where(ConcernFile.concern_id == concern_id, ConcernFile.id == file_id)
    )
    row = db.session.execute(question).first()
    if row is None or found.is_sealed:
        raise NotVisible
    return row[0], row[1], found


def _about() -> sa.ScalarSelect[str]:
    """The name of the adult whom the concern is about, where there is one account of theirs."""
    question = (
        sa.select(sa.func.min(Account.name))
        .join(ConcernParty, ConcernParty.account_id == Account.id)
        .where(ConcernParty.concern_id == Concern.id, ConcernParty.role.is_(None))
    )
    return question.correlate(Concern).scalar_subquery()


def _handed(viewer: Viewer) -> Statement:
    raiser, seer, releaser, copier = (aliased(Account) for _one in range(4))
    place = aliased(Organisation)
    mine = sa.or_(went_to(viewer), Concern.copied_by == viewer.account_id, Concern.seen_by == viewer.account_id)
    question: Statement = (
        sa.select(
            Concern, Pupil, Organisation.name, raiser.name, seer.name, releaser.name, copier.name, place.name,
            sa.func.coalesce(Concern.about_adult, _about()), handed_to(viewer), sa.func.coalesce(mine, sa.false()),
        )
        .join(Pupil, Pupil.id == Concern.pupil_id)
        .join(raiser, raiser.id == Concern.raised_by)
        .outerjoin(Organisation, Organisation.id == Concern.organisation_id)
        .outerjoin(seer, seer.id == Concern.seen_by)
        .outerjoin(releaser, releaser.id == Concern.released_by)
        .outerjoin(copier, copier.id == Concern.copied_by)
        .outerjoin(place, place.id == Concern.place_id)
        .where(Concern.network_id == viewer.network_id, read_by(viewer))
    )  # fmt: skip
    return question


# For who raised it --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Raised:
    """A concern as who raised it sees it: that it was handed over, to whom, and seen. Nothing of what came of it."""

    id: uuid.UUID
    raised_at: dt.datetime
    pupil: str | None
    school: School | None
    to: Hands
    seen_by: str | None
    seen_at: dt.datetime | None
    due_at: dt.datetime | None
    # It went to somebody: else it waits for whoever comes to stand there.
    is_in_hands: bool
    # The place that it concerns has nobody who reads it here: whoever raised it rings there.
    rings_place: bool = False

    @property
    def is_late(self) -> bool:
        """Nobody has read it in time: whoever raised it rings."""
        return self.seen_at is None and self.due_at is not None and self.due_at <= clock.now()


def raised(viewer: Viewer) -> list[Raised]:
    """What the viewer handed over, newest first. The pupil is named while the viewer knows them."""
    question = _raised(viewer).order_by(Concern.raised_at.desc(), Concern.id.desc()).limit(PAGE)
    return [_as_raised(*row) for row in db.session.execute(question)]


def raised_one(viewer: Viewer, concern_id: uuid.UUID) -> Raised:
    row = db.session.execute(_raised(viewer).where(Concern.id == concern_id)).first()
    if row is None:
        raise NotVisible
    return replace(_as_raised(*row), rings_place=_rings_place(row[0]))


def _rings_place(concern: Concern) -> bool:
    if concern.place_id is None:
        return False
    kept = sa.select(ConcernParty.account_id).where(ConcernParty.concern_id == concern.id, ConcernParty.role.is_(None))
    return {one.account_id for one in leads_of(concern.place_id)} <= set(db.session.scalars(kept))


def _raised(viewer: Viewer) -> Statement:
    seer = aliased(Account)
    question: Statement = (
        sa.select(
            Concern,
            Pupil.known_as,
            Organisation.name,
            seer.name,
            pupils.reach(viewer, Part.IDENTITY),
            _has_gone(),
            Organisation.phone,
        )
        .join(Pupil, Pupil.id == Concern.pupil_id)
        .outerjoin(Organisation, Organisation.id == Concern.organisation_id)
        .outerjoin(seer, seer.id == Concern.seen_by)
        .where(Concern.network_id == viewer.network_id, Concern.raised_by == viewer.account_id)
    )
    return question


def _has_gone() -> sa.ColumnElement[bool]:
    party = aliased(ConcernParty)
    return pupils.there_is(party, party.concern_id == Concern.id, party.role.is_not(None))


def _as_raised(
    concern: Concern,
    first_name: str,
    school: str | None,
    seen_by: str | None,
    reaches: bool,
    is_in_hands: bool,
    phone: str | None,
) -> Raised:
    """Whoever read one thing of a pupil alone is told neither who it is nor at which school."""
    return Raised(
        concern.id,
        concern.raised_at,
        first_name if reaches else None,
        School(school, phone) if reaches and school else None,
        hands_of(concern) if concern.organisation_id else Hands.AUTHORITY,
        seen_by,
        concern.seen_at,
        concern.due_at,
        is_in_hands,
    )


def own_words(viewer: Viewer, concern_id: uuid.UUID) -> tuple[str, str]:
    """What the viewer wrote, and the copy that went with it."""
    question = sa.select(Concern.words, Concern.copy).where(
        Concern.network_id == viewer.network_id, Concern.raised_by == viewer.account_id, Concern.id == concern_id
    )
    row = db.session.execute(question).first()
    if row is None:
        raise NotVisible
    return row[0], row[1]
