"""The windows open to somebody outside."""

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.core.lists import Statement
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.network.numbers import number
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access
from virtual_school.pupils.models import MAIN_ROLL, Enrolment, Part, Pupil, Window
from virtual_school.pupils.queries.around import parts_of
from virtual_school.pupils.quiet import is_quiet
from virtual_school.pupils.whereabouts import place_name


@dataclass(frozen=True, slots=True)
class Opened:
    """A window as its holder sees it: never more of the pupil than its parts allow."""

    window: Window
    pupil_id: uuid.UUID
    first_name: str
    year: int | None
    school: str | None
    parts: tuple[Part, ...]
    # Whom to ask when they need it longer, or for more.
    opened_by: str | None = None

    @property
    def ends_soon(self) -> bool:
        """Whether its holder is warned of the end."""
        last = clock.today() + dt.timedelta(days=number("window_warn_days"))
        return self.window.ends_on is not None and self.window.ends_on <= last


def open_to(viewer: Viewer) -> list[Opened]:
    """The windows open to the viewer today, in the hat they wear, by the pupil's first name.

    Without a pupil about whom everything is stopped: their window opens still, and no list reminds of them.
    """
    return _opened(viewer, _open(viewer).where(~is_quiet(Pupil.id)).order_by(Pupil.known_as, Window.id).limit(200))


def window(viewer: Viewer, window_id: uuid.UUID) -> Opened:
    """One of them; `NotVisible` for any other, and for one that was closed."""
    found = _opened(viewer, _open(viewer).where(Window.id == window_id))
    if not found:
        raise NotVisible
    return found[0]


def _open(viewer: Viewer) -> Statement:
    main_roll = sa.and_(
        Enrolment.pupil_id == Pupil.id, Enrolment.status.in_(MAIN_ROLL), in_force(Enrolment, clock.today())
    )
    question: Statement = (
        sa.select(
            Window,
            Pupil.id,
            Pupil.known_as,
            Pupil.year,
            place_name(viewer, Pupil.id, Organisation.name),
            Account.name,
        )
        .join(Pupil, Pupil.id == Window.pupil_id)
        .outerjoin(Account, Account.id == Window.opened_by)
        .outerjoin(Enrolment, main_roll)
        .outerjoin(Organisation, Organisation.id == Enrolment.organisation_id)
        .where(*access.windows_of(viewer), Window.about_kind.is_(None), Pupil.network_id == viewer.network_id)
    )
    return question


def _opened(viewer: Viewer, question: Statement) -> list[Opened]:
    if viewer.role not in access.WINDOW_ROLES:
        return []
    rows = db.session.execute(question).all()
    parts = parts_of([row[0].id for row in rows])
    found = []
    for looked_through, pupil_id, first_name, year, school, opened_by in rows:
        own = tuple(parts[looked_through.id])
        named = Part.IDENTITY in own
        who = (first_name, year if named else None, school if named else None)
        found.append(Opened(looked_through, pupil_id, *who, own, opened_by))
    return found
