"""Contacts and observations, in lists and one by one."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.kept import kept
from virtual_school.core.saving import drafts
from virtual_school.core.saving.models import Draft
from virtual_school.identity.models import Account
from virtual_school.mentoring.access import readable
from virtual_school.mentoring.models import ContactKind, ContactNote, Observation, ObservationKind
from virtual_school.mentoring.queries.shared import PAGE, Statement, one, paged, to_change
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import reach
from virtual_school.pupils.models import Part
from virtual_school.safeguarding.access import held


def subject_of_contact(note_id: uuid.UUID) -> str:
    """What the words of a contact are kept under until they are sent."""
    return f"contact:{note_id}"


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact in a list, with who noted it."""

    id: uuid.UUID
    account_id: uuid.UUID
    kind: ContactKind
    at: dt.datetime
    minutes: int | None
    words: str | None
    made_at: dt.datetime
    restricted: bool | None
    by: str


@dataclass(frozen=True, slots=True)
class Observed:
    """One observation in a list, with who made it."""

    id: uuid.UUID
    account_id: uuid.UUID
    kind: ObservationKind
    at: dt.datetime
    words: str
    made_at: dt.datetime
    by: str


# Lists ----------------------------------------------------------------------------------------------------------------


def contacts_of(viewer: Viewer, pupil_id: uuid.UUID, page: int = 1) -> tuple[list[Contact], bool]:
    """A page of a pupil's contact notes, newest first, and whether there is more."""
    found = [Contact(*row) for row in _contacts(viewer, pupil_id, page).execute()]
    return found[:PAGE], len(found) > PAGE


@kept
def _contacts(viewer: Viewer, pupil_id: uuid.UUID, page: int) -> Statement:
    note = ContactNote
    return paged(
        sa.select(
            note.id,
            note.account_id,
            note.kind,
            note.at,
            note.minutes,
            note.words,
            note.made_at,
            note.restricted,
            Account.name,
        )
        .join(Account, Account.id == note.account_id)
        .where(*visible(viewer, note, Part.NOTES), note.pupil_id == pupil_id)
        .order_by(note.at.desc(), note.id.desc()),
        page,
    )


def observations_of(
    viewer: Viewer, pupil_id: uuid.UUID, *, praise_alone: bool, page: int = 1
) -> tuple[list[Observed], bool]:
    """A page of what was observed, newest first, and whether there is more; praise alone for the family."""
    found = [Observed(*row) for row in _observations(viewer, pupil_id, praise_alone, page).execute()]
    return found[:PAGE], len(found) > PAGE


@kept
def _observations(viewer: Viewer, pupil_id: uuid.UUID, praise_alone: bool, page: int) -> Statement:
    seen = Observation
    question = (
        sa.select(seen.id, seen.account_id, seen.kind, seen.at, seen.words, seen.made_at, Account.name)
        .join(Account, Account.id == seen.account_id)
        .where(*visible(viewer, seen, Part.BEHAVIOUR), seen.pupil_id == pupil_id)
    )
    if praise_alone:
        question = question.where(seen.kind == ObservationKind.PRAISE)
    return paged(question.order_by(seen.at.desc(), seen.id.desc()), page)


def counts_of(viewer: Viewer, pupil_id: uuid.UUID) -> dict[ObservationKind, int]:
    """How many of each kind in the last eight weeks, praise first."""
    found: dict[Any, int] = dict(_counts(viewer, pupil_id).execute().all())
    return {kind: found.get(kind, 0) for kind in ObservationKind}


@kept
def _counts(viewer: Viewer, pupil_id: uuid.UUID) -> Statement:
    return (
        sa.select(Observation.kind, sa.func.count())
        .where(*visible(viewer, Observation, Part.BEHAVIOUR), Observation.pupil_id == pupil_id)
        .where(Observation.at > clock.now() - dt.timedelta(weeks=8))
        .group_by(Observation.kind)
    )


def last_contact(viewer: Viewer, pupil_id: uuid.UUID) -> dt.datetime | None:
    """When somebody was last in touch with the pupil, or about them with home or school; no answer does not count."""
    at: dt.datetime | None = _last_contact(viewer, pupil_id).scalar()
    return at


@kept
def _last_contact(viewer: Viewer, pupil_id: uuid.UUID) -> Statement:
    return sa.select(sa.func.max(ContactNote.at)).where(
        *visible(viewer, ContactNote, Part.NOTES),
        ContactNote.pupil_id == pupil_id,
        ContactNote.kind != ContactKind.NO_ANSWER,
    )


def visible(viewer: Viewer, entry: Any, part: Part) -> list[sa.ColumnElement[bool]]:
    conditions = [
        entry.network_id == viewer.network_id,
        entry.withdrawn_at.is_(None),
        reach(viewer, part, entry.pupil_id),
    ]
    kind = "contact_note" if entry is ContactNote else "observation"
    # Whoever wrote it finds it as ever, so that nothing tells them of a concern.
    is_free = sa.or_(entry.account_id == viewer.account_id, ~held(kind, entry.id))
    conditions.append(is_free)
    return [*conditions, readable(viewer, entry)] if entry is ContactNote else conditions


# One entry ------------------------------------------------------------------------------------------------------------


def contact(viewer: Viewer, note_id: uuid.UUID) -> ContactNote:
    return one(sa.select(ContactNote).where(*visible(viewer, ContactNote, Part.NOTES), ContactNote.id == note_id))


def contact_to_change(viewer: Viewer, note_id: uuid.UUID) -> ContactNote:
    own = [*visible(viewer, ContactNote, Part.NOTES), ContactNote.id == note_id]
    return one(to_change(sa.select(ContactNote).where(*own)))


def observation(viewer: Viewer, observation_id: uuid.UUID) -> Observation:
    own = [*visible(viewer, Observation, Part.BEHAVIOUR), Observation.id == observation_id]
    return one(sa.select(Observation).where(*own))


def observation_to_change(viewer: Viewer, observation_id: uuid.UUID) -> Observation:
    own = [*visible(viewer, Observation, Part.BEHAVIOUR), Observation.id == observation_id]
    return one(to_change(sa.select(Observation).where(*own)))


def draft_of(viewer: Viewer, note_id: uuid.UUID) -> Draft | None:
    """The words that the viewer has begun for a contact."""
    return drafts.find(viewer.account_id, subject_of_contact(note_id)) if viewer.account_id else None
