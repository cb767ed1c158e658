"""The pages about one pupil that a person may open, in the order in which they are read."""

import uuid
from typing import Any

from flask import current_app, request, url_for
from flask_babel import lazy_gettext as _l

from virtual_school.core.access import mark_of
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access
from virtual_school.pupils.models import Part

# Each takes the pupil's id; a page that belongs to one begins with its endpoint's blueprint and name.
PAGES = (
    ("pupils.page", Part.IDENTITY, _l("About")),
    ("referrals.of_pupil", Part.REFERRAL, _l("Referral")),
    ("plans.page", Part.PLAN, _l("Plan")),
    ("timetable.week", Part.WEEK, _l("Week")),
    ("learning.pupil_work", Part.WORK, _l("Work")),
    ("assessment.of_pupil", Part.GRADES, _l("Progress")),
    ("asking.ask", Part.WORK, _l("Asked for")),
    ("mentoring.behaviour", Part.BEHAVIOUR, _l("Behaviour")),
    ("attendance.pupil", Part.ATTENDANCE, _l("Attendance")),
    ("mentoring.notes", Part.NOTES, _l("Notes")),
    ("messages.about", Part.MESSAGES, _l("Messages")),
    ("messages.of_pupil", Part.IDENTITY, _l("Messages")),
    ("letters.of_pupil", Part.FAMILY, _l("Letters")),
    ("pupils.who_looks_in", Part.IDENTITY, _l("Who looks in")),
    ("pupils.help_in", Part.IDENTITY, _l("Signing in")),
    ("serious.of_pupil", Part.ATTENDANCE, _l("Something serious")),
    ("protecting.page", Part.IDENTITY, _l("Keep safe")),
)


def pupil_sections(viewer: Viewer, pupil_id: uuid.UUID, opened: Access) -> list[dict[str, Any]]:
    """Label, address and whether it is this page, of every page about the pupil that the access and the hat open."""
    return [
        {"label": words, "url": url_for(endpoint, pupil_id=pupil_id), "current": endpoint == request.endpoint}
        for endpoint, part, words in PAGES
        if opened.opens(part) and _may_knock(viewer, endpoint)
    ]


def _may_knock(viewer: Viewer, endpoint: str) -> bool:
    view = current_app.view_functions.get(endpoint)
    mark = mark_of(view) if view else None
    return mark is not None and (not mark.hats or viewer.role in mark.hats)
