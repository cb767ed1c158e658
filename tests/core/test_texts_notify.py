"""Texts by GOV.UK Notify's interface, against a service of our own on the loopback address that checks what it gets."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import requests
import sqlalchemy as sa

from tests.core.test_texts import HOUR, WORDS, files, state, written
from tests.notify_sink import ISSUER, KEY, SECRET, TEMPLATE, NotifySink
from tests.queues import Installation
from virtual_school.config import ConfigError, Settings
from virtual_school.core import clock
from virtual_school.core.db import begin, db
from virtual_school.core.jobs import Job, JobState
from virtual_school.core.jobs.worker import work_off
from virtual_school.core.texts import Outgoing, TextMessage, TextState, notify, sending


@pytest.fixture
def sink(house: Installation) -> Iterator[NotifySink]:
    """The installation with a service for texts."""
    with NotifySink() as made:
        house.app.config["SETTINGS"] = replace(house.settings, **made.settings)
        yield made
        house.app.config["SETTINGS"] = house.settings


def last_error() -> str:
    begin(write=False)
    return db.session.scalars(sa.select(Job.last_error)).one() or ""


def test_a_text_goes_to_the_service(house: Installation, sink: NotifySink) -> None:
    text = written()
    work_off(house.app)
    assert sink.taken == [
        {
            "phone_number": "+447700900123",
            "template_id": TEMPLATE,
            "personalisation": {"words": WORDS},
            "reference": text.reference,
        }
    ]
    assert files(house) == []
    assert sink.asked == ["POST /v2/notifications/sms"]
    assert state() == (TextState.SENT, JobState.DONE)


@pytest.mark.parametrize(
    ("status", "error", "message"),
    [
        (429, "RateLimitError", "Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds"),
        (429, "TooManyRequestsError", "Exceeded send limits (250000) for today"),
        (500, "Exception", "Internal server error"),
        (503, "Exception", "Down for a while"),
        # Nobody's number is wrong here: whoever runs this house has the day to put it right.
        (400, "BadRequestError", "Template not found"),
        (403, "AuthError", "Invalid token: API key not found"),
    ],
)
def test_what_is_not_taken_this_time_is_tried_again(
    house: Installation, sink: NotifySink, status: int, error: str, message: str
) -> None:
    sink.says = (status, error, message)
    written()
    work_off(house.app)
    assert state() == (TextState.QUEUED, JobState.WAITING)
    assert last_error().startswith("NotTaken in ") and "900123" not in last_error() and SECRET not in last_error()
    sink.says = None
    with clock.freeze(clock.now() + HOUR):
        work_off(house.app)
    assert state() == (TextState.SENT, JobState.DONE) and len(sink.taken) == 1


def test_an_answer_that_is_none_is_tried_again(house: Installation, sink: NotifySink) -> None:
    sink.garbles = True
    written()
    work_off(house.app)
    assert state() == (TextState.QUEUED, JobState.WAITING)


@pytest.mark.parametrize(
    ("error", "message"),
    [
        ("ValidationError", "phone_number Number is not valid – double check the phone number you entered"),
        ("BadRequestError", "Can’t send to this recipient using a team-only API key"),
    ],
)
def test_a_number_that_is_refused_for_good_is_not_tried_again(
    house: Installation, sink: NotifySink, error: str, message: str
) -> None:
    sink.says = (400, error, message)
    written()
    work_off(house.app)
    assert state() == (TextState.REFUSED, JobState.GIVEN_UP)


def test_before_a_repeat_the_service_is_asked_whether_it_has_it(house: Installation, sink: NotifySink) -> None:
    text = written()
    begin(write=False)
    kept = Outgoing.of(db.session.get_one(TextMessage, text.id))
    begin(write=False)
    sending.deliver(kept)
    sending.deliver(kept, again=True)
    assert len(sink.taken) == 1
    assert sink.asked == ["POST /v2/notifications/sms", "GET /v2/notifications"]


def test_a_service_that_is_away_is_tried_again(house: Installation) -> None:
    with NotifySink() as made:
        given = made.settings
    house.app.config["SETTINGS"] = replace(house.settings, **given)
    try:
        written()
        work_off(house.app)
        assert state() == (TextState.QUEUED, JobState.WAITING)
    finally:
        house.app.config["SETTINGS"] = house.settings


@pytest.mark.usefixtures("house")
def test_the_service_checks_who_asks(sink: NotifySink) -> None:
    """That what stands in for the service would notice: another secret, another clock, no token at all."""
    good = notify.Service(sink.url, ISSUER, SECRET, TEMPLATE)
    url = f"{sink.url}/v2/notifications"
    for wrong in (replace(good, secret=ISSUER), replace(good, issuer=SECRET)):
        assert requests.get(url, headers={"Authorization": f"Bearer {wrong.token()}"}, timeout=5).status_code == 403
    with clock.freeze(clock.real() - HOUR):
        late = good.token()
    for header in (f"Bearer {late}", good.token(), ""):
        assert requests.get(url, headers={"Authorization": header}, timeout=5).status_code == 403
    assert requests.get(url, headers={"Authorization": f"Bearer {good.token()}"}, timeout=5).status_code == 200


def test_no_redirect_is_followed(house: Installation, sink: NotifySink, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    real = requests.request
    monkeypatch.setattr(
        notify.requests,
        "request",
        lambda *given, **named: asked.append(named["allow_redirects"]) or real(*given, **named),
    )
    written()
    work_off(house.app)
    assert asked == [False]


# The settings ---------------------------------------------------------------------------------------------------------

GOOD = {"TEXT_URL": "https://api.notify.example", "NOTIFY_API_KEY": KEY, "NOTIFY_TEMPLATE": TEMPLATE}


def given(**changed: str) -> Settings:
    return Settings.from_env({**GOOD, **changed})


def test_the_key_is_taken_apart() -> None:
    service = notify.Service.of(given(TEXT_URL="https://api.notify.example/"))
    assert service == notify.Service("https://api.notify.example", ISSUER, SECRET, TEMPLATE)


def test_without_an_address_texts_are_files() -> None:
    assert given(TEXT_URL="").text_url == ""


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"TEXT_URL": "http://api.notify.example"}, "TEXT_URL must begin with https://"),
        ({"TEXT_URL": "api.notify.example"}, "TEXT_URL must begin with https://"),
        ({"TEXT_URL": "https://"}, "TEXT_URL must begin with https://"),
        ({"NOTIFY_API_KEY": ""}, "NOTIFY_API_KEY must be the whole key"),
        ({"NOTIFY_API_KEY": f"name-{SECRET}"}, "NOTIFY_API_KEY must be the whole key"),
        ({"NOTIFY_TEMPLATE": ""}, "NOTIFY_TEMPLATE must be the ID"),
        ({"NOTIFY_TEMPLATE": "words"}, "NOTIFY_TEMPLATE must be the ID"),
    ],
)
def test_a_wrong_setting_is_one_clear_line(changed: dict[str, str], words: str) -> None:
    with pytest.raises(ConfigError) as refused:
        given(**changed)
    said = str(refused.value)
    assert said.startswith(words) and "\n" not in said and SECRET not in said


@pytest.mark.parametrize("host", ["localhost:8080", "127.0.0.1:8080", "[::1]:8080"])
def test_on_this_machine_it_may_be_in_the_clear(host: str) -> None:
    assert given(TEXT_URL=f"http://{host}").text_url == f"http://{host}"
