"""Copied into the lead's own system: the words are for whom it went to and who raised it; that it was, stays."""

import uuid
from collections.abc import Callable

from tests import make
from tests.cast import Cast, Person
from tests.cast_safeguarding import COPY, WORDS
from tests.client import Client
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.network.models import OrganisationKind
from virtual_school.network.viewer import Viewer
from virtual_school.safeguarding import actions, queries
from virtual_school.safeguarding.models import Concern
from virtual_school.safeguarding.people import Worry

ACTING = Callable[[Person], Viewer]


def raised(cast: Cast, acting: ACTING, worry: Worry | None = None) -> Concern:
    assert cast.ellie.pupil_id
    about = ("reply", uuid.uuid4())
    return actions.raise_concern(
        acting(cast.dani), pupil_id=cast.ellie.pupil_id, about=about, copy=COPY, words=WORDS, worry=worry
    )


def test_the_lead_says_so_with_their_reference(cast: Cast, acting: ACTING, client: Client) -> None:
    concern = raised(cast, acting)
    db.session.commit()
    client.sign_in(cast.safeguarding_lead).get(f"/handed-to-me/{concern.id}")
    client.submit("form[action$=copied]", reference="CP-118")
    client.follow()
    assert "CP-118" in client.words("main") and WORDS in client.words("main")
    assert queries.handed_one(acting(cast.safeguarding_lead), concern.id).concern.seen_at is not None


def test_who_comes_later_reads_that_it_was_and_no_word(cast: Cast, acting: ACTING, client: Client) -> None:
    concern = raised(cast, acting)
    actions.copied(acting(cast.safeguarding_lead), concern, "CP-118")
    leah = db.session.get_one(make.Membership, cast.larkdale.ids["membership of safeguarding_lead"])
    school = db.session.get_one(make.Organisation, leah.organisation_id)
    tom = db.session.get_one(make.Account, cast.head_of_year.account_id)
    later = make.membership(tom, school, make.Role.SAFEGUARDING_LEAD)
    db.session.commit()
    client.sign_in(cast.head_of_year).post("/hat", {"hat": str(later.id)}, None)
    client.get(f"/handed-to-me/{concern.id}")
    said = client.words("main")
    assert "The words are sealed" in said and "Leah Brook" in said
    assert WORDS not in said and COPY not in said and "CP-118" not in said


def test_who_raised_it_reads_their_own_words_and_nobody_else_there(cast: Cast, acting: ACTING, client: Client) -> None:
    concern = raised(cast, acting)
    actions.copied(acting(cast.safeguarding_lead), concern, None)
    db.session.commit()
    client.sign_in(cast.dani).get(f"/handed-over/{concern.id}/words")
    assert WORDS in client.words("main") and COPY in client.words("main")
    client.sign_in(cast.key_adult).get(f"/handed-over/{concern.id}/words", 404)


def test_a_places_lead_reads_it_only_where_it_is_named(cast: Cast, acting: ACTING) -> None:
    place = make.organisation("Harbour Works", kind=OrganisationKind.AGENCY)
    make.membership(db.session.get_one(make.Account, cast.agency.account_id), place, make.Role.SAFEGUARDING_LEAD)
    elsewhere, here = raised(cast, acting), raised(cast, acting, Worry(place_id=place.id, is_now=True))
    jess = acting(cast.agency)
    hat = next(hat for hat in jess.hats if hat.role is make.Role.SAFEGUARDING_LEAD)
    jess = Viewer(jess.account_id, jess.network_id, jess.name, jess.hats, hat)
    found = queries.handed_one(jess, here.id)
    assert found.concern.words == WORDS and not found.is_theirs
    for wrong in (lambda: queries.handed_one(jess, elsewhere.id), lambda: queries.to_change(jess, here.id)):
        try:
            wrong()
        except NotVisible:
            continue
        raise AssertionError("a place's lead takes nothing, and reads what names the place")
