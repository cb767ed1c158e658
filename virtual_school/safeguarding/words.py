"""Who reads what, and whom to ring, in sentences that stand before anybody writes."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from virtual_school.core.templating import clock_time
from virtual_school.core.texts import shown
from virtual_school.network.models import Network
from virtual_school.notices.models import Because
from virtual_school.pupils.cover.answering import absence, from_when
from virtual_school.pupils.words import TITLES
from virtual_school.pupils.words import together as together
from virtual_school.safeguarding.hands import Hands, Standing
from virtual_school.safeguarding.people import Reader, Recipient


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody to ring, in words, and the number."""

    words: str
    number: str


# Where a network names none of its own: `Network.numbers["helplines"]`, a list of [words, number].
HELPLINES = (
    (_l("Childline. Free, day and night. You do not have to say your name."), "0800 1111"),
    (_l("If you cannot talk, text SHOUT to this number. Free, day and night."), "85258"),
)

# A page that tells nobody anything. A network may name another: `Network.numbers["exit_to"]`.
NEUTRAL = "https://www.bbc.co.uk/weather"


def helplines(network: Network | None, office: str | None = None) -> list[Line]:
    """Whom a pupil can ring: those who answer day and night, and the office of their school where it has said so."""
    own: Any = network.numbers.get("helplines") if network else None
    found = [Line(str(words), str(number)) for words, number in (own or HELPLINES)]
    return found + ([Line(_("Your school, when it is open."), shown(office))] if office else [])


def neutral_page(network: Network | None) -> str:
    own: Any = network.numbers.get("exit_to") if network else None
    return own if isinstance(own, str) and own.startswith("https://") else NEUTRAL


def first_names(readers: Sequence[Reader]) -> list[str]:
    """What a pupil calls them: the first name, in full where two share it."""
    firsts = [reader.name.split(" ")[0] for reader in readers]
    return [
        reader.name if firsts.count(first) > 1 or first.casefold().rstrip(".") in TITLES else first
        for reader, first in zip(readers, firsts, strict=True)
    ]


def who_reads_help(readers: Sequence[Reader]) -> str:
    """Before the pupil writes: who reads it, and that they cannot keep it if the pupil is not safe."""
    names = first_names(readers)
    safe = _("If you might not be safe, they have to tell someone who can help.")
    if len(names) == 1:
        return f"{_('%(name)s reads this.', name=names[0])} {safe}"
    return f"{_('%(names)s can read this.', names=together(names))} {safe}"


@dataclass(frozen=True, slots=True)
class Here:
    """Who answers a call for help at this moment, in sentences; and whether anybody does."""

    is_somebody: bool
    said: tuple[str, ...]


def who_is_here(readers: Sequence[Reader], at: dt.datetime) -> Here:
    """'Dani reads this until 15:30.' When nobody does, that plainly, and who reads it next."""
    named = list(zip(first_names(readers), readers, strict=True))
    off = next((name for name, one in named if one.because is Because.MENTOR and one.is_off), None)
    cover = next((name for name, one in named if one.because is Because.COVER and not one.is_off), None)
    said = [absence(off, cover)] if off else []
    ends = dict.fromkeys(one.until for one in readers if one.until is not None)
    for until in ends:
        names = [name for name, one in named if one.until == until]
        time = clock_time(until)
        if len(names) == 1:
            said.append(_("%(name)s is here until %(time)s.", name=names[0], time=time))
        else:
            said.append(_("%(names)s are here until %(time)s.", names=together(names), time=time))
    if ends:
        return Here(True, tuple(map(str, said)))
    said.append(_("Nobody reads what is sent here now."))
    coming = [(one.next_at, name) for name, one in named if one.next_at is not None]
    if coming:
        when, name = min(coming)
        said.append(_("%(name)s reads it %(when)s.", name=name, when=from_when(when, at)))
    return Here(False, tuple(map(str, said)))


def who_reads_concern(to: Recipient) -> str:
    """Before an adult writes: to whom it is handed, and to nobody else."""
    if not to.names:
        return str(_("Nobody here can read this yet: the pupil’s school has no safeguarding lead. Ring them as well."))
    names = together(to.names)
    if to.organisation_id is not None:
        return str(_("%(names)s, safeguarding lead at %(school)s. Nobody else sees it.", names=names, school=to.school))
    if to.school:
        why = _("%(school)s has no safeguarding lead here, so it goes to the Virtual School lead:", school=to.school)
    else:
        why = _("This pupil is on nobody’s roll, so it goes to the Virtual School lead:")
    return f"{why} {names}. {_('Nobody else sees it.')}"


def who_reads_worry(around: Standing, school: str | None, *, knows: bool) -> str:
    """The same, with what becomes of a worry about an adult or a place. To who does not know the pupil: no name."""
    first = around.first(Hands.LEAD)
    if not first:
        at_once = str(_("Nobody here can read this yet. Ring the pupil’s school as well."))
    elif not knows:
        at_once = str(_("The safeguarding leads of the pupil’s own school, and nobody else."))
    else:
        at_once = who_reads_concern(
            Recipient(
                around.organisation_id if around.of(Hands.LEAD) else None,
                school,
                tuple(dict.fromkeys(one.name for one in first)),
            )
        )
    more = [
        _("If it is about an adult who works with children, the headteacher reads it instead."),
        _("If it is about the headteacher, or the only safeguarding lead, whoever stands for the authority does."),
        _("Whoever it is about never sees it, not even that it was handed over."),
        _("If you name a place, its safeguarding lead reads it too."),
        _("Not read in time, it goes to the next of them."),
    ]
    return at_once + "\n" + " ".join(str(one) for one in more)


TO_WORDS = {
    Hands.LEAD: _l("safeguarding lead"),
    Hands.HEAD: _l("headteacher"),
    Hands.AUTHORITY: _l("Virtual School lead, for the authority"),
}


# What a concern can be about, as its page says it. A package above names its own kind here when it has one.
ABOUT = {
    "glass": _l("a record opened without a link"),
    "contribution": _l("something said for a referral"),
    "hand_in": _l("work that was handed in"),
    "reply": _l("an answer to feedback"),
    "take_part": _l("an answer about taking part"),
    "plan_words": _l("the pupil’s words in a plan"),
    "goal_view": _l("something said about a goal"),
    "plan_agreement": _l("an answer to the plan"),
    "help": _l("a call for help"),
    "complaint": _l("something that was not right"),
    "letter": _l("a letter"),
    "piece": _l("a photo or file that was handed in"),
    "feedback": _l("what somebody answered to work"),
    "contact_note": _l("a contact note"),
    "observation": _l("something that was seen"),
    "goal": _l("a goal in a plan"),
    "serious": _l("something serious that was reported"),
    "message": _l("a message"),
}


def about(kind: str) -> str:
    return str(ABOUT.get(kind, _("something that was written")))
