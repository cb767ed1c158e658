"""'I need help': asked, seen, answered; said as sent only when it is; read by nobody else."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible, Refused, WrongState
from virtual_school.identity.models import Membership
from virtual_school.network.models import Network
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import CareKind, CareLink, Part
from virtual_school.safeguarding import actions, queries, words
from virtual_school.safeguarding.models import Help

ACTING = Callable[[Person], Viewer]


def nothing_asked_yet(cast: Cast) -> None:
    """What the cast has asked is long ago, and answered."""
    long_ago, dani = clock.now() - dt.timedelta(days=50), cast.dani.account_id
    done = {"seen_at": long_ago, "seen_by": dani, "answered_at": long_ago, "answered_by": dani}
    db.session.execute(sa.update(Help).values(asked_at=long_ago, **done))


def calls(viewer: Viewer) -> list[str | None]:
    return [one.words for one in queries.asked_for_help(viewer)]


def test_she_asks_and_sees_who_has_seen_it(cast: Cast, client: Client, client_of: Callable[[Person], Client]) -> None:
    nothing_asked_yet(cast)
    client.sign_in(cast.ellie).get("/help")
    words_before = client.words("main")
    assert "Dani, Priya and Leah can read this." in words_before and "999" in words_before
    assert "Sent" not in words_before
    client.submit("main form", words="I cannot sleep.")
    assert client.response.location.startswith("/help")
    client.get("/help")
    assert "Not seen yet." in client.words("#asked") and "‘I cannot sleep.’" in client.words("#asked")
    assert client.one("#asked").get("hx-get") == "/help"
    dani = client_of(cast.dani)
    dani.get("/asked-for-help")
    assert "I cannot sleep." in dani.words("main")
    dani.submit("form[action$=seen]")
    client.get("/help", fragment="asked")
    assert "Seen by Dani Okafor, today" in client.words("#asked") and not client.one("#asked").get("hx-get")
    dani.get("/asked-for-help")
    dani.submit("form[action$=answered]")
    client.get("/help")
    assert "Dani Okafor has answered" in client.words("#asked")
    dani.get("/asked-for-help")
    assert "Nobody is waiting" in dani.words("main")


def test_the_box_may_stay_empty_and_a_double_press_is_one(cast: Cast, client: Client) -> None:
    nothing_asked_yet(cast)
    client.sign_in(cast.ellie).get("/help")
    key = client.one("main input[name=once]").get("value")
    for _press in range(3):
        client.post("/help", {"once": key, "words": "  "})
    found = db.session.scalars(sa.select(Help).where(Help.answered_at.is_(None))).all()
    assert [(one.words, one.not_mentor) for one in found] == [(None, False)]


def test_asking_often_is_never_refused(cast: Cast, client: Client) -> None:
    client.sign_in(cast.ellie)
    for turn in range(12):
        client.get("/help")
        client.submit("main form", words=f"Again {turn}")
    own = sa.select(sa.func.count()).select_from(Help).where(Help.pupil_id == cast.ellie.pupil_id)
    assert db.session.scalar(own) == 13


def test_she_can_keep_it_from_her_mentor(cast: Cast, acting: ACTING, client: Client) -> None:
    nothing_asked_yet(cast)
    client.sign_in(cast.ellie).get("/help")
    assert "Not Dani. Only Priya and Leah can read it." in client.words("main")
    client.submit("main form", words="It is about Dani.", not_mentor="y")
    client.get("/help")
    assert "Not shown to Dani." in client.words("#asked") and "page of Priya and Leah" in client.words("#asked")
    assert calls(acting(cast.dani)) == []
    assert calls(acting(cast.key_adult)) == calls(acting(cast.safeguarding_lead)) == ["It is about Dani."]
    asked = db.session.scalars(sa.select(Help.id).where(Help.pupil_id == cast.ellie.pupil_id, Help.not_mentor)).one()
    client.sign_in(cast.dani).post(f"/asked-for-help/{asked}/seen", status=404)


def test_a_tick_that_no_longer_holds_sends_nothing(cast: Cast, acting: ACTING) -> None:
    """Between the page and the press the others left: then it is not sent to the one it was to be kept from."""
    ellie = acting(cast.ellie)
    ended = {"ended_at": clock.now(), "ended_by": cast.lead.account_id}
    db.session.execute(sa.update(CareLink).where(CareLink.kind == CareKind.KEY_ADULT).values(**ended))
    others = (Role.SAFEGUARDING_LEAD, Role.HEADTEACHER, Role.VIRTUAL_SCHOOL_LEAD)
    db.session.execute(sa.update(Membership).where(Membership.role.in_(others)).values(**ended))
    with pytest.raises(WrongState):
        actions.ask_for_help(ellie, words="It is about Dani.", not_mentor=True)
    assert actions.ask_for_help(ellie, words="Maths.", not_mentor=False).words == "Maths."


def test_where_nobody_would_read_it_nothing_can_be_sent(cast: Cast, client: Client) -> None:
    db.session.execute(sa.update(CareLink).values(ended_at=clock.now(), ended_by=CareLink.account_id))
    ended = {"ended_at": clock.now(), "ended_by": cast.lead.account_id}
    db.session.execute(sa.update(Membership).where(Membership.role == Role.VIRTUAL_SCHOOL_LEAD).values(**ended))
    client.sign_in(cast.tariq).get("/help")
    assert not client.select("main form") and "Nobody is here to read it yet" in client.words("main")
    client.post("/help", {"words": "Please"}, 422)
    assert "Nobody is here to read it yet" in client.words("main")


def test_neither_parent_nor_window_nor_other_school_reads_it(cast: Cast, acting: ACTING) -> None:
    """A carer reads messages, and a window may open them: a call for help is not among them."""
    make.window(
        db.session.get_one(make.Pupil, cast.ellie.pupil_id),
        db.session.get_one(make.Account, cast.sam.account_id),
        db.session.get_one(make.Organisation, cast.larkdale.organisations["larkdale"]),
        (Part.MESSAGES,),
    )
    for person in cast:
        found = {one.pupil_id for one in queries.asked_for_help(acting(person))}
        reads = person.key in {"dani", "key_adult", "safeguarding_lead"}
        assert (cast.ellie.pupil_id in found) is reads, person.key


def test_only_whom_she_asked_answers(cast: Cast, acting: ACTING) -> None:
    help_id = cast.larkdale.ids["help of ellie"]
    for person in (cast.mum, cast.ellie, cast.head, cast.sam, cast.lead):
        with pytest.raises((NotVisible, Refused)):
            actions.answer_help(acting(person), queries.help_to_change(acting(person), help_id))


def test_a_mentor_of_yesterday_sees_it_no_more(cast: Cast, acting: ACTING) -> None:
    dani = acting(cast.dani)
    assert calls(dani)
    link = db.session.get_one(CareLink, cast.larkdale.ids["mentor of ellie"])
    link.ended_at, link.ended_by = clock.now(), cast.lead.account_id
    assert not calls(acting(cast.dani))


def test_the_way_out_and_the_numbers_are_the_networks_own(cast: Cast, client: Client) -> None:
    network = db.session.get_one(Network, cast.larkdale.network_id)
    network.numbers = {
        "helplines": [["Valley line, until ten at night.", "0123 456"]],
        "exit_to": "https://example.org/",
    }
    client.sign_in(cast.ellie).get("/help")
    assert "Valley line" in client.words("main") and "Childline" not in client.words("main")
    assert client.one("a[data-exit]").get("href") == "https://example.org/"
    network.numbers = {"exit_to": "javascript:alert(1)"}
    for page in ("/help", "/my-people"):
        client.get(page)
        assert client.one("a[data-exit]").get("href") == words.NEUTRAL
        assert "noreferrer" in client.one("a[data-exit]").get("rel")


def test_every_page_of_hers_leads_there(cast: Cast, client: Client) -> None:
    client.sign_in(cast.ellie)
    for page in ("/today", "/my-work", "/my-people", "/help"):
        client.get(page)
        assert client.select('header a[href="/help"]')
    client.sign_in(cast.dani).get("/desk")
    assert not client.select('header a[href="/help"]')


def test_her_words_are_not_kept_on_the_phone(cast: Cast, client: Client) -> None:
    client.sign_in(cast.ellie).get("/help")
    box = client.one("textarea")
    assert box.get("data-not-kept") is not None and box.get("data-draft-url") is None
    assert client.response.headers["Cache-Control"] == "no-store"


def test_two_who_share_a_first_name_are_named_in_full() -> None:
    readers = [queries.Reader(name) for name in ("Sam Whitlock", "Sam Vale", "Mr Hale", "Dani Okafor")]
    assert words.first_names(readers) == ["Sam Whitlock", "Sam Vale", "Mr Hale", "Dani"]
    assert words.together(["A", "B", "C"]) == "A, B and C" and words.together([]) == ""


def test_a_care_link_without_its_role_is_no_reader(cast: Cast, acting: ACTING) -> None:
    acting(cast.lead)
    assert cast.ellie.pupil_id
    assert [one.name for one in queries.helpers(cast.ellie.pupil_id)] == ["Dani Okafor", "Priya Nair", "Leah Brook"]
    pupil = db.session.get_one(make.Pupil, cast.ellie.pupil_id)
    make.care_link(db.session.get_one(make.Account, cast.bell.account_id), pupil, CareKind.KEY_ADULT)
    assert "Ms Bell" not in [one.name for one in queries.helpers(cast.ellie.pupil_id)]


def test_who_reads_it_is_who_was_named_before(cast: Cast, acting: ACTING) -> None:
    """On a second school's roll its safeguarding lead reads it too, and the page says so."""
    acting(cast.lead)
    pupil = db.session.get_one(make.Pupil, cast.ellie.pupil_id)
    ashfold = db.session.get_one(make.Organisation, cast.larkdale.organisations["ashfold"])
    make.enrolment(pupil, ashfold, status=make.RollStatus.SUBSIDIARY)
    make.membership(db.session.get_one(make.Account, cast.lunt.account_id), ashfold, Role.SAFEGUARDING_LEAD)
    named = {one.name for one in queries.helpers(pupil.id)}
    assert named == {"Dani Okafor", "Priya Nair", "Leah Brook", "Ms Lunt"}
    reads = set()
    for person in cast.larkdale:
        viewer = acting(person)
        for hat in viewer.hats:
            if pupil.id in {one.pupil_id for one in queries.asked_for_help(replace(viewer, hat=hat))}:
                reads.add(person.name)
    assert reads == named
