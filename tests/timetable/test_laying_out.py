"""A mentor lays out a week and its lessons out, without JavaScript."""

import datetime as dt

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.timetable.conftest import ClientOf
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.timetable import queries
from virtual_school.timetable.models import WeekPattern

ROOM = {"kind": "base", "words": "Maths online", "place": "Library room", "responsible": "Mr Pike"}


@pytest.fixture
def draft(cast: Cast) -> WeekPattern:
    return db.session.get_one(WeekPattern, cast.larkdale.ids["draft_pattern of ellie"])


def cell_form(client: Client, url: str, half: str) -> str:
    client.get(f"{url}/{half}")
    return f'form[action="{url}/{half}"]'


def laid(draft: WeekPattern) -> dict[tuple[int, str], str]:
    return {(slot.day, slot.session.value): slot.words for slot in queries.slots_of(draft.id)}


# Laying out -----------------------------------------------------------------------------------------------------------


def test_a_mentor_lays_out_a_half_day(client_of: ClientOf, cast: Cast, url: str, draft: WeekPattern) -> None:
    dani = client_of(cast.dani)
    dani.get(url)
    assert "9 half days are empty" in dani.words()
    form = cell_form(dani, url, "3/pm")
    dani.submit(form, **ROOM)
    dani.follow()
    assert "Wednesday afternoon is laid out." in dani.words("#notice")
    assert laid(draft)[3, "pm"] == "Maths online"
    assert "No footing yet" in dani.words(".week")
    form = cell_form(dani, url, "3/pm")
    dani.submit(form, words="English online")
    assert laid(draft)[3, "pm"] == "English online"


def test_errors_stand_beside_their_fields(client_of: ClientOf, cast: Cast, url: str) -> None:
    dani, at_school = client_of(cast.dani), cast.larkdale.ids["footing of ellie"]
    form = cell_form(dani, url, "3/pm")
    dani.submit(form, 422, kind="college", words=" ")
    for field, words in (
        ("words", "Say in a few words what happens."),
        ("place_id", "Say where it is."),
        ("responsible_id", "Say which adult is responsible."),
    ):
        assert words in dani.words(f".govuk-form-group:has(#{field})")
    form = cell_form(dani, url, "3/pm")
    dani.submit(form, 422, **ROOM, footing_id=str(at_school))
    assert "This footing was confirmed for ‘School’." in dani.words(".govuk-form-group:has(#footing_id)")
    form = cell_form(dani, url, "3/pm")
    elsewhere = str(cast.larkdale.organisations["ashfold"])
    dani.submit(form, 422, **{**ROOM, "kind": "school"}, place_id=elsewhere, footing_id=str(at_school))
    assert "confirmed for another place" in dani.words(".govuk-form-group:has(#place_id)")
    form = cell_form(dani, url, "3/pm")
    dani.submit(form, 422, **ROOM, starts_on="2026-12-02", ends_on="2026-12-01")
    assert "before the first" in dani.words(".govuk-form-group:has(#ends_on)")


def test_own_time_needs_neither_adult_nor_place(client_of: ClientOf, cast: Cast, url: str, draft: WeekPattern) -> None:
    dani = client_of(cast.dani)
    form = cell_form(dani, url, "5/pm")
    dani.submit(form, kind="own_time", words="Rest")
    assert laid(draft)[5, "pm"] == "Rest"


def test_copied_and_emptied(client_of: ClientOf, cast: Cast, url: str, draft: WeekPattern) -> None:
    dani, slot = client_of(cast.dani), cast.larkdale.ids["draft_slot of ellie"]
    cell_form(dani, url, "1/am")
    dani.submit(f'form[action="/pupils/{cast.ellie.pupil_id}/slots/{slot}/copy"]', to=["2-am", "3-am"])
    dani.follow()
    assert "Put on 2 more half days." in dani.words("#notice")
    assert set(laid(draft)) == {(1, "am"), (2, "am"), (3, "am")}
    cell_form(dani, url, "1/am")
    dani.submit(f'form[action="/pupils/{cast.ellie.pupil_id}/slots/{slot}/remove"]')
    assert set(laid(draft)) == {(2, "am"), (3, "am")}


def test_two_who_change_one_half_day_are_shown_each_others_words(
    client_of: ClientOf, cast: Cast, url: str, draft: WeekPattern
) -> None:
    dani, lead = client_of(cast.dani), client_of(cast.lead)
    mine, theirs = cell_form(dani, url, "1/am"), cell_form(lead, url, "1/am")
    lead.submit(theirs, words="Art")
    dani.submit(mine, 409, words="Music")
    assert "Art" in dani.words(".both") and dani.one("#words").get("value") == "Music"
    dani.submit(mine, words="Music and art")
    assert laid(draft)[1, "am"] == "Music and art"


def test_sent_twice_is_put_once(client_of: ClientOf, cast: Cast, url: str, draft: WeekPattern) -> None:
    dani = client_of(cast.dani)
    cell_form(dani, url, "2/am")
    sent = {**ROOM, "seen": "nothing", "once": "the-same-key", "starts_on": clock.today().isoformat()}
    for _time in range(2):
        dani.post(f"{url}/2/am", sent)
    assert len(queries.slots_of(draft.id)) == 2


def test_two_parts_of_one_half_day_on_other_dates(
    client_of: ClientOf, cast: Cast, url: str, draft: WeekPattern
) -> None:
    dani, soon = client_of(cast.dani), clock.today() + dt.timedelta(days=20)
    form = cell_form(dani, url, "2/am")
    dani.submit(form, **ROOM, ends_on=soon.isoformat())
    dani.get(f"{url}/2/am?slot=another")
    form = f'form[action="{url}/2/am?slot=another"]'
    dani.submit(form, 422, **{**ROOM, "words": "Clash"}, starts_on=soon.isoformat())
    assert "Nobody is in two places at once" in dani.words(".govuk-error-summary")
    dani.get(f"{url}/2/am?slot=another")
    dani.submit(form, **{**ROOM, "words": "After"}, starts_on=(soon + dt.timedelta(days=1)).isoformat())
    assert [slot.words for slot in queries.slots_of(draft.id) if slot.day == 2] == ["Maths online", "After"]
    dani.get(f"{url}/2/am")
    assert "Also in this half day, on other dates: Library room" in dani.words()


def test_what_people_are_asked_about_is_read_only_and_says_why(
    client_of: ClientOf, cast: Cast, url: str, draft: WeekPattern
) -> None:
    dani = client_of(cast.dani)
    form = cell_form(dani, url, "1/am")
    draft.frozen_at = clock.now()
    dani.submit(form, 403, words="Music")
    assert "Take the plan back first" in dani.words()
    dani.get(url)
    assert not dani.select(".week__change")
    assert "Take the plan back first" in dani.words("section:has(#draft)")
    dani.get(f"{url}/1/am")
    assert "Take the plan back first" in dani.words() and not dani.select("#words")
    slot = cast.larkdale.ids["draft_slot of ellie"]
    dani.post(f"/pupils/{cast.ellie.pupil_id}/slots/{slot}/remove", {}, 403)
    dani.get(f"/pupils/{cast.ellie.pupil_id}/lessons-out/new")
    assert not dani.select("#lesson")


def test_no_half_day_of_an_agreed_week_is_touched(client_of: ClientOf, cast: Cast) -> None:
    held = queries.slots_of(cast.larkdale.ids["pattern of ellie"])[0]
    client_of(cast.dani).post(f"/pupils/{cast.ellie.pupil_id}/slots/{held.id}/remove", {}, 404)


@pytest.mark.parametrize("half", ["0/am", "6/am", "1/night"])
def test_there_is_no_such_half_day(client_of: ClientOf, cast: Cast, url: str, half: str) -> None:
    client_of(cast.dani).get(f"{url}/{half}", 404)


# Lessons out ----------------------------------------------------------------------------------------------------------


def test_a_lesson_out_is_added_and_taken_out_again(client_of: ClientOf, cast: Cast, url: str) -> None:
    dani, new = client_of(cast.dani), f"/pupils/{cast.ellie.pupil_id}/lessons-out/new"
    dani.get(new)
    typed = {"lesson": "art", "day": "3", "session": "pm", "reason": "Noise.", "instead": "Library"}
    far = clock.today() + dt.timedelta(weeks=13)
    dani.submit(f'form[action="{new}"]', 422, **typed, responsible="Mr Pike", ends_on=far.isoformat())
    assert "more than 12 weeks" in dani.words(".govuk-form-group:has(#ends_on)")
    dani.submit(f'form[action="{new}"]', 422, ends_on="", responsible="")
    assert "Type the last day" in dani.words(".govuk-error-summary")
    soon = clock.today() + dt.timedelta(weeks=3)
    dani.submit(f'form[action="{new}"]', responsible="Mr Pike", ends_on=soon.isoformat())
    dani.follow()
    assert "Out of art until" in dani.words("section:has(#draft)")
    row = next(one for one in queries.lesson_outs_of(cast.ellie.pupil_id) if one.lesson == "art")
    assert row.agreed_at is None
    dani.submit(f'form[action="/lessons-out/{row.id}/end"]')
    dani.follow()
    assert "Out of art until" not in dani.words()


def test_an_agreed_one_is_not_taken_out(client_of: ClientOf, cast: Cast) -> None:
    out = cast.larkdale.ids["lesson_out of ellie"]
    client_of(cast.dani).post(f"/lessons-out/{out}/end", {}, 403)
