"""What lists were taken out as files, for who leads the Virtual School or a school."""

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.notes import Note
from virtual_school.core.taking.models import Taking
from virtual_school.identity.models import Account
from virtual_school.network.roles import ROLE_WORDS, Role
from virtual_school.network.viewer import Viewer

READS_TAKEN = (Role.VIRTUAL_SCHOOL_LEAD, Role.HEADTEACHER, Role.AUDITOR)

SHOWN_FOR = dt.timedelta(weeks=4)
# How long it stands where the lead begins the day.
NEW_FOR = dt.timedelta(days=7)

# What a list is called where somebody reads that it was taken out.
LISTS = {
    "/looks": _l("Who looked"),
    "/not-here": _l("Pupils not here"),
    "/pupils": _l("Pupils"),
    "/people": _l("People"),
    "/referrals": _l("Referrals"),
    "/to-answer": _l("Work to answer"),
    "/library": _l("Library"),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """One list: when, by whom, which, of how many rows, and why. `rows` is None until it was really taken."""

    at: dt.datetime
    who: str
    hat: str
    what: str
    rows: int | None
    because: str


def taken(viewer: Viewer) -> list[Taken]:
    """The newest first: of the network, for a head of those who acted for their school."""
    rows = db.session.execute(_taken(viewer, SHOWN_FOR).order_by(Taking.at.desc(), Taking.id.desc()).limit(200)).all()
    sizes = _rows([row.id for row, _name in rows])
    return [
        Taken(row.at, name, _hat(row.hat), _what(row.address.split("?")[0]), sizes.get(row.id), row.because)
        for row, name in rows
    ]


def lately(viewer: Viewer) -> list[tuple[str, dt.datetime]]:
    """Who took something out in the last days, once each, with when they did so last."""
    if not viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD, Role.HEADTEACHER):
        return []
    question = (
        _taken(viewer, NEW_FOR)
        .where(Taking.account_id != viewer.account_id)
        .with_only_columns(Account.name, sa.func.max(Taking.at), maintain_column_froms=True)
        .group_by(Account.id, Account.name)
        .order_by(sa.func.max(Taking.at).desc())
        .limit(5)
    )
    return [(name, at) for name, at in db.session.execute(question)]


def _taken(viewer: Viewer, since: dt.timedelta) -> sa.Select[Taking, str]:
    question = (
        sa.select(Taking, Account.name)
        .join(Account, Account.id == Taking.account_id)
        .where(Taking.network_id == viewer.network_id, Taking.at > clock.now() - since)
    )
    if viewer.is_any(Role.HEADTEACHER):
        question = question.where(Taking.organisation_id == viewer.organisation_id)
    return question if viewer.is_any(*READS_TAKEN) else question.where(sa.false())


def _rows(takings: list[uuid.UUID]) -> dict[uuid.UUID, int]:
    question = sa.select(Note.object_id, Note.data).where(Note.kind == "exported", Note.object_id.in_(takings))
    return {found: data.get("rows", 0) for found, data in db.session.execute(question) if found is not None}


def _what(path: str) -> str:
    return str(LISTS.get(path, path))


def _hat(name: str) -> str:
    return str(next((words for role, words in ROLE_WORDS.items() if role.value == name), name))
