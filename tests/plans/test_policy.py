"""Who may do what with a plan, without a database."""

import uuid
from dataclasses import replace

import pytest

from virtual_school.network.roles import Hat, Role
from virtual_school.network.viewer import Viewer
from virtual_school.plans import parties, policy
from virtual_school.plans.models import PlanAgreement, PlanState
from virtual_school.plans.readiness import Missing
from virtual_school.pupils import access
from virtual_school.pupils.access import Access, Relation
from virtual_school.pupils.models import Carer, How, Party

NETWORK, MENTOR_ID = uuid.uuid4(), uuid.uuid4()


def reaches(relation: Relation) -> Access:
    return Access(relation, access.ALL, "You are here.")


def viewer(role: Role) -> Viewer:
    hat = Hat("key", role, uuid.uuid4())
    return Viewer(MENTOR_ID, NETWORK, "Dani", (hat,), hat)


@pytest.mark.parametrize("relation", Relation)
@pytest.mark.parametrize("state", PlanState)
def test_only_mentor_and_pupil_write_and_only_a_draft(relation: Relation, state: PlanState) -> None:
    may = policy.can_write(reaches(relation), state)
    assert bool(may) is (relation in (Relation.MENTOR, Relation.SELF) and state is PlanState.DRAFT)
    assert may.because


@pytest.mark.parametrize("relation", Relation)
@pytest.mark.parametrize("state", PlanState)
def test_both_sides_say_how_far_a_goal_is_while_it_stands(relation: Relation, state: PlanState) -> None:
    may = policy.can_rate(reaches(relation), state)
    assert bool(may) is (relation in (Relation.MENTOR, Relation.SELF) and state is not PlanState.SUPERSEDED)


@pytest.mark.parametrize("relation", Relation)
def test_the_mentor_alone_leads(relation: Relation) -> None:
    opened, by_mentor = reaches(relation), relation is Relation.MENTOR
    assert bool(policy.can_propose(opened, PlanState.DRAFT, [])) is by_mentor
    assert bool(policy.can_take_back(opened, PlanState.PROPOSED)) is by_mentor
    assert bool(policy.can_record(opened, PlanState.PROPOSED)) is by_mentor
    assert bool(policy.can_begin_version(opened, is_agreed=True, is_over=False, has_open=False)) is by_mentor


def test_the_first_missing_thing_is_the_reason() -> None:
    may = policy.can_propose(
        reaches(Relation.MENTOR), PlanState.DRAFT, [Missing("goals", "No goal."), Missing("week", "")]
    )
    assert not may and may.because == "No goal."


@pytest.mark.parametrize(
    ("is_agreed", "is_over", "has_open"), [(False, False, False), (True, True, False), (True, False, True)]
)
def test_no_new_version_of_what_is_not_agreed_over_or_open(is_agreed: bool, is_over: bool, has_open: bool) -> None:
    opened = reaches(Relation.MENTOR)
    assert not policy.can_begin_version(opened, is_agreed=is_agreed, is_over=is_over, has_open=has_open)


@pytest.mark.parametrize("role", [Role.HEAD_OF_YEAR, Role.HEADTEACHER, Role.SENCO, Role.SAFEGUARDING_LEAD])
def test_head_of_year_or_head_answers_for_the_school(role: Role) -> None:
    party = policy.party_of(viewer(role), reaches(Relation.SCHOOL))
    assert party is (Party.SCHOOL if role in policy.FOR_SCHOOL else None)
    goes_on = policy.can_go_on_without(viewer(role), reaches(Relation.SCHOOL), PlanState.PROPOSED)
    assert bool(goes_on) is (role is Role.HEADTEACHER)


def test_one_person_does_not_answer_for_two() -> None:
    given = PlanAgreement(party=Party.MENTOR, carer_id=None, agrees=True, recorded_by=MENTOR_ID, how=How.SELF)
    written = PlanAgreement(party=Party.PUPIL, carer_id=None, agrees=True, recorded_by=MENTOR_ID, how=How.PHONE)
    as_school = (Party.SCHOOL, None)
    dani = viewer(Role.HEAD_OF_YEAR)
    assert not policy.can_answer(dani, as_school, PlanState.PROPOSED, [given])
    assert policy.can_answer(dani, as_school, PlanState.PROPOSED, [written])
    assert policy.can_answer(dani, (Party.MENTOR, None), PlanState.PROPOSED, [given])


def test_a_yes_counts_until_it_is_taken_back() -> None:
    carer = Carer(id=uuid.uuid4(), lives_with=True)
    keys = parties.to_ask([carer])
    assert keys == [(Party.PUPIL, None), (Party.CARER, carer.id), (Party.SCHOOL, None), (Party.MENTOR, None)]
    answers = [PlanAgreement(party=party, carer_id=carer_id, agrees=True) for party, carer_id in keys]
    assert parties.all_said_yes([carer], answers) and parties.somebody_living_with_said_yes([carer], answers)
    no = PlanAgreement(party=Party.CARER, carer_id=carer.id, agrees=False)
    assert not parties.all_said_yes([carer], [*answers, no])
    assert not parties.somebody_living_with_said_yes([carer], [*answers, no])
    assert not parties.all_said_yes([carer], answers[1:])


def test_what_is_being_written_is_for_no_carer() -> None:
    opened = reaches(Relation.CARER)
    assert not policy.sees_draft(opened) and policy.sees_draft(replace(opened, relation=Relation.SCHOOL))
