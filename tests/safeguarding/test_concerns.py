"""A concern: handed to one person, seen, let go on; and nobody else learns of it anywhere."""

import uuid
from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import Cast, Person
from tests.cast_safeguarding import COPY, WORDS
from tests.client import Client
from virtual_school.core import checking, clock
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible, Refused, WrongState
from virtual_school.identity.models import Account, Membership
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import CareLink, Pupil
from virtual_school.safeguarding import actions, changes, queries, words
from virtual_school.safeguarding.models import Concern

ACTING = Callable[[Person], Viewer]
ABOUT = ("contribution", uuid.UUID(int=4))


def raised(viewer: Viewer, pupil_id: uuid.UUID | None, about: tuple[str, uuid.UUID] = ABOUT) -> Concern:
    assert pupil_id is not None
    return actions.raise_concern(viewer, pupil_id=pupil_id, about=about, copy=COPY, words=WORDS)


def test_it_is_handed_to_the_lead_of_the_pupils_school(cast: Cast, acting: ACTING) -> None:
    made = raised(acting(cast.dani), cast.ellie.pupil_id)
    assert made.organisation_id == cast.larkdale.organisations["wren_hill"]
    leah = acting(cast.safeguarding_lead)
    assert made.id in {one.concern.id for one in queries.handed(leah)[0]}
    for person in (cast.dani, cast.lead, cast.head, cast.head_of_year, cast.key_adult, cast.stranger_lead):
        with pytest.raises(NotVisible):
            queries.handed_one(acting(person), made.id)


def test_a_school_without_one_hands_it_to_whoever_leads_and_says_so(cast: Cast, acting: ACTING) -> None:
    assert cast.tariq.pupil_id
    made = raised(acting(cast.kit), cast.tariq.pupil_id)
    assert made.organisation_id is None
    assert queries.handed_one(acting(cast.lead), made.id).concern.copy == COPY
    said = words.who_reads_concern(queries.recipient(cast.tariq.pupil_id))
    assert said.startswith("Stonegate High has no safeguarding lead here, so it goes to the Virtual School lead: Amal")


def test_when_the_lead_leaves_it_does_not_lie_where_nobody_looks(cast: Cast, acting: ACTING) -> None:
    made = raised(acting(cast.dani), cast.ellie.pupil_id)
    held = db.session.get_one(Membership, cast.larkdale.ids["membership of safeguarding_lead"])
    held.ended_at, held.ended_by = clock.now(), cast.lead.account_id
    assert queries.handed_one(acting(cast.lead), made.id).concern.id == made.id


def test_a_closed_account_reads_nothing(cast: Cast, acting: ACTING) -> None:
    assert cast.ellie.pupil_id
    acting(cast.dani)
    db.session.get_one(Account, cast.safeguarding_lead.account_id).closed_at = clock.now()
    assert queries.recipient(cast.ellie.pupil_id).names == ("Amal Haddad",)


def test_who_raised_it_sees_that_it_was_handed_over_and_seen_and_no_more(
    cast: Cast, acting: ACTING, client: Client
) -> None:
    made = raised(acting(cast.dani), cast.ellie.pupil_id)
    client.sign_in(cast.dani).get(f"/handed-over/{made.id}")
    assert "Not read yet" in client.words("main") and WORDS not in client.words("main")
    client.get(f"/handed-over/{made.id}", fragment="receipt")
    leah = acting(cast.safeguarding_lead)
    actions.see(leah, queries.to_change(leah, made.id))
    actions.release(leah, queries.to_change(leah, made.id), "It was a story for English.")
    for page in (f"/handed-over/{made.id}", "/handed-over"):
        client.get(page)
        assert "Read" in client.words("main")
        assert "story" not in client.words("main") and "goes on" not in client.words("main").lower()
    assert "Read by Leah Brook" in (client.get(f"/handed-over/{made.id}") and client.words("main"))
    client.get(f"/handed-to-me/{made.id}", 403)


def test_a_raiser_who_left_is_told_no_name(cast: Cast, acting: ACTING) -> None:
    assert [one.pupil for one in queries.raised(acting(cast.dani))] == ["Ellie"]
    assert [one.pupil for one in queries.raised(acting(cast.kit))] == ["Tariq"]
    db.session.execute(sa.update(CareLink).values(ended_at=clock.now(), ended_by=cast.lead.account_id))
    assert [one.pupil for one in queries.raised(acting(cast.dani))] == [None]


def test_the_lead_sees_and_lets_go_on_through_the_pages(cast: Cast, client: Client) -> None:
    concern_id = cast.larkdale.ids["concern of ellie"]
    client.sign_in(cast.safeguarding_lead).get("/home", 302)
    client.follow()
    assert "Handed to me" in client.title and "Not seen yet" in client.words("main")
    client.get(f"/handed-to-me/{concern_id}")
    assert WORDS in client.words("main") and COPY in client.words("main")
    client.submit("form[action$=seen]")
    client.follow()
    assert "Seen by Leah Brook" in client.words("main")
    client.submit("form[action$=release]", 422)
    assert "Say why it may go on." in client.words("main")
    client.submit("form[action$=release]", because="We spoke with her and her mum.")
    client.follow()
    assert "We spoke with her and her mum." in client.words("main")
    client.post(f"/handed-to-me/{concern_id}/release", {"because": "Again."}, 422)


def test_seen_twice_is_seen_by_the_first(cast: Cast, acting: ACTING) -> None:
    leah = acting(cast.safeguarding_lead)
    concern = queries.to_change(leah, cast.larkdale.ids["concern of ellie"])
    changes.see(leah, concern)
    first = concern.seen_at
    changes.see(acting(cast.lead), concern)
    assert (concern.seen_by, concern.seen_at) == (cast.safeguarding_lead.account_id, first)


def test_only_an_adult_who_works_here_raises_and_only_who_holds_it_releases(cast: Cast, acting: ACTING) -> None:
    for person in (cast.ellie, cast.mum):
        with pytest.raises(Refused):
            raised(acting(person), cast.ellie.pupil_id)
    made = raised(acting(cast.key_adult), cast.ellie.pupil_id)
    with pytest.raises(Refused):
        actions.release(acting(cast.dani), made, "No.")
    leah = acting(cast.safeguarding_lead)
    actions.release(leah, made, "Yes.")
    with pytest.raises(WrongState):
        actions.release(leah, made, "Yes.")


def test_two_concerns_about_one_thing_are_both_to_be_released(cast: Cast, acting: ACTING) -> None:
    one, two = (raised(acting(person), cast.ellie.pupil_id) for person in (cast.dani, cast.key_adult))
    leah = acting(cast.safeguarding_lead)
    changes.release(leah, one, "Fine.")
    assert queries.is_held(*ABOUT)
    changes.release(leah, two, "Fine.")
    assert not queries.is_held(*ABOUT)
    assert not queries.is_held("contribution", uuid.uuid4())


OTHERS = ("ellie", "mum", "dani", "head", "head_of_year", "lead", "auditor", "administrator", "clerk")


@pytest.mark.parametrize("key", OTHERS)
def test_no_page_of_anybody_else_says_a_word_of_it(cast: Cast, acting: ACTING, client: Client, key: str) -> None:
    """Every page that takes no argument but the pupil, and each list as a file: no copy, no words, no other count."""
    pages = [rule for rule in client.app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    urls = [rule for rule in pages if rule.arguments <= {"pupil_id"}]
    client.sign_in(getattr(cast, key))
    with clock.freeze(clock.now()):  # a list as a file says at which minute it was taken
        before = _read(client, urls, cast)
        for about in ("contribution", "plan_agreement", "help"):
            raised(acting(cast.key_adult), cast.ellie.pupil_id, (about, uuid.uuid4()))
        assert _read(client, urls, cast) == before


def _read(client: Client, rules: list, cast: Cast) -> dict[str, str]:
    client.inspects, said = False, {}
    for rule in rules:
        if rule.rule.startswith(("/help", "/handed", "/uploads", "/readyz", "/healthz")):
            continue
        grows = rule.rule == "/looks"  # by every page that is read here
        url = rule.rule.replace("<uuid:pupil_id>", str(cast.ellie.pupil_id))
        for asked in (url, f"{url}?as=csv"):
            if asked != url and not said[url].startswith("200"):
                continue  # who does not get the page does not get it as a file either: the access table's matter
            answer = client.get(asked, None)
            text = answer.get_data(as_text=True)
            assert COPY not in text and WORDS not in text, asked
            said[asked] = f"{answer.status_code} {'' if grows else _steady(text)}"
    return said


def _steady(html: str) -> str:
    """A page without the keys that are new each time."""
    return " ".join(word for word in html.split() if not word.startswith(("value=", "content=")))


def test_the_auditor_reads_of_none(cast: Cast, acting: ACTING, client: Client) -> None:
    concern = raised(acting(cast.dani), cast.ellie.pupil_id)
    changes.release(acting(cast.safeguarding_lead), concern, "It was nothing.")
    told = set(db.session.scalars(sa.select(AuditEvent.event).where(AuditEvent.object_id == concern.id)))
    assert told == {"concern.raised", "concern.seen", "concern.released"}
    assert db.session.scalars(
        sa.select(AuditEvent.because).where(AuditEvent.object_id == concern.id)
    ).unique().all() == [None]
    client.sign_in(cast.auditor).get("/changes")
    assert "concern" not in client.words("main")


def test_its_number_stays_the_reporters_own_in_another_hat(cast: Cast, acting: ACTING) -> None:
    """A head of year's hat of the same person opens nothing that was handed to the safeguarding lead."""
    school = db.session.get_one(make.Organisation, cast.larkdale.organisations["wren_hill"])
    leah = db.session.get_one(Account, cast.safeguarding_lead.account_id)
    make.membership(leah, school, make.Role.HEAD_OF_YEAR)
    viewer = acting(cast.safeguarding_lead)
    assert {hat.role for hat in viewer.hats} >= {make.Role.HEAD_OF_YEAR, make.Role.SAFEGUARDING_LEAD}
    for hat in viewer.hats:
        found = queries.handed(replace(viewer, hat=hat))[0]
        assert bool(found) is (hat.role is make.Role.SAFEGUARDING_LEAD)


def test_the_checks_find_what_lies_where_nobody_looks(cast: Cast, acting: ACTING) -> None:
    named = {"a concern is in nobody's hands", "a call for help is in nobody's sight", "a concern was let go on unseen"}
    network = cast.larkdale.network_id
    acting(cast.dani)
    assert not {found.name for found in checking.run([network])} & named
    db.session.execute(sa.update(Membership).values(ended_at=clock.now(), ended_by=cast.lead.account_id))
    db.session.execute(sa.update(CareLink).values(ended_at=clock.now(), ended_by=cast.lead.account_id))
    db.session.commit()
    broken = {found.name for found in checking.run([network])}
    assert {"a concern is in nobody's hands", "a call for help is in nobody's sight"} <= broken


def test_who_a_concern_is_handed_to_is_said_for_a_pupil_on_no_roll(cast: Cast, acting: ACTING) -> None:
    acting(cast.lead)
    child: Pupil = make.pupil("Nan Reed")
    assert "nobody’s roll" in words.who_reads_concern(queries.recipient(child.id))
