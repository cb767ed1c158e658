"""Builders of panels, meetings, cases and decisions: one plain row each. They flush and never commit."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, TypeVar

from tests import make
from virtual_school.core import clock
from virtual_school.core.db import Base, db
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.pupils.models import Basis, How, Part, Party, Pupil, Window
from virtual_school.referrals.models import (
    Answer,
    Contribution,
    Decision,
    DecisionMember,
    DecisionOutcome,
    Meeting,
    MeetingCase,
    MeetingMember,
    OfferPart,
    Panel,
    PanelMember,
    Question,
    Referral,
    ReferralState,
)
from virtual_school.timetable.models import SlotBasis, SlotKind

Row = TypeVar("Row", bound=Base)


def _add(table: type[Row], given: dict[str, Any], **ordinary: Any) -> Row:
    row = table(**{**ordinary, **given})
    db.session.add(row)
    db.session.flush()
    return row


def panel(name: str = "Valley panel", **given: Any) -> Panel:
    return _add(Panel, given, name=name, quorum=2, made_at=clock.now())


def panel_member(panel: Panel, account: Account, organisation: Organisation, **given: Any) -> PanelMember:
    since = clock.today() - dt.timedelta(days=30)
    ids = {"panel_id": panel.id, "account_id": account.id, "organisation_id": organisation.id}
    return _add(PanelMember, given, starts_on=since, **ids)


def meeting(panel: Panel, made_by: Account, **given: Any) -> Meeting:
    """A meeting of today."""
    ordinary = {"panel_id": panel.id, "place": "Library, room 2", "made_by": made_by.id}
    return _add(Meeting, given, starts_at=clock.now(), made_at=clock.now(), **ordinary)


def there(meeting: Meeting, account: Account, **given: Any) -> MeetingMember:
    return _add(MeetingMember, given, meeting_id=meeting.id, account_id=account.id, came_at=clock.now())


def referral(pupil: Pupil, school: Organisation, opened_by: Account, **given: Any) -> Referral:
    """A referral that is ready for a panel."""
    then = clock.now() - dt.timedelta(days=21)
    ordinary = {"pupil_id": pupil.id, "organisation_id": school.id, "opened_by": opened_by.id}
    ordinary |= {"why_now": "Out of most lessons since half term.", "tried": "A quiet room; a shorter day."}
    days = {"opened_at": then, "roll_confirmed_at": then, "lapses_on": clock.today() + dt.timedelta(days=35)}
    return _add(Referral, given, state=ReferralState.READY, **ordinary, **days)


def words(referral: Referral, reader: Account, texts: dict[Question, str], **given: Any) -> Contribution:
    """What the pupil said, read by an adult who knows them; chosen for the panel unless told otherwise."""
    then = clock.now() - dt.timedelta(days=10)
    for_panel = given.pop("for_panel", True)
    ordinary = {"referral_id": referral.id, "pupil_id": referral.pupil_id, "party": Party.PUPIL, "how": How.SELF}
    times = {"asked_at": then, "given_at": then, "read_at": then, "read_by": reader.id}
    made = _add(Contribution, given, **ordinary, **times)
    for question, text in texts.items():
        _add(
            Answer, {}, contribution_id=made.id, pupil_id=referral.pupil_id, question=question, text=text,
            for_panel=for_panel,
        )  # fmt: skip
    return made


def case(meeting: Meeting, referral: Referral, listed_by: Account, **given: Any) -> MeetingCase:
    ordinary = {"meeting_id": meeting.id, "referral_id": referral.id, "listed_by": listed_by.id}
    return _add(MeetingCase, given, position=1, listed_at=clock.now(), **ordinary)


def open_to(pupil: Pupil, referral: Referral, account: Account, organisation: Organisation) -> Window:
    about = {"about_kind": "referral", "about_id": referral.id, "basis": Basis.DUTY, "ends_on": clock.today()}
    return make.window(pupil, account, organisation, (Part.REFERRAL,), **about)


def decision(case: MeetingCase, referral: Referral, by: Account, tells: Account, **given: Any) -> Decision:
    """An offer, unless told otherwise, that nobody has told the family of."""
    ordinary = {"case_id": case.id, "referral_id": referral.id, "pupil_id": referral.pupil_id, "quorum": 2}
    ordinary |= {"decided_by": by.id, "tells_id": tells.id, "outcome": DecisionOutcome.OFFER}
    reason = "A small group and a mentor are what helps now."
    made = _add(Decision, given, reason=reason, decided_at=clock.now(), **ordinary)
    _add(DecisionMember, {}, decision_id=made.id, account_id=by.id, counted=True)
    return made


TOLD = {"letter": "Dear carers,\n\nThe panel met.", "letter_to_pupil": "Hello.\n\nThe panel read what you said."}


def parts(decision: Decision, place: Organisation | None = None) -> Sequence[OfferPart]:
    rows = [
        (SlotKind.COLLEGE, "Construction at college", place.id if place else None, 4, SlotBasis.OFF_SITE_ACTIVITY),
        (SlotKind.BASE, "Maths and English in the supervised room", None, 4, SlotBasis.AT_SCHOOL),
    ]
    return [
        _add(
            OfferPart, {}, decision_id=decision.id, pupil_id=decision.pupil_id, position=position, kind=kind,
            words=words, place_id=place_id, sessions=sessions, basis=basis,
        )
        for position, (kind, words, place_id, sessions, basis) in enumerate(rows, 1)
    ]  # fmt: skip
