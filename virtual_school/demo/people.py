"""Builds the valley's organisations, people and pupils."""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from virtual_school.core import clock
from virtual_school.core.ids import uuid7
from virtual_school.demo.valley import (
    ADULTS,
    CHILDREN,
    ORGANISATIONS,
    SCHOOL_STAFF,
    SUBJECTS,
    VIRTUAL_SCHOOL,
    Adult,
    Child,
    Home,
)
from virtual_school.identity import changes as identity
from virtual_school.identity.models import Account
from virtual_school.network import changes as networks
from virtual_school.network.models import Network, Organisation, Term
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import changes as pupils
from virtual_school.pupils.models import CareKind, Pupil
from virtual_school.pupils.viewers import hats_of

# Since when people are who they are: before the first referral of this year's pupils.
BEGAN = dt.timedelta(weeks=60)


@dataclass(slots=True)
class Valley:
    """What was built, by name."""

    by: Viewer
    network: Network
    organisations: dict[str, Organisation] = field(default_factory=dict)
    subjects: dict[str, Term] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    pupils: dict[str, Pupil] = field(default_factory=dict)
    # Who sits on the panel, each with whose organisation they sit for; the first one chairs.
    panel: dict[str, str] = field(default_factory=dict)
    _acting: dict[tuple[str, Role], Viewer] = field(default_factory=dict)

    def acting(self, name: str, role: Role) -> Viewer:
        """The person as a viewer in one of their hats, so that what they do goes through their own actions."""
        if (name, role) not in self._acting:
            self._acting[name, role] = self._find(name, role)
        return self._acting[name, role]

    def _find(self, name: str, role: Role) -> Viewer:
        account = self.accounts[name]
        hats, pupil_id = hats_of(account.id)
        hat = next(hat for hat in hats if hat.role is role)
        return Viewer(account.id, self.network.id, account.name, hats, hat, pupil_id)


def build_network(name: str, slug: str) -> Valley:
    by = Viewer.system("demonstration", uuid7())
    network = networks.make_network(by, slug=slug, name=name, is_demonstration=True)
    return Valley(by, network)


def build_people(valley: Valley) -> None:
    """Everybody of Larkdale, as they have been since ten weeks ago."""
    began = clock.today() - BEGAN
    for number, (name, kind) in enumerate(ORGANISATIONS.items(), 1):
        # Of the numbers that are kept for plays and films: nobody answers there.
        phone = f"+441632960{number:03}"
        valley.organisations[name] = networks.add_organisation(valley.by, name=name, kind=kind, phone=phone)
        networks.join(valley.by, organisation_id=valley.organisations[name].id, starts_on=began)
    for words in SUBJECTS:
        valley.subjects[words] = networks.add_term(valley.by, words=words)
    for adult in ADULTS + SCHOOL_STAFF:
        _adult(valley, adult, began)
    for child in CHILDREN:
        _child(valley, child, began)


def _adult(valley: Valley, adult: Adult, began: dt.date) -> None:
    account = identity.make_account(valley.by, name=adult.name, email=adult.email)
    valley.accounts[adult.name] = account
    for role, organisation in adult.roles:
        identity.give_membership(
            valley.by,
            account_id=account.id,
            organisation_id=valley.organisations[organisation].id,
            role=role,
            year=adult.year if role is Role.HEAD_OF_YEAR else None,
            starts_on=began,
        )


def _child(valley: Valley, child: Child, began: dt.date) -> None:
    account = identity.make_account(valley.by, name=f"{child.given} {child.family}", login_name=child.login)
    pupil = pupils.enter_pupil(
        valley.by,
        given_name=child.given,
        family_name=child.family,
        date_of_birth=child.born,
        year=child.year,
        account_id=account.id,
    )
    valley.accounts[child.given], valley.pupils[child.given] = account, pupil
    school = valley.organisations[child.school]
    pupils.enrol(valley.by, pupil_id=pupil.id, organisation_id=school.id, starts_on=began)
    for order, home in enumerate(child.homes, start=1):
        _home(valley, pupil.id, home, order, began)
    for kind, name in child.around.items():
        pupils.begin_care(valley.by, account_id=valley.accounts[name].id, pupil_id=pupil.id, kind=kind, starts_on=began)


def _home(valley: Valley, pupil_id: uuid.UUID, home: Home, order: int, began: dt.date) -> None:
    email = home.name.casefold().replace(" ", ".") + "@home.example"
    account = identity.make_account(valley.by, name=home.name, email=email)
    valley.accounts[home.name] = account
    carer = pupils.enter_carer(
        valley.by,
        pupil_id=pupil_id,
        name=home.name,
        called=home.called,
        parent_in_law=home.responsibility.value != "none",
        responsibility=home.responsibility,
        lives_with=home.lives_with,
        order_in_force=home.order_in_force,
        language=home.language,
        contact_order=order,
    )
    pupils.begin_care(
        valley.by,
        account_id=account.id,
        pupil_id=pupil_id,
        kind=CareKind.CARER,
        carer_id=carer.id,
        may_see_record=home.may_see_record,
        may_see_whereabouts=home.may_see_whereabouts,
        may_be_rung=home.may_see_record,
        may_collect=home.lives_with,
        starts_on=began,
    )


def build_neighbours(valley: Valley) -> None:
    """A second network in the same installation, which sees nothing of the first."""
    school = networks.add_organisation(valley.by, name="Coldbeck Academy", kind=ORGANISATIONS["Wren Hill School"])
    link = networks.add_organisation(valley.by, name="Coldbeck Link", kind=ORGANISATIONS[VIRTUAL_SCHOOL])
    for organisation in (school, link):
        networks.join(valley.by, organisation_id=organisation.id)
        valley.organisations[organisation.name] = organisation
    networks.add_term(valley.by, words="Maths")
    began = clock.today() - BEGAN
    _adult(valley, Adult("Will Sorrel", ((Role.MENTOR, "Coldbeck Link"),)), began)
    _adult(valley, Adult("Judith Vane", ((Role.VIRTUAL_SCHOOL_LEAD, "Coldbeck Link"),)), began)
    child = Child(
        "Noah",
        "Pell",
        dt.date(2012, 6, 30),
        10,
        "Coldbeck Academy",
        "raven.oat.31",
        (Home("Lucy Pell", "Mum"),),
        {CareKind.MENTOR: "Will Sorrel"},
    )
    _child(valley, child, began)
