"""Who keeps a pupil safe, over values alone."""

import uuid

import pytest

from virtual_school.core.app import App
from virtual_school.network.roles import Hat, Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import OFFICE_PARTS, SCHOOL_PARTS, Access, Relation
from virtual_school.pupils.whereabouts import WHEREABOUTS_PARTS
from virtual_school.safeguarding.protecting import policy


def viewer(role: Role) -> Viewer:
    hat = Hat("hat", role, uuid.uuid4(), "Wren Hill School")
    return Viewer(uuid.uuid4(), uuid.uuid4(), "Somebody", (hat,), hat)


def at_school(role: Role) -> Access:
    return Access(Relation.SCHOOL, SCHOOL_PARTS.get(role, frozenset()), "")


@pytest.mark.parametrize("role", sorted(Role, key=lambda one: one.value), ids=lambda one: one.value)
def test_the_reason_is_the_safeguarding_leads(app: App, role: Role) -> None:
    assert bool(policy.can_protect(viewer(role), at_school(role))) is (role is Role.SAFEGUARDING_LEAD)


@pytest.mark.parametrize("role", sorted(Role, key=lambda one: one.value), ids=lambda one: one.value)
def test_safeguarding_and_school_leads_stop(app: App, role: Role) -> None:
    office = Access(Relation.OFFICE, OFFICE_PARTS.get(role, frozenset()), "")
    opened = office if role in OFFICE_PARTS else at_school(role)
    assert bool(policy.can_stop(viewer(role), opened)) is (role in policy.STOPS)


def test_not_through_a_window(app: App) -> None:
    parts = SCHOOL_PARTS[Role.SAFEGUARDING_LEAD]
    opened = Access(Relation.WINDOW, parts - WHEREABOUTS_PARTS, "")
    assert not policy.can_stop(viewer(Role.SAFEGUARDING_LEAD), opened)
