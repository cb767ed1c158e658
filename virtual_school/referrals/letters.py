"""The letter about a decision, in plain words: one to the carers, one to the pupil. Kept as it was when they were told.

It carries the network's own name and says what the network is not. What only those may know who may know where the
pupil is (the parts of the week, their places) stands in the whole letter alone.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext as _n

from virtual_school.core.templating import day
from virtual_school.referrals.models import DecisionOutcome


@dataclass(frozen=True, slots=True)
class About:
    """What a letter is made of."""

    network: str
    first_name: str
    school: str
    outcome: DecisionOutcome
    decided_at: dt.datetime
    reason: str
    conditions: str | None
    instead: str | None
    instead_who: str | None
    instead_from: dt.date | None
    tells: str
    # Each part of the week in words, with how many half days.
    parts: Sequence[tuple[str, int]]


def not_the_authoritys() -> str:
    """As it is: the network's own word for itself never takes the place of the authority's."""
    return str(_("We are not the local authority’s statutory Virtual School, which is there for children in care."))


def to_carers(about: About) -> str:
    """The whole letter, for carers who may know where the pupil is."""
    return _together(about, [*_opening(about), *_what(about), *_because(about), *_ending(about)])


def without_places(about: About) -> str:
    """The same for a carer who may not know where the pupil is: nothing from which a place would follow.

    A pupil's school is where they are on most days, and so is whoever works there.
    """
    lines = _opening(about)[:1]
    if about.outcome is DecisionOutcome.OFFER:
        lines.append(_("%(name)s stays on the roll of the same school.", name=about.first_name))
        lines.append(_("Before it starts, the headteacher there confirms each part of the week."))
    return _together(
        about, [*lines, _("If you have questions, or see it differently, ask %(who)s.", who=about.network)]
    )


def to_pupil(about: About) -> str:
    """The letter to the pupil, in short sentences."""
    name = about.first_name
    first = [_("Dear %(name)s,", name=name)]
    if about.outcome is DecisionOutcome.OFFER:
        first += [
            _("The panel read what you said. They offer you a place with %(network)s.", network=about.network),
            _("You stay a pupil of %(school)s.", school=about.school),
            _("This is what they offer:"),
            *_parts(about),
            *_conditions(about),
        ]
        then = _("Now your headteacher checks each part. Then you and %(tells)s plan your week.", tells=about.tells)
    else:
        first += [_("The panel read what you said. They said: not this time.")]
        first += [_("This is what happens now instead:"), *_instead(about)]
        then = _("This does not say how good you are. Your words are kept, and your school can ask again.")
    first += [_("Why they think so: %(reason)s", reason=about.reason), then]
    first += [_("If you have a question, ask %(tells)s.", tells=about.tells), about.network]
    first += [_("(We are not the council’s Virtual School, the one for children in care.)")]
    return "\n\n".join(str(line) for line in first)


def _opening(about: About) -> list[str]:
    values = {"name": about.first_name, "network": about.network, "school": about.school}
    values["day"] = day(about.decided_at)
    met = _("The panel met on %(day)s and talked about %(name)s.", **values)
    if about.outcome is DecisionOutcome.OFFER:
        yes = _("It offers %(name)s a place with %(network)s.", **values)
        return [f"{met} {yes}", _("%(name)s stays a pupil of %(school)s.", **values)]
    not_yet = _("It does not offer a place this time.")
    return [f"{met} {not_yet}"]


def _what(about: About) -> list[str]:
    if about.outcome is DecisionOutcome.OFFER:
        return [_("This is what it offers:"), *_parts(about), *_conditions(about)]
    return [_("This is what happens instead:"), *_instead(about)]


def _parts(about: About) -> list[str]:
    return [
        _n("- %(words)s: %(num)s half day a week", "- %(words)s: %(num)s half days a week", half_days, words=words)
        for words, half_days in about.parts
    ]


def _conditions(about: About) -> list[str]:
    return [_("What goes with it: %(conditions)s", conditions=about.conditions)] if about.conditions else []


def _instead(about: About) -> list[str]:
    who = _("%(who)s does this, from %(day)s.", who=about.instead_who, day=day(about.instead_from))
    return [str(about.instead), who]


def _because(about: About) -> list[str]:
    return [_("The reason: %(reason)s", reason=about.reason)]


def _ending(about: About) -> list[str]:
    values = {"tells": about.tells, "name": about.first_name, "school": about.school}
    lines = [_("If you have questions, or see it differently, speak to %(tells)s.", **values)]
    if about.outcome is DecisionOutcome.OFFER:
        lines.insert(0, _("Before it starts, the headteacher of %(school)s confirms each part of the week.", **values))
    return lines


def _together(about: About, lines: Sequence[str]) -> str:
    dear = _("Dear parent or carer of %(name)s,", name=about.first_name)
    return "\n\n".join(str(line) for line in [dear, *lines, about.network, not_the_authoritys()])
