"""The numbers by which people work, with the values that a network begins with; its own row may set others."""

from typing import TypeGuard

from virtual_school.core.db import db, network_id_in_force
from virtual_school.network.models import Network

NUMBERS: dict[str, int] = {
    # Away for a while: at most so many school days at once; after so many the page asks whether to refer; after so
    # many of illness in a school year the school makes a return to the authority.
    "away_days": 15,
    "away_ask_days": 10,
    "away_illness_days": 15,
    # For so many school days a request for work is the pupil's own teacher's, before the network is asked.
    "own_teacher_days": 2,
    # In so many school days of the pupil’s school somebody answers what they handed in: the network’s promise.
    "answer_days": 2,
    # How much a pupil who chooses from the library may have open at once.
    "chosen_at_once": 10,
    # Minutes of the day at which the two sessions begin and end.
    "am_begins": 9 * 60,
    "am_ends": 12 * 60 + 30,
    "pm_begins": 13 * 60,
    "pm_ends": 15 * 60 + 30,
    # Who is neither seen nor said to be there so many minutes into a session stands above everything else.
    "not_seen_after": 30,
    # After so many minutes of school time a call for help that nobody has seen goes to others.
    "help_minutes": 15,
    # How many minutes after its session the link to a register still works.
    "register_after": 60,
    # For how many school days at once a parent or carer may say that a child will not come; for longer they ring.
    "absence_days": 5,
    # How many days staff have to set up a second factor, from their first sign-in as staff on.
    "second_factor_grace_days": 14,
    # For how many days a window is open when nobody chooses another last day, by who looks through it; the longest that
    # any may run from the day on which it is opened or prolonged; how long before its end both sides are warned; and
    # after how many days somebody looks again at what is held back from a family.
    "window_days_agency": 84,
    "window_days_place": 126,
    "window_days_school": 28,
    "window_days_sen_office": 126,
    "window_days_health": 84,
    "window_days_social_care": 84,
    "window_days_police": 28,
    "window_days_parent": 126,
    "window_longest_days": 365,
    "window_warn_days": 14,
    "window_review_days": 14,
    # Whether families read the names of those who look in (1), or roles of organisations alone (0).
    "window_names_to_families": 0,
    # After so many minutes without a step of theirs somebody is signed out; 0 is never. Pupils: on a shared computer.
    "idle_minutes_pupil": 20,
    "idle_minutes_carer": 60 * 24 * 7,
    "idle_minutes_staff": 60 * 2,
    # 1 where families are told by name who looked at a record; 0: by the role and its organisation alone.
    "looks_named": 0,
    # For how many hours a safeguarding lead has a record open that they opened without a link.
    "glass_hours": 4,
    # After how many minutes of school time others are told of a worry that nobody has read, and of something serious.
    "concern_minutes": 30,
    "serious_minutes": 60,
    # After how many days somebody looks again at whereabouts in confidence and who must not meet; and, sooner, whether
    # everything must still be stopped.
    "protect_review_days": 56,
    "stop_review_days": 14,
    # School days in which whoever has a complaint says that they read it, answers it, and, where somebody is not
    # satisfied, a second person has looked.
    "complaint_read_days": 3,
    "complaint_answer_days": 10,
    "complaint_second_days": 15,
    # Minutes of the day: when the day's letter goes to whoever chose no hour, and the hours in which nothing goes out
    # that can wait. So many minutes something that is soon to be said waits, in case it is seen in the app; for so many
    # months it is kept what somebody was told.
    "letter_at": 16 * 60,
    "quiet_from": 20 * 60,
    "quiet_until": 7 * 60,
    "notice_wait": 2,
    "notice_months": 6,
}


def number(name: str) -> int:
    """One of them, as the network of this transaction has it."""
    return numbers(name)[0]


def numbers(*names: str) -> list[int]:
    """Several of them, in one look at the network's row."""
    network = db.session.get(Network, network_id_in_force())
    given = network.numbers if network is not None else {}
    return [own if _is_number(own := given.get(name)) else NUMBERS[name] for name in names]


def _is_number(own: object) -> TypeGuard[int]:
    return isinstance(own, int) and not isinstance(own, bool)
