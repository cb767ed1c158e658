"""The places of each role: what stands in the bar or in a pupil's tabs."""

from collections.abc import Mapping
from typing import Any

from flask import current_app, request, url_for
from flask_babel import lazy_gettext as _l

from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer

Place = tuple[str, Any]  # endpoint, words

TODAY: Place = ("home.today", _l("Today"))
MY_WEEK: Place = ("timetable.my_week", _l("My week"))
MY_WORK: Place = ("learning.my_work", _l("My work"))
MY_PLAN: Place = ("plans.mine", _l("My plan"))
MY_PEOPLE: Place = ("home.my_people", _l("My people"))
WAITING: Place = ("home.waiting", _l("Today"))
SCHOOL: Place = ("home.school", _l("Today"))
NOT_HERE: Place = ("attendance.not_here", _l("Not here"))
WONT_BE_IN: Place = ("attendance.absences", _l("Won’t be in"))
REGISTERS: Place = ("attendance.registers", _l("Registers"))
I_ANSWER: Place = ("asking.my_pupils", _l("My pupils away"))
DESK: Place = ("home.desk", _l("Desk"))
PUPILS: Place = ("pupils.index", _l("My pupils"))
OUR_PUPILS: Place = ("pupils.index", _l("Our pupils"))
RETURNS: Place = ("timetable.returns", _l("Back to lessons"))
POST_WORK: Place = ("library.new", _l("Post work"))
TO_ANSWER: Place = ("learning.pile", _l("To answer"))
LIBRARY: Place = ("library.index", _l("Library"))
NETWORK: Place = ("network.index", _l("Network"))
PEOPLE: Place = ("people.index", _l("People"))
WINDOWS: Place = ("pupils.windows", _l("My pupils"))
OPENED: Place = ("pupils.windows", _l("Opened to me"))
REFERRALS: Place = ("referrals.index", _l("Referrals"))
TO_READ: Place = ("referrals.to_read", _l("To read"))
CHILDREN: Place = ("pupils.children", _l("My children"))
HANDED: Place = ("concerns.index", _l("Handed to me"))
ASKED: Place = ("help.asked", _l("Asked for help"))
PANEL: Place = ("panels.index", _l("Panel"))
OFFERS: Place = ("panels.offers", _l("Offers"))
OURS: Place = ("organisations.ours", _l("Our dates"))
LOOKS: Place = ("pupils.looks", _l("Who looked"))
CHANGES: Place = ("home.changes", _l("Changes"))
LETTERS: Place = ("letters.mine", _l("Letters"))
MESSAGES: Place = ("messages.index", _l("Messages"))
READ_MESSAGES: Place = ("messages.oversight", _l("Messages"))
LEDGER: Place = ("library.ledger", _l("Who gives, who takes"))
GAPS: Place = ("gaps.index", _l("What is missing"))
MARKS: Place = ("assessment.results", _l("Marks"))
IMPORTS: Place = ("imports.index", _l("From a file"))

PLACES: Mapping[Role, tuple[Place, ...]] = {
    Role.PUPIL: (TODAY, MY_WEEK, MY_WORK, MY_PLAN, MY_PEOPLE),
    Role.CARER: (CHILDREN, LETTERS, MESSAGES),
    Role.TEACHER: (POST_WORK, TO_ANSWER, I_ANSWER, MARKS, LIBRARY, MESSAGES, OPENED),
    Role.MENTOR: (DESK, PUPILS, MESSAGES, REFERRALS, TO_READ, TO_ANSWER, REGISTERS, LIBRARY),
    Role.HEAD_OF_YEAR: (SCHOOL, OUR_PUPILS, REFERRALS, TO_READ, NOT_HERE, RETURNS, TO_ANSWER, MARKS),
    Role.SENCO: (SCHOOL, OUR_PUPILS, REFERRALS, NOT_HERE, TO_ANSWER, MARKS, LIBRARY),
    Role.SAFEGUARDING_LEAD: (
        HANDED,
        ASKED,
        OUR_PUPILS,
        READ_MESSAGES,
        LOOKS,
    ),
    Role.HEADTEACHER: (SCHOOL, OUR_PUPILS, REFERRALS, HANDED, NOT_HERE, OFFERS, OURS, PEOPLE, IMPORTS, LOOKS),
    Role.CO_ORDINATOR: (OURS, PEOPLE, IMPORTS, LEDGER, GAPS),
    Role.KEY_ADULT: (PUPILS, MESSAGES, TO_READ, ASKED, I_ANSWER),
    Role.ATTENDANCE_OFFICER: (NOT_HERE, WONT_BE_IN, REGISTERS, OUR_PUPILS, IMPORTS),
    Role.SOCIAL_WORKER: (PUPILS, REFERRALS),
    Role.VIRTUAL_SCHOOL_LEAD: (
        WAITING,
        REFERRALS,
        PUPILS,
        PANEL,
        PEOPLE,
        NETWORK,
        LIBRARY,
        TO_ANSWER,
        MARKS,
        HANDED,
        REGISTERS,
        READ_MESSAGES,
        LOOKS,
    ),
    Role.AGENCY_WORKER: (WINDOWS,),
    Role.COLLEGE_TUTOR: (WINDOWS, POST_WORK, TO_ANSWER, LIBRARY),
    Role.VENUE_SUPERVISOR: (WINDOWS,),
    Role.SEN_OFFICER: (WINDOWS,),
    Role.PANEL_CLERK: (
        WAITING,
        PANEL,
    ),
    Role.PANEL_MEMBER: (PANEL, WINDOWS),
    Role.ADMINISTRATOR: (PEOPLE, NETWORK, IMPORTS),
    Role.BROKER: (LEDGER, GAPS),
    Role.AUDITOR: (CHANGES, LOOKS),
}

# What a role finds whose own pages have not come yet: said plainly, with nothing of a child's in it.
EMPTY = (("home.empty", _l("Start")),)


def places_of(viewer: Viewer) -> tuple[Place, ...]:
    """The places of the hat in use, first place first; for a role without pages of its own, one that says so."""
    return PLACES.get(viewer.role, EMPTY) if viewer.role else EMPTY


def places(viewer: Viewer) -> list[dict[str, Any]]:
    """The same for a template: label, URL, and whether the person is there now."""
    here = request.endpoint or ""
    known = current_app.view_functions
    found = [
        {"label": words, "url": url_for(endpoint), "endpoint": endpoint}
        for endpoint, words in places_of(viewer)
        if endpoint in known
    ]
    exact = [place for place in found if place["endpoint"] == here]
    section = exact or [place for place in found if _same_section(str(place["endpoint"]), here)]
    for place in found:
        place["current"] = place in section[:1]
    return found


# Which pages belong to a place beside the place's own.
SECTIONS: Mapping[str, str] = {
    "concerns.handed": "concerns.index",
    "serious.index": "concerns.index",
    "serious.page": "concerns.index",
    "learning.work": "learning.my_work",
    "messages.thread": "messages.index",
    "messages.about": "messages.index",
    "messages.new": "messages.index",
    "messages.withdraw": "messages.index",
    "messages.translation": "messages.index",
    "messages.of_pupil": "messages.oversight",
    "messages.looked_into": "messages.oversight",
    "library.shelf": "home.today",
    "library.shelf_lesson": "home.today",
    "pupils.away": "home.school",
    "asking.pupil_away": "asking.my_pupils",
    "asking.answer": "asking.my_pupils",
    "asking.asked": "asking.my_pupils",
    "asking.one_asked": "asking.my_pupils",
    "asking.ask": "pupils.index",
    "asking.request_page": "pupils.index",
    "asking.mine": "learning.my_work",
    "pupils.open_away": "home.school",
    "learning.receipt": "learning.my_work",
    "assessment.mine": "learning.my_work",
    "assessment.of_pupil": "pupils.index",
    "assessment.enter": "pupils.index",
    "assessment.withdraw": "pupils.index",
    "assessment.enter_class": "assessment.results",
    "assessment.read_file": "assessment.results",
    "learning.answer": "learning.pile",
    "learning.many": "learning.pile",
    "asking.work": "asking.my_pupils",
    "library.lesson": "library.index",
    "library.edit": "library.new",
    "library.versions": "library.index",
    "library.version": "library.index",
    "library.original": "library.index",
    "library.remark": "library.index",
    "library.following": "library.index",
    "library.said": "library.index",
    "library.said_one": "library.index",
    "library.ledger": "library.index",
    "gaps.index": "library.index",
    "gaps.subject": "library.index",
    "referrals.page": "referrals.index",
    "referrals.choose": "referrals.index",
    "referrals.new": "referrals.index",
    "referrals.read": "referrals.to_read",
    "pupils.page": "pupils.index",
    "panels.panel": "panels.index",
    "panels.meeting": "panels.index",
    "panels.case": "panels.index",
    "panels.decide": "panels.index",
    "panels.pack": "panels.index",
    "panels.offer": "panels.offers",
    "timetable.prepare": "timetable.returns",
    "timetable.week": "pupils.index",
    "protecting.page": "pupils.index",
    "protecting.keep_whereabouts": "pupils.index",
    "protecting.open_whereabouts": "pupils.index",
    "protecting.name_reader": "pupils.index",
    "protecting.keep_apart": "pupils.index",
    "protecting.end_apart": "pupils.index",
    "protecting.stop": "pupils.index",
    "protecting.let_go_on": "pupils.index",
    "timetable.cell": "pupils.index",
    "timetable.child_week": "pupils.children",
    "pupils.new": "pupils.index",
    "pupils.window": "pupils.windows",
    "pupils.who_looks_in": "pupils.index",
    "pupils.choose_window": "pupils.index",
    "pupils.open_window": "pupils.index",
    "pupils.prolong_window": "pupils.index",
    "pupils.who_can_see": "home.my_people",
    "pupils.who_can_see_child": "pupils.children",
    "pupils.child": "pupils.children",
    "letters.of_pupil": "pupils.index",
    "letters.write": "pupils.index",
    "letters.page": "letters.mine",
    "attendance.wont_be_in": "pupils.children",
    "attendance.absence": "attendance.absences",
    "attendance.call": "pupils.index",
    "people.page": "people.index",
    "people.new": "people.index",
    "people.give_role": "people.index",
    "ways_in.reopen": "people.index",
    "ways_in.address": "people.index",
    "providers.index": "network.index",
    "providers.new": "network.index",
    "providers.page": "network.index",
    "leaving.page": "people.index",
    "leaving.hand_over": "people.index",
    "leaving.watch": "people.index",
    "imports.new": "imports.index",
    "imports.page": "imports.index",
    "imports.lines": "imports.index",
    "imports.decide": "imports.index",
    "imports.columns": "imports.index",
    "organisations.page": "organisations.ours",
    "organisations.terms": "organisations.ours",
    "organisations.close": "organisations.ours",
    "organisations.close_today": "organisations.ours",
    "organisations.add_site": "organisations.ours",
}


def _same_section(place: str, here: str) -> bool:
    if here.startswith("organisations.") and place == NETWORK[0]:
        return True  # of whoever looks after all of them; who looks after their own has a place for it
    return SECTIONS.get(here) == place
