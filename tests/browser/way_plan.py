"""The second half of one pupil's way: a panel, a letter, the head's confirmation, a plan that all agree, a lesson."""

import re

from playwright.sync_api import Page, expect

from tests.browser import way
from tests.browser.conftest import PHONE
from tests.browser.looking import look
from tests.browser.steps import choose, follow, press
from tests.browser.way import row
from tests.browser.way_referral import GOOD, HOPE, MUM, Walk

TITLE = "Searching a list, ashfold"
GOAL = "Get through a full Tuesday"


def before_a_panel(walk: Walk) -> None:
    clerk = walk.start(walk.cast.clerk)
    look(clerk)
    follow(clerk, "Panel")
    clerk.get_by_role("link", name=re.compile("Make a meeting\\s+of Panel of Wren Hill")).click()
    look(clerk)
    clerk.get_by_label("Day", exact=True).fill(way.in_days(0))
    clerk.get_by_label("Time", exact=True).fill("10:00")
    clerk.get_by_label("Place", exact=True).fill("Library")
    press(clerk, "Make this meeting")
    choose(clerk, "Which referral", "Ash")
    press(clerk, "Put it before this meeting")
    meeting = clerk.url
    look(clerk)
    for name in ("Femi Adu", "Grace Osei"):
        clerk.get_by_role("button", name=f"Has come {name}").click()
        expect(clerk.get_by_role("button", name=f"Has left {name}")).to_be_visible()
    chair = walk.start(walk.cast.chair)
    look(chair)
    chair.locator(f"a[href='{meeting[meeting.index('/meetings') :].split('#')[0]}']").click()
    follow(chair, "Ash")
    words = chair.locator(".pack").inner_text()
    assert words.index(GOOD) < words.index(MUM) < words.index("Out of most lessons")
    look(chair)
    chair.get_by_label("Into the minutes").fill("The workshop has room on two days.")
    press(chair, "Add to the minutes")
    press(chair, "Offer")
    look(chair)
    for number, kind, words, place, half_days, footing in (
        (1, "College", "Engines and welding", "Marlbridge College", "4", "approved activity away from school"),
        (2, "School", "English, maths and science", "Wren Hill School", "6", "at school"),
    ):
        part = chair.get_by_role("group", name=f"Part {number} of the week")
        part.get_by_label("Kind").select_option(label=kind)
        part.get_by_label("Half days a week").select_option(half_days)
        part.get_by_label("In a few words").fill(words)
        part.get_by_label("Place").select_option(label=place)
        part.get_by_label("Footing that you propose").select_option(label=footing)
    chair.get_by_label("What goes with it").fill("A meeting after six weeks.")
    chair.get_by_label("The reason").fill("Engines are what brings Ash back.")
    choose(chair, "Who tells the family?", "Dani Okafor")
    press(chair, "Decide this")
    expect(chair.get_by_role("heading", name="What was decided")).to_be_visible()
    look(chair)


def the_family_is_told(walk: Walk) -> None:
    for person in (walk.kestrels.mum, walk.kestrels.ash):
        page = walk.start(person)
        expect(page.get_by_text("Engines are what brings")).to_have_count(0)
    dani = walk.start(walk.cast.dani)
    look(dani)
    follow(dani, "Tell the family of Ash")
    look(dani)
    dani.get_by_label("Day", exact=True).fill(way.in_days(0))
    dani.get_by_label("Time", exact=True).fill("10:00")
    press(dani, "I have told them")
    expect(dani.get_by_text("You told them")).to_be_visible()
    for person, width, words in (
        (walk.kestrels.ash, PHONE, "Read the letter"),
        (walk.kestrels.mum, None, "Read the letter about Ash"),
    ):
        page = walk.start(person, width)
        look(page)
        press(page, words)
        expect(page.locator(".letter")).to_contain_text("Marlbridge College")
        look(page)


def the_head_confirms(walk: Walk) -> None:
    page = walk.start(walk.cast.head)
    look(page)
    follow(page, "Ash")
    look(page)
    page.get_by_label("First day").fill(way.in_days(0))
    page.get_by_label("Last day").fill(way.in_days(70))
    page.get_by_label("Papers you have seen").first.fill("The college's insurance and risk check.")
    press(page, "Confirm every part")
    expect(page.get_by_text("Confirmed.").first).to_be_visible()
    look(page)


def a_goal_and_a_week(walk: Walk) -> None:
    page = walk.start(walk.cast.dani)
    follow(page, "Ash K.")
    look(page)
    follow(page, "Plan")
    expect(page.get_by_text(HOPE)).to_be_visible()
    look(page)
    press(page, "Add a goal")
    for label, words in (("The goal", GOAL), ("How will we see it?", "four weeks in a row"), ("With whom?", "Dani")):
        page.get_by_label(label).fill(words)
    page.get_by_label("By when?").fill(way.in_days(56))
    press(page, "Save")
    follow(page, "Choose the day")
    page.get_by_label("When do we look at this plan again?").fill(way.in_days(42))
    press(page, "Save")
    press(page, "Lay out the week")
    look(page)
    way.fill_half_day(page, "Tuesday, Morning", "College", "Engines and welding", "Marlbridge College")
    way.copy_to(page, "Tuesday, Morning", "Tuesday afternoon", "Wednesday morning", "Wednesday afternoon")
    way.fill_half_day(page, "Monday, Morning", "School", "English and maths", "Wren Hill School")
    rest = [f"{day} {half}" for day in ("Thursday", "Friday") for half in ("morning", "afternoon")]
    way.copy_to(page, "Monday, Morning", "Monday afternoon", *rest)
    look(page)
    press(page, "Add a lesson out")
    page.get_by_label("Lesson", exact=True).fill("science")
    page.get_by_label("Day", exact=True).select_option(label="Thursday")
    page.get_by_label("Afternoon").check()
    page.get_by_label("Reason").fill("The corridor at the change of lessons.")
    page.get_by_label("Until").fill(way.in_days(30))
    page.get_by_label("What happens instead, and where").fill("Quiet work in the library")
    choose(page, "Responsible adult", "Dani Okafor")
    look(page)
    press(page, "Add it to the draft")
    expect(page.get_by_text("register will show 10 of 10 sessions present").first).to_be_visible()
    look(page)
    follow(page, "Plan")
    press(page, "Ask everybody to agree")
    look(page)


def everybody_agrees(walk: Walk) -> None:
    cast, kestrels = walk.cast, walk.kestrels
    for person, words in (
        (kestrels.ash, "Read my plan"),
        (kestrels.mum, "Read the plan of Ash"),
        (cast.head_of_year, None),
        (cast.dani, None),
    ):
        page = walk.start(person)
        if words:
            press(page, words)
        elif person is cast.dani:
            follow(page, "Ash K.")
            follow(page, "Plan")
        else:
            row(page, "Ash K.").get_by_role("link").click()
        press(page, "Answer")
        expect(page.get_by_text("register will show 10 of 10 sessions present").first).to_be_visible()
        if person is not cast.dani:
            look(page)
        page.get_by_label("Yes", exact=True).check()
        press(page, "Send")
    _dad_agrees_by_phone(walk.start(cast.dani))
    ash = walk.start(kestrels.ash)
    follow(ash, "My plan")
    expect(ash.get_by_text("Everybody said yes. This is your plan.")).to_be_visible()
    follow(ash, "My week")
    expect(ash.get_by_text("Engines and welding").first).to_be_visible()
    look(ash)


def _dad_agrees_by_phone(page: Page) -> None:
    follow(page, "Ash K.")
    follow(page, "Plan")
    press(page, "Write down what somebody said")
    choose(page, "Who said it?", "Dad")
    page.get_by_label("By phone").check()
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("I read it back to them").check()
    look(page)
    page.get_by_role("button", name=re.compile("^(Keep|Save|Write)")).click()
    expect(page.get_by_text("Version 1, agreed")).to_be_visible()


def a_lesson(walk: Walk) -> None:
    dani = walk.start(walk.cast.dani)
    expect(row(dani, "Ash K.").first).to_be_visible()
    look(dani)
    follow(dani, "Ash K.")
    follow(dani, "Work")
    press(dani, "Set work")
    follow(dani, TITLE)
    choose(dani, "Who answers this?", "Ms Lunt")
    press(dani, "Set it")
    expect(dani.get_by_text("Set. Ms Lunt answers it.")).to_be_visible()
    ash = walk.start(walk.kestrels.ash)
    expect(ash.get_by_role("heading", name=TITLE)).to_be_visible()
    look(ash)
