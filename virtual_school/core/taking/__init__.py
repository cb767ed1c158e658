"""Taking a list out as a file: what stands on its face, and the reason that a large or sensitive one needs."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlencode, urlsplit

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db, network_id_in_force
from virtual_school.core.errors import NotVisible
from virtual_school.core.taking.models import Taking

# From so many rows on a reason is asked for, whatever the list holds.
LARGE = 100

# For how long a reason that was given opens the list it was given for.
GOOD_FOR = dt.timedelta(minutes=30)

LONGEST_ADDRESS = 2000

# What of an address is not the list: which page of it, in which form, with which reason.
NOT_THE_LIST = frozenset({"page", "as", "after", "taking"})


class Worn(Protocol):
    """A hat, in words."""

    @property
    def words(self) -> str: ...


class Taker(Protocol):
    """Who takes a list out, in the hat they wear."""

    @property
    def account_id(self) -> uuid.UUID | None: ...
    @property
    def name(self) -> str: ...
    @property
    def hat_name(self) -> str: ...
    @property
    def hat(self) -> Worn | None: ...
    @property
    def organisation_id(self) -> uuid.UUID | None: ...


def is_asked_why(rows: int, *, sensitive: bool) -> bool:
    return sensitive or rows >= LARGE


def whole_address(path: str, asked: Mapping[str, str]) -> str:
    """The address of the list itself, the same however its query was written."""
    kept = sorted((name, value) for name, value in asked.items() if name not in NOT_THE_LIST)
    return f"{path}?{urlencode(kept)}"


def ask(by: Taker, *, address: str, because: str) -> tuple[Taking, str]:
    """Keep why somebody takes a list out, and say where it is taken: the same address, as the file they wanted."""
    if by.account_id is None or not address.startswith("/") or address.startswith(("//", "/\\")):
        raise NotVisible
    split = urlsplit(address)
    asked = dict(parse_qsl(split.query, keep_blank_values=True))
    whole = whole_address(split.path, asked)
    if split.scheme or split.netloc or len(whole) > LONGEST_ADDRESS:
        raise NotVisible
    row = Taking(
        account_id=by.account_id,
        hat=by.hat_name,
        organisation_id=by.organisation_id,
        address=whole,
        because=because,
        at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    audit.record("list.asked_for", by, object_id=row.id, path=split.path)
    db.session.flush()
    kept = {name: value for name, value in asked.items() if name not in NOT_THE_LIST}
    kind = asked.get("as", "csv")
    return row, f"{split.path}?{urlencode({**kept, 'as': kind, 'taking': str(row.id)})}"


def given(by: Taker, taking: str, path: str, asked: Mapping[str, str]) -> Taking | None:
    """The reason that this person gave for this list, in the hat they wear, a moment ago."""
    try:
        taking_id = uuid.UUID(taking)
    except ValueError:
        return None
    question = sa.select(Taking).where(
        Taking.network_id == network_id_in_force(),
        Taking.id == taking_id,
        Taking.account_id == by.account_id,
        Taking.hat == by.hat_name,
        Taking.address == whole_address(path, asked),
        Taking.at > clock.now() - GOOD_FOR,
    )
    found: Taking | None = db.session.scalar(question)
    return found


def face(by: Any, because: str | None = None) -> str:
    """One line for the face of what leaves the house: who took it, when, why."""
    if by is None:
        return str(_("Taken %(when)s.", when=_moment()))
    hat = by.hat.words if by.hat is not None else ""
    who = f"{by.name} ({hat})" if hat else by.name
    why = " ".join(because.split()) if because else _("for their work")
    return str(_("Taken by %(who)s, %(when)s. Why: %(why)s", who=who, when=_moment(), why=why))


def _moment() -> str:
    return clock.local(clock.now()).strftime("%d.%m.%Y %H:%M")
