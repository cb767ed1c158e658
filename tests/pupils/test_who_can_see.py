"""The line beside a box says the truth: whoever the policy lets read is covered, and whoever is named can read."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import make, make_safeguarding
from tests.cast import Cast, Person
from tests.pupils.covers import COVERS
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.learning.models import Assignment
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Hat, Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access
from virtual_school.pupils.access import Access, Relation, by_self, opened, reach
from virtual_school.pupils.models import CareKind, Part, Pupil
from virtual_school.pupils.queries import find
from virtual_school.pupils.queries.readers import who_reads
from virtual_school.pupils.readers import Audience, Reader, readers
from virtual_school.pupils.viewers import hats_of
from virtual_school.pupils.whereabouts import WHEREABOUTS_PARTS
from virtual_school.pupils.who_can_see import named, said, who_can_see

Acting = Callable[[Person], Viewer]

DAYS = st.tuples(st.integers(-3, 1), st.none() | st.integers(-1, 3), st.booleans())
# Those that open something by themselves or are needed by a link, and two that open nothing.
OPENING = [*access.SCHOOL_PARTS, *access.OFFICE_PARTS, *(role for role in access.CARE_ROLES if role is not Role.CARER)]
ROLES = st.sampled_from([*OPENING, Role.AGENCY_WORKER, Role.TEACHER])
ADDED = st.lists(
    st.one_of(
        st.tuples(st.just("care"), st.sampled_from(CareKind), DAYS, st.booleans(), st.booleans()),
        st.tuples(st.just("role"), ROLES, DAYS, st.none() | st.sampled_from([9, 10]), st.booleans()),
        st.tuples(st.just("window"), st.sampled_from(Part), DAYS, st.booleans(), st.booleans()),
        st.tuples(st.just("kept"), st.none(), DAYS, st.booleans(), st.booleans()),
    ),
    max_size=7,
)
# What tells where somebody is as often as all the rest: it can be kept in confidence.
PARTS = st.one_of(st.sampled_from(Part), st.sampled_from(sorted(WHEREABOUTS_PARTS, key=lambda part: part.value)))
# Whose each is: few people, so that one has several.
WHOSE = st.lists(st.integers(0, 2), min_size=7, max_size=7)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(added=ADDED, whose=WHOSE, age=st.sampled_from([15, 17, 18]), part=PARTS, closed=st.booleans())
def test_the_readers_are_those_whom_the_policy_lets_read(
    added: list[Any], whose: list[int], age: int, part: Part, closed: bool, cast: Cast, acting: Acting
) -> None:
    viewer = acting(cast.dani)
    with undone():
        pupil, ours, work = _ground(cast, age)
        people = [make.account(f"Person {letter}") for letter in "Abc"]
        for one, at in zip(added, whose, strict=False):
            _add(pupil, people[at], ours, work, one)
        people[2].closed_at = clock.now() if closed else None
        db.session.flush()
        for about in (None, ("assignment", work.id)):
            audience = Audience(part, about=about)
            found = who_reads(viewer, pupil.id, audience)
            accounts = [*people, db.session.get_one(Account, pupil.account_id), *_some(cast)]
            ours_alone = {account.id for account in accounts}
            assert {one.account_id for one in found} & ours_alone == _by_policy(viewer, accounts, pupil, audience)
            for looks in (by_self(), *_by_relation()):
                _holds(viewer, looks, pupil, audience, found)


def _holds(viewer: Viewer, looks: Access, pupil: Pupil, audience: Audience, found: list[Reader]) -> None:
    """Whoever reads is named or covered by what the line says of their relation; whoever is named reads."""
    words = said(viewer, looks, pupil, audience, found)
    by_name = named(looks, found)
    assert {one.account_id for one in by_name} <= {one.account_id for one in found}
    for one in by_name:
        assert one.name.split(" ")[0] in words or one.account_id == viewer.account_id, (one, words)
    if any(one.in_confidence for one in found):
        # By no role of a school or family: whoever is not named here was named by the safeguarding lead.
        assert "Nobody else" in words and "parent" not in words.replace("(parent or carer)", "")
        assert "people at your school who look" not in words and "lead the Virtual School" not in words
        return
    for one in found:
        if one.account_id not in {other.account_id for other in by_name}:
            assert any(phrase in words for phrase in COVERS[looks.relation][one.relation]), (one, words)
    known = {one.account_id for one in by_name} | {viewer.account_id, pupil.account_id}
    for account in db.session.scalars(sa.select(Account).where(Account.id.not_in(known))):
        assert account.name not in words


def _by_relation() -> list[Access]:
    """One of each who may stand before a box, with what their relation opens to them."""
    kinds = {Relation(kind.value): parts for kind, parts in access.CARE_PARTS.items()}
    return [
        Access(Relation.CARER, access.RECORD_PARTS, ""),
        *(Access(relation, parts, "") for relation, parts in kinds.items()),
        Access(Relation.SCHOOL, access.SCHOOL_PARTS[Role.ATTENDANCE_OFFICER], ""),
        Access(Relation.OFFICE, access.OFFICE_PARTS[Role.VIRTUAL_SCHOOL_LEAD], ""),
        Access(Relation.WINDOW, frozenset({Part.WORK}), ""),
    ]


def _ground(cast: Cast, age: int) -> tuple[Pupil, list[Organisation], Assignment]:
    """A pupil of this age on the roll of the first of two schools, with one piece of work."""
    today = clock.today()
    born = dt.date(today.year - age, today.month, min(today.day, 28))
    pupil = make.pupil("Alex Marsh", make.account("Alex Marsh"), date_of_birth=born)
    ours = [make.organisation("One School"), make.organisation("Two School")]
    make.enrolment(pupil, ours[0])
    there = db.session.scalars(sa.select(Assignment).limit(1)).one()
    work = make._add(
        Assignment, {}, pupil_id=pupil.id, revision_id=there.revision_id, set_by=there.set_by, set_at=clock.now()
    )
    return pupil, ours, work


def _add(pupil: Pupil, person: Account, ours: list[Organisation], work: Assignment, one: Any) -> None:
    what, kind, (starts, ends, ended), more, other = one
    today = clock.today()
    last = None if ends is None else today + dt.timedelta(max(ends, starts))
    dated = {"starts_on": today + dt.timedelta(starts), "ends_on": last, "ended_at": clock.now() if ended else None}
    if what == "care":
        rights = {}
        if kind is CareKind.CARER:
            rights = {"carer_id": make.carer(pupil).id, "may_see_record": more, "may_see_whereabouts": other}
        make.care_link(person, pupil, kind, **dated, **rights)
    elif what == "kept":
        make_safeguarding.confidential(pupil, person.id, *([person.id] if more else []), **dated)
    elif what == "role":
        make.membership(person, ours[other], kind, **dated, year=more if kind is Role.HEAD_OF_YEAR else None)
    else:
        onto = {"about_kind": "assignment", "about_id": work.id} if more else {}
        make.window(
            pupil, person, ours[other], (kind,), **{**dated, "ends_on": last or today + dt.timedelta(3)}, **onto
        )


def _some(cast: Cast) -> list[Account]:
    """Some whom nothing links to the pupil: of every pupil's office, of another's care, of another's school."""
    return [db.session.get_one(Account, one.account_id) for one in (cast.lead, cast.kit, cast.head, cast.auditor)]


def _by_policy(viewer: Viewer, accounts: list[Account], pupil: Pupil, audience: Audience) -> set[uuid.UUID]:
    """Those of them who reach it in any hat of theirs: asked of `reach`, one by one."""
    found = set()
    for account in accounts:
        if account.closed_at is not None:
            continue
        hats, pupil_id = hats_of(account.id)
        viewers = (Viewer(account.id, viewer.network_id, account.name, hats, hat, pupil_id) for hat in hats)
        if any(_reaches(one, pupil, audience) for one in viewers):
            found.add(account.id)
    return found


def _reaches(viewer: Viewer, pupil: Pupil, audience: Audience) -> bool:
    own = [Pupil.id == pupil.id, reach(viewer, audience.part)]
    if db.session.scalar(sa.select(Pupil.id).where(*own)):
        return True
    if audience.about is None:
        return False
    kind, object_id = audience.about
    through = opened(viewer, kind, Assignment.id, audience.part)
    return db.session.scalar(sa.select(Assignment.id).where(Assignment.id == object_id, through)) is not None


@contextmanager
def undone() -> Iterator[None]:
    try:
        yield
    finally:
        db.session.rollback()


# An empty selection means nobody ------------------------------------------------------------------------------------


def test_no_links_no_readers_and_no_roles_no_school(cast: Cast, acting: Acting) -> None:
    assert readers([], Audience(Part.WORK)) == []
    viewer = acting(cast.dani)
    assert cast.ellie.pupil_id
    found = who_reads(viewer, cast.ellie.pupil_id, Audience(Part.WORK, roles=frozenset()))
    assert found and not any(one.relation is Relation.SCHOOL for one in found)


def test_a_pupil_whom_nothing_links_has_none_but_the_office(cast: Cast, acting: Acting) -> None:
    viewer = acting(cast.dani)
    with undone():
        alone = make.pupil("Nobody Near")
        assert {one.relation for one in who_reads(viewer, alone.id, Audience(Part.WORK))} == {Relation.OFFICE}
        assert who_reads(viewer, alone.id, Audience(Part.CHECK_INS)) == []


# What it says ---------------------------------------------------------------------------------------------------------


def test_a_pupil_reads_who_is_there_when_their_mentor_is_off(cast: Cast, acting: Acting) -> None:
    viewer = acting(cast.ellie)
    pupil = db.session.get_one(Pupil, viewer.pupil_id)
    with undone():
        make.care_link(db.session.get_one(Account, cast.sam.account_id), pupil, starts_on=clock.today())
        words = who_can_see(viewer, by_self(), pupil, Audience(Part.CHECK_INS))
    assert words.startswith("Dani reads this (Sam, when Dani is off). If you might not be safe, they have to tell")


def test_a_key_adult_is_not_told_of_a_social_worker(cast: Cast, acting: Acting) -> None:
    """That there is one is the family's matter, of which a key adult does not read."""
    viewer = acting(cast.key_adult)
    assert cast.ellie.pupil_id
    pupil, looks = find(viewer, cast.ellie.pupil_id, Part.PLAN)
    before = who_can_see(viewer, looks, pupil, Audience(Part.PLAN))
    with undone():
        hale = make.account("Terry Hale")
        school = db.session.scalars(sa.select(Organisation).limit(1)).one()
        make.membership(hale, school, Role.SOCIAL_WORKER)
        make.care_link(hale, pupil, CareKind.SOCIAL_WORKER)
        assert hale.id in {one.account_id for one in who_reads(viewer, pupil.id, Audience(Part.PLAN))}
        assert who_can_see(viewer, looks, pupil, Audience(Part.PLAN)) == before


def test_a_carer_reads_of_no_other_carer_and_of_nobody_let_in(cast: Cast, acting: Acting) -> None:
    viewer = acting(cast.mum)
    assert cast.ellie.pupil_id
    pupil, looks = find(viewer, cast.ellie.pupil_id, Part.PLAN)
    before = who_can_see(viewer, looks, pupil, Audience(Part.PLAN))
    with undone():
        for name, kind in (("Terry Hale", CareKind.SOCIAL_WORKER), ("Gran Marsh", CareKind.CARER)):
            rights = {"carer_id": make.carer(pupil).id, "may_see_record": True} if kind is CareKind.CARER else {}
            make.care_link(make.account(name), pupil, kind, **rights)
        somebody = make.account("Police Officer")
        school = db.session.scalars(sa.select(Organisation).limit(1)).one()
        make.membership(somebody, school, Role.AGENCY_WORKER)
        make.window(pupil, somebody, school, (Part.PLAN,))
        assert who_can_see(viewer, looks, pupil, Audience(Part.PLAN)) == before


def test_somebody_outside_reads_no_name_of_another(cast: Cast, acting: Acting) -> None:
    viewer = acting(cast.agency)
    assert cast.ellie.pupil_id
    part = next(
        one for one in Part if db.session.scalar(sa.select(Pupil.id).where(Pupil.id == cast.ellie.pupil_id,
                                                                           reach(viewer, one)))
    )  # fmt: skip
    pupil, looks = find(viewer, cast.ellie.pupil_id, part)
    words = who_can_see(viewer, looks, pupil, Audience(part))
    for account in db.session.scalars(sa.select(Account)):
        if account.id != pupil.account_id:
            assert account.name not in words


def test_whoever_may_not_see_a_window_is_not_told_of_it_by_name(cast: Cast, acting: Acting) -> None:
    """A window onto more than the reader of the page may see tells of that, even beside a box that both read."""
    viewer = acting(cast.head_of_year)
    assert cast.ellie.pupil_id
    pupil, looks = find(viewer, cast.ellie.pupil_id, Part.WORK)
    with undone():
        somebody = make.account("Police Officer")
        school = db.session.scalars(sa.select(Organisation).limit(1)).one()
        make.membership(somebody, school, Role.AGENCY_WORKER)
        make.window(pupil, somebody, school, (Part.WORK, Part.SAFEGUARDING))
        found = who_reads(viewer, pupil.id, Audience(Part.WORK))
        assert somebody.id in {one.account_id for one in found}
        assert somebody.id not in {one.account_id for one in named(looks, found)}
        assert "Police" not in who_can_see(viewer, looks, pupil, Audience(Part.WORK))


def test_a_hat_of_nobody_is_no_reader(cast: Cast, acting: Acting) -> None:
    viewer = acting(cast.dani)
    hat = Hat("none", Role.AUDITOR, None)
    nobody = Viewer(viewer.account_id, viewer.network_id, "", (hat,), hat)
    assert db.session.scalars(sa.select(Pupil.id).where(reach(nobody, Part.IDENTITY))).all() == []
