"""What stands beside words and pieces of a go: links, and what an adult wrote down. Whose it is was decided."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core.kept import kept
from virtual_school.identity.models import Account
from virtual_school.learning.models import Assignment, Attempt, PieceLink, Shown, WrittenDown
from virtual_school.learning.queries.teaching import taught
from virtual_school.library.addresses import site
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import reach
from virtual_school.pupils.models import Part
from virtual_school.pupils.words import called

LINK, NOTE = "link", "note"


@dataclass(frozen=True, slots=True)
class Link:
    """The address of something that the pupil made elsewhere."""

    id: uuid.UUID
    url: str
    words: str

    @property
    def site(self) -> str:
        return site(self.url)


@dataclass(frozen=True, slots=True)
class Note:
    """What an adult wrote down for the pupil, and in words whose it is: not by name to whoever knows the work alone."""

    id: uuid.UUID
    text: str
    whose: str
    at: dt.datetime
    # Whether the viewer wrote it, and may take it away.
    is_own: bool = False


def besides(viewer: Viewer, assignment_id: uuid.UUID) -> list[tuple[uuid.UUID, Link | Note]]:
    """Each with the attempt that it belongs to; in one query."""
    found: list[tuple[uuid.UUID, Link | Note]] = []
    for kind, attempt_id, row_id, said, more, by, at, wrote in _besides(viewer, assignment_id).execute():
        if kind == LINK:
            found.append((attempt_id, Link(row_id, more, said)))
        else:
            found.append((attempt_id, Note(row_id, said, _whose(viewer, Shown(more), by), at, bool(wrote))))
    return found


def as_called(viewer: Viewer, name: str) -> str:
    """A pupil's own adults as they call them."""
    return called(name) if viewer.is_pupil and name else name


def _whose(viewer: Viewer, how: Shown, by: str) -> str:
    """Whose words these are: never the pupil's own, and said so."""
    if viewer.is_pupil:
        words = {
            Shown.TOLD: _("You told %(name)s, who wrote this down for you."),
            Shown.SEEN: _("%(name)s saw it, and wrote this down for you."),
            Shown.PAPER: _("You did it on paper. %(name)s sent it for you."),
        }[how]
    else:
        words = {
            Shown.TOLD: _("They told %(name)s, who wrote this down for them."),
            Shown.SEEN: _("%(name)s saw it, and wrote this down for them."),
            Shown.PAPER: _("It was done on paper. %(name)s sent it for them."),
        }[how]
    return str(words) % {"name": as_called(viewer, by) or _("an adult who knows them")}


def adults_name(viewer: Viewer) -> sa.ColumnElement[str]:
    """The name of an adult beside a pupil's work; nothing for a marker of another school, who knows the work alone."""
    if viewer.is_pupil:
        return sa.func.coalesce(Account.name, "")
    name = sa.func.coalesce(Account.name, "")
    is_oneself = Account.id == viewer.account_id
    return sa.case((sa.or_(is_oneself, reach(viewer, Part.WORK, Assignment.pupil_id), taught(viewer)), name), else_="")


@kept
def _besides(viewer: Viewer, assignment_id: uuid.UUID) -> Any:
    of_this = (Attempt.network_id == viewer.network_id, Attempt.assignment_id == assignment_id)
    links = (
        sa.select(
            sa.literal(LINK).label("kind"), PieceLink.attempt_id, PieceLink.id, sa.cast(PieceLink.words, sa.Text()),
            sa.cast(PieceLink.url, sa.Text()), sa.literal(""), PieceLink.added_at.label("at"), sa.false(),
        )
        .join(Attempt, Attempt.id == PieceLink.attempt_id)
        .where(*of_this, PieceLink.removed_at.is_(None))
    )  # fmt: skip
    notes = (
        sa.select(
            sa.literal(NOTE), WrittenDown.attempt_id, WrittenDown.id, sa.cast(WrittenDown.text, sa.Text()),
            sa.cast(WrittenDown.how, sa.Text()), adults_name(viewer), WrittenDown.written_at,
            WrittenDown.account_id == viewer.account_id,
        )
        .join(Attempt, Attempt.id == WrittenDown.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .join(Account, Account.id == WrittenDown.account_id)
        .where(*of_this, WrittenDown.removed_at.is_(None))
    )  # fmt: skip
    return sa.union_all(links, notes).order_by("at").limit(200)
