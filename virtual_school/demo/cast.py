"""Whom a visitor may be first, each with a sentence on who they are and what to try; and a tour of six stops."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from virtual_school.network.roles import Role


@dataclass(frozen=True, slots=True)
class Featured:
    """One of the cast: who they are, and what to try as them."""

    name: str
    words: Any
    # Where their sentence is about, when that is not where they begin.
    path: str = ""


# The first child of a carer: the address is looked up.
CHILD = "child"

FEATURED = (
    Featured("Ellie Marsh", _l("Out of science until December. Open Today, do the first piece, see your week.")),
    Featured("Kai Tran", _l("New here. Look at the work that is set and hand a piece in.")),
    Featured("Dani Okafor", _l("Ellie’s mentor. See whom to contact today, note a call, set work.")),
    Featured("Karen Marsh", _l("Ellie’s mum. See her week and what is asked of you."), CHILD),
    Featured("Joan Ward", _l("Year 10. Prepare the way back into a lesson, or open ‘away for a while’.")),
    Featured("Margaret Holt", _l("Sign a referral, confirm what an offer stands on.")),
    Featured("Helen Lunt", _l("Teaches maths at another school. Answer a hand-in in two minutes."), "/to-answer"),
    Featured("Tom Birch", _l("See who is not here today, where they are, and who said so.")),
    Featured("Carol Kaye", _l("See what was handed to her, and who asked for help.")),
    Featured("Pia Lorne", _l("Run this afternoon’s meeting of the panel.")),
    Featured("Ruth Amadi", _l("Take a first look at a referral; see every plan that waits.")),
    Featured("Peter Quill", _l("See what was opened to him, and no more.")),
)


# Everybody else whom a visitor may be, by what they are; under None whoever works here.
GROUPS: dict[Role | None, Any] = {
    None: _l("Who works here"),
    Role.CARER: _l("Parents and carers"),
    Role.PUPIL: _l("Pupils"),
}
# Who has nothing on their first page, and is nobody to try.
NOT_OFFERED = frozenset({
    "Neil Garth", "Hilda Moor", "Olive Hurst", "Paul Vetch", "Bridget Foy", "Duncan Frew", "Ivor Plumb", "Cath Lyle",
    "Rob Yarwood", "Miles Farrow",
})  # fmt: skip
# A sentence for some of the others.
ALSO = {
    "Lee Marsh": _l("Ellie’s dad, under a court order: see that no page tells him where she is."),
    "Milo Finch": _l("Year 10, a broken leg: the light route, without a panel. See what came from school."),
    "Sam Whitlow": _l("The other mentor. One of his pupils does not write, one is ill at home."),
    "Alma Finch": _l("Head of a primary. One of hers is away for a while."),
    "Vic Talbot": _l("Runs the supervised room in the library. Sees who comes, and nothing else."),
    "Gail Redfern": _l("Takes some out into the woods on Thursdays and Fridays, for a charity."),
    "Rhona Vale": _l("Head of another school, chairs the panel. Read what each person let her read."),
    "Esi Boateng": _l("Social worker of those in care."),
    "Nora Blythe": _l("Auditor. Sees what was changed by whom, and no child’s name."),
}

BEGIN_WITH = "larkdale"
NETWORKS = {
    "larkdale": _l("Begin here: six schools of a valley, a hundred pupils, and a tour."),
    "coldbeck": _l("A second network, empty but for a few people: neither sees anything of the other."),
}


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop of the tour: as whom, where, and what there is to see."""

    name: str
    path: str
    title: Any
    words: Any


TOUR = (
    Stop("Ellie Marsh", "/today", _l("A pupil’s day"),
         _l("Ellie is 14 and cannot be in every lesson. Here is what she does today, with whom, and who can see it.")),
    Stop("Helen Lunt", "/to-answer", _l("Somebody answers"),
         _l("A teacher of another school answers what is handed in. She sees a first name and the work, no more.")),
    Stop("Dani Okafor", "/desk", _l("Somebody keeps an eye"),
         _l("Ellie’s mentor sees whom to contact today, and why. Each reason names its rule; nobody gets a score.")),
    Stop("Joan Ward", "/school", _l("The school stays hers"),
         _l("Ellie stays on her own school’s roll. Her head of year prepares her way back into science.")),
    Stop("Karen Marsh", CHILD, _l("Home knows"),
         _l("Her mum sees the week, says whether she agrees, and what she thinks. Ellie decides what is hers alone.")),
    Stop("Rhona Vale", "/panels", _l("Nobody decides alone"),
         _l("Heads of three schools meet as a panel. They read what each person let them read, and offer a week.")),
)  # fmt: skip
