"""The pages of the week as each person walks them, without JavaScript."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest

from tests import make
from tests import make_timetable as weeks
from tests.budgets import keeps_to
from tests.cast import Cast, Person
from tests.client import Client
from tests.timetable.conftest import the_lesson_out
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.pupils.models import CareLink, Part, Pupil
from virtual_school.timetable import days, queries
from virtual_school.timetable.models import ReturnStepKind, Session, SlotBasis, SlotKind, WeekPattern

ClientOf = Callable[[Person], Client]

ROOM = {"kind": "base", "words": "Maths online", "place": "Library room", "responsible": "Mr Pike"}


@pytest.fixture
def url(cast: Cast) -> str:
    return f"/pupils/{cast.ellie.pupil_id}/week"


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


# Reading it -----------------------------------------------------------------------------------------------------------


def test_the_pupil_reads_her_week(client_of: ClientOf, cast: Cast) -> None:
    ellie, today = client_of(cast.ellie), clock.today()
    ellie.get("/my-week")
    assert ("Today" if days.is_school_day(today) else "No school today") in ellie.words(".card--next")
    assert "Wren Hill School" in ellie.words() and "Dani Okafor" in ellie.words()
    ellie.get(f"/my-week?on={days.monday(today) + dt.timedelta(days=7)}")
    assert not ellie.select(".card--next")
    for nonsense in ("2026-99-99", "0001-01-01", "x"):
        ellie.get(f"/my-week?on={nonsense}")


def test_from_five_school_days_the_pupil_sees_the_return(client_of: ClientOf, cast: Cast) -> None:
    out = the_lesson_out(cast)
    by = db.session.get_one(Account, cast.key_adult.account_id)
    weeks.step(out, by, ReturnStepKind.WHO_MEETS_THEM, "Mrs Kaye meets you at the door")
    weeks.step(out, by, ReturnStepKind.TEACHER_TOLD, "Mr Hale knows about the corridor")
    out.ends_on = days.school_days_after(clock.today(), 6)
    ellie = client_of(cast.ellie)
    ellie.get("/my-week")
    assert "Mrs Kaye meets you" not in ellie.words()
    out.ends_on = days.school_days_after(clock.today(), 3)
    ellie.get("/my-week")
    assert "Back to science on" in ellie.words() and "Mrs Kaye meets you at the door" in ellie.words()
    assert "Mr Hale knows" not in ellie.words()


def test_a_pupil_without_a_week_is_told_how_it_comes(client_of: ClientOf, cast: Cast) -> None:
    pattern = db.session.get_one(WeekPattern, cast.larkdale.ids["pattern of ellie"])
    pattern.ended_at = clock.now() - dt.timedelta(days=30)
    the_lesson_out(cast).ended_at = pattern.ended_at
    ellie = client_of(cast.ellie)
    ellie.get("/my-week")
    assert "You make it with your mentor" in ellie.words()


def test_a_carer_reads_it_only_with_the_right_to_know_where(client_of: ClientOf, cast: Cast) -> None:
    place = f"/children/{cast.ellie.pupil_id}/week"
    mum = client_of(cast.mum)
    mum.get(f"/children/{cast.ellie.pupil_id}")
    mum.get(mum.one(f'a[href="{place}"]').get("href"))
    assert "Wren Hill School" in mum.words() and "Out of science until" in mum.words()
    client_of(cast.dad).get(place, 404)
    link = db.session.get_one(CareLink, cast.larkdale.ids["dad"])
    link.may_see_record = True
    client_of(cast.dad).get(place, 404)
    dad = client_of(cast.dad)
    dad.get(f"/children/{cast.ellie.pupil_id}")
    assert "week" not in dad.words() and "Wren Hill" not in dad.words()


def test_through_a_window_no_reasons_are_read(client_of: ClientOf, cast: Cast, url: str) -> None:
    agency = client_of(cast.agency)
    agency.get(url)
    assert "Out of science until" in agency.words()
    assert "corridor" not in agency.words() and "Marsh" not in agency.words()
    assert not agency.select("#draft")
    ellie = db.session.get_one(Pupil, cast.ellie.pupil_id)
    bell, stonegate = (
        db.session.get_one(Account, cast.bell.account_id),
        db.session.get_one(Organisation, cast.larkdale.organisations["stonegate"]),
    )
    make.window(ellie, bell, stonegate, (Part.IDENTITY,))
    client_of(cast.bell).get(url, 403)


# The return -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def out_until(cast: Cast) -> uuid.UUID:
    """Ellie's science, so near its end that the head of year must choose."""
    out = the_lesson_out(cast)
    out.ends_on = days.school_days_after(clock.today(), 2)
    db.session.commit()
    return out.id


def test_the_head_of_year_lengthens_it_and_all_read_why(
    client_of: ClientOf, cast: Cast, url: str, out_until: uuid.UUID
) -> None:
    head_of_year, choose = client_of(cast.head_of_year), f'form[action="/lessons-out/{out_until}/choose"]'
    head_of_year.get("/returns")
    assert "Choose now" in head_of_year.words("#returns")
    head_of_year.get(head_of_year.one("#returns a").get("href"))
    head_of_year.submit(choose, 422)
    assert "Choose one of the two." in head_of_year.words(".govuk-error-summary")
    head_of_year.submit(choose, 422, choice="extend")
    assert "Type the new last day." in head_of_year.words() and "Say why." in head_of_year.words()
    until = clock.today() + dt.timedelta(days=16)
    reason = "The new room is ready after the holiday."
    head_of_year.submit(choose, choice="extend", ends_on=until.isoformat(), because=reason)
    head_of_year.follow()
    assert "Choose now" not in head_of_year.words()
    for who, page in ((cast.dani, url), (cast.ellie, "/my-week")):
        reader = client_of(who)
        reader.get(page)
        assert reason in reader.words(), who.key


def test_the_head_of_year_says_that_it_is_prepared_and_the_key_adult_prepares(
    client_of: ClientOf, cast: Cast, out_until: uuid.UUID
) -> None:
    head_of_year, page = client_of(cast.head_of_year), f"/lessons-out/{out_until}/return"
    head_of_year.get(page)
    head_of_year.submit(f'form[action="/lessons-out/{out_until}/choose"]', choice="prepare")
    head_of_year.get("/returns")
    assert "Choose now" not in head_of_year.words() and "You said" in head_of_year.words()
    key_adult = client_of(cast.key_adult)
    key_adult.get(page)
    assert not key_adult.select(".card--now")
    for kind in ("teacher_told", "seat", "who_meets_them", "pupil_asked"):
        key_adult.submit(f"#step-{kind} form", 422, words=" ")
        assert "Say in a few words what was done." in key_adult.words(f"#step-{kind}")
        key_adult.submit(f"#step-{kind} form", words=f"Done for {kind}")
        key_adult.follow()
        assert f"Done for {kind}" in key_adult.words(f"#step-{kind}")
    head_of_year.get("/returns")
    assert "Ready" in head_of_year.words("#returns") and "Still to do" not in head_of_year.words("#returns")


def test_an_unprepared_return_is_closed_in_words(client_of: ClientOf, cast: Cast) -> None:
    out = the_lesson_out(cast)
    out.ends_on = clock.today() - dt.timedelta(days=8)
    head_of_year = client_of(cast.head_of_year)
    head_of_year.get("/returns")
    assert "Went back unprepared" in head_of_year.words()
    head_of_year.get(head_of_year.one("#returns a").get("href"))
    head_of_year.submit("#step-caught_up form", words="Spoke with her and with Mr Hale")
    head_of_year.get("/returns")
    assert "Went back unprepared" not in head_of_year.words()


# Budgets --------------------------------------------------------------------------------------------------------------


def test_many_pupils_cost_no_more_questions_than_one(client: Client, cast: Cast) -> None:
    by = db.session.get_one(Account, cast.dani.account_id)
    pupils = []
    for number in range(14):
        pupil = make.pupil(f"Robin Vale{number}")
        footing = weeks.footing(pupil, by, SlotKind.BASE, SlotBasis.AT_SCHOOL)
        pattern = weeks.pattern(pupil)
        for day in range(1, 6):
            for session in Session:
                weeks.slot(pattern, day, session, footing)
        weeks.lesson_out(pupil)
        pupils.append(pupil.id)
    monday = days.monday(clock.today())
    asked = []
    for ids in (pupils[:1], pupils):
        db.session.flush()
        client.statements.start()
        found = queries.days(ids, monday, monday + dt.timedelta(days=27))
        asked.append(len(client.statements.queries))
        assert all(len(one) == 28 for one in found.values())
    assert asked == [2, 2]


@pytest.mark.parametrize(
    ("who", "where", "most"),
    [("ellie", "/my-week", 7), ("dani", "week", 11), ("mum", "child", 8), ("head_of_year", "/returns", 6)],
)
def test_pages_ask_few_questions(client_of: ClientOf, cast: Cast, url: str, who: str, where: str, most: int) -> None:
    places = {"week": url, "child": f"/children/{cast.ellie.pupil_id}/week"}
    client = client_of(getattr(cast, who))
    client.get(places.get(where, where))
    client.get(places.get(where, where))
    assert client.queries <= most, "\n".join(client.statements.queries)


def test_my_week_is_light(client_of: ClientOf, cast: Cast) -> None:
    keeps_to(client_of(cast.ellie), "/my-week", queries=7, kilobytes=4, nodes=300)


def test_the_list_of_returns_asks_the_same_for_many(client_of: ClientOf, cast: Cast) -> None:
    client, asked = client_of(cast.head_of_year), []
    school = db.session.get_one(Organisation, cast.larkdale.organisations["wren_hill"])
    dani = db.session.get_one(Account, cast.dani.account_id)
    for _time in range(2):
        client.get("/returns")
        asked.append(client.queries)
        for _row in range(12):
            pupil = make.pupil()
            make.enrolment(pupil, school)
            make.care_link(dani, pupil)
            weeks.lesson_out(pupil)
    client.get("/returns")
    assert asked[1] == client.queries
    assert len(client.select("#returns .row")) > 20
