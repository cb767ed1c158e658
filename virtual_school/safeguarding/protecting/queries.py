"""What keeps a pupil safe, for whoever set it. The caller has found the pupil and asked the policy."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import aliased

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.core.mail.models import Mail, MailState
from virtual_school.core.notes import Note
from virtual_school.core.texts import TextMessage, TextState
from virtual_school.identity.models import Account, Membership
from virtual_school.network.models import Organisation
from virtual_school.network.numbers import number
from virtual_school.network.roles import ROLE_WORDS
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access
from virtual_school.pupils.models import CareKind, CareLink, ConfidentialWhereabouts, Part, Pupil, WhereaboutsReader
from virtual_school.pupils.words import CARE_WORDS
from virtual_school.safeguarding.models import Hold, KeepApart

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """That whereabouts are in confidence, by whom, and who may know them all the same."""

    row: ConfidentialWhereabouts
    set_by: str
    readers: Sequence[tuple[uuid.UUID, str]]


def whereabouts(pupil_id: uuid.UUID, *, lock: bool = False) -> ConfidentialWhereabouts | None:
    question = (
        sa.select(ConfidentialWhereabouts)
        .where(ConfidentialWhereabouts.pupil_id == pupil_id, in_force(ConfidentialWhereabouts, clock.today()))
        .order_by(ConfidentialWhereabouts.id)
        .limit(1)
    )
    return db.session.scalar(question.with_for_update() if lock else question)


def kept(pupil_id: uuid.UUID) -> Kept | None:
    row = whereabouts(pupil_id)
    if row is None:
        return None
    question = (
        sa.select(Account.id, Account.name)
        .join(WhereaboutsReader, WhereaboutsReader.account_id == Account.id)
        .where(WhereaboutsReader.confidential_id == row.id, WhereaboutsReader.ended_at.is_(None))
        .order_by(Account.sort_key, Account.id)
    )
    readers = [(account_id, name) for account_id, name in db.session.execute(question)]
    return Kept(row, _name(row.set_by), readers)


def _name(account_id: uuid.UUID) -> str:
    return db.session.scalar(sa.select(Account.name).where(Account.id == account_id)) or ""


def people(viewer: Viewer) -> list[tuple[uuid.UUID, str]]:
    """Who may be named: each person of the network who holds a role today, once, with what they are."""
    question = (
        sa.select(Account.id, Account.name, Membership.role, Organisation.name)
        .join(Membership, Membership.account_id == Account.id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(
            Account.network_id == viewer.network_id, Account.closed_at.is_(None), in_force(Membership, clock.today())
        )
        .order_by(Account.sort_key, Account.id, Membership.id)
        .limit(2000)
    )
    found: dict[uuid.UUID, str] = {}
    for account_id, name, role, organisation in db.session.execute(question):
        found.setdefault(account_id, f"{name}, {ROLE_WORDS[role]}, {organisation}")
    return list(found.items())


def around(pupil_id: uuid.UUID) -> list[tuple[uuid.UUID, str]]:
    """Who has a care link to the pupil today: parents and carers with a way in, mentor, key adult, social worker."""
    question = (
        sa.select(Account.id, Account.name, CareLink.kind)
        .join(CareLink, CareLink.account_id == Account.id)
        .where(CareLink.pupil_id == pupil_id, in_force(CareLink, clock.today()))
        .order_by(Account.sort_key, Account.id, CareLink.id)
        .limit(50)
    )
    found: dict[uuid.UUID, str] = {}
    for account_id, name, kind in db.session.execute(question):
        found.setdefault(account_id, f"{name}, {CARE_WORDS[CareKind(kind)]}")
    return list(found.items())


def pupils_known(viewer: Viewer, but: uuid.UUID) -> list[tuple[uuid.UUID, str]]:
    """The pupils whom this safeguarding lead looks after."""
    question = (
        sa.select(Pupil)
        .where(
            Pupil.network_id == viewer.network_id,
            Pupil.id != but,
            access.at_school(viewer, Part.SAFEGUARDING, Pupil.id),
        )
        .order_by(Pupil.sort_key, Pupil.id)
        .limit(2000)
    )
    rows = db.session.scalars(question)
    return [(one.id, f"{one.known_as} {one.family_name}, {_('Year %(year)s', year=one.year)}") for one in rows]


def by_number(viewer: Viewer, upn: str) -> uuid.UUID | None:
    """A pupil of another school, by the number that one lead gives the other: no list of them is shown to anybody."""
    return db.session.scalar(sa.select(Pupil.id).where(Pupil.network_id == viewer.network_id, Pupil.upn == upn))


@dataclass(frozen=True, slots=True)
class Try:
    """That somebody tried to put together what is kept apart."""

    name: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """From whom or where a pupil is kept, for a safeguarding lead. `own`: of the pupil it was set for."""

    row: KeepApart
    what: str
    set_by: str
    own: bool
    tries: Sequence[Try]


def apart(viewer: Viewer, pupil_id: uuid.UUID) -> list[Shown]:
    """What is in force or to come. The other of the two is named only to a lead who looks after them as well."""
    other, place, adult, first, setter = (
        aliased(Pupil), aliased(Organisation), aliased(Account), aliased(Pupil), aliased(Account),
    )  # fmt: skip
    knows = [access.at_school(viewer, Part.SAFEGUARDING, one.id) for one in (first, other)]
    question = (
        sa.select(KeepApart, first, other, place.name, adult.name, setter.name, knows[0], knows[1])
        .join(first, first.id == KeepApart.pupil_id)
        .join(setter, setter.id == KeepApart.set_by)
        .outerjoin(other, other.id == KeepApart.other_id)
        .outerjoin(place, place.id == KeepApart.place_id)
        .outerjoin(adult, adult.id == KeepApart.account_id)
        .where(
            KeepApart.network_id == viewer.network_id,
            sa.or_(KeepApart.pupil_id == pupil_id, KeepApart.other_id == pupil_id),
            not_about(viewer),
            KeepApart.ended_at.is_(None),
            sa.or_(KeepApart.ends_on.is_(None), KeepApart.ends_on >= clock.today()),
        )
        .order_by(KeepApart.id)
        .limit(SHOWN)
    )  # fmt: skip
    rows = db.session.execute(question).all()
    tries = _tries([row[0].id for row in rows if row[0].pupil_id == pupil_id])
    found = []
    for keep, one, two, place_name, adult_name, setter_name, knows_one, knows_two in rows:
        own = keep.pupil_id == pupil_id
        pupil, known = (two, knows_two) if own else (one, knows_one)
        unnamed = _("A pupil of another school")
        what = place_name or adult_name or (f"{pupil.known_as} {pupil.family_name}" if known else unnamed)
        found.append(Shown(keep, str(what), setter_name if own else "", own, tries.get(keep.id, ())))
    return found


def _tries(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Try]]:
    question = (
        sa.select(Note.object_id, Account.name, Note.at)
        .outerjoin(Account, Account.id == Note.account_id)
        .where(Note.kind == "apart.tried", Note.object_id.in_(ids))
        .order_by(Note.at.desc(), Note.id.desc())
        .limit(50)
    )
    found: dict[uuid.UUID, list[Try]] = {}
    for keep_id, name, at in db.session.execute(question) if ids else ():
        if keep_id is not None:
            found.setdefault(keep_id, []).append(Try(name or "", at))
    return found


def not_about(viewer: Viewer) -> sa.ColumnElement[bool]:
    """A concern about an adult never reaches that adult (practice 4): not where they are a safeguarding lead either."""
    return sa.or_(KeepApart.account_id.is_(None), KeepApart.account_id != viewer.account_id)


def one_apart(viewer: Viewer, pupil_id: uuid.UUID, keep_id: uuid.UUID) -> KeepApart:
    """One that was set for this pupil: whoever looks after the other cannot end it, nor whom it is about."""
    question = sa.select(KeepApart).where(KeepApart.id == keep_id, KeepApart.pupil_id == pupil_id, not_about(viewer))
    found = db.session.scalar(question)
    if found is None:
        raise NotVisible
    return found


# Stop everything ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stopped:
    """What is stopped, since when, by whom, and the letters and texts that wait."""

    row: Hold
    who: str
    set_by: str
    letters: Sequence[Mail]
    texts: Sequence[TextMessage]


def stopped(pupil: Pupil) -> list[Stopped]:
    person, setter = aliased(Account), aliased(Account)
    question = (
        sa.select(Hold, person.name, setter.name)
        .outerjoin(person, person.id == Hold.account_id)
        .join(setter, setter.id == Hold.set_by)
        .where(Hold.pupil_id == pupil.id, in_force(Hold, clock.today()))
        .order_by(Hold.account_id.is_not(None), Hold.id)
        .limit(50)
    )
    rows = db.session.execute(question).all()
    return [
        Stopped(hold, who or "", set_by, held_letters(pupil, hold), held_texts(pupil, hold))
        for hold, who, set_by in rows
    ]


def held_letters(pupil: Pupil, hold: Hold) -> list[Mail]:
    """The letters that wait because of this; their words are nobody's here, only that they are, and since when."""
    question = sa.select(Mail).where(Mail.state == MailState.QUEUED, *_stopped_by(Mail, pupil, hold))
    return list(db.session.scalars(question.order_by(Mail.id).limit(50)))


def held_texts(pupil: Pupil, hold: Hold) -> list[TextMessage]:
    """The texts likewise."""
    stops = _stopped_by(TextMessage, pupil, hold)
    question = sa.select(TextMessage).where(TextMessage.state == TextState.QUEUED, *stops)
    return list(db.session.scalars(question.order_by(TextMessage.id).limit(50)))


def _stopped_by(
    kind: type[Mail] | type[TextMessage], pupil: Pupil, hold: Hold
) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
    ways = [kind.account_id == hold.account_id] if hold.account_id is not None else [kind.about_id == pupil.id]
    if hold.account_id is None and pupil.account_id is not None:
        ways.append(kind.account_id == pupil.account_id)
    return kind.network_id == pupil.network_id, sa.or_(*ways)


def one_hold(pupil_id: uuid.UUID, hold_id: uuid.UUID) -> Hold:
    found = db.session.scalar(sa.select(Hold).where(Hold.id == hold_id, Hold.pupil_id == pupil_id))
    if found is None:
        raise NotVisible
    return found


Protection = ConfidentialWhereabouts | KeepApart | Hold


def one_kept(pupil_id: uuid.UUID, row_id: uuid.UUID) -> ConfidentialWhereabouts:
    row = whereabouts(pupil_id)
    if row is None or row.id != row_id:
        raise NotVisible
    return row


def next_review(*, stop: bool = False) -> dt.date:
    """The day on which somebody looks again, where nobody chose another."""
    return clock.today() + dt.timedelta(days=number("stop_review_days" if stop else "protect_review_days"))


def protection(viewer: Viewer, pupil_id: uuid.UUID, what: str, row_id: uuid.UUID) -> Protection:
    """What is looked at again: `what` is where it stands on the page."""
    if what == "whereabouts":
        return one_kept(pupil_id, row_id)
    return one_apart(viewer, pupil_id, row_id) if what == "apart" else one_hold(pupil_id, row_id)
