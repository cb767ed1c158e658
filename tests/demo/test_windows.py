"""The demonstration's windows rest on something: an agreement written down, or a duty; one is held back."""

import sqlalchemy as sa

from tests.demo.conftest import Loaded
from virtual_school.core import clock, here
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.network import own_clock
from virtual_school.network.models import Network
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.looking_in import queries as looking
from virtual_school.pupils.models import Basis, Part, Pupil, Window, WindowAgreement, WindowGrant
from virtual_school.pupils.queries import find
from virtual_school.pupils.viewers import hats_of


def test_each_window_says_what_it_rests_on(inside: Loaded) -> None:
    by_hand = (Window.about_kind.is_(None), Window.network_id == inside.network_id)
    windows = db.session.scalars(sa.select(Window).where(*by_hand)).all()
    grants = {one.window_id: one for one in db.session.scalars(sa.select(WindowGrant))}
    agreed = set(db.session.scalars(sa.select(WindowAgreement.window_id)))
    assert windows and all(one.id in grants for one in windows)
    for one in windows:
        on_duty = one.basis is Basis.DUTY
        assert (grants[one.id].duty is not None) is on_duty and (one.id in agreed) is not on_duty


def test_ellies_family_and_her_school_find_something(inside: Loaded) -> None:
    network = db.session.get_one(Network, inside.network_id)
    entered = here.enter(own_clock.here(network, clock.real()))
    try:
        ellie = db.session.scalars(
            sa.select(Pupil).where(Pupil.known_as == "Ellie", Pupil.family_name == "Marsh")
        ).one()
        found = looking.onto(ellie.id)
        assert any(one.ends_soon for one in found if one.facts.basis is Basis.AGREEMENT)
        held = [one for one in found if one.held is not None]
        assert len(held) == 1 and held[0].facts.basis is Basis.DUTY
        for role, person in ((Role.CARER, "Karen Marsh"), (Role.PUPIL, "Ellie Marsh")):
            account = db.session.scalars(sa.select(Account).where(Account.name == person)).one()
            hats, pupil_id = hats_of(account.id)
            hat = next(one for one in hats if one.role is role)
            viewer = Viewer(account.id, inside.network_id, person, hats, hat, pupil_id)
            _pupil, opened = find(viewer, ellie.id, Part.IDENTITY)
            shown = looking.shown(looking.party(viewer, ellie.id, opened), ellie.id)
            assert len(shown) >= 3 and held[0].window.id not in {one.window.id for one in shown}
    finally:
        here.leave(entered)
