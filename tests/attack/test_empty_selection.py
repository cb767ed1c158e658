"""An empty selection never means everyone: of no readers, parts, pupils or roles, nobody and nothing."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.attendance import queries as attendance
from virtual_school.core import clock, notes
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.core.kept import kept
from virtual_school.identity import queries as identity
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.network.viewer import Viewer
from virtual_school.plans import queries as plans
from virtual_school.pupils import changes, policy, queries
from virtual_school.pupils.access import ALL, Access, Relation, reach
from virtual_school.pupils.helping import queries as helping
from virtual_school.pupils.looking_in import policy as windows
from virtual_school.pupils.models import Basis, Part, Pupil, Receiver
from virtual_school.pupils.queries.readers import who_reads
from virtual_school.pupils.readers import Audience
from virtual_school.referrals.queries import contribution
from virtual_school.timetable import queries as timetable

Acting = Callable[[Person], Viewer]


@pytest.fixture
def ellie(cast: Cast) -> Pupil:
    return db.session.get_one(Pupil, cast.ellie.pupil_id)


# Parts ----------------------------------------------------------------------------------------------------------------


def test_a_window_onto_no_part_is_not_opened(cast: Cast, acting: Acting, ellie: Pupil) -> None:
    viewer = acting(cast.lead)
    opened = Access(Relation.OFFICE, ALL, "")
    nothing = {"basis": Basis.AGREEMENT, "duty": None, "parts": frozenset[Part]()}
    assert not windows.can_grant_this(viewer, opened, Receiver.AGENCY, **nothing)
    bell = acting(cast.bell)
    viewer = acting(cast.lead)
    assert bell.account_id and bell.organisation_id
    with pytest.raises(WrongState):
        changes.open_window(
            viewer,
            pupil_id=ellie.id,
            account_id=bell.account_id,
            organisation_id=bell.organisation_id,
            parts=(),
            purpose="Nothing",
            basis=Basis.AGREEMENT,
            ends_on=clock.today(),
        )


def test_a_form_without_a_part_opens_no_window(cast: Cast, client: Client) -> None:
    client.sign_in(cast.lead).post(f"/pupils/{cast.ellie.pupil_id}/windows/new/agency", {"purpose": "All of it"}, 422)


def test_a_window_whose_parts_are_none_opens_none(cast: Cast, acting: Acting, ellie: Pupil) -> None:
    viewer = acting(cast.bell)
    assert viewer.organisation_id
    bell = db.session.get_one(Account, viewer.account_id)
    make.window(ellie, bell, db.session.get_one(Organisation, viewer.organisation_id), parts=())
    for part in Part:
        assert not db.session.scalars(sa.select(Pupil.id).where(Pupil.id == ellie.id, reach(viewer, part))).all()
        assert bell.id not in {one.account_id for one in who_reads(viewer, ellie.id, Audience(part))}
        with pytest.raises(NotVisible):
            queries.find(viewer, ellie.id, part)


def test_nobody_is_shown_a_window_onto_nothing() -> None:
    assert not policy.can_see_window(Access(Relation.OFFICE, ALL, ""), frozenset())


def test_an_access_that_opens_no_part_opens_none() -> None:
    assert not any(Access(Relation.WINDOW, frozenset(), "").opens(part) for part in Part)


# Readers --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", Part)
def test_of_no_relation_nobody_reads(cast: Cast, acting: Acting, ellie: Pupil, part: Part) -> None:
    viewer = acting(cast.dani)
    assert who_reads(viewer, ellie.id, Audience(part, frozenset())) == []


def test_words_without_an_answer_are_not_meant_for_the_school(cast: Cast) -> None:
    assert contribution.answers_of([]) == {}


# Pupils ---------------------------------------------------------------------------------------------------------------


def test_of_no_pupils_nothing_is_found(cast: Cast, acting: Acting) -> None:
    viewer = acting(cast.lead)
    today = clock.today()
    week = (today, today + dt.timedelta(days=6))
    assert plans.goals_of(viewer, []) == {}
    assert timetable.unveiled([], *week) == {}
    assert attendance.where_expected(viewer, [], *week) == {}
    assert queries.parts_of([]) == {}
    assert notes.latest("hand_in.opened", []) == {}
    assert helping.chosen(viewer, []) == []
    assert identity.holders(viewer.network_id, frozenset()) == []


@kept
def _named(network: uuid.UUID, ids: frozenset[uuid.UUID]) -> sa.SelectBase:
    return sa.select(Pupil.id).where(Pupil.network_id == network, Pupil.id.in_(ids))


def test_a_kept_statement_of_no_identifiers_finds_none(cast: Cast, acting: Acting) -> None:
    """Also when it was kept for some, whose places it fills anew."""
    viewer = acting(cast.lead)
    assert cast.ellie.pupil_id
    assert _named(viewer.network_id, frozenset({cast.ellie.pupil_id})).execute().all()
    assert _named(viewer.network_id, frozenset()).execute().all() == []


# Hats -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", Part)
def test_whoever_has_no_hat_reaches_nobody(cast: Cast, acting: Acting, part: Part) -> None:
    viewer = acting(cast.lead)
    bare = Viewer(viewer.account_id, viewer.network_id, "", (), None)
    assert not db.session.scalars(sa.select(Pupil.id).where(reach(bare, part))).all()
