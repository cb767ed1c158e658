"""Reads of who looked: for the family by week, and for those who answer for it, one by one."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.core.lists import Statement
from virtual_school.core.notes import Note
from virtual_school.core.text import sort_key
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation, OrganisationKind
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access, Relation, on_own_roll, there_is
from virtual_school.pupils.looking import KIND
from virtual_school.pupils.looks import policy, words
from virtual_school.pupils.looks.policy import Looked
from virtual_school.pupils.models import HeldBack, Part, Pupil
from virtual_school.pupils.whereabouts import KEPT, hides_places

# How many weeks stand on one page, whatever happened in them; how far back the pages go.
WEEKS = 4
FURTHEST = dt.timedelta(weeks=52)
MOST = 10_000

# The log goes no further back than this.
OLDEST = dt.date(2020, 1, 1)

# How many days are searched where neither a person nor a pupil narrows it.
DAYS = 7
MOST_NAMED = 50


# For the family -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """That somebody of a role at an organisation looked that week, and why they may. However often: once."""

    role: Role
    organisation: str
    by: Relation | None
    name: str | None


def first_monday(before: dt.date) -> dt.date:
    """The Monday with which a page of weeks begins that ends in the week of this day."""
    return before - dt.timedelta(days=before.weekday() + 7 * (WEEKS - 1))


def weeks(pupil_id: uuid.UUID, opened: Access, last: dt.date, *, named: bool) -> list[tuple[dt.date, list[Line]]]:
    """Who looked, the newest week first; a week without anybody to show is not there.

    Read and judged look by look, and only then put together: what is left out is in no sum, order or number.
    """
    monday = first_monday(last)
    end = monday + dt.timedelta(weeks=WEEKS)
    found: dict[dt.date, set[Line]] = {}
    held = held_back(pupil_id)
    for at, look, organisation, name in _looks_at(pupil_id, monday, end):
        if policy.is_shown(look, opened, held) and look.role is not None:
            day = clock.local(at).date()
            place = (organisation or "") if policy.names_organisation(look, opened) else ""
            line = Line(look.role, place, look.by, name if named else None)
            found.setdefault(day - dt.timedelta(days=day.weekday()), set()).add(line)
    return [(week, sorted(found[week], key=_order)) for week in sorted(found, reverse=True)]


def _order(line: Line) -> tuple[str, str, str]:
    """By words and never by time: an order in time would tell when."""
    return str(words.why(line.role, line.by, None)), line.organisation, line.name or ""


def _looks_at(
    pupil_id: uuid.UUID, first: dt.date, end: dt.date
) -> list[tuple[dt.datetime, Looked, str | None, str | None]]:
    begins, ends = (dt.datetime.combine(day, dt.time(), clock.LONDON) for day in (first, end))
    question = (
        sa.select(Note.at, Note.account_id, Note.data, Account.name)
        .outerjoin(Account, Account.id == Note.account_id)
        .where(Note.kind == KIND, Note.pupil_id == pupil_id, Note.at >= begins, Note.at < ends)
        .order_by(Note.at.desc())
        .limit(MOST)
    )
    rows = db.session.execute(question).all()
    places = _places({row.data.get("at") for row in rows})
    found = []
    for at, account_id, data, name in rows:
        place = places.get(data.get("at") or "")
        look = Looked(
            account_id,
            _one_of(Role, data.get("hat")),
            place[0] if place else None,
            place[2] if place else None,
            _one_of(Part, data.get("part")),
            _one_of(Relation, data.get("by")),
        )
        found.append((at, look, place[1] if place else None, name))
    return found


def _one_of(kind: Any, value: Any) -> Any:
    return kind(value) if value in {member.value for member in kind} else None


def _places(found: set[str | None]) -> dict[str, tuple[uuid.UUID, str, OrganisationKind]]:
    """The organisations for which somebody looked, by the words of their identifiers."""
    ids = [uuid.UUID(one) for one in found if one]
    question = sa.select(Organisation.id, Organisation.name, Organisation.kind).where(Organisation.id.in_(ids))
    return {str(found): (found, name, kind) for found, name, kind in db.session.execute(question)} if ids else {}


def held_back(pupil_id: uuid.UUID) -> list[HeldBack]:
    """What safeguarding leads hold back of the looks at this record."""
    question = sa.select(HeldBack).where(HeldBack.pupil_id == pupil_id, HeldBack.ended_at.is_(None))
    return list(db.session.scalars(question.order_by(HeldBack.set_at, HeldBack.id).limit(100)))


def to_review(viewer: Viewer) -> list[Pupil]:
    """Pupils of whose looks something is held back that a lead meant to look at again by now."""
    row = aliased(HeldBack)
    due = there_is(row, row.pupil_id == Pupil.id, row.ended_at.is_(None), row.review_on <= clock.today())
    question = sa.select(Pupil).where(Pupil.network_id == viewer.network_id, due, on_own_roll(viewer, Pupil.id))
    return list(db.session.scalars(question.order_by(Pupil.sort_key, Pupil.id).limit(20)))


def held_one(pupil_id: uuid.UUID, row_id: uuid.UUID) -> HeldBack:
    question = sa.select(HeldBack).where(HeldBack.pupil_id == pupil_id, HeldBack.id == row_id)
    found = db.session.scalar(question.with_for_update())
    if found is None:
        raise NotVisible
    return found


def lookers(pupil_id: uuid.UUID) -> list[tuple[uuid.UUID, str]]:
    """Who of the staff opened this record of late, by name: whose looks can be held back.

    Not who opened it without a link: no family is shown that, and the school may be whom the reason concerns.
    """
    since = clock.now() - FURTHEST
    question = (
        sa.select(Account.id, Account.name)
        .join(Note, Note.account_id == Account.id)
        .where(Note.kind == KIND, Note.pupil_id == pupil_id, Note.at >= since, _said("by") != Relation.GLASS.value)
        .distinct()
        .order_by(Account.name, Account.id)
        .limit(200)
    )
    return [(row[0], row[1]) for row in db.session.execute(question)]


# For those who answer for it ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched for. `None`: whatever it is."""

    person: str = ""
    pupil: str = ""
    part: Part | None = None
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """One look in the log. `pupil` is a name, or for the auditor a reference."""

    id: uuid.UUID
    at: dt.datetime
    who: str
    hat: str
    organisation: str
    pupil: str
    reference: str
    part: Part | None
    by: Relation | None


def days(asked: Asked) -> tuple[dt.date, dt.date]:
    """From which day to which: a week, where nothing else narrows the search."""
    last = max(min(asked.last or clock.today(), clock.today()), OLDEST)
    narrowed = asked.person or asked.pupil
    first = asked.first or last - (FURTHEST if narrowed else dt.timedelta(days=DAYS - 1))
    if not narrowed:
        first = max(first, last - dt.timedelta(days=31))
    return max(first, OLDEST), last


def log(viewer: Viewer, asked: Asked) -> Statement:
    """Every look that the viewer answers for, newest first."""
    first, last = days(asked)
    begins = dt.datetime.combine(first, dt.time(), clock.LONDON)
    ends = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), clock.LONDON)
    question: Statement = (
        sa.select(Note, Account.name, Pupil, hides_places(viewer, Note.pupil_id))
        .join(Account, Account.id == Note.account_id)
        .join(Pupil, Pupil.id == Note.pupil_id)
        .where(Note.network_id == viewer.network_id, Note.kind == KIND)
        .where(Note.at >= begins, Note.at < ends, *_answers_for(viewer), ~_tells_place(viewer))
        .order_by(Note.at.desc(), Note.id.desc())
    )
    if not asked.person and not asked.pupil:
        # A look has no key. Said outright, the notes are read along their index by kind, key and moment.
        question = question.where(Note.key.is_(None))
    if asked.person:
        question = question.where(Note.account_id.in_(_people(viewer, asked.person)))
    if asked.pupil:
        question = question.where(Note.pupil_id.in_(_pupils(viewer, asked.pupil)))
    if asked.part is not None:
        question = question.where(_said("part") == asked.part.value)
    return question


def _said(name: str) -> sa.ColumnElement[str]:
    return sa.func.coalesce(Note.data[name].as_string(), "")


def _answers_for(viewer: Viewer) -> list[sa.ColumnElement[bool]]:
    """Which looks stand in this person's log.

    Looks at safeguarding, and records opened without a link, are no log's that somebody may read whom they are about:
    they stand in the safeguarding leads' alone, and of another school's staff in the network's own lead's.
    """
    quiet = sa.and_(_said("part") != Part.SAFEGUARDING.value, _said("by") != Relation.GLASS.value)
    if viewer.is_any(Role.SAFEGUARDING_LEAD):
        if _is_the_networks(viewer):
            return []
        return [on_own_roll(viewer, Note.pupil_id), _said("by") != Relation.GLASS.value]
    if viewer.is_any(Role.HEADTEACHER):
        return [on_own_roll(viewer, Note.pupil_id), quiet]
    return [quiet] if viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD, Role.AUDITOR) else [sa.false()]


def _tells_place(viewer: Viewer) -> sa.ColumnElement[bool]:
    """That who looked says where the pupil is, to whom that is kept from: a place's staff, or another school's."""
    return sa.and_(_said("by") == Relation.WINDOW.value, hides_places(viewer, Note.pupil_id))


def _is_the_networks(viewer: Viewer) -> bool:
    """Whether the safeguarding lead is the Virtual School's, who answers for the whole network."""
    found = db.session.get(Organisation, viewer.organisation_id) if viewer.organisation_id else None
    return found is not None and found.kind is OrganisationKind.VIRTUAL_SCHOOL


def _people(viewer: Viewer, named: str) -> sa.Select[uuid.UUID]:
    found = sa.select(Account.id).where(Account.network_id == viewer.network_id)
    return _with_words(found, Account.sort_key, named).limit(MOST_NAMED)


def _pupils(viewer: Viewer, named: str) -> sa.Select[uuid.UUID]:
    """By words of the name; for the auditor by the whole name that a complaint gave, or by what stands in the log."""
    found = sa.select(Pupil.id).where(Pupil.network_id == viewer.network_id)
    own = words.referred_to(named)
    if own is not None:
        return found.where(Pupil.id == own)
    if not policy.names_pupils(viewer):
        found = found.where(sa.func.length(Pupil.sort_key) == len(sort_key(named)))
    return _with_words(found, Pupil.sort_key, named).limit(MOST_NAMED)


def _with_words(question: sa.Select[uuid.UUID], key: Any, named: str) -> sa.Select[uuid.UUID]:
    for word in sort_key(named).split():
        question = question.where(key.contains(word, autoescape=True))
    return question


def as_seen(viewer: Viewer, rows: Sequence[Any]) -> list[Seen]:
    """The rows of the log in words, with one more query for their organisations."""
    places = _places({row[0].data.get("at") for row in rows})
    named = policy.names_pupils(viewer)
    return [
        Seen(
            note.id,
            note.at,
            who,
            note.data.get("hat") or "",
            _place(viewer, *places[note.data["at"]], is_kept=is_kept) if note.data.get("at") in places else "",
            pupil.initial if named else words.short(pupil.id),
            pupil.id.hex,
            _one_of(Part, note.data.get("part")),
            _one_of(Relation, note.data.get("by")),
        )
        for note, who, pupil, is_kept in rows
    ]


def _place(viewer: Viewer, at: uuid.UUID, name: str, kind: OrganisationKind, *, is_kept: bool) -> str:
    return name if policy.names_place(viewer, at, kind, is_kept=is_kept) else KEPT
