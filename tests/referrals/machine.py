"""A referral and everybody around it, each step what a button does; for tests of any order, and to be carried on."""

import uuid
from typing import Any

from tests import make
from tests.cast import Cast
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import queries as pupils
from virtual_school.pupils.models import How, LawfulBasis, Party
from virtual_school.referrals.actions import contribution as parts
from virtual_school.referrals.actions import referral as actions
from virtual_school.referrals.actions import sharing
from virtual_school.referrals.models import Question, Referral
from virtual_school.referrals.queries import contribution, listing
from virtual_school.referrals.queries import referral as queries
from virtual_school.referrals.queries.standing import live_of
from virtual_school.referrals.said import Given, Said
from virtual_school.safeguarding import worried
from virtual_school.safeguarding.actions import raise_concern

STEPS = (
    "mentor", "pupil_says", "mum_says", "mum_by_phone", "pupil_none", "mum_none", "pupil_reads", "mum_reads",
    "pupil_yes", "pupil_no", "mum_yes", "mum_no", "tell", "object", "answer", "send", "sign", "sign_without",
    "head_back", "lead_back", "ready", "withdraw", "worry", "edit", "lapse",
)  # fmt: skip


class Around:
    """One referral of a new pupil of Wren Hill's, with a mother who is asked."""

    def __init__(self, cast: Cast, acting: Any) -> None:
        self.cast, self.pressed = cast, 0
        self.head_of_year, self.head, self.lead = acting(cast.head_of_year), acting(cast.head), acting(cast.lead)
        self.sam, self.mum = acting(cast.sam), acting(cast.mum)
        # The pupil has no account of their own here; what they say is given as they would give it.
        self.child = acting(cast.ellie)
        child = make.pupil("Robin Vale", year=10)
        school = cast.larkdale.organisations["wren_hill"]
        make._add(make.Enrolment, {}, pupil_id=child.id, organisation_id=school, status=make.RollStatus.CURRENT,
                  starts_on=clock.today())  # fmt: skip
        self.pupil_id = child.id
        self.carer_id = make.carer(child, "Lin Vale").id
        about = queries.to_refer(self.head_of_year, child.id)
        words = {"why_now": "Out of lessons.", "tried": "A quiet room."}
        made = actions.open_referral(self.head_of_year, about, basis=LawfulBasis.PUBLIC_TASK, **words)
        self.id: uuid.UUID = made.id
        self.pupil, self.carer = (Party.PUPIL, None), (Party.CARER, self.carer_id)

    @property
    def referral(self) -> Referral:
        return db.session.get_one(Referral, self.id)

    def press(self, step: str) -> None:
        self.pressed += 1
        getattr(self, step)()

    def held(self, viewer: Viewer) -> Referral:
        return queries.to_change(viewer, self.id)

    # The mentor, and what is said ---------------------------------------------------------------------------------

    def mentor(self) -> None:
        among = listing.mentors(self.lead)
        actions.name_mentor(self.lead, self.held(self.lead), self.cast.sam.account_id, among)

    def _given(self, question: Question, **how: Any) -> Given:
        return Given((Said(question, f"Words {self.pressed}", for_school=True, for_panel=True),), **how)

    def pupil_says(self) -> None:
        parts.give_own(self.child, self.referral, self.pupil, self._given(Question.HOPE))

    def mum_says(self) -> None:
        parts.give_own(self.mum, self.referral, self.carer, self._given(Question.CARER_HOPE))

    def mum_by_phone(self) -> None:
        given = self._given(Question.CARER_HOPE, how=How.PHONE, read_back=True)
        parts.write_down(self.lead, self.held(self.lead), self.carer, given)

    def pupil_none(self) -> None:
        parts.say_none(self.head_of_year, self.held(self.head_of_year), self.pupil, "In hospital.")

    def mum_none(self) -> None:
        parts.say_none(self.head_of_year, self.held(self.head_of_year), self.carer, "Abroad, no telephone.")

    def _read(self, who: Any) -> None:
        found = live_of(self.id).get(who)
        part_id = found[0].id if found else uuid.uuid4()
        queries.to_work_on_now(self.head_of_year, self.id)
        parts.let_go_on(self.head_of_year, contribution.to_read(self.head_of_year, self.id, part_id))

    def pupil_reads(self) -> None:
        self._read(self.pupil)

    def mum_reads(self) -> None:
        self._read(self.carer)

    def worry(self) -> None:
        part_id = live_of(self.id)[self.pupil][0].id
        thing = worried.find(self.head_of_year, "contribution", part_id)
        about = worried.about("contribution", part_id, thing)
        raise_concern(self.head_of_year, pupil_id=thing.pupil_id, about=about, copy=thing.copy, words="A bruise.")

    def _say(self, who: Any, agrees: bool) -> None:
        recorded = {"words": None, "how": How.IN_PERSON, "interpreter": None, "read_back": True}
        held = self.held(self.head_of_year)
        parts.record_take_part(self.head_of_year, held, who, agrees=agrees, **recorded)  # type: ignore[arg-type]

    def pupil_yes(self) -> None:
        self._say(self.pupil, True)

    def pupil_no(self) -> None:
        self._say(self.pupil, False)

    def mum_yes(self) -> None:
        self._say(self.carer, True)

    def mum_no(self) -> None:
        self._say(self.carer, False)

    # What is shared -----------------------------------------------------------------------------------------------

    def _note(self) -> Any:
        return pupils.sharing_about("referral", self.id)[0]

    def tell(self) -> None:
        sharing.tell(self.head_of_year, self.held(self.head_of_year), self._note(), clock.today())

    def object(self) -> None:
        held = self.held(self.head_of_year)
        sharing.object_for(self.head_of_year, held, self._note(), words="Not them.", who="Lin Vale")

    def answer(self) -> None:
        sharing.answer(self.head_of_year, self.held(self.head_of_year), self._note(), "We heard you.")

    # Moving on ----------------------------------------------------------------------------------------------------

    def send(self) -> None:
        actions.send(self.head_of_year, self.held(self.head_of_year))

    def sign(self) -> None:
        actions.sign(self.head, self.held(self.head), "")

    def sign_without(self) -> None:
        actions.sign(self.head, self.held(self.head), "It is in their interest.")

    def head_back(self) -> None:
        actions.give_back(self.head, self.held(self.head), "Say more.")

    def lead_back(self) -> None:
        actions.give_back(self.lead, self.held(self.lead), "Say more.")

    def ready(self) -> None:
        actions.pass_on(self.lead, self.held(self.lead))

    def withdraw(self) -> None:
        actions.withdraw(self.head_of_year, self.held(self.head_of_year), "They moved away.")

    def edit(self) -> None:
        held = self.held(self.head_of_year)
        words = {"why_now": f"Why {self.pressed}", "tried": "A shorter day."}
        actions.change_words(self.head_of_year, held, version=held.version, **words)

    def lapse(self) -> None:
        rule = Viewer.system("referrals.lapse", self.lead.network_id)
        actions.tidy(rule, self.id)
