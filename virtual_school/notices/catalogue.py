"""The closed catalogue of what anybody is told of: how urgent it is, and the words that may leave the house.

`words` stand on the notices page and in letters. They name nobody and say nothing of the matter: a letter lies in a
shared inbox, a text stands on a phone that others see. What a pupil gets by phone names no sender either.
"""

import enum
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l


class Urgency(enum.Enum):
    """NOW leaves by the quickest way that the person has, at any hour; SOON at once in their waking hours; DAILY waits
    for the day's letter; NONE stands in the app alone.
    """

    NOW = "now"
    SOON = "soon"
    DAILY = "daily"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind. `names_child`: its line on the page may say the known-as name of the reader's own child.

    `listed`: whoever leads the Virtual School may see that somebody was told, and when. Not of what is between a few:
    a concern, a call for help, a message, a complaint. `despite_stop`: it tells a professional that a child needs them,
    and is not stopped with what is sent around that child.
    """

    words: Any
    urgency: Urgency
    names_child: bool = False
    listed: bool = False
    despite_stop: bool = False


KINDS: dict[str, Kind] = {
    # Help, worries, serious events
    "help.asked": Kind(_l("Somebody asks for help"), Urgency.NOW, despite_stop=True),
    "help.unseen": Kind(_l("A call for help has not been seen yet"), Urgency.NOW, despite_stop=True),
    "concern.raised": Kind(_l("Something was handed to you"), Urgency.NOW, despite_stop=True),
    "concern.unseen": Kind(_l("Something that was handed over has not been seen yet"), Urgency.NOW, despite_stop=True),
    "serious.reported": Kind(_l("Something serious was reported"), Urgency.NOW, despite_stop=True),
    # Days
    "cover.named": Kind(_l("You were named to stand in for somebody"), Urgency.SOON),
    "absence.reported": Kind(_l("Somebody will not be in"), Urgency.NOW, listed=True),
    "absence.changed": Kind(_l("Somebody will be in after all"), Urgency.NOW, listed=True),
    # Messages and letters
    "message.new": Kind(_l("There is a new message"), Urgency.SOON),
    "letter.language": Kind(_l("Somebody asks for a letter in another language"), Urgency.DAILY),
    "letter.new": Kind(_l("There is a letter for you"), Urgency.DAILY, names_child=True, listed=True),
    # Complaints
    "complaint.made": Kind(_l("A complaint came in"), Urgency.SOON),
    "complaint.answered": Kind(_l("There is an answer to what you complained of"), Urgency.DAILY),
    # Lessons that schools share
    "lesson.changed": Kind(_l("A lesson that you follow has changed"), Urgency.DAILY),
    "lesson.gone": Kind(_l("A lesson that you follow is no longer in the library"), Urgency.DAILY),
    "lesson.remark": Kind(_l("Somebody said something about a lesson of yours"), Urgency.DAILY),
    "lesson.serious": Kind(_l("Somebody says that a lesson should not be in the library"), Urgency.SOON),
    "remark.answered": Kind(_l("There is an answer to what you said about a lesson"), Urgency.DAILY),
    # Work
    "request.new": Kind(_l("You are asked for work"), Urgency.DAILY, listed=True),
    "request.network": Kind(_l("Work is needed in a subject you teach"), Urgency.DAILY, listed=True),
    "request.passed_on": Kind(_l("What you asked for went on to other schools"), Urgency.DAILY, listed=True),
    "request.answered": Kind(_l("There is an answer to what you asked for"), Urgency.DAILY, listed=True),
    "request.taken_back": Kind(_l("An answer to what you asked for was taken back"), Urgency.DAILY, listed=True),
    "work_reply.new": Kind(_l("A teacher sent you something"), Urgency.DAILY, listed=True),
    # Away for a while
    "away.refer": Kind(_l("Somebody is away for long"), Urgency.DAILY, listed=True),
    "away.authority": Kind(_l("Your school’s return to the authority may be due"), Urgency.DAILY, listed=True),
    "away.nearly": Kind(_l("Somebody is nearly back"), Urgency.DAILY, listed=True),
    "away.over": Kind(_l("Somebody is back"), Urgency.DAILY, listed=True),
    "hand_in.new": Kind(_l("There is work to answer"), Urgency.DAILY, listed=True),
    "answer.due": Kind(_l("Work that you answer has waited for a while"), Urgency.SOON, listed=True),
    "answer.late": Kind(_l("Nobody has answered a piece of work in time"), Urgency.SOON, listed=True),
    "answer.given_back": Kind(_l("Somebody cannot answer a piece of work after all"), Urgency.DAILY, listed=True),
    "feedback.new": Kind(_l("Somebody answered your work"), Urgency.DAILY, listed=True),
    # For whoever answered, quietly: what the pupil did with it.
    "reply.new": Kind(_l("Somebody wrote back to what you said of their work"), Urgency.NONE),
    "feedback.acted": Kind(_l("Somebody saw to what you said of their work"), Urgency.NONE),
    "praise.new": Kind(_l("Something went well"), Urgency.DAILY, listed=True),
    "praise.home": Kind(_l("There is something good to read"), Urgency.DAILY, names_child=True, listed=True),
    "proud.to_read": Kind(_l("There is something to read before it goes on"), Urgency.DAILY, listed=True),
    "stuck.asked": Kind(_l("Somebody is stuck and waits for a word from you"), Urgency.SOON, listed=True),
    "stuck.answered": Kind(_l("Somebody wrote back to you"), Urgency.SOON, listed=True),
}


def kinds_of(*urgencies: Urgency) -> list[str]:
    return sorted(kind for kind, one in KINDS.items() if one.urgency in urgencies)


def listed() -> list[str]:
    return sorted(kind for kind, one in KINDS.items() if one.listed)


def despite_stop() -> list[str]:
    return sorted(kind for kind, one in KINDS.items() if one.despite_stop)
