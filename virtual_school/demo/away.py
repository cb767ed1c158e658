"""Somebody with a broken leg: away for a while, with the library open and a colleague who answers."""

import datetime as dt

from virtual_school.core import clock, school_days
from virtual_school.demo.people import BEGAN, Valley
from virtual_school.identity import changes as identity
from virtual_school.network.roles import Role
from virtual_school.pupils import actions
from virtual_school.pupils import changes as pupils
from virtual_school.pupils.models import AwayWhy

SCHOOL, HEAD_OF_YEAR, ANSWERS = "Wren Hill School", "Joan Ward", "Bea Collier"


def build_away(valley: Valley) -> None:
    """Milo of Year 10, since the Friday before and for eight school days more."""
    account = identity.make_account(valley.by, name="Milo Finch", login_name="finch.drum.31")
    milo = pupils.enter_pupil(
        valley.by,
        given_name="Milo",
        family_name="Finch",
        date_of_birth=dt.date(2012, 2, 11),
        year=10,
        account_id=account.id,
    )
    valley.accounts["Milo"], valley.pupils["Milo"] = account, milo
    school, today = valley.organisations[SCHOOL], clock.today()
    pupils.enrol(valley.by, pupil_id=milo.id, organisation_id=school.id, starts_on=today - BEGAN)
    first = today - dt.timedelta(days=4)
    actions.open_away(
        valley.acting(HEAD_OF_YEAR, Role.HEAD_OF_YEAR),
        milo,
        why=AwayWhy.INJURED,
        words="A broken leg. He can sit up and read.",
        starts_on=first,
        ends_on=school_days.after(first, 10),
        answers_id=valley.accounts[ANSWERS].id,
    )
