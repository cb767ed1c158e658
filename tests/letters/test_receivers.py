"""Who may be sent a letter: nobody an order limits, nobody without the right, and not a word of why."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make, make_safeguarding
from tests.cast import Cast, Person
from tests.client import Client
from tests.letters.steps import carer, finds, row_of, send, state_of, told, write
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.letters import receivers
from virtual_school.letters.models import LetterState
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import CareLink, Carer, Pupil, Responsibility
from virtual_school.safeguarding.protecting import changes

Acting = Callable[[Person], Viewer]


@pytest.fixture
def ellie(cast: Cast) -> Pupil:
    return db.session.get_one(Pupil, cast.ellie.pupil_id)


def names(pupil: Pupil) -> list[str]:
    db.session.flush()
    return [one.name for one in receivers.of_pupil(pupil)]


def mums_link(cast: Cast) -> CareLink:
    return db.session.get_one(CareLink, cast.larkdale.ids["mum"])


def test_the_pupil_and_who_has_the_right_to_the_record(cast: Cast, ellie: Pupil) -> None:
    assert names(ellie) == ["Ellie", "Helen Marsh"], "never her father, whom an order limits"
    mums_link(cast).may_see_record = False
    assert names(ellie) == ["Ellie"]


def test_an_order_that_is_entered_takes_effect_at_once(cast: Cast, ellie: Pupil, client: Client) -> None:
    letter_id = write(client, cast, carer(cast))
    db.session.get_one(Carer, cast.larkdale.ids["carer"]).order_in_force = "She may not be told."
    db.session.commit()
    send(client, letter_id, 409)
    assert "One of those you chose cannot be sent this letter now." in client.words()
    assert "order" not in client.words() and "Helen" not in client.words(".notice")
    assert state_of(letter_id) is LetterState.DRAFT and not told("letter.new", letter_id)


def test_a_letter_that_she_has_goes_when_her_right_goes(cast: Cast, client: Client) -> None:
    letter_id = write(client, cast, carer(cast))
    send(client, letter_id)
    for change in ("may_see_record", "order_in_force"):
        client.sign_in(cast.mum).get(f"/letters/{letter_id}")
        if change == "may_see_record":
            mums_link(cast).may_see_record = False
        else:
            db.session.get_one(Carer, cast.larkdale.ids["carer"]).order_in_force = "An order."
        db.session.commit()
        client.get(f"/letters/{letter_id}", 404)
        assert not finds(client, "/letters", "The trip on Thursday")
        mums_link(cast).may_see_record = True
        db.session.commit()


@pytest.mark.parametrize("forged", ["carer_dad", "nobody"])
def test_nobody_else_is_chosen_by_hand(cast: Cast, client: Client, forged: str) -> None:
    letter_id = write(client, cast, carer(cast))
    to = cast.larkdale.ids["carer_dad"] if forged == "carer_dad" else uuid.uuid4()
    sent = {"kind": "general", "subject": "Hello", "text": "Words.", "version": "2", "to": [str(to)]}
    client.post(f"/letters/{letter_id}/write", sent, 422)
    assert "Rob" not in client.response.get_data(as_text=True)


def test_who_must_not_meet_the_pupil_is_not_there(cast: Cast, ellie: Pupil) -> None:
    later = clock.today() + dt.timedelta(days=3)
    keep = make_safeguarding.keep_apart(ellie, cast.safeguarding_lead.account_id, account_id=cast.mum.account_id)
    assert names(ellie) == ["Ellie"]
    keep.starts_on = later
    assert names(ellie) == ["Ellie"], "nor from a day to come"
    keep.ended_at = clock.now()
    assert names(ellie) == ["Ellie", "Helen Marsh"]


def test_a_carer_without_an_account_is_written_to_by_post(cast: Cast, ellie: Pupil, client: Client) -> None:
    nan = make.carer(ellie, "Joan Marsh", called="Nan", contact_order=3)
    uncle = make.carer(ellie, "Ed Marsh", called="Ed", contact_order=4, parent_in_law=False)
    uncle.responsibility = Responsibility.NONE
    assert names(ellie) == ["Ellie", "Helen Marsh", "Joan Marsh"], "an uncle without responsibility has no right"
    letter_id = write(client, cast, str(nan.id))
    send(client, letter_id)
    client.follow()
    assert "Print it and post it, or give it by hand." in client.words() and not told("letter.new", letter_id)
    client.submit("form[action$=posted]")
    client.follow()
    assert "Posted by Dani Okafor" in client.words() and not client.select("form[action$=posted]")
    row = row_of(letter_id, str(nan.id))
    client.post(f"/letters/{letter_id}/to/{row.id}/posted")
    assert row_of(letter_id, str(nan.id)).posted_by == cast.dani.account_id


def test_at_eighteen_the_letters_are_theirs_alone(cast: Cast, ellie: Pupil, client: Client) -> None:
    letter_id = write(client, cast, "pupil", carer(cast))
    send(client, letter_id)
    ellie.date_of_birth = clock.today().replace(year=clock.today().year - 18, day=1)
    db.session.commit()
    assert names(ellie) == ["Ellie"]
    client.sign_in(cast.mum).get(f"/letters/{letter_id}", None)
    assert client.response.status_code in (403, 404)
    client.sign_in(cast.ellie).get(f"/letters/{letter_id}")


# Stop everything, and what a concern holds back -----------------------------------------------------------------------


@pytest.mark.parametrize("whom", ["pupil", "carer"])
def test_nothing_is_sent_while_everything_is_stopped(
    cast: Cast, acting: Acting, ellie: Pupil, client: Client, whom: str
) -> None:
    letter_id = write(client, cast, carer(cast))
    account_id = cast.mum.account_id if whom == "carer" else None
    reason = "She has died."
    hold = changes.stop(acting(cast.safeguarding_lead), pupil_id=ellie.id, reason=reason, account_id=account_id)
    db.session.commit()
    client.sign_in(cast.dani)
    send(client, letter_id, 409)
    assert "Not sent. Ask the safeguarding lead." in client.words()
    assert "died" not in client.words() and "stopped" not in client.words()
    assert state_of(letter_id) is LetterState.DRAFT and not told("letter.new", letter_id)
    changes.let_go_on(acting(cast.safeguarding_lead), hold, "It was a mistake.")
    db.session.commit()
    send(client, letter_id)
    assert len(told("letter.new", letter_id)) == 1


def test_nor_posted_nor_listed(cast: Cast, acting: Acting, ellie: Pupil, client: Client) -> None:
    nan = make.carer(ellie, "Joan Marsh", called="Nan", contact_order=3)
    letter_id = write(client, cast, str(nan.id), carer(cast))
    send(client, letter_id)
    changes.stop(acting(cast.safeguarding_lead), pupil_id=ellie.id, reason="She has died.")
    db.session.commit()
    client.get(f"/letters/{letter_id}")
    assert "Not to be posted now. Ask the safeguarding lead." in client.words()
    client.post(f"/letters/{letter_id}/to/{row_of(letter_id, str(nan.id)).id}/posted", status=409)
    assert row_of(letter_id, str(nan.id)).posted_at is None
    assert not finds(client.sign_in(cast.mum), "/letters", "The trip on Thursday")


@pytest.mark.parametrize("said", ["He locks the door at night.", "You told us: HE LOCKS, the door at night!"])
def test_what_a_concern_holds_back_is_not_quoted(cast: Cast, client: Client, said: str) -> None:
    letter_id = write(client, cast, carer(cast), text=f"Hello.\n{said}\nGoodbye.")
    send(client, letter_id, 409)
    assert "Not sent. Ask the safeguarding lead." in client.words() and "concern" not in client.words()
    assert state_of(letter_id) is LetterState.DRAFT


def test_few_words_that_everybody_says_are_no_quotation(cast: Cast, client: Client) -> None:
    letter_id = write(client, cast, carer(cast), text="Please lock the door at night.")
    send(client, letter_id)


# Where the pupil is ---------------------------------------------------------------------------------------------------


def test_no_place_goes_to_who_may_not_know_where_the_pupil_is(cast: Cast, client: Client) -> None:
    mums_link(cast).may_see_whereabouts = False
    db.session.commit()
    letter_id = write(client, cast, carer(cast), text="Meet us at Wren Hill on Monday.")
    send(client, letter_id, 409)
    assert "may not be told where the pupil is" in client.words()
    assert state_of(letter_id) is LetterState.DRAFT
    client.get(f"/letters/{letter_id}/write")
    client.submit("main form", text="Meet us on Monday.")
    send(client, letter_id)


def test_nor_the_name_of_somebody_at_the_school(cast: Cast, client: Client) -> None:
    mums_link(cast).may_see_whereabouts = False
    db.session.commit()
    client.sign_in(cast.head_of_year).post(f"/pupils/{cast.ellie.pupil_id}/letters")
    url = client.response.location.removesuffix("/write")
    sent = {"kind": "general", "subject": "Hello", "text": "Words.", "version": "1", "to": [carer(cast)]}
    client.post(f"{url}/write", sent)
    client.post(f"{url}/send", status=409)
    assert "your name would tell them the school" in client.words()


def test_whereabouts_in_confidence_count_for_everybody(cast: Cast, ellie: Pupil) -> None:
    make.carer(ellie, "Joan Marsh", called="Nan", contact_order=3)
    db.session.flush()
    assert [one.knows_where for one in receivers.of_pupil(ellie)] == [True, True, True]
    make_safeguarding.confidential(ellie, cast.safeguarding_lead.account_id)
    db.session.flush()
    assert [one.knows_where for one in receivers.of_pupil(ellie)] == [True, False, False]
    links = sa.select(sa.func.count()).select_from(CareLink).where(CareLink.carer_id.is_not(None))
    assert db.session.scalar(links)
