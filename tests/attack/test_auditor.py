"""The auditor sees what was changed and by whom, and no child: not as who did it, nor in a reason somebody gave."""

from tests import make
from tests.cast import Cast
from tests.client import Client


def test_a_child_who_did_something_is_not_named(cast: Cast, client: Client) -> None:
    make.audit_event("work.handed_in", account_id=cast.ellie.account_id, pupil_id=cast.ellie.pupil_id, hat="pupil")
    make.audit_event("work.started", account_id=cast.mum.account_id, pupil_id=cast.ellie.pupil_id, hat="carer")
    client.sign_in(cast.auditor).get("/changes")
    words = client.words("main")
    assert "work.handed_in" in words
    assert "Ellie" not in words and "Marsh" not in words


def test_a_reason_about_a_child_is_not_read_out(cast: Cast, client: Client) -> None:
    about = {"account_id": cast.lead.account_id, "pupil_id": cast.ellie.pupil_id, "hat": "virtual_school_lead"}
    make.audit_event("window.opened", because="Ellie and her mum, by phone", **about)
    make.audit_event("organisation.left", account_id=cast.lead.account_id, because="It has closed", pupil_id=None)
    client.sign_in(cast.auditor).get("/changes")
    words = client.words("main")
    assert "Ellie" not in words and "by phone" not in words
    assert "It has closed" in words and cast.lead.name in words
