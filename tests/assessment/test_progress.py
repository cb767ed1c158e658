"""What a pupil can do and their marks: entered, superseded, taken back; who reads and who enters them."""

import uuid

import sqlalchemy as sa

from tests.assessment.conftest import Acting
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.assessment import changes
from virtual_school.assessment.models import GradeEntry
from virtual_school.assessment.scale import Given
from virtual_school.core import clock
from virtual_school.core.db import db


def entries(cast: Cast) -> list[GradeEntry]:
    db.session.expire_all()
    question = sa.select(GradeEntry).where(GradeEntry.pupil_id == cast.ellie.pupil_id).order_by(GradeEntry.id)
    return list(db.session.scalars(question))


def test_a_mark_from_entering_to_taking_back(client: Client, cast: Cast, weaving: uuid.UUID) -> None:
    page = f"/pupils/{cast.ellie.pupil_id}/progress"
    client.sign_in(cast.dani)
    client.get(f"{page}/new?kind=mock")
    assert "one practice paper came to" in client.words()
    typed = {"subject_id": weaving, "value": "5", "for_day": clock.today().isoformat(), "shown_by": "A whole scarf"}
    client.post(f"{page}/new?kind=mock", {**typed, "value": "11"}, status=422)
    client.post(f"{page}/new?kind=mock", typed, status=303)
    client.post(f"{page}/new?kind=mock", {**typed, "value": "6"}, status=303)
    client.post(f"{page}/new?kind=predicted", typed, status=404)  # not the mentor’s to enter

    first, second = entries(cast)[-2:]
    assert (first.value, second.value) == ("5", "6")
    assert first.ended_at is not None and second.supersedes_id == first.id
    client.get(page)
    assert "A whole scarf" in client.words() and "one practice paper came to" in client.words()

    client.sign_in(cast.ellie)
    client.get("/my-progress")
    assert "Mock exam: 6" in client.words()

    for other in (cast.kit, cast.key_adult, cast.head_of_year):
        client.sign_in(other)
        assert client.post(f"/marks/{second.id}/withdraw", {"because": "Mine now"}, status=None).status_code in (
            403,
            404,
        )
    assert entries(cast)[-1].ended_at is None
    client.sign_in(cast.dani)
    client.post(f"/marks/{second.id}/withdraw", {"because": ""}, status=422)
    client.post(f"/marks/{second.id}/withdraw", {"because": "Another pupil’s scarf"}, status=303)
    client.get(page)
    assert "A whole scarf" not in client.words()
    assert entries(cast)[-1].because == "Another pupil’s scarf"


def test_what_i_can_do_is_the_last_that_was_said(
    client: Client, cast: Cast, acting: Acting, weaving: uuid.UUID
) -> None:
    dani = acting(cast.dani)

    def said(words: str, secure: bool) -> uuid.UUID:
        source = ("hand_in", uuid.uuid4())
        about = {"pupil_id": cast.ellie.pupil_id, "subject_id": weaving, "year": 9}
        changes.evidence(dani, words=words, secure=secure, source=source, **about)
        return source[1]

    said("Tie a knot", False)
    said("Tie a knot", True)
    said("Mend a hole", True)
    last = said("Mend a hole", False)
    db.session.commit()

    def halves(person: Person, url: str) -> tuple[str, str]:
        client.sign_in(person)
        client.get(url)
        before, _heading, after = client.words().partition("I am working on this" if person.is_pupil else "On its way")
        return before, after

    url = f"/pupils/{cast.ellie.pupil_id}/progress"
    for person, where in ((cast.ellie, "/my-progress"), (cast.mum, url), (cast.dani, url), (cast.head, url)):
        secure, not_yet = halves(person, where)
        assert "Tie a knot" in secure and "Mend a hole" in not_yet, person.key
    acting(cast.dani)
    changes.withdraw_evidence(dani, ("hand_in", last), "Undone")
    db.session.commit()
    assert "Mend a hole" in halves(cast.ellie, "/my-progress")[0]


def test_words_beside_a_mark_can_be_handed_over(client: Client, cast: Cast, acting: Acting, weaving: uuid.UUID) -> None:
    given = {cast.ellie.pupil_id: Given("5", 5)}
    enters = {"subject_id": weaving, "key": "mock", "for_day": clock.today(), "given": given}
    changes.enter(acting(cast.dani), **enters, shown_by="She wrote what he did")
    about = {"pupil_id": cast.ellie.pupil_id, "subject_id": weaving, "year": 9, "source": ("hand_in", uuid.uuid4())}
    changes.evidence(acting(cast.dani), words="Write a letter", secure=True, because="A letter of fear", **about)
    db.session.commit()
    page = f"/pupils/{cast.ellie.pupil_id}/progress"
    for kind, words in (("grade", "She wrote what he did"), ("evidence", "A letter of fear")):
        client.sign_in(cast.head_of_year).get(page)
        (link,) = {
            link.get("href")
            for row in client.select("li.row, section.card > p")
            if words in "".join(row.itertext())
            for link in row.iter("a")
            if "/worried/" in (link.get("href") or "")
        }
        assert f"/{kind}/" in link
        client.get(link)
        assert words in client.words()
        client.submit("main form", 303, words="This frightens me.")
        client.get(page)
        assert words not in client.words()
        for other, where in ((cast.mum, page), (cast.lead, page)):
            client.sign_in(other).get(where)
            assert words not in client.words(), other.key
        for keeps, where in ((cast.dani, page), (cast.ellie, "/my-progress")):
            client.sign_in(keeps).get(where)
            assert words in client.words(), keeps.key
    client.sign_in(cast.lead).get(f"/marks?subject_id={weaving}")
    assert not [row for row in client.select("tbody td") if "".join(row.itertext()) == "5"]
