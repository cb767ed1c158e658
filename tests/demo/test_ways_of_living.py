"""Those who live in a way of their own: each is found where their record has a place for it, not in notes alone."""

import collections
import uuid
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from tests.demo.conftest import Loaded
from virtual_school.core.db import db, in_force
from virtual_school.core.notes import Note
from virtual_school.demo import names, said
from virtual_school.demo.draws import Draw, draw
from virtual_school.demo.valley import ADULTS, ORGANISATIONS, SCHOOL_STAFF
from virtual_school.identity.models import Account, Membership
from virtual_school.learning.models import Assignment, Attempt, Feedback, HandIn, Piece
from virtual_school.library.models import Lesson
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.plans.models import Goal, PlanAgreement, PlanWords
from virtual_school.pupils.models import (
    Away,
    CareKind,
    CareLink,
    Carer,
    Circumstance,
    CircumstanceKind,
    Enrolment,
    Party,
    Programme,
    Pupil,
    TakePart,
)
from virtual_school.referrals.models import Answer, Contribution, Referral
from virtual_school.referrals.policy.standing import missing
from virtual_school.referrals.queries.standing import standing_of
from virtual_school.timetable.models import Footing, Slot, SlotBasis, SlotKind


def drawn(mark: str) -> Draw:
    return next(one for one in draw(39, 58)[0] if mark in one.marks)


def who_said(words: str) -> uuid.UUID:
    """Whose plan has these words of their own in it."""
    found = set(db.session.scalars(sa.select(PlanWords.pupil_id).where(PlanWords.text == words)))
    assert len(found) == 1, words
    return found.pop()


def of(mark: str) -> uuid.UUID:
    return who_said(said.OWN_WORDS[mark][0])


def every(answer: Any, *conditions: Any) -> Sequence[Any]:
    return db.session.scalars(sa.select(answer).where(*conditions)).all()


def goals_of(pupil_id: uuid.UUID) -> set[str]:
    return set(every(Goal.words, Goal.pupil_id == pupil_id))


def test_what_they_say_themselves_is_in_referral_and_plan(inside: Loaded) -> None:
    for mark, own in said.OWN_WORDS.items():
        pupil_id = of(mark)
        assert set(own) <= set(every(PlanWords.text, PlanWords.pupil_id == pupil_id)), mark
        question = sa.select(Answer.text).join(Contribution, Contribution.id == Answer.contribution_id)
        given = db.session.scalars(
            question.where(Contribution.pupil_id == pupil_id, Contribution.party == Party.PUPIL)
        ).all()
        assert set(given) == set(own), mark
    for mark, why in said.WHY_NOW_OF.items():
        assert len(every(Referral.id, Referral.why_now == why)) == 1, mark
    for mark, (goal, _measure, _whom) in said.GOALS_OF.items():
        assert goal in goals_of(of(mark)), mark


def test_each_is_on_a_programme_today(inside: Loaded) -> None:
    here = set(every(Programme.pupil_id, Programme.outcome.is_(None)))
    assert {of(mark) for mark in said.OWN_WORDS} <= here
    sams = set(every(CareLink.pupil_id, CareLink.account_id == account("Sam Whitlow"), CareLink.ended_at.is_(None)))
    assert {of("does_not_write"), of("ill_at_home")} <= sams


def account(name: str) -> uuid.UUID:
    return db.session.scalars(sa.select(Account.id).where(Account.name == name)).one()


def test_who_does_not_write_hands_in_pictures(inside: Loaded) -> None:
    goes = (
        sa.select(HandIn.text, sa.func.count(Piece.id))
        .join(Attempt, Attempt.id == HandIn.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .outerjoin(Piece, Piece.attempt_id == Attempt.id)
        .where(Assignment.pupil_id == of("does_not_write"))
        .group_by(HandIn.id, HandIn.text)
    )
    found = db.session.execute(goes).all()
    assert len(found) >= 5
    assert all(text == "" and many == 1 for text, many in found)


def test_who_is_ill_learns_at_home_as_the_authority_arranged(inside: Loaded) -> None:
    footings = every(Footing.basis, Footing.pupil_id == of("ill_at_home"), Footing.kind == SlotKind.HOME_ONLINE)
    assert footings == [SlotBasis.ARRANGED_BY_AUTHORITY]
    halves = every(Slot.kind, Slot.pupil_id == of("ill_at_home"))
    assert collections.Counter(halves) == {SlotKind.HOME_ONLINE: 4, SlotKind.BASE: 1}


def test_who_says_no_said_it_and_the_head_says_why_they_go_on(inside: Loaded) -> None:
    no = every(TakePart.pupil_id, TakePart.agrees.is_(False))
    assert no == [of("says_no")]
    assert every(Referral.pupil_id, Referral.without_because.is_not(None)) == no
    of_theirs = sa.select(Contribution.id).where(Contribution.pupil_id == no[0], Contribution.party == Party.PUPIL)
    assert not any(every(Answer.for_parent, Answer.contribution_id.in_(of_theirs)))


def test_a_young_carer_is_known_as_one(inside: Loaded) -> None:
    assert every(Circumstance.pupil_id, Circumstance.kind == CircumstanceKind.YOUNG_CARER) == [of("young_carer")]


def test_an_interpreter_is_named_wherever_little_english_is_spoken(inside: Loaded) -> None:
    little = set(every(Circumstance.pupil_id, Circumstance.kind == CircumstanceKind.LITTLE_ENGLISH))
    assert len(little) == 6
    assert little <= set(every(Carer.pupil_id, Carer.language.is_not(None)))
    for table in (TakePart, PlanAgreement, Contribution):
        spoken = every(table.interpreter, table.pupil_id.in_(little), table.party == Party.CARER)
        assert len(spoken) >= 6 and all(spoken), table


def test_two_sets_of_carers_live_apart_one_under_an_order(inside: Loaded) -> None:
    many = sa.select(Carer.pupil_id).group_by(Carer.pupil_id).having(sa.func.count() == 2)
    both = set(db.session.scalars(many))
    apart = [one for one in both if sorted(every(Carer.lives_with, Carer.pupil_id == one)) == [False, True]]
    assert len(apart) == len(both) == 2 and of("apart") in both
    assert len(every(Carer.id, Carer.order_in_force.is_not(None))) == 1


def test_a_brother_and_a_sister(inside: Loaded) -> None:
    pair = [db.session.get_one(Pupil, of(mark)) for mark in ("brother", "sister")]
    assert [one.given_name for one in pair] == [names.GIVEN_OF["brother"], names.GIVEN_OF["sister"]]
    assert pair[0].family_name == pair[1].family_name and pair[0].year != pair[1].year
    assert len({school_of(one.id) for one in pair}) == 1
    assert len(set(every(Carer.name, Carer.pupil_id.in_([one.id for one in pair])))) == 1


def school_of(pupil_id: uuid.UUID) -> uuid.UUID:
    return every(Enrolment.organisation_id, Enrolment.pupil_id == pupil_id)[0]


def test_two_to_be_kept_apart_are_never_at_one_place(inside: Loaded) -> None:
    """Nobody's page says who and why: their schools and places differ, and that is all that can be seen."""
    one, two = (
        every(Referral.pupil_id, Referral.why_now == said.WHY_NOW_OF[mark])[0] for mark in ("keep_one", "keep_two")
    )
    places = [set(every(Slot.place_id, Slot.pupil_id == pupil_id)) for pupil_id in (one, two)]
    assert all(places) and not places[0] & places[1]


def test_an_employer_is_somebodys_father(inside: Loaded) -> None:
    father = db.session.scalars(sa.select(Carer).where(Carer.name == "Ned Hallam")).one()
    assert father.called == "Dad" and father.pupil_id == of("with_father")
    workshop = every(Organisation.id, Organisation.name == "Hallam’s workshop")
    there = [Slot.pupil_id == father.pupil_id, Slot.place_id == workshop[0]]
    assert set(every(Slot.kind, *there)) == {SlotKind.WORK_EXPERIENCE} and len(every(Slot.id, *there)) == 4


def test_in_care_and_with_a_social_worker(inside: Loaded) -> None:
    in_care = set(every(Circumstance.pupil_id, Circumstance.kind == CircumstanceKind.IN_CARE))
    helped = set(every(Circumstance.pupil_id, Circumstance.kind == CircumstanceKind.SOCIAL_WORKER))
    assert (len(in_care), len(helped)) == (3, 4)
    assert set(every(CareLink.pupil_id, CareLink.kind == CareKind.SOCIAL_WORKER)) == in_care | helped


def test_places_people_and_lessons_as_many_as_there_should_be(inside: Loaded) -> None:
    kinds = collections.Counter(kind.value for kind in ORGANISATIONS.values())
    assert kinds == {
        "virtual_school": 1, "school": 8, "pupil_referral_unit": 1, "special_school": 1, "college": 1, "agency": 2,
        "library": 1, "employer": 3, "authority": 1,
    }  # fmt: skip
    assert sum(name.endswith("Primary") for name in ORGANISATIONS) == 2
    staff = set(every(Membership.account_id))
    assert 58 <= len(staff) <= 68 and len(staff) >= len(ADULTS + SCHOOL_STAFF)
    schools = {"school", "pupil_referral_unit", "special_school"}
    kept = set(every(Membership.organisation_id, Membership.role == Role.ATTENDANCE_OFFICER))
    assert len(kept) == sum(kind.value in schools for kind in ORGANISATIONS.values())
    assert len(every(Lesson.id)) >= 60
    assert len(set(every(Away.pupil_id))) in range(59, 62)


def test_years_and_needs(inside: Loaded) -> None:
    years = collections.Counter(every(Pupil.year))
    assert sum(years[year] for year in (9, 10, 11)) > 0.7 * years.total()
    known = collections.Counter(every(Circumstance.kind))
    assert known[CircumstanceKind.FREE_MEALS] > years.total() / 2
    assert 23 <= known[CircumstanceKind.EHCP] <= 28
    assert known[CircumstanceKind.SEN_SUPPORT] > years.total() / 2


def test_referrals_that_wait_have_everything_they_need(inside: Loaded) -> None:
    """Whoever plays head or lead can take them on: nothing is missing that somebody else would have to do first."""
    waiting = db.session.scalars(sa.select(Referral).where(Referral.ended_at.is_(None))).all()
    found = {row.state.value: standing_of(row) for row in waiting if row.state.value in ("with_head", "with_lead")}
    assert sorted(found) == ["with_head", "with_lead"]
    assert not [one for standing in found.values() for one in missing(standing)]


def test_most_answers_were_opened_and_none_came_at_a_weekend(inside: Loaded) -> None:
    answers = db.session.scalars(sa.select(Feedback)).all()
    read = set(every(Note.object_id, Note.kind == "feedback.read"))
    assert 0.7 < sum(one.id in read for one in answers) / len(answers) < 1
    assert all(one.returned_at.isoweekday() < 6 for one in answers)


def test_an_absence_is_open_on_the_first_day(inside: Loaded) -> None:
    assert len(every(Away.id, in_force(Away, draw_day()))) >= 8


def draw_day() -> Any:
    return max(every(Away.starts_on))
