"""A file that was entered on the wrong child is gone from every page and address, whole or in part, and is audited."""

import uuid

import pytest
import sqlalchemy as sa

from tests.cast import Cast, Person, Work
from tests.client import Client
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.learning.models import Piece

BECAUSE = {"because": "It is another pupil's page."}
CONTENT = "Ellie, in"
RANGES = (
    {},
    {"Range": "bytes=0-3"},
    {"Range": "bytes=-4"},
    {"If-None-Match": "*"},
    {"If-Range": "x", "Range": "bytes=0-"},
)


def work(cast: Cast) -> Work:
    return cast.larkdale.work["in"]


def addresses(cast: Cast) -> list[tuple[Person, str]]:
    """Each address at which somebody could open the file, and who could."""
    one = work(cast)
    record = f"/assignments/{one.assignment_id}/pieces/{one.piece_id}/page.txt"
    return [
        (cast.ellie, f"/my-work/{one.assignment_id}/pieces/{one.piece_id}/page.txt"),
        (cast.lunt, f"/to-answer/{one.hand_in_id}/pieces/{one.piece_id}/page.txt"),
        *((who, record) for who in (cast.dani, cast.lead, cast.mum, cast.key_adult, cast.head_of_year)),
    ]


def pages(cast: Cast) -> list[tuple[Person, str]]:
    one, pupil = work(cast), f"/pupils/{cast.ellie.pupil_id}"
    return [
        (cast.ellie, f"/my-work/{one.assignment_id}"),
        (cast.ellie, f"/my-work/{one.assignment_id}/receipt/{one.hand_in_id}"),
        (cast.ellie, "/my-work"),
        (cast.lunt, f"/to-answer/{one.hand_in_id}"),
        (cast.lunt, "/to-answer"),
        (cast.lunt, "/to-answer?as=csv"),
        *((who, f"/assignments/{one.assignment_id}") for who in (cast.dani, cast.lead, cast.mum, cast.key_adult)),
        *((who, f"{pupil}/work") for who in (cast.dani, cast.lead, cast.mum)),
        (cast.dani, "/desk"),
    ]


def got(client: Client, who: Person, url: str, **headers: str) -> tuple[int, str]:
    client.inspects = False
    answered = client.sign_in(who).open("GET", url, None, headers=headers)
    try:
        return answered.status_code, answered.get_data(as_text=True)
    finally:
        answered.close()


def take_away(cast: Cast, client: Client) -> str:
    one = work(cast)
    url = f"/assignments/{one.assignment_id}/pieces/{one.piece_id}/withdraw"
    client.sign_in(cast.dani).get(url)
    client.post(url, BECAUSE, status=303)
    return url


def is_nowhere(cast: Cast, client: Client) -> None:
    for who, url in addresses(cast):
        for headers in RANGES:
            status, said = got(client, who, url, **headers)
            assert status in (403, 404) and CONTENT not in said, f"{who.key} opens {url} with {headers}"
    for who, url in pages(cast):
        status, said = got(client, who, url)
        assert str(work(cast).piece_id) not in said and "page.txt" not in said, f"{who.key} finds it at {url}"


def test_before_that_each_of_them_opens_it(cast: Cast, client: Client) -> None:
    for who, url in addresses(cast):
        assert got(client, who, url)[0] == 200, f"{who.key} at {url}"
        assert got(client, who, url, Range="bytes=0-3") == (206, CONTENT[:4])


def test_one_photo_of_what_was_handed_in_is_taken_away(cast: Cast, client: Client) -> None:
    take_away(cast, client)
    is_nowhere(cast, client)
    client.inspects = True
    for who, url in ((cast.ellie, f"/my-work/{work(cast).assignment_id}"), (cast.dani, "")):
        client.sign_in(who).get(url or f"/assignments/{work(cast).assignment_id}")
        assert "One file is not here any more" in client.words("main"), "what a pupil handed in does not just vanish"
    assert "I looked at each number" in client.words("main"), "the words that were handed in stay"


def test_with_the_whole_piece_of_work_its_files_go(cast: Cast, client: Client) -> None:
    client.sign_in(cast.dani).post(f"/assignments/{work(cast).assignment_id}/withdraw", BECAUSE, status=303)
    is_nowhere(cast, client)


def test_that_it_was_taken_away_by_whom_and_why_stays(cast: Cast, client: Client) -> None:
    take_away(cast, client)
    db.session.expire_all()
    piece = db.session.get_one(Piece, work(cast).piece_id)
    assert piece.withdrawn_by == cast.dani.account_id and piece.withdrawn_because == BECAUSE["because"]
    event = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.event == "piece.withdrawn")).one()
    assert event.account_id == cast.dani.account_id and event.because == BECAUSE["because"]
    assert event.pupil_id == cast.ellie.pupil_id and event.data["piece_id"] == str(piece.id)


def test_twice_is_once_and_without_a_reason_never(cast: Cast, client: Client) -> None:
    one = work(cast)
    url = f"/assignments/{one.assignment_id}/pieces/{one.piece_id}/withdraw"
    client.sign_in(cast.dani).post(url, {"because": "  "}, status=422)
    assert "Say why" in client.words(".govuk-error-message")
    assert got(client, *addresses(cast)[0])[0] == 200
    take_away(cast, client)
    client.sign_in(cast.dani).get(url, 404)
    client.post(url, BECAUSE, status=404)


@pytest.mark.parametrize("key", ["ellie", "mum", "lunt", "kit", "sam", "head", "safeguarding_lead", "stranger_lead"])
def test_nobody_takes_away_who_does_not_answer_for_it(key: str, cast: Cast, client: Client) -> None:
    one = work(cast)
    url = f"/assignments/{one.assignment_id}/pieces/{one.piece_id}/withdraw"
    client.inspects = False
    for verb in ("GET", "POST"):
        assert client.sign_in(getattr(cast, key)).open(verb, url, None, data=BECAUSE).status_code in (403, 404)
    assert db.session.get_one(Piece, one.piece_id).removed_at is None


def test_a_file_is_taken_from_the_work_it_is_in_and_only_once_handed_in(cast: Cast, client: Client) -> None:
    one, others = work(cast), cast.larkdale.work
    pairs: list[tuple[uuid.UUID, uuid.UUID | None]] = [
        (others["returned"].assignment_id, one.piece_id),
        (others["started"].assignment_id, others["started"].piece_id),
        (one.assignment_id, others["in of tariq"].piece_id),
    ]
    for assignment_id, piece_id in pairs:
        url = f"/assignments/{assignment_id}/pieces/{piece_id}/withdraw"
        client.sign_in(cast.dani).post(url, BECAUSE, status=404)
