"""In which ways a piece of work may be handed in: those that its lesson offers, all where it names none."""

from collections.abc import Collection

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.learning.models import Recorded
from virtual_school.library.models import HandIn as Way
from virtual_school.library.shown import ways_words

EVERY_WAY = frozenset(Way)
# What is shown or told to an adult can be shown or told to a phone.
SHOWN_SO = {Way.TOLD: {Way.AUDIO}, Way.PRACTICAL: {Way.PHOTO, Way.VIDEO}}


def open_ways(offered: frozenset[Way], *, wants_photo: bool = False, another_way: bool = False) -> frozenset[Way]:
    """Those that a lesson offers. `another_way`: agreed for this pupil, so that none of them keeps the work back."""
    if not offered or another_way:
        return EVERY_WAY
    more = {Way.PHOTO} if wants_photo else set()
    return offered.union(more, *(SHOWN_SO[way] for way in offered if way in SHOWN_SO))


def counts_as(media_type: str, recorded: Recorded | None = None) -> frozenset[Way]:
    """In which ways something is handed in with a file: any is a file, a scan is as good as a photo."""
    if recorded is not None:
        return frozenset({Way.AUDIO if recorded is Recorded.SOUND else Way.VIDEO})
    kinds = {"image": Way.PHOTO, "audio": Way.AUDIO, "video": Way.VIDEO}
    also = Way.PHOTO if media_type == "application/pdf" else kinds.get(media_type.split("/")[0])
    return frozenset({Way.FILE, also} if also else {Way.FILE})


def can_bring(ways: Collection[Way], brought: Collection[Way], name: str) -> Decision:
    """Whether what was brought is handed in in one of these ways."""
    if any(way in ways for way in brought):
        return Allowed(_("This is your work."))
    return Denied(
        _("“%(name)s” was not added: this work asks for something else. You can %(ways)s.", name=name, ways=said(ways))
    )


def said(ways: Collection[Way]) -> str:
    """'take a photo or type it'."""
    words = [words for way, words in ways_words().items() if way in ways]
    return str(_(" or ")).join(words)
