"""A mixed week that everybody has agreed to, one lesson out of it, and its return as far as it is prepared."""

import datetime as dt
import uuid

from virtual_school.core import clock
from virtual_school.demo.people import Valley
from virtual_school.demo.plans import agree_plan, change_plan
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.timetable import changes, days
from virtual_school.timetable.changes import Content
from virtual_school.timetable.models import Footing, ReturnStepKind, Session, SlotBasis, SlotKind

AM, PM = Session.AM, Session.PM
BEGAN = dt.timedelta(weeks=5)
PART_TIME = dt.timedelta(weeks=4)
OUT_FOR = 8  # school days from today

# What the headteacher has confirmed: kind, basis, words, place, papers.
CONFIRMED = (
    (SlotKind.SCHOOL, SlotBasis.AT_SCHOOL, "Lessons at Wren Hill", "Wren Hill School", None),
    (SlotKind.BASE, SlotBasis.AT_SCHOOL, "Library room at Wren Hill", "Wren Hill School", None),
    (
        SlotKind.COLLEGE,
        SlotBasis.OFF_SITE_ACTIVITY,
        "Construction at Marlbridge College",
        "Marlbridge College",
        "Insurance, risk check and staff checks seen",
    ),
    (
        SlotKind.WORK_EXPERIENCE,
        SlotBasis.WORK_EXPERIENCE,
        "Joinery at Hallam’s workshop",
        None,
        "Insurance and risk check seen; Mr Hallam supervises",
    ),
    (SlotKind.HOME_ONLINE, SlotBasis.PART_TIME_TIMETABLE, "Online lessons at home", None, None),
)

# Day, session, kind, what, place in words, who answers.
WEEK = (
    (1, AM, SlotKind.SCHOOL, "English, maths", None, "Bea Collier"),
    (1, PM, SlotKind.SCHOOL, "Science, art", None, "Bea Collier"),
    (2, AM, SlotKind.BASE, "Maths online, mentor at 11:00", "Library room", "Mr Pike"),
    (2, PM, SlotKind.COLLEGE, "Construction", None, "Peter Quill"),
    (3, AM, SlotKind.COLLEGE, "Construction", None, "Peter Quill"),
    (3, PM, SlotKind.COLLEGE, "Construction", None, "Peter Quill"),
    (4, AM, SlotKind.HOME_ONLINE, "English, people skills", None, "Dani Okafor"),
    (4, PM, SlotKind.SCHOOL, "Food, history", None, "Bea Collier"),
    (5, AM, SlotKind.WORK_EXPERIENCE, "Joinery", "Hallam’s workshop", "Mr Hallam"),
    (5, PM, SlotKind.WORK_EXPERIENCE, "Joinery", "Hallam’s workshop", "Mr Hallam"),
)


def build_weeks(valley: Valley) -> None:
    """Ellie's week as it has run for some weeks; she is out of science for some days yet."""
    head = valley.acting("Margaret Holt", Role.HEADTEACHER)
    dani = valley.acting("Dani Okafor", Role.MENTOR)
    ellie = valley.pupils["Ellie"].id
    with clock.pretend(clock.now() - BEGAN):
        footings = _confirmed(valley, head, ellie)
        week = changes.empty_week(dani, ellie)
        changes.lay_out(dani, week, [_part(valley, footings, *row) for row in WEEK])
        out = changes.add_lesson_out(
            dani,
            pupil_id=ellie,
            lesson="science",
            day=1,
            session=PM,
            period="Period 5",
            reason="The corridor at the change of lessons, and being asked to read out.",
            instead="Quiet work in Mrs Kaye’s room",
            responsible_id=valley.accounts["Carol Kaye"].id,
            starts_on=clock.today(),
            ends_on=days.school_days_after((clock.now() + BEGAN).date(), OUT_FOR),
        )
        agree_plan(valley, week)
    with clock.pretend(clock.now() - dt.timedelta(hours=20)):
        joan = valley.acting("Joan Ward", Role.HEAD_OF_YEAR)
        changes.note_step(joan, out, ReturnStepKind.TEACHER_TOLD, "Told Mr Shah: no reading out for now.")
        changes.note_step(dani, out, ReturnStepKind.WHO_MEETS_THEM, "Mrs Kaye meets you at the door at 14:05.")
    change_plan(valley)


def _confirmed(valley: Valley, head: Viewer, pupil_id: uuid.UUID) -> dict[SlotKind, Footing]:
    found = {}
    for kind, basis, words, place, papers in CONFIRMED:
        part_time = basis is SlotBasis.PART_TIME_TIMETABLE
        found[kind] = changes.confirm_footing(
            head,
            pupil_id=pupil_id,
            kind=kind,
            basis=basis,
            words=words,
            place_id=valley.organisations[place].id if place else None,
            starts_on=clock.today(),
            ends_on=clock.today() + BEGAN + PART_TIME if part_time else None,
            papers=papers,
            reason="Getting her strength back after the summer." if part_time else None,
        )
    return found


def _part(
    valley: Valley,
    footings: dict[SlotKind, Footing],
    day: int,
    session: Session,
    kind: SlotKind,
    words: str,
    place: str | None,
    responsible: str,
) -> tuple[int, Session, Content]:
    account = valley.accounts.get(responsible)
    footing = footings[kind]
    content = Content(
        kind=kind,
        words=words,
        starts_on=clock.today(),
        ends_on=footing.ends_on,
        place_id=footing.place_id,
        place=place,
        responsible_id=account.id if account else None,
        responsible=None if account else responsible,
        footing_id=footing.id,
    )
    return day, session, content
