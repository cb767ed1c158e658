"""Every page there is, asked for as each of those who must never read certain words: a new page is asked by itself."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests import cast_safeguarding, make_referrals
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.pupils.models import CareLink, Carer, How, Party
from virtual_school.referrals.models import Answer, Contribution, Question, Referral

CARERS_WORDS, CARERS_NO = "A magpie wrote this part.", "A jay said no."
NOTE, HARD, HIDDEN = "We walked round the lake.", "Left the room before the end.", "Mentor alone: a stork."

# Who must not read what, anywhere.
NEVER = {
    "ellie": (NOTE, HARD, CARERS_WORDS, CARERS_NO, cast_safeguarding.COPY, cast_safeguarding.WORDS),
    "mum": (NOTE, HARD, HIDDEN, cast_safeguarding.COPY, cast_safeguarding.WORDS),
    "dad": (NOTE, HARD, HIDDEN, CARERS_WORDS, CARERS_NO, cast_safeguarding.COPY, cast_safeguarding.WORDS),
    "head_of_year": (NOTE, HIDDEN, cast_safeguarding.COPY, cast_safeguarding.WORDS),
    "head": (NOTE, HIDDEN, cast_safeguarding.COPY, cast_safeguarding.WORDS),
    "attendance_officer": (NOTE, HARD, HIDDEN, CARERS_WORDS, CARERS_NO, cast_safeguarding.COPY),
    "key_adult": (NOTE, HARD, CARERS_NO, cast_safeguarding.COPY, cast_safeguarding.WORDS),
    "lead": (HIDDEN, cast_safeguarding.COPY, cast_safeguarding.WORDS),
    "clerk": (NOTE, HARD, HIDDEN, CARERS_WORDS, CARERS_NO, cast_safeguarding.COPY),
    "chair": (NOTE, HARD, HIDDEN, CARERS_WORDS, CARERS_NO, cast_safeguarding.COPY),
    "panel_member_of_school": (NOTE, HARD, HIDDEN, CARERS_WORDS, CARERS_NO, cast_safeguarding.COPY),
    "sam": (NOTE, HARD, HIDDEN, CARERS_WORDS, CARERS_NO, cast_safeguarding.COPY, "Ellie"),
    "kit": (NOTE, HARD, HIDDEN, CARERS_WORDS, CARERS_NO, cast_safeguarding.COPY, "Ellie"),
    "lunt": (NOTE, HARD, HIDDEN, CARERS_WORDS, CARERS_NO, cast_safeguarding.COPY, "Marsh"),
    "agency": (NOTE, HARD, HIDDEN, CARERS_WORDS, CARERS_NO, cast_safeguarding.COPY, "Marsh"),
    "agency_past": (NOTE, HARD, HIDDEN, CARERS_WORDS, CARERS_NO, cast_safeguarding.COPY, "Ellie"),
    "broker": (NOTE, HARD, HIDDEN, CARERS_WORDS, CARERS_NO, cast_safeguarding.COPY, "Ellie"),
    "auditor": (NOTE, HARD, HIDDEN, CARERS_WORDS, CARERS_NO, cast_safeguarding.COPY, "Ellie", "concern"),
    "administrator": (NOTE, HARD, HIDDEN, CARERS_WORDS, CARERS_NO, cast_safeguarding.COPY),
    "stranger_lead": (NOTE, HARD, HIDDEN, CARERS_WORDS, CARERS_NO, cast_safeguarding.COPY, "Ellie"),
}

# Which of Ellie's things stands in an address under which name; several where several may.
ARGUMENTS: dict[str, tuple[str, ...]] = {
    "referral_id": ("referral of ellie",),
    "contribution_id": ("part of ellie", "mums"),
    "take_part_id": ("said of ellie", "mums no"),
    "note_id": ("worded_contact of ellie", "sharing of ellie"),
    "observation_id": ("hard_moment of ellie",),
    "version_id": ("plan of ellie", "plan_draft of ellie", "plan_asked of ellie"),
    "decision_id": ("told of ellie",),
    "lesson_out_id": ("lesson_out of ellie",),
    "away_id": ("away of ellie",),
    "concern_id": ("concern of ellie",),
    "paper_id": ("made paper of ellie",),
    "case_id": ("case of ellie",),
    "meeting_id": ("meeting of ellie",),
    "key": ("goal of ellie", "carer"),
}


@pytest.fixture
def said(cast: Cast) -> None:
    """Mum gave her part and said no; Ellie said something for her mentor alone; dad is asked too."""
    ids = cast.larkdale.ids
    db.session.get_one(Carer, ids["carer_dad"]).order_in_force = None
    link = db.session.get_one(CareLink, ids["dad"])
    link.may_see_record, link.may_see_whereabouts = True, True
    referral = db.session.get_one(Referral, ids["referral of ellie"])
    mum = db.session.get_one(Account, cast.mum.account_id)
    part = db.session.query(Contribution).filter_by(referral_id=referral.id, carer_id=ids["carer"]).one()
    own = db.session.get_one(Contribution, ids["part of ellie"])
    for row in (part, own):
        row.given_at, row.how, row.read_at, row.read_by = clock.now(), How.SELF, clock.now(), cast.dani.account_id
    make_referrals.answer(part, next(iter(Question)), CARERS_WORDS)
    answer = own_answer(own)
    answer.text, answer.for_school, answer.for_panel, answer.for_parent = HIDDEN, False, False, False
    no = make_referrals.yes(referral, mum, party=Party.CARER, carer_id=ids["carer"], agrees=False, words=CARERS_NO)
    ids["mums"], ids["mums no"] = part.id, no.id
    db.session.commit()


def own_answer(part: Contribution) -> Any:
    return db.session.query(Answer).filter_by(contribution_id=part.id).order_by(Answer.id).first()


def addresses(cast: Cast, client: Client) -> Iterator[str]:
    ids = cast.larkdale.ids
    bound = client.app.url_map.bind("localhost")
    for rule in client.app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint.startswith(("static", "register", "health")):
            continue
        choices = [{}]
        for name in rule.arguments:
            values = [cast.ellie.pupil_id] if name == "pupil_id" else [ids[one] for one in ARGUMENTS.get(name, ())]
            choices = [{**before, name: value} for before in choices for value in values]
        for values in choices:
            yield bound.build(rule.endpoint, values)


@pytest.mark.usefixtures("said")
@pytest.mark.parametrize("key", NEVER)
def test_nobody_reads_what_is_not_theirs(cast: Cast, client: Client, key: str) -> None:
    person: Person = getattr(cast, key)
    client.inspects = False
    client.sign_in(person)
    found = []
    for url in dict.fromkeys(addresses(cast, client)):
        for address in (url, f"{url}?as=csv"):
            html = client.get(address, None).get_data(as_text=True)
            found += [f"{address}: {words}" for words in NEVER[key] if words in html]
            if client.response.status_code != 200:  # refused before it is asked in which form
                break
    assert found == []
