"""What a letter says in another language tells of no place either; and nothing goes by post that may not go here."""

import pytest
import sqlalchemy as sa

from tests import make, make_safeguarding
from tests.cast import Cast
from tests.client import Client
from tests.letters.steps import carer, row_of, send, write
from virtual_school.core.db import db
from virtual_school.letters.models import CopyState, LetterCopy
from virtual_school.pupils.models import CareLink, Carer, Pupil

COPY = {"language": "Polish", "translator": "Ewa Lis", "subject": "Spotkanie", "text": "Do poniedziałku."}


@pytest.fixture
def unaware(cast: Cast) -> CareLink:
    """Her mother may see the record, and not where she is."""
    link = db.session.get_one(CareLink, cast.larkdale.ids["mum"])
    link.may_see_whereabouts = False
    db.session.commit()
    return link


def copies_of(letter_id: object) -> list[LetterCopy]:
    db.session.expire_all()
    return list(db.session.scalars(sa.select(LetterCopy).where(LetterCopy.letter_id == letter_id)))


def test_a_copy_that_names_the_school_is_not_kept(cast: Cast, client: Client, unaware: CareLink) -> None:
    letter_id = write(client, cast, carer(cast), text="Meet us on Monday.")
    send(client, letter_id)
    client.get(f"/letters/{letter_id}/copy")
    client.submit("form[action$='/copy']", 409, **COPY | {"text": "Spotkajmy się w Wren Hill."})
    assert "may not be told where the pupil is" in client.words()
    assert "Spotkajmy się w Wren Hill." in client.one("#text").text, "what was typed stays"
    assert copies_of(letter_id) == []


def test_nor_is_one_typed_or_read_again_by_somebody_of_the_school(
    cast: Cast, client: Client, unaware: CareLink
) -> None:
    letter_id = write(client, cast, carer(cast), text="Meet us on Monday.")
    send(client, letter_id)
    client.sign_in(cast.head_of_year).post(f"/letters/{letter_id}/copy", COPY, 409)
    assert copies_of(letter_id) == []
    client.sign_in(cast.dani).post(f"/letters/{letter_id}/copy", COPY)
    (copy,) = copies_of(letter_id)
    client.sign_in(cast.head_of_year).post(f"/letter-copies/{copy.id}/checked")
    client.follow()
    assert "your name would tell them the school" in client.words()
    assert copies_of(letter_id)[0].state is CopyState.TYPED
    client.sign_in(cast.mum).get(f"/letters/{letter_id}")
    assert "Tom Archer" not in client.words()


def test_nothing_is_posted_to_who_may_not_have_it_any_more(cast: Cast, client: Client) -> None:
    ellie = db.session.get_one(Pupil, cast.ellie.pupil_id)
    nan = make.carer(ellie, "Joan Marsh", called="Nan", contact_order=3)
    letter_id = write(client, cast, str(nan.id))
    send(client, letter_id)
    db.session.get_one(Carer, nan.id).order_in_force = "She may not be told."
    db.session.commit()
    row = row_of(letter_id, str(nan.id))
    client.get(f"/letters/{letter_id}")
    assert "Print it and post it" not in client.words() and not client.select("form[action$=posted]")
    client.post(f"/letters/{letter_id}/to/{row.id}/posted", status=409)
    assert row_of(letter_id, str(nan.id)).posted_at is None


def test_who_must_not_meet_the_pupil_reads_no_letter_about_them(cast: Cast, client: Client) -> None:
    letter_id = write(client, cast, carer(cast))
    send(client, letter_id)
    ellie = db.session.get_one(Pupil, cast.ellie.pupil_id)
    make_safeguarding.keep_apart(ellie, cast.safeguarding_lead.account_id, account_id=cast.mum.account_id)
    db.session.commit()
    client.sign_in(cast.mum).get(f"/letters/{letter_id}", 404)
