"""Each drawn pupil's way to a programme: referral, panel, decision, footing, plan and week."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.demo import said, theirs
from virtual_school.demo.crowd import LEADERS, Person, head, head_of_year
from virtual_school.demo.offers import OWN, PAPERS, PART_TIME_WEEKS, REASON, Offered, offer_for
from virtual_school.demo.people import Valley
from virtual_school.mentoring import changes as mentoring
from virtual_school.mentoring.models import MentorTask
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.plans import changes as plans
from virtual_school.plans.changes import Quoted
from virtual_school.plans.models import PlanVersion
from virtual_school.pupils import changes as pupils
from virtual_school.pupils.models import Carer, How, LawfulBasis, Party, Programme
from virtual_school.pupils.queries import sharing_about
from virtual_school.referrals import letters
from virtual_school.referrals.changes import confirm, contribution, decision, meeting, referral, telling
from virtual_school.referrals.changes.confirm import Confirmed
from virtual_school.referrals.changes.decision import Decided, Part
from virtual_school.referrals.models import (
    Decision,
    DecisionOutcome,
    Meeting,
    MeetingCase,
    OfferPart,
    Panel,
    Question,
    Referral,
)
from virtual_school.referrals.said import Given, Said
from virtual_school.referrals.words import QUESTION_WORDS
from virtual_school.timetable import changes as timetable
from virtual_school.timetable import days
from virtual_school.timetable.changes import Content
from virtual_school.timetable.models import Footing, SlotBasis, WeekPattern

# The day of each meeting of the panel, and the first day of the programmes that it led to.
MEETINGS = (
    (dt.date(2026, 7, 1), dt.date(2026, 9, 7)),
    (dt.date(2026, 9, 9), dt.date(2026, 9, 21)),
    (dt.date(2026, 9, 23), dt.date(2026, 10, 5)),
    (dt.date(2026, 10, 14), dt.date(2026, 11, 2)),
)
# The last day of the school year: however long the demonstration goes on, somebody is there.
ENDS_ON = dt.date(2027, 7, 16)
INTERPRETER = "Council interpreter"
WITHOUT = "They said no and then came to see the room. We go on with what they did say yes to, and ask again."


@dataclass(frozen=True, slots=True)
class Course:
    """A drawn pupil with the programme that they came to."""

    person: Person
    programme: Programme
    week: WeekPattern
    offered: Sequence[Offered]


def at(on: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    """A moment of a day of the demonstration."""
    return dt.datetime.combine(on, dt.time(hour, minute), clock.LONDON)


def build_journeys(valley: Valley, panel: Panel, people: Sequence[Person]) -> list[Course]:
    """Everybody's way, meeting by meeting."""
    found = []
    for cohort, (met_on, starts_on) in enumerate(MEETINGS):
        those = [one for one in people if one.draw.cohort == cohort]
        found += _cohort(valley, panel, those, met_on, starts_on)
    return found


def _cohort(valley: Valley, panel: Panel, those: list[Person], met_on: dt.date, starts_on: dt.date) -> list[Course]:
    clerk = valley.acting("Pia Lorne", Role.PANEL_CLERK)
    with clock.pretend(at(met_on - dt.timedelta(days=21), 10)):
        asked = [refer(valley, one) for one in those]
        held = meeting.make_meeting(
            clerk, panel_id=panel.id, starts_at=at(met_on, 15, 30), place="Wren Hill School, library"
        )
    with clock.pretend(at(met_on - dt.timedelta(days=7), 11)):
        for one, made in zip(those, asked, strict=True):
            _sign(valley, one, made)
    with clock.pretend(at(met_on - dt.timedelta(days=6), 9)):
        cases = [meeting.put_before(clerk, meeting=held, referral=made) for made in asked]
    rows = list(zip(those, asked, cases, strict=True))
    decided = [_decide(valley, held, one, made, case, number) for number, (one, made, case) in enumerate(rows)]
    with clock.pretend(at(met_on, 17, 30)):
        meeting.close(clerk, held)
    return [begin(valley, one, row, starts_on) for one, row in zip(those, decided, strict=True)]


def refer(valley: Valley, one: Person) -> Referral:
    """Opened by the head of year; told, and the mentor named, on the same day."""
    by, lead = head_of_year(valley, one.draw), valley.acting("Ruth Amadi", Role.VIRTUAL_SCHOOL_LEAD)
    made = referral.open_referral(
        by,
        pupil_id=one.pupil.id,
        organisation_id=valley.organisations[one.draw.school].id,
        why_now=theirs.why_now(one.draw),
        tried=said.nth(said.TRIED, one.draw.number),
        basis=LawfulBasis.PUBLIC_TASK,
    )
    referral.name_mentor(lead, made, valley.accounts[one.mentor].id)
    for note in sharing_about(referral.ABOUT, made.id):
        pupils.tell_sharing(by, note, clock.today())
    return made


def _sign(valley: Valley, one: Person, made: Referral) -> None:
    """What pupil and carers say, then the head's sign-off and the lead's look."""
    willing = say_their_parts(valley, one, made)
    sign_off(valley, one, made, willing)
    referral.pass_on(valley.acting("Ruth Amadi", Role.VIRTUAL_SCHOOL_LEAD), made)


def sign_off(valley: Valley, one: Person, made: Referral, willing: bool) -> None:
    referral.sign(head(valley, one.draw.school), made, None if willing else WITHOUT)


def say_their_parts(valley: Valley, one: Person, made: Referral) -> bool:
    """What pupil and carers say, sent to the head; whether the pupil wants to take part."""
    mentor = valley.acting(one.mentor, Role.MENTOR)
    how = How.IN_PERSON
    own = tuple(
        Said(question, text, for_school=True, for_panel=True, for_parent="says_no" not in one.draw.marks)
        for question, text in theirs.own_words(one.draw)
    )
    contribution.give(mentor, made, (Party.PUPIL, None), Given(own, how=how, read_back=True), has_read=True)
    for carer in one.carers:
        hers = (Said(Question.CARER_HOPE, said.nth(said.CARER_HOPES, one.draw.number)),)
        given = Given(hers, how=How.PHONE, read_back=True, interpreter=interpreter(carer))
        contribution.give(mentor, made, (Party.CARER, carer.id), given, has_read=True)
        _says(mentor, one, carer, True)
    willing = "says_no" not in one.draw.marks
    _says(mentor, one, None, willing)
    referral.send(head_of_year(valley, one.draw), made)
    return willing


def interpreter(carer: Carer | None) -> str | None:
    return INTERPRETER if carer is not None and carer.language else None


def _says(mentor: Viewer, one: Person, carer: Carer | None, agrees: bool) -> None:
    pupils.say_take_part(
        mentor,
        pupil_id=one.pupil.id,
        party=Party.CARER if carer else Party.PUPIL,
        carer_id=carer.id if carer else None,
        agrees=agrees,
        words=None if agrees else "I do not want people talking about me.",
        how=How.PHONE if carer else How.IN_PERSON,
        interpreter=interpreter(carer),
        read_back=True,
    )


def _decide(valley: Valley, held: Meeting, one: Person, made: Referral, case: MeetingCase, number: int) -> Decision:
    """The panel offers a week; the mentor tells the family the next morning."""
    there = {valley.accounts[name].id: school != one.draw.school for name, school in valley.panel.items()}
    by = valley.acting(
        next(name for name, school in valley.panel.items() if school != one.draw.school), Role.PANEL_MEMBER
    )
    met_on = clock.local(held.starts_at).date()
    parts = [
        Part(part.kind, part.words, _place(valley, one, part), len(part.halves), part.basis)
        for part in offer_for(one.draw.shape, one.draw.year)
    ]
    reason = said.nth(said.REASONS, one.draw.number)
    tells = valley.accounts[one.mentor].id
    with clock.pretend(at(met_on, 15, 40 + number)):
        if number == 0:
            for name in valley.panel:
                meeting.note_came(by, held, valley.accounts[name].id)
        decided = Decided(DecisionOutcome.OFFER, reason, tells, parts=parts)
        row = decision.decide(by, case=case, referral=made, decided=decided, there=there, quorum=2)
    with clock.pretend(at(met_on + dt.timedelta(days=1), 10, 30)):
        _tell(valley, one, row, parts)
    return row


def _place(valley: Valley, one: Person, part: Offered) -> uuid.UUID | None:
    if part.place is None:
        return None
    return valley.organisations[part.place if part.place != OWN else one.draw.school].id


def _tell(valley: Valley, one: Person, row: Decision, parts: Sequence[Part]) -> None:
    about = letters.About(
        network=valley.network.name,
        first_name=one.pupil.known_as,
        school=one.draw.school,
        outcome=row.outcome,
        decided_at=row.decided_at,
        reason=row.reason,
        conditions=None,
        instead=None,
        instead_who=None,
        instead_from=None,
        tells=one.mentor,
        parts=[(part.words, part.sessions) for part in parts],
    )
    by = valley.acting(one.mentor, Role.MENTOR)
    telling.tell(by, row, told_at=clock.now(), letter=letters.to_carers(about), letter_to_pupil=letters.to_pupil(about))


def begin(valley: Valley, one: Person, row: Decision, starts_on: dt.date) -> Course:
    """The head confirms the footing of each part; mentor and family lay out and agree the plan before the first day."""
    by = head(valley, one.draw.school)
    words = [Quoted(str(QUESTION_WORDS[question]), text, True, False) for question, text in theirs.own_words(one.draw)]
    with clock.pretend(at(days.school_days_after(clock.local(row.decided_at).date(), 3), 9, 15)):
        programme = confirm.start(
            by, decision=row, confirmed=_confirmed(row, starts_on), starts_on=starts_on, ends_on=ENDS_ON, words=words
        )
    offered = offer_for(one.draw.shape, one.draw.year)
    with clock.pretend(
        at(max(clock.local(row.decided_at).date() + dt.timedelta(days=6), starts_on - dt.timedelta(days=3)), 14)
    ):
        week = _agree(valley, one, programme, offered, row)
        mentor = valley.acting(one.mentor, Role.MENTOR)
        for task in db.session.scalars(sa.select(MentorTask).where(MentorTask.pupil_id == one.pupil.id)).all():
            mentoring.do_task(mentor, task)
    return Course(one, programme, week, offered)


def _confirmed(row: Decision, starts_on: dt.date) -> list[Confirmed]:
    question = sa.select(OfferPart).where(OfferPart.decision_id == row.id).order_by(OfferPart.position)
    found = []
    for part in db.session.scalars(question):
        part_time = part.basis is SlotBasis.PART_TIME_TIMETABLE
        ends_on = starts_on + dt.timedelta(weeks=PART_TIME_WEEKS) if part_time else ENDS_ON
        reason = REASON if part_time else None
        found.append(Confirmed(part.id, part.basis, starts_on, ends_on, papers=PAPERS, reason=reason))
    return found


def _agree(valley: Valley, one: Person, programme: Programme, offered: Sequence[Offered], row: Decision) -> WeekPattern:
    mentor = valley.acting(one.mentor, Role.MENTOR)
    version = db.session.scalars(sa.select(PlanVersion).where(PlanVersion.pupil_id == one.pupil.id)).one()
    week = db.session.get_one(WeekPattern, version.pattern_id)
    footings = {
        footing.kind: footing
        for footing in db.session.scalars(sa.select(Footing).where(Footing.pupil_id == one.pupil.id))
    }
    contents = ((part, _content(valley, one, part, footings[part.kind])) for part in offered)
    timetable.lay_out(mentor, week, [(*half, content) for part, content in contents for half in part.halves])
    for number in range(1 + one.draw.number % 2):
        words, measure, whom = theirs.goal(one.draw, number)
        by_on = programme.starts_on + dt.timedelta(weeks=12)
        plans.add_goal(mentor, version, words=words, measure=measure, by_on=by_on, with_whom=whom)
    plans.set_review(mentor, version, programme.starts_on + dt.timedelta(weeks=12 + one.draw.number % 5))
    plans.propose(mentor, version)
    _all_say_yes(valley, one, version, mentor)
    return week


def _content(valley: Valley, one: Person, part: Offered, footing: Footing) -> Content:
    responsible = part.responsible or (LEADERS[one.draw.school][2] if part.place == OWN else one.mentor)
    account = valley.accounts.get(responsible)
    return Content(
        kind=part.kind,
        words=part.words,
        starts_on=footing.starts_on,
        ends_on=footing.ends_on,
        place_id=footing.place_id,
        responsible_id=account.id if account else None,
        responsible=None if account else responsible,
        footing_id=footing.id,
    )


def _all_say_yes(valley: Valley, one: Person, version: PlanVersion, mentor: Viewer) -> None:
    spoken = {"how": How.IN_PERSON, "read_back": True}
    plans.answer(mentor, version, party=Party.PUPIL, agrees=True, **spoken)  # type: ignore[arg-type]
    for carer in one.carers:
        by_phone = {"how": How.PHONE, "read_back": True, "interpreter": interpreter(carer)}
        plans.answer(mentor, version, party=Party.CARER, carer_id=carer.id, agrees=True, **by_phone)  # type: ignore[arg-type]
    plans.answer(head_of_year(valley, one.draw), version, party=Party.SCHOOL, agrees=True)
    plans.answer(mentor, version, party=Party.MENTOR, agrees=True)
