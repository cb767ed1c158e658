"""One session's register at one place: who is expected there, and the links by which the place says who came."""

import datetime as dt
import hashlib
import uuid
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import sqlalchemy as sa

from virtual_school.attendance import policy, sessions
from virtual_school.attendance.models import Mark, RegisterLink
from virtual_school.attendance.queries.facts import Fact, Said, facts
from virtual_school.core import clock
from virtual_school.core.db import db, network_id_in_force
from virtual_school.core.errors import NotVisible
from virtual_school.core.ids import digest
from virtual_school.identity.queries import open_account
from virtual_school.network.models import Organisation
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access
from virtual_school.pupils.models import Part, Pupil
from virtual_school.pupils.viewers import hats_of
from virtual_school.pupils.whereabouts import is_confidential
from virtual_school.safeguarding.access import stopped
from virtual_school.timetable.models import Session, Slot, SlotKind

# The school's own system is its register; at home nobody marks anybody.
NO_REGISTER = (SlotKind.SCHOOL, SlotKind.HOME_ONLINE, SlotKind.OWN_TIME)


@dataclass(frozen=True, slots=True)
class Place:
    """One session at one place today, for whoever makes its links: how many, and what has been said so far."""

    organisation_id: uuid.UUID
    name: str
    session: Session
    expected: int
    said: Counter[Mark]
    links: list[RegisterLink] = field(default_factory=list)
    is_over: bool = False
    # Of whom a parent or carer told us that they will not come, and the place says nothing yet.
    told: int = 0

    @property
    def unsaid(self) -> int:
        return self.expected - sum(self.said.values()) - self.told


def places(viewer: Viewer, today: dt.date) -> list[Place]:
    """The places where pupils whom the viewer knows are expected today, by name, morning first."""
    expected = _expected(viewer, _laid_there([viewer], today), today)
    by_place: dict[tuple[uuid.UUID, str, Session], list[Fact]] = {}
    for fact, place_id in expected:
        by_place.setdefault((place_id, fact.half.place, fact.session), []).append(fact)
    links = _links(viewer, today)
    now = clock.now()
    found = [
        Place(
            place_id,
            name,
            session,
            len(rows),
            Counter(fact.said.mark for fact in rows if fact.said),
            [link for link in links if (link.organisation_id, link.session) == (place_id, session)],
            sessions.link_expires(today, session) <= now,
            sum(fact.said is None and fact.told is not None for fact in rows),
        )
        for (place_id, name, session), rows in by_place.items()
    ]
    return sorted(found, key=lambda place: (place.name.casefold(), list(Session).index(place.session)))


def one_of(viewer: Viewer, organisation_id: uuid.UUID, session: Session) -> Place:
    """One of them; `NotVisible` where none of the pupils whom the viewer knows is expected."""
    for place in places(viewer, clock.today()):
        if place.organisation_id == organisation_id and place.session is session:
            return place
    raise NotVisible


def _links(viewer: Viewer, today: dt.date) -> list[RegisterLink]:
    question = sa.select(RegisterLink).where(
        RegisterLink.network_id == viewer.network_id, RegisterLink.on == today, _may_end(viewer)
    )
    return list(db.session.scalars(question.order_by(RegisterLink.made_at, RegisterLink.id).limit(200)))


def own_link(viewer: Viewer, link_id: uuid.UUID) -> RegisterLink:
    """A link that the viewer made, or any of the network's for who leads it."""
    found = db.session.scalar(
        sa.select(RegisterLink).where(
            RegisterLink.network_id == viewer.network_id, RegisterLink.id == link_id, _may_end(viewer)
        )
    )
    if found is None:
        raise NotVisible
    return found


def _may_end(viewer: Viewer) -> sa.ColumnElement[bool]:
    return sa.true() if policy.ends_every_link(viewer) else RegisterLink.made_by == viewer.account_id


# Behind the link: nobody is signed in ---------------------------------------------------------------------------------


def link_behind(secret: str, *, lock: bool = False) -> RegisterLink | None:
    """The link of this network that a secret stands for, dead ones too."""
    question = sa.select(RegisterLink).where(
        RegisterLink.network_id == network_id_in_force(), RegisterLink.digest == digest(secret)
    )
    return db.session.scalar(question.with_for_update() if lock else question)


@dataclass(frozen=True, slots=True)
class OnRegister:
    """One line of the register: a first name, a key that says nothing of the record behind it, what was said last."""

    key: str
    pupil_id: uuid.UUID
    name: str
    said: Said | None
    # That they will not come, and until when. Why, the place does not read.
    told: str = ""


def on_register(link: RegisterLink) -> list[OnRegister]:
    """Whom the place expects in this session by their week, of those whom the maker of the link knows today."""
    makers = _makers(link)
    if not makers:
        return []
    there = [
        (fact, fact.said if fact.said and fact.said.place_id == link.organisation_id else None)
        for fact, place_id in _expected(makers[0], _laid_there(makers, link.on, link.organisation_id), link.on)
        if place_id == link.organisation_id and fact.session is link.session
    ]
    pupils = _pupils([fact.pupil_id for fact, _said in there])
    names = _told_apart(pupils.values())
    rows = [
        OnRegister(
            _key(link, fact.pupil_id),
            fact.pupil_id,
            names[fact.pupil_id],
            said,
            fact.told.for_place if fact.told else "",
        )
        for fact, said in there
    ]
    return sorted(rows, key=lambda row: (row.name.casefold(), row.key))


def _makers(link: RegisterLink) -> list[Viewer]:
    """Whoever made it, in each hat they wear today that makes links. None when they have gone."""
    if open_account(link.made_by) is None:
        return []
    hats, pupil_id = hats_of(link.made_by)
    made = [Viewer(link.made_by, link.network_id, "", hats, hat, pupil_id) for hat in hats]
    return [one for one in made if policy.can_make_links(one)]


def _laid_there(viewers: list[Viewer], on: dt.date, organisation_id: uuid.UUID | None = None) -> list[uuid.UUID]:
    """The pupils known to one of these for whom some week has a place on that day; which holds is asked after.

    Nobody whose whereabouts are kept in confidence, whoever makes the link: it is read by whoever has it. Who was named
    to know says who came in another way.
    """
    known = sa.or_(sa.false(), *(access.knows(viewer, Part.ATTENDANCE, Slot.pupil_id) for viewer in viewers))
    question = (
        sa.select(Slot.pupil_id)
        .where(
            Slot.network_id == network_id_in_force(),
            Slot.day == on.isoweekday(),
            Slot.place_id.is_not(None),
            Slot.kind.not_in(NO_REGISTER),
            known,
            ~is_confidential(Slot.pupil_id),
            ~stopped(Slot.pupil_id),
        )
        .distinct()
    )
    if organisation_id is not None:
        question = question.where(Slot.place_id == organisation_id)
    return list(db.session.scalars(question.limit(500)))


def _expected(viewer: Viewer, pupil_ids: Collection[uuid.UUID], on: dt.date) -> list[tuple[Fact, uuid.UUID]]:
    """Their sessions of that day at a place that keeps no register of its own, each with the place."""
    return [
        (fact, fact.half.slot.place_id)
        for rows in facts(viewer, pupil_ids, on, on).values()
        for fact in rows
        if fact.is_expected
        and fact.half.slot is not None
        and fact.half.slot.place_id is not None
        and fact.half.slot.kind not in NO_REGISTER
    ]


def _pupils(pupil_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Pupil]:
    return {pupil.id: pupil for pupil in db.session.scalars(sa.select(Pupil).where(Pupil.id.in_(pupil_ids)))}


def _told_apart(pupils: Iterable[Pupil]) -> dict[uuid.UUID, str]:
    """First names; where two are alike with the first letter of the family name, and if need be with the year."""
    every = list(pupils)
    first = Counter(pupil.known_as.casefold() for pupil in every)
    longer = Counter(pupil.initial.casefold() for pupil in every)

    def name(pupil: Pupil) -> str:
        if first[pupil.known_as.casefold()] == 1:
            return pupil.known_as
        if longer[pupil.initial.casefold()] == 1:
            return pupil.initial
        return f"{pupil.initial} ({pupil.year})"

    return {pupil.id: name(pupil) for pupil in every}


def _key(link: RegisterLink, pupil_id: uuid.UUID) -> str:
    """What stands for a pupil on this link alone: their own identifier would tell when their record was made."""
    return hashlib.sha256(link.digest + pupil_id.bytes).hexdigest()[:20]


def place_of(link: RegisterLink) -> str:
    return db.session.scalar(sa.select(Organisation.name).where(Organisation.id == link.organisation_id)) or ""
