"""The line beside every box: who reads what is written there, in words that its reader may read.

It is made from who reads it today by the policy itself, and names nobody of whom its reader may not know. Where
somebody reads whom it may not name, it says so in words that stand there whether there is such a person or not.
"""

import uuid
from collections.abc import Sequence

from flask_babel import gettext as _

from virtual_school.network.roles import ROLE_WORDS, Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import policy
from virtual_school.pupils.access import Access, Relation, by_self
from virtual_school.pupils.models import CareKind, Pupil
from virtual_school.pupils.queries.readers import who_reads
from virtual_school.pupils.readers import Audience, Reader, of
from virtual_school.pupils.words import called, together

# Who stands around a pupil by name, to those who see that at all.
AROUND = (Relation.MENTOR, Relation.KEY_ADULT, Relation.CARER, Relation.SOCIAL_WORKER)


def who_can_see(viewer: Viewer, opened: Access, pupil: Pupil, audience: Audience) -> str:
    """For whoever is about to write about this pupil, or for the pupil about to write. One query."""
    return said(viewer, opened, pupil, audience, who_reads(viewer, pupil.id, audience))


def who_can_see_mine(viewer: Viewer, audience: Audience) -> str:
    """For the pupil about to write in their own record."""
    if viewer.pupil_id is None:
        raise RuntimeError("a pupil's hat comes with the pupil")
    return _said(viewer, by_self(), "", audience, who_reads(viewer, viewer.pupil_id, audience))


def said_outside(known_as: str, audience: Audience) -> str:
    """For somebody who knows the pupil by one thing alone: by what people are, and nobody is looked up."""
    return _to_staff(None, Access(Relation.WINDOW, frozenset(), ""), known_as, audience, ())


def said(viewer: Viewer, opened: Access, pupil: Pupil, audience: Audience, found: Sequence[Reader]) -> str:
    return _said(viewer, opened, pupil.known_as, audience, found)


def _said(viewer: Viewer, opened: Access, known_as: str, audience: Audience, found: Sequence[Reader]) -> str:
    if any(one.in_confidence for one in found):
        return _in_confidence(viewer.account_id, opened, known_as, found)
    if opened.relation is Relation.SELF:
        return _to_pupil(opened, audience, found)
    if opened.relation is Relation.CARER:
        return _to_carer(opened, known_as, audience, found)
    return _to_staff(viewer.account_id, opened, known_as, audience, found)


def _line(at_once: Sequence[str], more: Sequence[str]) -> str:
    """What is read at once, and after a line break what folds away beside the box: who else, and when."""
    at_once, more = (at_once, more) if any(at_once) else (more, ())
    return "\n".join(" ".join(one for one in some if one) for some in (at_once, more) if some)


def named(opened: Access, found: Sequence[Reader]) -> list[Reader]:
    """Whom the line names: those of whom its reader knows anyway.

    Each once, by the nearest way. A pupil: their mentors, their key adult, and whom this one thing goes to. A carer:
    the mentor. Outside: nobody.
    """
    known: dict[uuid.UUID, Reader] = {}
    for one in found:
        if _knows_of(opened, one):
            known.setdefault(one.account_id, one)
    return list(known.values())


def _knows_of(opened: Access, one: Reader) -> bool:
    if opened.relation is Relation.SELF:
        known = (Relation.MENTOR, Relation.KEY_ADULT)
        return one.relation in known or (one.relation is Relation.WINDOW and one.is_onto_this)
    if opened.relation is Relation.CARER:
        return one.relation is Relation.MENTOR
    return _staff_know(opened, one)


def _staff_know(opened: Access, one: Reader) -> bool:
    if one.relation is Relation.WINDOW:
        return not one.is_unspoken and policy.can_see_around(opened) and policy.can_see_window(opened, one.parts)
    return one.relation in AROUND and policy.can_see_person(opened, CareKind(one.relation.value))


# What is kept in confidence -------------------------------------------------------------------------------------------


def _in_confidence(account_id: uuid.UUID | None, opened: Access, known_as: str, found: Sequence[Reader]) -> str:
    """Where a pupil is, while it is kept: by those who know it, for being of a school or a family opens it to no one.

    Whoever was named and may not be told of here is in words that stand there whether there is anybody or not.
    """
    known = [one for one in named(opened, found) if one.account_id != account_id]
    if opened.relation is Relation.SELF:
        who = [*(called(one.name) for one in known), _("the person at your school who keeps pupils safe")]
        sentences = [
            _("Where you are is kept from other people. It can be read by %(people)s.", people=together(who)),
            _("Nobody else can see it, unless that person has named them."),
            _("If you might not be safe, they have to tell someone who can help."),
        ]
        return " ".join(sentences)
    who = [_("you")] if any(one.account_id == account_id for one in found) else []
    who += [known_as] if of(found, Relation.SELF) else []
    who += _known(opened, known, found)
    return " ".join(
        [
            _("This is kept in confidence. Read by %(people)s.", people=together(list(dict.fromkeys(who)))),
            _("Nobody else reads it, unless the safeguarding lead has named them."),
        ]
    )


def _known(opened: Access, known: Sequence[Reader], found: Sequence[Reader]) -> list[str]:
    if opened.relation is Relation.CARER:
        mentors = [_("%(name)s, the learning mentor", name=called(one.name)) for one in known]
        return [*mentors, _("the safeguarding lead of the school")]
    return [_named(one) for one in known] + (_of_schools(found) or [_("the safeguarding lead of the school")])


# To the pupil ---------------------------------------------------------------------------------------------------------


def _to_pupil(opened: Access, audience: Audience, found: Sequence[Reader]) -> str:
    known = named(opened, found)
    first = [one for one in known if one.relation is Relation.WINDOW]
    mentors = [one for one in known if one.relation is Relation.MENTOR]
    others = [called(one.name) for one in known if one.relation is Relation.KEY_ADULT]
    if audience.has(Relation.SCHOOL):
        others.append(_("people at your school who look after you"))
    if audience.own_teacher:
        others.append(_("your own teacher of the subject"))
    if audience.has(Relation.OFFICE):
        others.append(_("the people who lead the Virtual School"))
    if audience.has(Relation.CARER):
        others.append(_("a parent or carer who may see how you get on"))
    if audience.has(Relation.SOCIAL_WORKER):
        others.append(_("your social worker, if you have one"))
    reads, more = _first(first, mentors, audience), []
    if others and reads:
        more.append(_("It can also be read by %(people)s.", people=together(others)))
    elif others:
        reads = _("This can be read by %(people)s.", people=together(others))
    at_once = [reads, _("If you might not be safe, they have to tell someone who can help.")]
    if audience.has(Relation.WINDOW):
        more.append(_("Someone from outside can read it only while they have been let in."))
    return _line(at_once, more)


def _first(first: Sequence[Reader], mentors: Sequence[Reader], audience: Audience) -> str:
    """'Dani reads this (Sam, when Dani is off).' or 'Ms Lunt reads this, then Dani (Sam, when Dani is off).'"""
    names = [called(one.name) for one in mentors]
    mentor = names[0] if names else ""
    if len(names) > 1:
        mentor = _("%(mentor)s (%(cover)s, when %(mentor)s is off)", mentor=names[0], cover=together(names[1:]))
    if first and mentor:
        asked = together([called(one.name) for one in first])
        return str(_("%(first)s reads this, then %(mentor)s.", first=asked, mentor=mentor))
    if first:
        return str(_("%(name)s reads this.", name=together([called(one.name) for one in first])))
    if len(names) > 1:
        return str(
            _("%(mentor)s reads this (%(cover)s, when %(mentor)s is off).", mentor=names[0], cover=together(names[1:]))
        )
    if mentor:
        return str(_("%(name)s reads this.", name=mentor))
    return str(_("Your mentor reads this, as soon as you have one.")) if audience.has(Relation.MENTOR) else ""


# To a parent or carer -------------------------------------------------------------------------------------------------


def _to_carer(opened: Access, known_as: str, audience: Audience, found: Sequence[Reader]) -> str:
    """What of it a carer may know: never of another carer, of a social worker, or of anybody let in."""
    who = [known_as] if audience.has(Relation.SELF) else []
    mentors = [called(one.name) for one in named(opened, found)]
    who += [_("%(name)s, the learning mentor", name=together(mentors))] if mentors else []
    if audience.has(Relation.SCHOOL) or audience.has(Relation.KEY_ADULT):
        who.append(_("the school"))
    if audience.own_teacher:
        who.append(_("their own teacher of the subject"))
    if audience.has(Relation.OFFICE):
        who.append(_("the Virtual School"))
    at_once = [_("Read by %(people)s.", people=together(who))] if who else []
    at_once.append(_("If it shows that somebody might not be safe, they have to tell someone who can help."))
    more = [_("A parent or carer reads it only where they may see the record.")] if audience.has(Relation.CARER) else []
    more.append(_("Anybody else reads it only where the law or an agreement lets them."))
    return _line(at_once, more)


# To staff -------------------------------------------------------------------------------------------------------------


def _to_staff(
    account_id: uuid.UUID | None, opened: Access, known_as: str, audience: Audience, found: Sequence[Reader]
) -> str:
    known = named(opened, found)
    you = [_("you")] if any(one.account_id == account_id for one in found) else []
    others = [one for one in known if one.account_id != account_id]
    unnamed = _unnamed(opened, known_as, audience, found)
    who = [*you, *map(_kind, others), *unnamed]
    at_once = [_("Read by %(people)s.", people=together(list(dict.fromkeys(who))))] if who else []
    more = [_("By name: %(people)s.", people=together([_named(one) for one in others]))] if others else []
    if audience.has(Relation.WINDOW):
        more.append(_("A service outside reads it only while it has been let in."))
    if not audience.has(Relation.SELF) and not audience.has(Relation.CARER):
        more.append(_("It is on no page of the pupil or the family, but they may ask to read it one day."))
    return _line(at_once, more)


def _named(one: Reader) -> str:
    return f"{one.name} ({_kind(one)})"


def _kind(one: Reader) -> str:
    """What somebody who is named is to the pupil; through a window, for whom they look."""
    kinds: dict[Relation, str] = {
        Relation.MENTOR: _("learning mentor"),
        Relation.KEY_ADULT: _("key adult"),
        Relation.SOCIAL_WORKER: _("social worker"),
        Relation.CARER: _("parent or carer"),
    }
    return kinds.get(one.relation, one.organisation)


def _unnamed(opened: Access, known_as: str, audience: Audience, found: Sequence[Reader]) -> list[str]:
    """Who is said by what they are: the pupil, a school's roles, and those whom this reader may not know of by name."""
    who = [known_as] if audience.has(Relation.SELF) else []
    around = policy.can_see_around(opened)
    if audience.has(Relation.CARER) and not policy.can_see_person(opened, CareKind.CARER):
        who.append(_("parents or carers who may see the record"))
    if audience.has(Relation.SOCIAL_WORKER) and not policy.can_see_person(opened, CareKind.SOCIAL_WORKER):
        who.append(_("a social worker, where there is one"))
    if not around:
        who += [_("the people who look after %(name)s", name=known_as)]
    else:
        who += _of_schools(found)
    if audience.own_teacher:
        who.append(_("their own teacher of the subject"))
    if audience.has(Relation.OFFICE) and around:
        who.append(_("the Virtual School lead"))
    return who


def _of_schools(found: Sequence[Reader]) -> list[str]:
    at_school = of(found, Relation.SCHOOL)
    roles = dict.fromkeys(_small(one.role) for one in at_school if one.role)
    schools = dict.fromkeys(one.organisation for one in at_school)
    words = _("%(roles)s at %(school)s", roles=together(list(roles)), school=together(list(schools)))
    return [words] if at_school else []


def _small(role: Role) -> str:
    """'head of year' within a sentence; what is written in capitals stays: 'SENCO'."""
    words = str(ROLE_WORDS[role])
    return words if words.isupper() else words[:1].lower() + words[1:]
