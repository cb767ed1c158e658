"""What lead, clerk, chair and members do with panels and meetings."""

import datetime as dt
import uuid

from flask import Response

from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.core.saving import drafts
from virtual_school.identity.models import Membership
from virtual_school.network.viewer import Viewer
from virtual_school.referrals.changes import meeting as meetings
from virtual_school.referrals.changes import panel as panels
from virtual_school.referrals.models import Discussion, Meeting, MeetingCase, Panel, PanelMember, Referral
from virtual_school.referrals.policy import panel as policy
from virtual_school.referrals.policy.panel import Room
from virtual_school.referrals.queries.meeting import Case


def account_of(viewer: Viewer) -> uuid.UUID:
    """Whose drafts and keys these are. Only a person has any."""
    if viewer.account_id is None:
        raise NotVisible
    return viewer.account_id


def make_panel(viewer: Viewer, *, name: str, quorum: int) -> Panel:
    require(policy.can_make_panels(viewer))
    return panels.make_panel(viewer, name=name, quorum=quorum)


def add_member(viewer: Viewer, panel: Panel, holder: Membership, *, chairs: bool) -> PanelMember:
    """Somebody with the role of a panel member, for the organisation of that role."""
    require(policy.can_make_panels(viewer))
    return panels.add_member(
        viewer, panel=panel, account_id=holder.account_id, organisation_id=holder.organisation_id, chairs=chairs
    )


def end_member(viewer: Viewer, member: PanelMember, because: str | None) -> None:
    require(policy.can_make_panels(viewer))
    panels.end_member(viewer, member, because or None)


def make_meeting(viewer: Viewer, panel: Panel, *, starts_at: dt.datetime, place: str) -> Meeting:
    require(policy.can_run_meetings(viewer))
    return meetings.make_meeting(viewer, panel_id=panel.id, starts_at=starts_at, place=place)


def put_before(viewer: Viewer, meeting: Meeting, referral: Referral) -> MeetingCase:
    require(policy.can_run_meetings(viewer))
    return meetings.put_before(viewer, meeting=meeting, referral=referral)


def take_off(viewer: Viewer, case: MeetingCase, because: str) -> None:
    require(policy.can_run_meetings(viewer))
    meetings.take_off(viewer, case, because)


def earlier(viewer: Viewer, case: MeetingCase) -> None:
    require(policy.can_run_meetings(viewer))
    meetings.earlier(viewer, case)


def note_who_is_there(
    viewer: Viewer, meeting: Meeting, room: Room, account_id: uuid.UUID | None, *, came: bool
) -> None:
    """Note that a member of the panel came, or left."""
    require(policy.can_note_who_is_there(viewer, room.seat(viewer.account_id)))
    seat = room.seat(account_id)
    if seat is None:
        raise NotVisible
    note = meetings.note_came if came else meetings.note_left
    note(viewer, meeting, seat.account_id)


def close(viewer: Viewer, meeting: Meeting, room: Room) -> None:
    require(policy.can_note_who_is_there(viewer, room.seat(viewer.account_id)))
    meetings.close(viewer, meeting)


# The minutes --------------------------------------------------------------------------------------------------------


def subject_of_words(case: Case) -> str:
    return f"case:{case.row.id}"


def save_words(viewer: Viewer, case: Case, room: Room, sent: drafts.Save) -> Response:
    """Keep what somebody is typing into the minutes, for nobody but themselves."""
    require(policy.can_speak(viewer, room.seat(viewer.account_id)))
    if case.meeting.closed_at is not None:
        raise WrongState
    return drafts.save(account_of(viewer), subject_of_words(case), sent)


def say(viewer: Viewer, case: Case, room: Room, words: str) -> Discussion:
    """Add to the minutes. What stands there stays."""
    require(policy.can_speak(viewer, room.seat(viewer.account_id)))
    said = meetings.say(viewer, case.row, case.referral.pupil_id, words)
    drafts.take(account_of(viewer), subject_of_words(case))
    return said
