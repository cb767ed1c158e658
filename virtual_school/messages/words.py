"""Words for threads: who reads them, said truly to each; what a thread is called."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from virtual_school.core.templating import day, moment
from virtual_school.messages import policy
from virtual_school.messages.access import SEAT_OF
from virtual_school.messages.models import Seat, ThreadKind, TranslationState
from virtual_school.messages.queries import Offer, Shown
from virtual_school.messages.queries.oversight import Outside
from virtual_school.messages.queries.page import Translated
from virtual_school.messages.sitting import Open, Sitter
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Pupil
from virtual_school.pupils.words import called, together

SEAT_WORDS = {
    Seat.PUPIL: _l("pupil"),
    Seat.MENTOR: _l("learning mentor"),
    Seat.KEY_ADULT: _l("key adult"),
    Seat.CARER: _l("parent or carer"),
    Seat.TEACHER: _l("teacher"),
}
KIND_WORDS = {
    ThreadKind.MENTOR: _l("Pupil and mentor"),
    ThreadKind.KEY_ADULT: _l("Pupil and key adult"),
    ThreadKind.FAMILY: _l("Family and mentor"),
    ThreadKind.TEACHER: _l("Pupil, teacher and mentor"),
}
STATE_WORDS = {
    TranslationState.ASKED: _l("asked for"),
    TranslationState.TYPED: _l("typed, not checked yet"),
    TranslationState.CHECKED: _l("checked"),
}


def title(viewer: Viewer, opened: Open, sitters: Sequence[Sitter]) -> str:
    """'Dani', to the pupil; 'Ellie: Dani Okafor and Helen Marsh', to everybody else."""
    others = [one for one in sitters if one.account_id != viewer.account_id and one.seat is not Seat.PUPIL]
    if viewer.is_pupil:
        return together([called(one.name) for one in others]) or _("Messages")
    names = [opened.pupil, *(one.name for one in others)] if opened.has_pupil else [one.name for one in others]
    about = together(names) or opened.pupil
    return about if opened.pupil in about else _("About %(name)s: %(people)s", name=opened.pupil, people=about)


def who_reads(viewer: Viewer, opened: Open, sitters: Sequence[Sitter]) -> str:
    """The line at the top and beside the box. What stands after the line break folds away."""
    if viewer.is_pupil:
        return "\n".join(" ".join(some) for some in (_to_pupil(viewer, opened, sitters), _later_to_pupil(opened)))
    at_once = [_to_adult(viewer, opened, sitters), _not_by(opened), _overseen(), _must_tell()]
    return " ".join(one for one in at_once if one) + "\n" + " ".join(_later(opened))


def _to_pupil(viewer: Viewer, opened: Open, sitters: Sequence[Sitter]) -> list[str]:
    others = [one for one in sitters if one.account_id != viewer.account_id]
    mentors = [called(one.name) for one in others if one.seat is Seat.MENTOR and not one.stands_in]
    covers = [called(one.name) for one in others if one.stands_in]
    if mentors and covers:
        cover = together(covers)
        mentors[0] = str(_("%(mentor)s (%(cover)s, when %(mentor)s is off)", mentor=mentors[0], cover=cover))
    names = [called(one.name) for one in others if one.seat is not Seat.MENTOR]
    who = [*(mentors or covers), *names]
    reads = _("You and %(people)s can read this.", people=together(who)) if who else _("Only you can read this now.")
    said = [reads]
    if opened.kind is ThreadKind.KEY_ADULT:
        said.append(_("Your mentor can’t read it."))
    if not any(one.seat is Seat.CARER for one in others):
        said.append(_("Your parents or carers can’t read it."))
    said.append(
        _(
            "The people who lead the Virtual School, or the person at your school who keeps pupils safe, may read it: "
            "when they have a reason, or to check a few."
        )
    )
    said.append(_("If you might not be safe, they have to tell someone who can help."))
    return said


def _later_to_pupil(opened: Open) -> list[str]:
    kept = _("What you write here is kept.")
    if opened.kind is ThreadKind.KEY_ADULT:
        return [_("If you get another adult at school, they can’t read what was written before."), kept]
    return [_("If you get a new mentor, they can read what was written before."), kept]


def _to_adult(viewer: Viewer, opened: Open, sitters: Sequence[Sitter]) -> str:
    you = [_("you")] if any(one.account_id == viewer.account_id for one in sitters) else []
    pupil = [opened.pupil] if opened.has_pupil else []
    others = [
        _("%(name)s (%(what)s)", name=one.name, what=SEAT_WORDS[one.seat])
        for one in sitters
        if one.account_id != viewer.account_id and one.seat is not Seat.PUPIL
    ]
    who = [*you, *pupil, *others]
    return str(_("Read by %(people)s.", people=together(who))) if who else _("Nobody reads this now.")


def _not_by(opened: Open) -> str:
    if opened.kind is ThreadKind.KEY_ADULT:
        return str(_("No mentor can read it."))
    if opened.kind is ThreadKind.FAMILY and not opened.has_pupil:
        return str(_("%(name)s can’t read it.", name=opened.pupil))
    if opened.kind is ThreadKind.FAMILY:
        return ""
    return str(_("No parent or carer can read it."))


def _overseen() -> str:
    return str(
        _(
            "The Virtual School lead and the school’s safeguarding lead may read it, for a reason that they write down "
            "or to check a few."
        )
    )


def _must_tell() -> str:
    return str(_("If it shows that somebody might not be safe, it is passed on to someone who can help."))


def _later(opened: Open) -> list[str]:
    kept = _("It is kept, and nobody can delete it.")
    if opened.kind is ThreadKind.KEY_ADULT:
        return [_("The next key adult does not read what was written before."), kept]
    return [_("A new mentor reads what was written before."), kept]


# Before there is a thread ---------------------------------------------------------------------------------------------


def first_name(viewer: Viewer, pupil: Pupil) -> str:
    return pupil.known_as if viewer.is_pupil or viewer.is_any(Role.CARER) else pupil.initial


def who_will_read(viewer: Viewer, pupil: Pupil, offer: Offer) -> str:
    """The same line before the first message: of those whom it would seat, or from whom it is chosen."""
    has_pupil = offer.kind is not ThreadKind.FAMILY
    own = SEAT_OF.get(viewer.role) if viewer.role else None
    thread = Open(pupil.id, offer.kind, None, pupil.id, first_name(viewer, pupil), has_pupil, own)
    some = [Sitter(one.account_id, one.name, one.seat, one.account_id, one.stands_in) for one in offer.people]
    if own is not None and viewer.account_id is not None:
        some.append(Sitter(viewer.account_id, viewer.name, own, viewer.account_id))
    if not offer.choose:
        return who_reads(viewer, thread, some)
    if viewer.is_pupil:
        told = _("You and the one you choose can read this.")
        return "\n".join(
            " ".join(part) for part in ([told, *_to_pupil(viewer, thread, some)[1:]], _later_to_pupil(thread))
        )
    told = _("Read by you, whom you choose, and the mentor.")
    if viewer.is_any(Role.MENTOR):
        told = _("Read by you and whom you choose.")
    pupil_reads = _("%(name)s reads it too.", name=thread.pupil) if has_pupil else _not_unless(thread, offer)
    not_by = _not_by(thread) if has_pupil else ""
    said = [told, pupil_reads, not_by, _overseen(), _must_tell()]
    return " ".join(one for one in said if one) + "\n" + " ".join(_later(thread))


def _not_unless(thread: Open, offer: Offer) -> str:
    if not offer.pupil_reads:
        return str(_("%(name)s can’t read it.", name=thread.pupil))
    return str(_("%(name)s can’t read it, unless you tick that they can.", name=thread.pupil))


def outside(thread: Outside) -> str:
    """A thread as a lead finds it who does not sit in it: between whom, and when."""
    last = moment(thread.last_at) if thread.last_at else ""
    if not last:
        return str(_("%(kind)s, begun %(day)s", kind=KIND_WORDS[thread.kind], day=day(thread.started_at)))
    return str(_("%(kind)s, last written %(when)s", kind=KIND_WORDS[thread.kind], when=last))


# On the page ----------------------------------------------------------------------------------------------------------


def to_viewer(viewer: Viewer, name: str) -> str:
    """What the viewer calls an adult: to a pupil 'Dani'."""
    return called(name) if viewer.is_pupil else name


def together_called(viewer: Viewer, names: Sequence[str]) -> str:
    return together([to_viewer(viewer, name) for name in names])


def written_by(viewer: Viewer, one: Shown, thread: Open) -> str:
    """Who wrote a message, by the name that this viewer knows them by."""
    return thread.pupil if one.seat is Seat.PUPIL else to_viewer(viewer, one.by)


def may_check(viewer: Viewer, thread: Open, made: Translated) -> bool:
    return bool(policy.can_check(viewer, thread.seat or Seat.PUPIL, made.state, made.typed_by))


def offered(viewer: Viewer, offer: Offer, name: str) -> str:
    """What stands on the link that begins a thread: 'Write to Dani'."""
    people = together_called(viewer, [one.name for one in offer.people])
    if viewer.is_pupil and offer.kind is ThreadKind.KEY_ADULT:
        if offer.choose:
            return str(_("Write to an adult at school (your mentor can’t read this)"))
        return str(_("Write to %(name)s (your mentor can’t read this)", name=people))
    if viewer.is_pupil or viewer.is_any(Role.CARER):
        return str(_("Write to %(name)s", name=people))
    to_whom = {
        ThreadKind.FAMILY: _("Write to a parent or carer of %(name)s", name=name),
        ThreadKind.TEACHER: _("Write to %(name)s and a teacher", name=name),
    }
    return str(to_whom.get(offer.kind, _("Write to %(name)s", name=name)))
