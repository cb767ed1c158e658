"""What several tests of panels begin with: a pupil whose referral is ready, a panel of three, a meeting today."""

import datetime as dt
import uuid
from dataclasses import dataclass

from tests import make, make_panels
from tests.cast import Cast, Person
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.pupils.models import CareKind, Carer, How, Party, Pupil, TakePart
from virtual_school.referrals.models import Meeting, MeetingCase, Panel, Question, Referral, ReferralState

# A Tuesday, in school time.
TUESDAY = dt.datetime(2026, 11, 24, 10, 0, tzinfo=dt.UTC)
SECRET = "Nobody has read this yet."

SEATS = (("chair", "ashfold"), ("panel_member", "stonegate"), ("panel_member_of_school", "wren_hill"))


@dataclass
class Scene:
    """Ash of Wren Hill, whose referral is ready; Dani mentors; Helen is a carer and has said yes."""

    cast: Cast
    pupil: Pupil
    carer: Carer
    referral: Referral
    panel: Panel
    meeting: Meeting

    @property
    def state(self) -> ReferralState:
        db.session.refresh(self.referral)
        return self.referral.state


def account(person: Person) -> Account:
    return db.session.get_one(Account, person.account_id)


def place(cast: Cast, key: str) -> Organisation:
    return db.session.get_one(Organisation, cast.larkdale.organisations[key])


def scene(cast: Cast, *, quorum: int = 2, year: int = 10) -> Scene:
    ash = make.pupil("Ash Kestrel", year=year)
    wren_hill, head_of_year = place(cast, "wren_hill"), account(cast.head_of_year)
    make.enrolment(ash, wren_hill)
    until = clock.today() + dt.timedelta(days=35)
    link = make.care_link(account(cast.dani), ash, CareKind.MENTOR, ends_on=until)
    carer = make.carer(ash, "Helen Marsh", called="Mum")
    rights = {"may_see_record": True, "may_see_whereabouts": True}
    make.care_link(account(cast.mum), ash, CareKind.CARER, carer_id=carer.id, **rights)
    takes_part(ash, carer, account(cast.mum))
    given = {"mentor_link_id": link.id, "signed_by": cast.head.account_id, "signed_at": clock.now()}
    referral = make_panels.referral(ash, wren_hill, head_of_year, **given)
    make_panels.words(
        referral, account(cast.dani), {Question.GOOD_AT: "Mending bikes.", Question.HOPE: "A job with engines."}
    )
    panel = make_panels.panel(quorum=quorum)
    for number, (key, organisation) in enumerate(SEATS):
        who = account(getattr(cast, key))
        make_panels.panel_member(panel, who, place(cast, organisation), chairs=number == 0)
    meeting = make_panels.meeting(panel, account(cast.clerk))
    db.session.commit()
    return Scene(cast, ash, carer, referral, panel, meeting)


def takes_part(pupil: Pupil, carer: Carer | None, by: Account, *, agrees: bool = True) -> None:
    said = {"party": Party.CARER if carer else Party.PUPIL, "carer_id": carer.id if carer else None}
    row = TakePart(
        pupil_id=pupil.id, agrees=agrees, given_at=clock.now(), how=How.SELF, recorded_by=by.id, **said
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()


def listed(scene: Scene) -> MeetingCase:
    """Before today's meeting, with a window for each member."""
    scene.referral.state = ReferralState.LISTED
    case = make_panels.case(scene.meeting, scene.referral, account(scene.cast.clerk))
    for key, organisation in SEATS:
        who = account(getattr(scene.cast, key))
        make_panels.open_to(scene.pupil, scene.referral, who, place(scene.cast, organisation))
    db.session.commit()
    return case


def come(scene: Scene, *keys: str) -> None:
    """These of the cast are at the meeting."""
    for key in keys:
        make_panels.there(scene.meeting, account(getattr(scene.cast, key)))
    db.session.commit()


def offer_form(cast: Cast, **more: str) -> dict[str, str]:
    """An offer of two parts, told by Dani."""
    college = str(cast.larkdale.organisations["college"])
    return {
        "kind_1": "college", "words_1": "Construction", "place_1": college, "sessions_1": "4",
        "basis_1": "off_site_activity",
        "kind_2": "base", "words_2": "Maths in the supervised room", "sessions_2": "4", "basis_2": "at_school",
        "conditions": "We look at it after six weeks.",
        "reason": "Engines are what brings Ash back.",
        "tells_id": str(cast.dani.account_id),
        **more,
    }  # fmt: skip


def new_id(location: str) -> uuid.UUID:
    """The id at the end of where an answer sent us."""
    return uuid.UUID(location.split("#")[0].rsplit("/", 1)[1])
