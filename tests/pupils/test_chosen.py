"""Each answer of a pupil has its own readers, by one rule for every kind of answer; nobody chosen means nobody more."""

import itertools

import pytest
import sqlalchemy as sa

from tests import make_plans
from tests.cast import Cast
from tests.plans.steps import ready
from virtual_school.core.db import db
from virtual_school.plans.models import PlanVersion, PlanWords
from virtual_school.pupils import chosen
from virtual_school.pupils.access import Relation
from virtual_school.pupils.models import Part
from virtual_school.referrals.models import Answer

CHOICES = list(itertools.product((False, True), repeat=3))


def answers(school: bool, panel: bool, parent: bool) -> tuple[Answer, PlanWords]:
    return (
        Answer(for_school=school, for_panel=panel, for_parent=parent),
        PlanWords(for_school=school, for_parent=parent),
    )


@pytest.mark.parametrize(("school", "panel", "parent"), CHOICES)
def test_who_reads_an_answer_is_who_was_chosen(school: bool, panel: bool, parent: bool) -> None:
    in_referral, in_plan = answers(school, panel, parent)
    for answer in (in_referral, in_plan):
        read = {relation for relation in Relation if chosen.reads(relation, answer)}
        assert chosen.ALWAYS <= read
        assert (Relation.SCHOOL in read) is school
        assert (Relation.CARER in read) is parent
        assert not read & {Relation.SOCIAL_WORKER, Relation.WINDOW}
        assert chosen.audience(Part.PLAN, answer).relations == read
    assert chosen.reads(Relation.OFFICE, in_referral) is panel
    assert chosen.reads(Relation.OFFICE, in_plan) is school


def test_nothing_is_chosen_beforehand() -> None:
    for table in (Answer, PlanWords):
        for name in ("for_school", "for_parent"):
            assert sa.inspect(table).columns[name].default.arg is False
    nobody, _in_plan = answers(False, False, False)
    assert {one for one in Relation if chosen.reads(one, nobody)} == chosen.ALWAYS


def test_no_relation_reads_none(cast: Cast) -> None:
    assert not db.session.scalars(sa.select(Answer.id).where(chosen.readable(None, Answer))).all()


def test_the_condition_says_the_same_as_the_rule(cast: Cast) -> None:
    version = db.session.get_one(PlanVersion, ready(cast))
    made = [
        make_plans.words(version, f"{school} {parent}", for_school=school, for_parent=parent, position=position)
        for position, (school, parent) in enumerate(itertools.product((False, True), repeat=2), 2)
    ]
    for relation in Relation:
        own = sa.select(PlanWords.id).where(PlanWords.id.in_([one.id for one in made]))
        found = set(db.session.scalars(own.where(chosen.readable(relation, PlanWords))))
        assert found == {one.id for one in made if chosen.reads(relation, one)}, relation


def test_who_judged_with_a_pupil_goes_on_with_their_words(cast: Cast) -> None:
    version = db.session.get_one(PlanVersion, ready(cast))
    words = make_plans.words(version, "Lego.", judged_with="Mrs Kaye", position=9)
    db.session.flush()
    db.session.refresh(words)
    assert words.judged_with == "Mrs Kaye"
