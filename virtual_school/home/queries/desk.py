"""The mentor's desk: what cannot wait, whom to contact and why, then everybody they answer for."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from virtual_school.attendance import queries as attendance
from virtual_school.attendance.queries import NotSeen
from virtual_school.core import clock
from virtual_school.insight.queries import CaseOf, caseload
from virtual_school.insight.rules import RULES
from virtual_school.learning import queries as learning
from virtual_school.learning.queries import CameBack
from virtual_school.network.viewer import Viewer
from virtual_school.referrals.queries.decision import waits_for_telling
from virtual_school.safeguarding import queries as safeguarding
from virtual_school.safeguarding.queries import Asked

TODAY = "today"

# What the charts draw of each pupil, praise first.
KINDS: Mapping[str, Any] = {"praise": _l("Praise"), "hard": _l("Hard moments"), "work": _l("Work handed in")}


@dataclass(frozen=True, slots=True)
class Desk:
    """What the desk shows. `shown` is the caseload as far as a filter lets it through."""

    asked: list[Asked]
    not_seen: list[NotSeen]
    # Of whom we were told that they will not come: nobody rings about them.
    told_away: list[NotSeen]
    cases: list[CaseOf]
    show: str
    came_back: list[CameBack]
    # Families whom the mentor was named to tell what a panel decided: the decision, and the pupil's first name.
    to_tell: list[tuple[uuid.UUID, str]]

    @property
    def contact(self) -> list[CaseOf]:
        """Whom to contact today, what presses most first."""
        order = [rule.key for rule in RULES]
        found = [one for one in self.cases if one.reasons]
        return sorted(found, key=lambda one: order.index(one.reasons[0].rule.key))

    @property
    def shown(self) -> list[CaseOf]:
        if self.show == TODAY:
            return [one for one in self.cases if one.reasons]
        return [one for one in self.cases if self.show in ("", one.known.school)]

    @property
    def schools(self) -> list[str]:
        return sorted({one.known.school for one in self.cases if one.known.school}, key=str.casefold)


def desk(viewer: Viewer, show: str = "") -> Desk:
    """`show` is '' for everybody, 'today' for whom to contact, or the name of a school."""
    now = attendance.this_session(viewer, clock.now())
    return Desk(
        safeguarding.asked_for_help(viewer),
        now.not_seen,
        now.told_away,
        caseload(viewer),
        show,
        learning.came_back(viewer),
        waits_for_telling(viewer),
    )
