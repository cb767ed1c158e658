"""The blueprint of every page of the week, and what their routes share."""

import datetime as dt
import uuid

from flask import Blueprint, request, url_for

from virtual_school.core import clock
from virtual_school.identity import queries as people
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer

bp = Blueprint("timetable", __name__)

# Who may be named to answer for a part of the week.
RESPONSIBLE = frozenset(
    {
        Role.MENTOR,
        Role.KEY_ADULT,
        Role.TEACHER,
        Role.SENCO,
        Role.HEAD_OF_YEAR,
        Role.COLLEGE_TUTOR,
        Role.VENUE_SUPERVISOR,
        Role.AGENCY_WORKER,
    }
)

# How far from today a page looks, in days: a year and a bit either way.
FAR = 400


def week_url(pupil_id: uuid.UUID) -> str:
    return url_for("timetable.week", pupil_id=pupil_id)


def asked_date() -> dt.date:
    """The date that the address asks for; today when it names none, or one too far away."""
    today = clock.today()
    try:
        asked = dt.date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return today
    return asked if abs((asked - today).days) <= FAR else today


def responsible_people() -> list[tuple[uuid.UUID, str]]:
    """Each person once, with where they work."""
    found: dict[uuid.UUID, str] = {}
    for one in people.holders(viewer.network_id, RESPONSIBLE):
        found.setdefault(one.membership.account_id, f"{one.name}, {one.organisation}")
    return list(found.items())
