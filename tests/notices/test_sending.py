"""What leaves the house at once: by which ways, in which hours, and only while its reader may still follow it."""

import datetime as dt
import uuid
from collections.abc import Iterator

import pytest

from tests import make_safeguarding as made
from tests.cast import Cast
from tests.notices.told import MOBILE, account, at, letters_at, mails, reachable, send, texts, told
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.jobs import Job
from virtual_school.core.leaving import Sending
from virtual_school.notices import changes, following
from virtual_school.notices.models import Because
from virtual_school.pupils.models import CareLink, Pupil

TUESDAY_NOON, TUESDAY_NIGHT = at(17, 12), at(17, 23, 30)


@pytest.fixture(autouse=True)
def in_term(cast: Cast) -> Iterator[None]:
    with clock.freeze(at(17, 9)):
        yield


def jobs() -> list[Job]:
    return list(db.session.query(Job).filter(Job.kind == "notices.now"))


def test_what_cannot_wait_is_sent_when_the_transaction_is_over(cast: Cast) -> None:
    before = len(jobs())
    changes.tell(cast.sam.account_id, "help.asked", "/notices", Because.MENTOR)
    changes.tell(cast.sam.account_id, "hand_in.new", "/notices", Because.ANSWERS)
    assert len(jobs()) == before + 1
    changes.tell(cast.sam.account_id, "message.new", "/notices", Because.WRITER)
    assert max(job.run_at for job in jobs()) == clock.real() + dt.timedelta(minutes=2)


def test_now_goes_in_the_night_and_once(cast: Cast) -> None:
    sam = reachable(cast.sam, quiet_from=20 * 60, quiet_until=7 * 60, urgent_text=True, phone=MOBILE)
    one = told(cast.sam, "help.asked")
    for _again in range(2):
        assert send(one, TUESDAY_NIGHT) is None
    assert len(mails(sam.id)) == 1 and [text.to for text in texts(sam.id)] == [MOBILE]
    db.session.refresh(one)
    assert one.left_at == TUESDAY_NIGHT


def test_soon_waits_for_the_morning(cast: Cast) -> None:
    sam, one = reachable(cast.sam), told(cast.sam)
    put_off = send(one, TUESDAY_NIGHT)
    assert put_off is not None and put_off.at == at(18, 7)
    assert not mails(sam.id)
    assert send(one, at(18, 7)) is None and len(mails(sam.id)) == 1


def test_on_friday_evening_soon_waits_for_monday(cast: Cast) -> None:
    reachable(cast.sam)
    put_off = send(told(cast.sam), at(20, 21))
    assert put_off is not None and put_off.at == at(21, 7)  # the end of the night, when it is looked again
    put_off = send(told(cast.sam), at(21, 7))
    assert put_off is not None and put_off.at == at(23, 7)


def test_now_goes_on_a_sunday(cast: Cast) -> None:
    sam = reachable(cast.sam)
    assert send(told(cast.sam, "help.asked"), at(22, 3)) is None and len(mails(sam.id)) == 1


@pytest.mark.parametrize("how", ["seen_at", "settled_at"])
def test_what_was_seen_or_settled_meanwhile_is_not_sent(how: str, cast: Cast) -> None:
    sam = reachable(cast.sam)
    one = told(cast.sam, "help.asked", **{how: clock.now()})
    send(one, TUESDAY_NOON)
    assert not mails(sam.id)


def test_staff_are_told_of_what_is_urgent_whatever_a_letter_switched_off(cast: Cast) -> None:
    sam = reachable(cast.sam, urgent_email=False, letter=False, soon=False)
    send(told(cast.sam, "help.asked"), TUESDAY_NOON)
    send(told(cast.sam), TUESDAY_NOON)
    assert len(mails(sam.id)) == 1


def test_a_carer_who_switched_it_off_finds_it_in_the_app(cast: Cast) -> None:
    mum = reachable(cast.mum, urgent_email=False)
    send(told(cast.mum, "absence.reported"), TUESDAY_NOON)
    assert not mails(mum.id)


def test_a_pupil_is_told_in_the_app_alone(cast: Cast) -> None:
    child = reachable(cast.ellie)
    send(told(cast.ellie), TUESDAY_NOON)
    assert not mails(child.id) and not texts(child.id)
    assert letters_at(at(17, 16)) == 0


def test_a_pupil_who_gave_a_number_gets_a_text_without_a_sender_and_not_at_night(cast: Cast) -> None:
    child = reachable(cast.ellie, phone=MOBILE, urgent_text=True)
    one = told(cast.ellie, "message.new", about_id=cast.ellie.pupil_id)
    assert send(one, TUESDAY_NIGHT) is not None and not texts(child.id)
    send(one, at(18, 12))
    (text,) = texts(child.id)
    assert "Larkdale" not in text.words and "message" not in text.words and "http" not in text.words
    assert not mails(child.id)


# May they still? ------------------------------------------------------------------------------------------------------


def test_whoever_lost_the_pupil_is_sent_nothing(cast: Cast) -> None:
    dani = reachable(cast.dani)
    one = told(cast.dani, "help.asked", about_id=cast.ellie.pupil_id)
    db.session.get_one(CareLink, cast.larkdale.ids["mentor of ellie"]).ended_at = clock.now()
    send(one, TUESDAY_NOON)
    assert not mails(dani.id)
    db.session.refresh(one)
    assert one.left_at is not None


def test_whose_account_is_closed_is_sent_nothing(cast: Cast) -> None:
    sam = reachable(cast.sam)
    one = told(cast.sam, "help.asked")
    account(cast.sam).closed_at = clock.now()
    send(one, TUESDAY_NOON)
    assert not mails(sam.id)


def test_while_it_is_held_back_it_waits_and_is_asked_again(cast: Cast) -> None:
    mum = reachable(cast.mum)
    ellie = db.session.get_one(Pupil, cast.ellie.pupil_id)
    one = told(cast.mum, "absence.reported", about_id=ellie.id)
    hold = made.hold(ellie, cast.safeguarding_lead.account_id)
    assert send(one, TUESDAY_NOON) is not None and not mails(mum.id)
    hold.ended_at = clock.now()
    assert send(one, TUESDAY_NOON) is None and len(mails(mum.id)) == 1


def test_a_child_who_asks_is_heard_although_everything_is_stopped(cast: Cast) -> None:
    leah = reachable(cast.safeguarding_lead)
    ellie = db.session.get_one(Pupil, cast.ellie.pupil_id)
    made.hold(ellie, cast.safeguarding_lead.account_id)
    assert send(told(cast.safeguarding_lead, "help.asked", about_id=ellie.id), TUESDAY_NOON) is None
    (mail,) = mails(leah.id)
    assert mail.about_id is None  # else it were held when it is about to go


def test_to_whom_everything_is_stopped_nothing_goes(cast: Cast) -> None:
    leah = reachable(cast.safeguarding_lead)
    ellie = db.session.get_one(Pupil, cast.ellie.pupil_id)
    made.hold(ellie, cast.head.account_id, account_id=leah.id)
    assert send(told(cast.safeguarding_lead, "help.asked", about_id=ellie.id), TUESDAY_NOON) is not None
    assert not mails(leah.id)


def test_the_strictest_answer_holds(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def of_pair(told: following.Told) -> Sending:
        asked.append(told.kind)
        return Sending.YES

    monkeypatch.setattr(following, "_of_pairs", [of_pair])
    monkeypatch.setattr(following, "_asked", [lambda told: Sending.HOLD if told.path == "/held" else Sending.YES])
    asking, who = following.Asking(), uuid.uuid4()
    for path, answer in (("/", Sending.YES), ("/held", Sending.HOLD), ("/", Sending.YES)):
        assert asking.may_go(following.Told(who, "message.new", None, None, path)) is answer
    assert asked == ["message.new"]
