"""Who may grant, prolong, end and hold back windows; and which of them a family sees. Values only."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import CARE_PARTS, OFFICE_PARTS, SCHOOL_PARTS, Access, Relation
from virtual_school.pupils.looking_in.receivers import BOTH, RECEIVERS
from virtual_school.pupils.looking_in.words import DUTY_WHY, LAW_WHY
from virtual_school.pupils.models import Basis, CareKind, Duty, Part, Receiver

# Who grants windows, and on what basis. A mentor and a head of year by agreement; what the law asks for is decided by
# those who answer for it.
GRANTERS: Mapping[Role, tuple[Basis, ...]] = {
    Role.MENTOR: (Basis.AGREEMENT,),
    Role.HEAD_OF_YEAR: (Basis.AGREEMENT,),
    Role.SENCO: BOTH,
    Role.HEADTEACHER: BOTH,
    Role.SAFEGUARDING_LEAD: BOTH,
    Role.VIRTUAL_SCHOOL_LEAD: BOTH,
}

# Sensitive parts need more than seeing them oneself: one of these roles. A part that names nobody goes to nobody.
SENSITIVE: Mapping[Part, frozenset[Role]] = {
    Part.SAFEGUARDING: frozenset({Role.SAFEGUARDING_LEAD}),
    Part.HEALTH: frozenset({Role.SENCO, Role.HEADTEACHER, Role.SAFEGUARDING_LEAD}),
    Part.FAMILY: frozenset({Role.HEADTEACHER, Role.SAFEGUARDING_LEAD, Role.VIRTUAL_SCHOOL_LEAD}),
    Part.WHEREABOUTS: frozenset({Role.HEADTEACHER, Role.SAFEGUARDING_LEAD, Role.VIRTUAL_SCHOOL_LEAD}),
    Part.NOTES: frozenset(),
    Part.CHECK_INS: frozenset(),
    Part.MESSAGES: frozenset(),
}

# From which a place follows.
PLACES = frozenset({Part.WEEK, Part.WHEREABOUTS})


# Staff ----------------------------------------------------------------------------------------------------------------


def can_grant(viewer: Viewer, opened: Access) -> Decision:
    """Whether they open windows onto this pupil at all: not through a window, and not by their name alone."""
    if opened.relation is Relation.WINDOW:
        return Denied(_("A window is open to you. Only those who know the pupil open one to others."))
    if viewer.role not in GRANTERS or opened.relation not in (Relation.MENTOR, Relation.SCHOOL, Relation.OFFICE):
        return Denied(_("The mentor, the pupil’s school or the Virtual School lead does this. Ask them."))
    return Allowed(opened.purpose)


def own_parts(viewer: Viewer, opened: Access) -> frozenset[Part]:
    """What the viewer sees by their own relation. What a window opened to them is not theirs to open to others."""
    if viewer.role is None:
        return frozenset()
    parts = {
        Relation.MENTOR: CARE_PARTS[CareKind.MENTOR],
        Relation.SCHOOL: SCHOOL_PARTS.get(viewer.role, frozenset()),
        Relation.OFFICE: OFFICE_PARTS.get(viewer.role, frozenset()),
    }.get(opened.relation, frozenset())
    return parts & opened.parts


def offered(viewer: Viewer, opened: Access, receiver: Receiver) -> frozenset[Part]:
    """The parts that this granter may open to such a receiver: no wider than own, nor than such a one ever needs."""
    rights = {part for part in Part if part not in SENSITIVE or viewer.role in SENSITIVE[part]}
    return own_parts(viewer, opened) & RECEIVERS[receiver].most & rights


def bases(viewer: Viewer, receiver: Receiver) -> tuple[Basis, ...]:
    """On what basis this granter may open a window to such a receiver."""
    own, preset = GRANTERS.get(viewer.role, ()) if viewer.role else (), RECEIVERS[receiver]
    if preset.granters is not None and viewer.role not in preset.granters:
        return ()
    return tuple(basis for basis in preset.bases if basis in own)


def can_grant_this(
    viewer: Viewer, opened: Access, receiver: Receiver, *, basis: Basis, duty: Duty | None, parts: Collection[Part]
) -> Decision:
    """Whether they may open just this."""
    allowed = can_grant(viewer, opened)
    if not allowed:
        return allowed
    if not bases(viewer, receiver):
        return Denied(
            _("The head, a safeguarding lead or the Virtual School lead opens a window of this kind. Ask them.")
        )
    if basis not in bases(viewer, receiver):
        return Denied(_("What the law asks for is opened by the head, the SENCO or a safeguarding lead. Ask them."))
    if (basis is Basis.DUTY) != (duty is not None) or (duty is not None and duty not in RECEIVERS[receiver].duties):
        return Denied(_("This duty does not ask for a window of this kind."))
    if not parts:
        return Denied(_("Choose at least one part: a window onto nothing is not opened."))
    if receiver is Receiver.PARENT and Part.IDENTITY not in parts:
        return Denied(_("First name, year and school belong to it: without them there is no page for a parent."))
    if not frozenset(parts) <= own_parts(viewer, opened):
        return Denied(_("You may open only what you may see yourself."))
    if not frozenset(parts) <= RECEIVERS[receiver].most:
        return Denied(_("Somebody of this kind never needs so much."))
    if not frozenset(parts) <= offered(viewer, opened, receiver):
        return Denied(_("This part needs a further right. Ask the head or safeguarding lead of their school."))
    return allowed


def can_close(viewer: Viewer, opened: Access, parts: Collection[Part], basis: Basis) -> Decision:
    """Whoever may open windows onto the pupil may close one whose parts they see: to close never opens anything.

    One on duty is closed by those alone who answer for duties: it may be about somebody who works with the pupil.
    """
    allowed = can_grant(viewer, opened)
    if allowed and viewer.role and basis not in GRANTERS[viewer.role]:
        return Denied(_("The law asks for this. The head, the SENCO or a safeguarding lead closes it. Ask them."))
    if allowed and not frozenset(parts) <= opened.parts:
        return Denied(_("You may close only what you may see yourself."))
    return allowed


def is_told_of(viewer: Viewer, *, is_held_back: bool) -> bool:
    """Whether staff who know the pupil are told of a window at all.

    Of one that is held back from the family, those alone who answer for what the law asks: what is looked into may be
    somebody who works with the pupil.
    """
    return not is_held_back or (viewer.role is not None and Basis.DUTY in GRANTERS.get(viewer.role, ()))


def can_hold_back(viewer: Viewer, opened: Access, basis: Basis) -> Decision:
    """A safeguarding lead of the pupil's school; never what rests on agreement, which must be seen to be ended."""
    if not viewer.is_any(Role.SAFEGUARDING_LEAD) or opened.relation is not Relation.SCHOOL:
        return Denied(_("Only a safeguarding lead of the pupil’s school decides this. Ask them."))
    if basis is Basis.AGREEMENT:
        return Denied(_("The family agreed to this and can end it, so they see it. Close it instead."))
    return Allowed(opened.purpose)


def can_grant_to_parent(viewer: Viewer, *, is_kept: bool) -> Decision:
    """To another parent, where it is kept in confidence where the pupil is, a safeguarding lead alone."""
    if is_kept and not viewer.is_any(Role.SAFEGUARDING_LEAD):
        return Denied(
            _("Where this pupil is is kept in confidence: only the safeguarding lead opens anything to another parent.")
        )
    return Allowed(_("No order limits them."))


def can_see_all(opened: Access) -> Decision:
    """Who else looks, and looked, is for the family at home: not for a parent who looks through a window."""
    if opened.through_window:
        return Denied(_("You see what was opened to you. Who else sees something is not on your page."))
    return Allowed(opened.purpose)


# The family -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Party:
    """Who of the family looks: the pupil (no carer), or one carer by their record."""

    opened: Access
    carer_id: uuid.UUID | None = None

    @property
    def is_pupil(self) -> bool:
        return self.opened.relation is Relation.SELF


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules ask of a window. `agreed`: the carer who agreed, None for the pupil; empty: nobody is recorded."""

    basis: Basis
    parts: frozenset[Part]
    agreed: frozenset[uuid.UUID | None] = frozenset()
    duty: Duty | None = None
    receiver: Receiver | None = None
    is_held_back: bool = False
    is_about_one_thing: bool = False
    # The parent or carer who looks through it, who is not in the household.
    carer_id: uuid.UUID | None = None

    @property
    def shows(self) -> frozenset[Part]:
        """What somebody must see themself to see that it is there: a parent's and social care's tell of the family."""
        is_familys = self.carer_id is not None or self.receiver is Receiver.SOCIAL_CARE
        return self.parts | {Part.FAMILY} if is_familys else self.parts


def has_agreed(party: Party, window: Facts) -> bool:
    """Whether this very reader said yes to it."""
    who = None if party.is_pupil else party.carer_id
    return window.basis is Basis.AGREEMENT and who in window.agreed and (party.is_pupil or who is not None)


def named_parts(party: Party, window: Facts) -> frozenset[Part]:
    """The parts that may be named to them: what they agreed to, else what they see themself of it."""
    return window.parts if has_agreed(party, window) else window.parts & party.opened.parts


def is_shown(party: Party, window: Facts) -> bool:
    """Whether one of the family sees that this window is open. What is not shown is not counted either.

    Never what is held back, nor anything of safeguarding. To a carer nothing from which a place follows, unless they
    may know where the pupil is; and nothing to which the pupil alone agreed.
    """
    if window.is_held_back or Part.SAFEGUARDING in window.parts or not named_parts(party, window):
        return False
    if party.is_pupil:
        return True
    is_place = window.receiver is not None and RECEIVERS[window.receiver].is_place
    if (is_place or window.parts & PLACES) and not knows_where(party):
        return False
    if window.basis is Basis.DUTY:
        return True
    return not window.agreed or any(carer is not None for carer in window.agreed)


def knows_where(party: Party) -> bool:
    """Whether the name of an organisation may be told: from many of them it follows where the pupil is."""
    return party.opened.opens(Part.WHEREABOUTS)


def can_end(party: Party, window: Facts) -> Decision:
    """Whoever agreed ends it, at once and without a reason. Where nobody is recorded, any of the family who sees it."""
    if not is_shown(party, window):
        return Denied(_("There is nothing here to end."))
    if window.basis is Basis.DUTY or window.is_about_one_thing:
        return Denied(str(DUTY_WHY[window.duty]) if window.duty else _thing_or_law(window))
    if has_agreed(party, window) or not window.agreed:
        return Allowed(_("You said yes to this. You can stop it at any time."))
    if party.is_pupil:
        return Denied(_("Somebody who looks after you said yes to this. Do you not want it? Tell them or your mentor."))
    return Denied(_("Somebody else said yes to this. If you do not want it, tell the mentor or the school."))


def _thing_or_law(window: Facts) -> str:
    if window.is_about_one_thing:
        return str(_("They need it to do their part, and see nothing else. It ends when that is done."))
    return str(LAW_WHY)
