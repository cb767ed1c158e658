"""Whatever people do between an import and its undoing, in whatever order: nothing of theirs is lost, all is listed."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import make
from tests.cast import Cast, Person
from tests.imports.filed import BORN, of_csv, upn
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.identity.models import Account, Membership
from virtual_school.imports import actions, queries
from virtual_school.imports.models import Did, Import, ImportEffect, ImportRow, Kind, State
from virtual_school.imports.preparing import prepare
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import changes as pupils
from virtual_school.pupils.models import CareKind, Carer, Enrolment, Pupil, Responsibility

ACTING = Callable[[Person], Viewer]
WHY = "The wrong file."
TOLD = (Did.REMOVED, Did.SHUT, Did.RESTORED, Did.LEFT)
STEPS = (
    "bring_pupils", "bring_carers", "bring_staff", "undo_pupils", "undo_carers", "undo_staff",
    "edit_new", "edit_old", "mentor_new", "leave_new", "carer_by_hand", "order_on_carer", "role_by_hand", "end_role",
)  # fmt: skip
HEADS = {
    "pupils": ("UPN", "Surname", "Forename", "DOB", "NCyearActual"),
    "carers": ("Pupil UPN", "Surname", "Forename", "Relationship", "May collect", "Phone"),
    "staff": ("Surname", "Forename", "Email", "Role", "School"),
}
ROWS = {
    "pupils": [
        (upn(1), "Hazel", "Wren", BORN, "9"),
        (upn(2), "Moor", "Ash", BORN, "9"),
        (upn(9), "Fern-Quill", "Old", BORN, "10"),
    ],
    "carers": [
        (upn(9), "Fern", "Sue", "PAM", "Y", "01632 960111"),
        (upn(9), "Fern", "Rob", "PAF", "Y", ""),
        (upn(2), "Moor", "Jo", "PAM", "Y", ""),
    ],
    "staff": [
        ("Quill", "Nia", "nia@school.example", "Teacher", "Wren Hill School"),
        ("Bare", "Al", "al@school.example", "", ""),
    ],
}


class Around:
    """A school, an old pupil with a carer, three files; each step does what its page does."""

    def __init__(self, cast: Cast, acting: ACTING) -> None:
        self.by = acting(cast.administrator)
        self.dani = cast.dani.account_id
        self.school = cast.larkdale.organisations["wren_hill"]
        self.old = make.pupil("Old Fern", date_of_birth=dt.date(2012, 3, 14), year=9, upn=upn(9))
        make.enrolment(self.old, db.session.get_one(Organisation, self.school))
        self.sue = make.carer(self.old, "Sue Fern", phone="01632 960000", may_collect=False)
        self.brought: dict[str, uuid.UUID] = {}
        self.undone: set[str] = set()
        # The last word of a person on each column of the old pupil; what somebody did to the new ones.
        self.said: dict[str, Any] = {"family_name": "Fern", "year": 9}
        self.worked_with: set[str] = set()

    def press(self, step: str) -> None:
        verb, _between, what = step.partition("_")
        if verb in ("bring", "undo"):
            getattr(self, verb)(what)
        else:
            getattr(self, step)()

    def bring(self, what: str) -> None:
        if what in self.brought:
            return
        found = Import(name=f"{what}.csv", kind=Kind(what), organisation_id=self.school, made_by=self.by.account_id)
        db.session.add(found)
        db.session.flush()
        prepared = prepare(found, of_csv(ROWS[what], HEADS[what]))
        actions.hold_rows(found.id, prepared.lines, len(prepared.lines))
        actions.settle(found, State.READY)
        if not queries.counts(found).to_write:
            return
        actions.confirm(self.by, found, queries.counts(found), skips_wrong=True)
        while actions.write_next(self.by, found.id):
            pass
        actions.written(self.by, found.id)
        self.brought[what] = found.id

    def undo(self, what: str) -> None:
        if what not in self.brought or what in self.undone:
            return
        if what == "pupils" and db.session.scalar(sa.select(Carer.id).where(Carer.name == "Jo Moor")):
            self.worked_with.add("jo")
        found = db.session.get_one(Import, self.brought[what])
        actions.undo(self.by, found, WHY)
        for _batch in range(5):
            people = actions.next_people(found)
            if not people:
                break
            actions.undo_next(self.by, found.id, people)
        assert not actions.next_people(found), "it would never end"
        actions.undone(self.by, found.id)
        self.undone.add(what)

    # What people do meanwhile

    def new(self, number: int) -> Pupil | None:
        return db.session.scalar(sa.select(Pupil).where(Pupil.upn == upn(number)))

    def edit_new(self) -> None:
        if wren := self.new(1):
            self.worked_with.add(upn(1))
            pupils.change_many(self.by, [(wren, {"known_as": "Wrennie"})])

    def edit_old(self) -> None:
        self.said["year"] = 12 if self.said["year"] == 11 else 11
        pupils.change_many(self.by, [(self.old, {"year": self.said["year"]})])

    def mentor_new(self) -> None:
        if ash := self.new(2):
            self.worked_with.add(upn(2))
            make.care_link(db.session.get_one(Account, self.dani), ash, CareKind.MENTOR)

    def leave_new(self) -> None:
        wren = self.new(1)
        for roll in self.rolls(wren) if wren else ():
            self.worked_with.add(upn(1))
            pupils.end_enrolment(self.by, roll, "Moved away.")

    def carer_by_hand(self) -> None:
        if ash := self.new(2):
            self.worked_with.add(upn(2))
            pupils.enter_carer(
                self.by,
                pupil_id=ash.id,
                name="Nan Moor",
                called="Nan",
                parent_in_law=False,
                responsibility=Responsibility.NONE,
                lives_with=False,
            )

    def order_on_carer(self) -> None:
        pupils.change_carer(self.by, self.sue, order_in_force="She may not collect.", may_collect=False)
        self.worked_with.add("sue")

    def nia(self) -> Account | None:
        return db.session.scalar(sa.select(Account).where(Account.email == "nia@school.example"))

    def role_by_hand(self) -> None:
        nia = self.nia()
        if nia and nia.closed_at is None and "nia" not in self.worked_with:
            self.worked_with.add("nia")
            make.membership(nia, db.session.get_one(Organisation, self.school), Role.SENCO)

    def end_role(self) -> None:
        nia = self.nia()
        for role in self.roles(nia) if nia else ():
            if role.role is Role.TEACHER:
                self.worked_with.add("nia teacher")
                from_hand = "Left us."
                role.ended_at, role.because = clock.now(), from_hand

    @staticmethod
    def rolls(pupil: Pupil) -> list[Enrolment]:
        live = sa.select(Enrolment).where(Enrolment.pupil_id == pupil.id, Enrolment.ended_at.is_(None))
        return list(db.session.scalars(live))

    @staticmethod
    def roles(account: Account) -> list[Membership]:
        live = sa.select(Membership).where(Membership.account_id == account.id, Membership.ended_at.is_(None))
        return list(db.session.scalars(live))


def check(around: Around) -> None:
    db.session.flush()
    db.session.expire_all()
    _order_holds(around)
    _all_told(around)
    if "pupils" in around.undone:
        assert (around.old.family_name, around.old.year) == (around.said["family_name"], around.said["year"])
        for number in (1, 2):
            _gone_or_off_the_roll(around, number)
    if "carers" in around.undone:
        assert around.sue.phone == "01632 960000" and around.sue.may_collect is False
        rob = sa.select(sa.func.count()).where(Carer.pupil_id == around.old.id, Carer.name == "Rob Fern")
        assert db.session.scalar(rob.where(Carer.ended_at.is_(None))) == 0
    if "staff" in around.undone:
        nia = around.nia()
        assert nia is None or all(role.role is Role.SENCO for role in around.roles(nia))
        assert (nia is not None) or "nia" not in around.worked_with


def _order_holds(around: Around) -> None:
    """What an order limits is never given by a file, whatever was shown before the order came."""
    if "sue" in around.worked_with:
        assert around.sue.order_in_force and not around.sue.may_collect


def _all_told(around: Around) -> None:
    """Whom an import did something to is in one of the three lists when it is undone, by their line."""
    for what in around.undone:
        found = db.session.get_one(Import, around.brought[what])
        of = sa.select(ImportEffect).where(ImportEffect.import_id == found.id)
        did = list(db.session.scalars(of))
        rows = {one.import_row_id for one in did if one.did not in TOLD}
        assert rows <= {one.import_row_id for one in did if one.did in TOLD}, what
        listed = {row.id for one in TOLD for row in db.session.scalars(queries.undone(found, one))}
        assert rows <= listed <= {row.id for row in db.session.scalars(sa.select(ImportRow))}
        for one in did:
            if one.did is Did.REMOVED and one.table_name == "pupil":
                assert db.session.get(Pupil, one.row_id) is None


def _gone_or_off_the_roll(around: Around, number: int) -> None:
    pupil = around.new(number)
    if upn(number) not in around.worked_with and not (number == 2 and "jo" in around.worked_with):
        assert pupil is None, number
    else:
        assert pupil is not None, "somebody's work went with it"
        assert not around.rolls(pupil), number


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(STEPS), max_size=12))
def test_in_any_order(cast: Cast, acting: ACTING, steps: list[str]) -> None:
    run(cast, acting, steps)


def test_with_everything_between(cast: Cast, acting: ACTING) -> None:
    """The same rules on walks that surely come to each end."""
    bring, undo = list(STEPS[:3]), list(STEPS[3:6])
    between = list(STEPS[6:])
    for walk in (
        bring + between + undo,
        bring + undo,
        bring + between + undo[::-1],
        ["order_on_carer", *bring, "edit_old", *undo],
        ["bring_staff", "end_role", "role_by_hand", "undo_staff"],
        ["bring_pupils", "bring_carers", "undo_carers", "undo_pupils"],
        ["bring_pupils", "undo_pupils", "bring_carers", "undo_carers"],
    ):
        run(cast, acting, walk)


def run(cast: Cast, acting: ACTING, steps: list[str]) -> None:
    around = Around(cast, acting)
    try:
        for step in steps:
            try:
                with db.session.begin_nested():
                    around.press(step)
            except WrongState:
                db.session.expire_all()
            check(around)
        for what in list(around.brought):
            around.undo(what)
            check(around)
    finally:
        db.session.rollback()
