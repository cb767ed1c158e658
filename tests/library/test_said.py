"""Thanks, suggestions and problems: who says them, who reads them, and what becomes of them."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests.cast import Cast, Person
from tests.client import Client
from tests.library.conftest import lesson_of
from tests.library.test_adapting import source_id
from tests.library.test_following import told
from virtual_school.core.db import db
from virtual_school.core.saving.models import Draft
from virtual_school.library.models import LessonState, Remark, RemarkKind, RemarkState, Thanks
from virtual_school.notices.models import Notice

ClientOf = Callable[[Person], Client]


@pytest.fixture
def kit(cast: Cast, client_of: ClientOf) -> Client:
    """A mentor of the Virtual School, who sets this lesson."""
    return client_of(cast.kit)


def newest() -> Remark:
    return db.session.scalars(sa.select(Remark).order_by(Remark.id.desc())).first()  # type: ignore[return-value]


def say(client: Client, cast: Cast, kind: RemarkKind, words: str = "The second link is dead.") -> Remark:
    client.get(f"/lessons/{source_id(cast)}/remark")
    client.submit(kind=kind.value, words=words)
    return newest()


def test_thanks_reach_its_school_once(cast: Cast, kit: Client, lunt: Client) -> None:
    here = f"/lessons/{source_id(cast)}"
    kit.get(here)
    kit.submit(f"form[action='{here}/thank']", words="It saved my morning.")
    kit.post(f"{here}/thank", {"words": "Again."})
    kit.get(here)
    assert "You said thank you for it." in kit.words() and "Thanked once." in kit.words()
    assert [one.words for one in db.session.scalars(sa.select(Thanks))] == ["It saved my morning."]
    assert told(cast.lunt) == ["lesson.remark"]
    lunt.get("/library/said")
    assert "It saved my morning." in lunt.words() and "Kit Rowan" in lunt.words()


def test_thanks_that_are_too_long_are_kept_in_their_box(cast: Cast, kit: Client) -> None:
    kit.post(f"/lessons/{source_id(cast)}/thank", {"words": "x" * 201}, 422)
    assert "200 characters at most" in kit.words("#words-error")
    assert kit.one("#words").get("value") == "x" * 201


def test_thanks_are_read_by_nobody_else(cast: Cast, kit: Client, client_of: ClientOf) -> None:
    kit.post(f"/lessons/{source_id(cast)}/thank", {"words": "It saved my morning."})
    for other in (cast.bell, cast.lead, cast.dani):
        client = client_of(other)
        for page in ("/library/said", f"/lessons/{source_id(cast)}"):
            client.get(page)
            assert "saved my morning" not in client.words()


def test_a_suggestion_is_answered_and_its_writer_finds_the_answer(cast: Cast, kit: Client, lunt: Client) -> None:
    remark = say(kit, cast, RemarkKind.SUGGESTION, "A second example would help here.")
    assert told(cast.lunt) == ["lesson.remark"]
    lunt.get("/library/said")
    assert "A second example would help here." in lunt.words()
    lunt.post(f"/library/said/{remark.id}/answer", {"state": "", "words": "Soon."}, 422)
    lunt.post(f"/library/said/{remark.id}/answer", {"state": "done", "words": "Added in version 2."})
    lunt.post(f"/library/said/{remark.id}/answer", {"state": "not_now", "words": "No."}, 409)
    assert (remark.state, remark.answer) == (RemarkState.DONE, "Added in version 2.")
    waiting = sa.select(Notice.kind).where(Notice.account_id == cast.kit.account_id)
    assert "remark.answered" in db.session.scalars(waiting).all()
    assert told(cast.lunt) == []
    kit.get("/library/said")
    assert "Added in version 2." in kit.words() and "Put right" in kit.words()


def test_what_was_said_is_read_by_its_school_and_its_writer_alone(cast: Cast, kit: Client, client_of: ClientOf) -> None:
    remark = say(kit, cast, RemarkKind.MISTAKE)
    for other in (cast.bell, cast.lead, cast.dani, cast.own_teacher, cast.stranger_teacher):
        client = client_of(other)
        client.get("/library/said")
        assert "The second link is dead." not in client.words()
        client.get(f"/library/said/{remark.id}", 404)
        client.post(f"/library/said/{remark.id}/answer", {"state": "done"}, 404)


def test_what_is_serious_goes_to_the_lead_who_may_take_it_out(
    cast: Cast, kit: Client, lunt: Client, client_of: ClientOf
) -> None:
    remark = say(kit, cast, RemarkKind.UNSUITABLE, "The picture on page two is not for children.")
    assert "lesson.serious" in told(cast.lead)
    lead = client_of(cast.lead)
    lead.get("/library/said")
    assert "not for children" in lead.words()
    lead.post(f"/library/said/{remark.id}/take-out", {"because": ""}, 422)
    lead.post(f"/library/said/{remark.id}/take-out", {"because": "Until page two is changed."})
    assert lesson_of(source_id(cast)).state is LessonState.WITHDRAWN
    lead.post(f"/library/said/{remark.id}/take-out", {"because": "Again."}, 403)
    lunt.get("/library/said")
    assert "Until page two is changed." in lunt.words()
    lunt.post(f"/library/said/{remark.id}/answer", {"state": "done", "words": "Changed."})
    lunt.post(f"/lessons/{source_id(cast)}/post")
    assert lesson_of(source_id(cast)).state is LessonState.POSTED
    # It was answered: nobody takes it out for that again.
    lead.post(f"/library/said/{remark.id}/take-out", {"because": "Again."}, 403)


def test_a_lead_takes_nothing_out_for_a_mistake(cast: Cast, kit: Client, client_of: ClientOf) -> None:
    remark = say(kit, cast, RemarkKind.MISTAKE)
    client_of(cast.lead).post(f"/library/said/{remark.id}/take-out", {"because": "I dislike it."}, 404)


def test_words_are_kept_while_they_are_typed_and_what_is_wrong_is_said(cast: Cast, kit: Client) -> None:
    here = f"/lessons/{source_id(cast)}/remark"
    kit.put(here, {"key": "tab", "base": 0, "seq": 1, "text": "The second"})
    kit.get(here)
    assert kit.words("#words") == "The second"
    kit.post(here, {"kind": "", "words": "The second link"}, 422)
    assert "Choose what it is." in kit.words() and kit.words("#words") == "The second link"
    kit.post(here, {"kind": "rude", "words": "The second link"}, 422)
    say(kit, cast, RemarkKind.BROKEN)
    gone = sa.select(Draft).where(Draft.account_id == cast.kit.account_id, Draft.subject.startswith("remark:"))
    assert db.session.scalars(gone).first() is None


def test_sent_twice_it_is_said_once(cast: Cast, kit: Client) -> None:
    sent = {"kind": "mistake", "words": "Five is no even number.", "once": "the key of this form"}
    for _time in range(2):
        kit.post(f"/lessons/{source_id(cast)}/remark", sent)
    same = sa.select(sa.func.count()).where(Remark.words == "Five is no even number.")
    assert db.session.scalar(same) == 1


def test_what_was_said_never_changes(cast: Cast, kit: Client) -> None:
    remark = say(kit, cast, RemarkKind.MISTAKE)
    remark.words = "I said nothing."
    with pytest.raises(sa.exc.DBAPIError):
        db.session.flush()
    db.session.rollback()
