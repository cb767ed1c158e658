"""What waits for its server when a letter or text is made already: asked once more at the moment at which it goes."""

import uuid
from collections.abc import Iterator

import pytest

from tests import make_safeguarding
from tests.cast import Cast
from tests.notices.told import MOBILE, account, at, letters_at, mails, reachable, send, texts, told
from virtual_school.core import clock
from virtual_school.core.app import App
from virtual_school.core.db import db
from virtual_school.core.jobs.worker import work_off
from virtual_school.core.leaving import Sending, may_leave
from virtual_school.core.mail import Letter, Mail, MailState
from virtual_school.core.texts import Outgoing
from virtual_school.network.models import Network
from virtual_school.pupils.models import CareLink, Pupil

NOON, EVENING = at(17, 12), at(17, 16)


@pytest.fixture(autouse=True)
def in_term(cast: Cast) -> Iterator[None]:
    with clock.freeze(at(17, 9)):
        yield


def goes(mail: Mail) -> Sending:
    return may_leave(Letter.of(mail))


def test_a_letter_of_the_day_waits_when_everything_is_stopped_meanwhile(cast: Cast) -> None:
    mum = reachable(cast.mum)
    ellie = db.session.get_one(Pupil, cast.ellie.pupil_id)
    told(cast.mum, "letter.new", about_id=ellie.id)
    assert letters_at(EVENING) == 1
    (mail,) = mails(mum.id)
    assert goes(mail) is Sending.YES
    hold = make_safeguarding.hold(ellie, cast.safeguarding_lead.account_id)
    assert goes(mail) is Sending.HOLD
    hold.ended_at = clock.now()
    assert goes(mail) is Sending.YES


def test_a_letter_of_the_day_with_nothing_left_in_it_never_goes(cast: Cast) -> None:
    mum = reachable(cast.mum)
    rows = [told(cast.mum, "letter.new", about_id=cast.ellie.pupil_id) for _two in range(2)]
    letters_at(EVENING)
    (mail,) = mails(mum.id)
    db.session.get_one(type(rows[0]), rows[0].id).settled_at = clock.now()
    assert goes(mail) is Sending.YES
    db.session.get_one(type(rows[0]), rows[1].id).seen_at = clock.now()
    assert goes(mail) is Sending.NEVER


def test_whoever_lost_the_pupil_while_it_waited_is_sent_nothing(cast: Cast) -> None:
    """Of a call for help neither letter nor text names the pupil, so that no stop holds it: the notice still does."""
    priya = reachable(cast.key_adult, urgent_text=True, phone=MOBILE)
    send(told(cast.key_adult, "help.asked", about_id=cast.ellie.pupil_id), NOON)
    (mail,), (text,) = mails(priya.id), texts(priya.id)
    assert goes(mail) is may_leave(Outgoing.of(text)) is Sending.YES
    db.session.get_one(CareLink, cast.larkdale.ids["key_adult"]).ended_at = clock.now()
    assert goes(mail) is may_leave(Outgoing.of(text)) is Sending.NEVER


def test_what_is_no_notice_goes_as_ever(cast: Cast) -> None:
    mail = Mail(id=uuid.uuid4(), to="x@school.example", account_id=cast.sam.account_id, state=MailState.QUEUED)
    assert goes(mail) is Sending.YES


# One way that fails takes no other with it ----------------------------------------------------------------------------


def test_an_address_that_is_none_keeps_no_text_from_going(cast: Cast) -> None:
    leah = reachable(cast.safeguarding_lead, email="leah@of school", urgent_text=True, phone=MOBILE)
    send(told(cast.safeguarding_lead, "help.asked"), NOON)
    assert not mails(leah.id) and len(texts(leah.id)) == 1


def test_an_address_that_is_none_keeps_nobody_elses_letter_from_being_made(cast: Cast) -> None:
    reachable(cast.dani, email="dani@of school")
    sam = reachable(cast.sam)
    for person in (cast.dani, cast.sam):
        told(person, "hand_in.new")
    letters_at(EVENING)
    assert len(mails(sam.id)) == 1 and not mails(account(cast.dani).id)


def test_a_name_too_long_for_a_text_keeps_no_letter_from_going(cast: Cast) -> None:
    network = db.session.get_one(Network, cast.larkdale.network_id)
    network.name, network.host = "Ysgol Rithwir Dŵr a’r Mynydd ŵŷŵŷŵŷŵŷŵŷŵŷŵŷŵŷŵŷŵŷ", f"{'a' * 60}.{'b' * 60}.example"
    leah = reachable(cast.safeguarding_lead, urgent_text=True, phone=MOBILE)
    send(told(cast.safeguarding_lead, "help.unseen"), NOON)
    assert len(mails(leah.id)) == 1 and len(texts(leah.id)) == 1


def test_sent_again_by_another_worker_it_goes_once(cast: Cast, app: App) -> None:
    """The whole way through the queue, twice: one letter, one text."""
    leah = reachable(cast.safeguarding_lead, urgent_text=True, phone=MOBILE)
    one = told(cast.safeguarding_lead, "help.asked")
    for _again in range(2):
        send(one, NOON)
        with clock.freeze(NOON):
            work_off(app)
    assert [mail.state for mail in mails(leah.id)] == [MailState.SENT] and len(texts(leah.id)) == 1
