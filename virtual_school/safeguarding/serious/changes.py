"""What is written down of something serious: once, audited and flushed."""

import datetime as dt
import uuid
from dataclasses import asdict, dataclass

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.network import school_time
from virtual_school.network.numbers import number
from virtual_school.network.viewer import Viewer
from virtual_school.notices import changes as notices
from virtual_school.safeguarding.hands import Standing
from virtual_school.safeguarding.models import Serious, SeriousKind, SeriousSeen
from virtual_school.safeguarding.people import Concerned
from virtual_school.safeguarding.serious import telling


@dataclass(frozen=True, slots=True)
class Lines:
    """What is told, in eight lines."""

    kind: SeriousKind
    what: str
    happened_at: dt.datetime
    where: str
    who: str
    done: str
    hurt: str
    told: str
    next: str


def report(by: Viewer, *, pupil_id: uuid.UUID, lines: Lines, around: Standing, concerned: Concerned) -> Serious:
    """Tell the head and the safeguarding leads of the pupil's school, but none whom it involves."""
    if by.account_id is None:
        raise ValueError("this is done by a person: `by` needs an account")
    now = clock.now()
    serious = Serious(
        pupil_id=pupil_id,
        organisation_id=around.organisation_id,
        involves=concerned.typed,
        reported_by=by.account_id,
        reported_at=now,
        due_at=school_time.after(now, number("serious_minutes"), around.organisation_id),
        **asdict(lines),
    )
    db.session.add(serious)
    db.session.flush()
    telling.tell(serious, around, concerned.kept)
    audit.record("serious.reported", by, pupil_id=pupil_id, object_id=serious.id)
    db.session.flush()
    return serious


def see(by: Viewer, serious: Serious) -> None:
    """Somebody who was told has seen it. Seen twice is seen once."""
    if by.account_id is None or db.session.get(SeriousSeen, (serious.id, by.account_id)) is not None:
        return
    db.session.add(SeriousSeen(serious_id=serious.id, account_id=by.account_id, at=clock.now()))
    notices.settle(serious.id, kinds=[telling.REPORTED], account_id=by.account_id)
    audit.record("serious.seen", by, pupil_id=serious.pupil_id, object_id=serious.id)
    db.session.flush()
