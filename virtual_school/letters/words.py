"""What letters are called, what stands at their foot, and who reads them, in plain words."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from virtual_school.letters.models import CopyState, LetterKind

KIND_WORDS = {
    LetterKind.GENERAL: _l("A letter"),
    LetterKind.MEETING: _l("About a meeting"),
    LetterKind.ABSENCE_ASKED: _l("Asking about an absence"),
    LetterKind.PLAN_AGREED: _l("About the plan"),
    LetterKind.DECISION_TOLD: _l("About a decision"),
}

COPY_WORDS = {
    CopyState.TYPED: _l("Not read again by a second person yet"),
    CopyState.CHECKED: _l("Read again by a second person"),
}

# What a carer's record calls a language, and how a page tells a screen reader. Others are read as they stand.
CODES: Mapping[str, str] = {
    "albanian": "sq",
    "arabic": "ar",
    "bengali": "bn",
    "chinese": "zh",
    "dari": "fa",
    "english": "en",
    "farsi": "fa",
    "french": "fr",
    "german": "de",
    "italian": "it",
    "kurdish": "ku",
    "lithuanian": "lt",
    "panjabi": "pa",
    "pashto": "ps",
    "polish": "pl",
    "portuguese": "pt",
    "punjabi": "pa",
    "romanian": "ro",
    "russian": "ru",
    "somali": "so",
    "spanish": "es",
    "turkish": "tr",
    "ukrainian": "uk",
    "urdu": "ur",
    "vietnamese": "vi",
    "welsh": "cy",
}


def code(language: str | None) -> str | None:
    return CODES.get((language or "").casefold())


def not_the_authoritys(*, to_pupil: bool) -> str:
    """At the foot of each letter: what the network is not."""
    if to_pupil:
        return str(_("(We are not the council’s Virtual School, the one for children in care.)"))
    return str(_("We are not the local authority’s statutory Virtual School, which is there for children in care."))


def dear(name: str) -> str:
    return str(_("Dear %(name)s,", name=name))


def who_reads(known_as: str) -> str:
    """Beside the box, before anybody writes: who reads it, and from when on."""
    at_once = _("Until you send it, you alone. Then whoever you send it to.")
    more = _(
        "And the staff who see the family’s part of the record of %(name)s: the mentor, the school’s head of year, "
        "SENCO, attendance officer, safeguarding lead and headteacher, a social worker, and the Virtual School lead.",
        name=known_as,
    )
    return f"{at_once}\n{more}"


def who_reads_copy(known_as: str) -> str:
    at_once = _("Everybody who reads the letter reads this beside it, with your name.")
    more = _(
        "Whoever it was sent to, and the staff who see the family’s part of the record of %(name)s.", name=known_as
    )
    return f"{at_once}\n{more}"
