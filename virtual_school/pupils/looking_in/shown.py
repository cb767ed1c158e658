"""A family's lines about windows: roles of organisations, names only where the network has so decided."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from virtual_school.core.access import Decision
from virtual_school.network.roles import ROLE_WORDS, Role
from virtual_school.pupils.looking_in.policy import Party, can_end, has_agreed, knows_where, named_parts
from virtual_school.pupils.looking_in.queries import Looking
from virtual_school.pupils.looking_in.receivers import RECEIVERS
from virtual_school.pupils.models import Part, Receiver


@dataclass(frozen=True, slots=True)
class Line:
    """One line: who, which parts, what for, until when, who said yes, and whether the reader may end it."""

    window_id: uuid.UUID
    who: str
    parts: tuple[Part, ...]
    purpose: str | None
    starts_on: dt.date
    ends_on: dt.date | None
    ends_soon: bool
    is_agreed: bool
    may_end: Decision


def lines(
    party: Party,
    windows: list[Looking],
    roles: Mapping[tuple[uuid.UUID, uuid.UUID], Role],
    *,
    names: bool,
) -> list[Line]:
    """The lines of windows that are shown to this reader. Alike ones about one thing (a whole panel) are one line."""
    found: dict[object, Line] = {}
    for one in windows:
        window, parts = one.window, named_parts(party, one.facts)
        who = _who(party, one, roles.get((window.account_id, window.organisation_id)), names=names)
        line = Line(
            window.id,
            who,
            tuple(part for part in one.parts if part in parts),
            # Where some of it is not for this reader, what it is for would tell of the rest; so may a place's name.
            window.purpose if parts == one.facts.parts and knows_where(party) else None,
            window.starts_on,
            window.ends_on,
            one.ends_soon,
            bool(one.facts.agreed),
            can_end(party, one.facts),
        )
        key = (who, line.parts, line.ends_on) if one.facts.is_about_one_thing else window.id
        found.setdefault(key, line)
    return list(found.values())


def _who(party: Party, one: Looking, role: Role | None, *, names: bool) -> str:
    """'Agency worker, Bridge Youth Work'; without the organisation for who may not know where the pupil is.

    Another parent in the pupil's own word; to another carer by that word only where they agreed to it.
    """
    if one.facts.carer_id is not None:
        is_known = one.called and (party.is_pupil or has_agreed(party, one.facts))
        return f"‘{one.called}’" if is_known else str(RECEIVERS[Receiver.PARENT].words)
    receiver = one.facts.receiver
    what = ROLE_WORDS[role] if role else RECEIVERS[receiver].words if receiver else _("Somebody outside the school")
    if not knows_where(party):
        return str(what)
    where = f"{what}, {one.organisation}"
    return f"{one.who}, {where}" if names else where
