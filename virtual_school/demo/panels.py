"""A panel with its members and clerk, and one referral before its next meeting."""

import datetime as dt

from virtual_school.core import clock
from virtual_school.demo.people import BEGAN, Valley
from virtual_school.demo.valley import VIRTUAL_SCHOOL
from virtual_school.identity import changes as identity
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import changes as pupils
from virtual_school.pupils.models import Carer, How, LawfulBasis, Party, Responsibility
from virtual_school.pupils.queries import sharing_about
from virtual_school.referrals.actions import panel as actions
from virtual_school.referrals.changes import contribution, referral
from virtual_school.referrals.changes import panel as panels
from virtual_school.referrals.models import Panel, Question, Referral
from virtual_school.referrals.said import Given, Said

SCHOOL = "Wren Hill School"
CLERK = "Pia Lorne"
# Name, whose organisation they sit for; the first one chairs.
MEMBERS = (("Rhona Vale", "Ashfold School"), ("Idris Cole", "Stonegate High"), ("Fay Tolland", SCHOOL))
OPENED, READY, CALLED = dt.timedelta(days=20), dt.timedelta(days=4), dt.timedelta(days=3, hours=20)


def make_panel(valley: Valley) -> Panel:
    """A panel of three schools, and its clerk."""
    lead = valley.acting("Ruth Amadi", Role.VIRTUAL_SCHOOL_LEAD)
    _person(valley, CLERK, Role.PANEL_CLERK, VIRTUAL_SCHOOL)
    for name, organisation in MEMBERS:
        _person(valley, name, Role.PANEL_MEMBER, organisation)
    made = actions.make_panel(lead, name="Larkdale panel", quorum=2)
    for number, (name, organisation) in enumerate(MEMBERS):
        panels.add_member(
            lead,
            panel=made,
            account_id=valley.accounts[name].id,
            organisation_id=valley.organisations[organisation].id,
            chairs=number == 0,
        )
    valley.panel = dict(MEMBERS)
    return made


def build_panel(valley: Valley, made: Panel) -> None:
    """Reece's referral is before a meeting this afternoon; one of its members is of his own school."""
    clerk = valley.acting(CLERK, Role.PANEL_CLERK)
    reece = _referral(valley)
    starts_at = dt.datetime.combine(clock.today(), dt.time(15, 30), clock.LONDON)
    with clock.pretend(clock.now() - CALLED):
        meeting = actions.make_meeting(clerk, made, starts_at=starts_at, place="Wren Hill School, library")
        actions.put_before(clerk, meeting, reece)


def _person(valley: Valley, name: str, role: Role, organisation: str) -> None:
    email = name.casefold().replace(" ", ".") + "@larkdale.example"
    account = valley.accounts[name] = identity.make_account(valley.by, name=name, email=email)
    identity.give_membership(
        valley.by,
        account_id=account.id,
        organisation_id=valley.organisations[organisation].id,
        role=role,
        starts_on=clock.today() - BEGAN,
    )


def _referral(valley: Valley) -> Referral:
    """Reece of Year 10: opened three weeks ago, given, read, signed and looked at since."""
    year_head, head = valley.acting("Joan Ward", Role.HEAD_OF_YEAR), valley.acting("Margaret Holt", Role.HEADTEACHER)
    lead = valley.acting("Ruth Amadi", Role.VIRTUAL_SCHOOL_LEAD)
    school = valley.organisations[SCHOOL]
    reece = pupils.enter_pupil(
        valley.by, given_name="Reece", family_name="Alder", date_of_birth=dt.date(2012, 1, 23), year=10
    )
    valley.pupils["Reece"] = reece
    pupils.enrol(valley.by, pupil_id=reece.id, organisation_id=school.id, starts_on=clock.today() - BEGAN)
    mum = pupils.enter_carer(
        valley.by,
        pupil_id=reece.id,
        name="Donna Alder",
        called="Mum",
        parent_in_law=True,
        responsibility=Responsibility.BIRTH,
        lives_with=True,
    )
    with clock.pretend(clock.now() - OPENED):
        made = referral.open_referral(
            year_head,
            pupil_id=reece.id,
            organisation_id=school.id,
            why_now="Reece has been in four of ten lessons a week since September. He comes in for design technology.",
            tried="A later start; a card to leave the room; the school’s own mentor on Mondays.",
            basis=LawfulBasis.PUBLIC_TASK,
        )
        referral.name_mentor(lead, made, valley.accounts["Sam Whitlow"].id)
        for note in sharing_about(referral.ABOUT, made.id):
            pupils.tell_sharing(year_head, note, clock.today())
    with clock.pretend(clock.now() - READY - dt.timedelta(days=2)):
        _say(valley.acting("Sam Whitlow", Role.MENTOR), made, mum)
    with clock.pretend(clock.now() - READY):
        referral.send(year_head, made)
        referral.sign(head, made, None)
        referral.pass_on(lead, made)
    return made


def _say(sam: Viewer, made: Referral, mum: Carer) -> None:
    """What Reece and his mum said, written down by Sam and read back to each."""
    own = (
        Said(Question.GOOD_AT, "I can take an engine apart and put it back.", True, True, True),
        Said(Question.IN_THE_WAY, "Big rooms. Everybody looks when I come in late.", True, True, False),
        Said(Question.HOPE, "A garage that takes me on.", True, True, True),
    )
    hers = (Said(Question.CARER_HOPE, "That he gets up in the morning and wants to go.", True, True, False),)
    for who, said in (((Party.PUPIL, None), own), ((Party.CARER, mum.id), hers)):
        how = How.IN_PERSON if who[0] is Party.PUPIL else How.PHONE
        contribution.give(sam, made, who, Given(said, how=how, read_back=True), has_read=True)
        pupils.say_take_part(
            sam, pupil_id=made.pupil_id, party=who[0], carer_id=who[1], agrees=True, words=None, how=how, read_back=True
        )
