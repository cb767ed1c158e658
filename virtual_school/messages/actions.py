"""What people do in threads: the policy is asked once, then the change is made."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask import Response
from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible, Stale, WrongState
from virtual_school.core.files import Received
from virtual_school.core.saving import drafts
from virtual_school.messages import changes, policy, queries, telling
from virtual_school.messages.changes import Place
from virtual_school.messages.models import Message, MessageTranslation, OversightLook, Seat, ThreadKind, ThreadMember
from virtual_school.messages.queries import Offer
from virtual_school.messages.sitting import Open, Sitter, who
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.changes import dated


class BothKept(Stale):
    """Another tab or device kept other words since this page knew them."""

    def __init__(self, theirs: str, version: int) -> None:
        super().__init__(_("This was also written somewhere else. Nothing is lost."))
        self.theirs, self.version = theirs, version


@dataclass(frozen=True, slots=True)
class Typed:
    """A message as a form brought it: words, what came along, and what its page knew of the draft."""

    text: str
    key: str = ""
    version: int = 0
    readers: str = ""
    received: Sequence[Received] = ()
    uploads: Sequence[uuid.UUID] = ()


@dataclass(frozen=True, slots=True)
class Begun:
    """How a thread begins: with whom, about what."""

    people: frozenset[uuid.UUID] = frozenset()
    subject: str = ""
    with_pupil: bool = False


def account_of(viewer: Viewer) -> uuid.UUID:
    if viewer.account_id is None:
        raise NotVisible
    return viewer.account_id


def save_draft(viewer: Viewer, *, subject: str, sent: drafts.Save) -> Response:
    """The writer's alone until it is sent. Whoever calls this has found the thread for them."""
    return drafts.save(account_of(viewer), subject, sent)


def send(viewer: Viewer, *, thread: Open, sitters: Collection[Sitter], typed: Typed) -> Message:
    """Say it to everybody who sits there, once somebody does."""
    allowed = policy.can_write(viewer, [one.account_id for one in sitters])
    if not allowed or thread.seat is None:
        raise WrongState(allowed.because)
    if typed.readers and typed.readers != who(sitters):
        raise WrongState(_("Who reads this has changed since you opened the page. Look who it is now, then send it."))
    return _send(viewer, thread, sitters, typed, queries.subject_of(thread.id))


def _send(viewer: Viewer, thread: Open, sitters: Collection[Sitter], typed: Typed, subject: str) -> Message:
    if not typed.text and not typed.received and not typed.uploads:
        raise WrongState(_("Write something first, or add a file."))
    _in_step(viewer, subject, typed)
    sent = changes.send(
        viewer,
        thread_id=thread.id,
        pupil_id=thread.pupil_id,
        seat=thread.seat or Seat.PUPIL,
        text=typed.text,
        received=typed.received,
        uploads=typed.uploads,
    )
    drafts.take(account_of(viewer), subject)
    telling.tell(viewer, thread, sitters)
    return sent


def _in_step(viewer: Viewer, subject: str, typed: Typed) -> None:
    draft = queries.draft_of(viewer, subject)
    if draft and draft.version != typed.version and draft.writer != typed.key and draft.text != typed.text:
        raise BothKept(draft.text, draft.version)


# Beginning one --------------------------------------------------------------------------------------------------------


def start(viewer: Viewer, *, pupil_id: uuid.UUID, offer: Offer, begun: Begun, typed: Typed) -> Message:
    """The first message of a thread. What the pupil and one adult have already goes on instead.

    It stands only when everybody who was named, and the writer, do sit in it: by what lets them in, asked anew.
    """
    require(policy.can_start(viewer, offer.kind, [offer.kind]))
    dated.lock_pupil(pupil_id)
    subject = queries.subject_of_start(pupil_id, offer.kind)
    named = _named(offer, begun.people)
    thread_id = _goes_on(pupil_id, offer.kind, named)
    if thread_id is None:
        thread_id = changes.start(
            viewer,
            pupil_id=pupil_id,
            kind=offer.kind,
            places=_places(viewer, offer.kind, named, with_pupil=begun.with_pupil and offer.pupil_reads),
            subject=begun.subject,
        ).id
    thread = queries.opened(viewer, thread_id)
    sitters = queries.sitters(viewer, thread)
    sits = {one.account_id for one in sitters}
    if not {place.account_id for place in named} <= sits or not policy.can_write(viewer, sits):
        raise WrongState(_("One of them cannot read this just now. Ask the mentor or the school."))
    return _send(viewer, thread, sitters, typed, subject)


def _named(offer: Offer, chosen: Collection[uuid.UUID]) -> list[Place]:
    """Whom of those on offer the thread names. Without a choice, the one there is."""
    seat = {ThreadKind.KEY_ADULT: Seat.KEY_ADULT, ThreadKind.FAMILY: Seat.CARER, ThreadKind.TEACHER: Seat.TEACHER}
    people = [one for one in offer.people if one.seat is seat.get(offer.kind)]
    if offer.choose:
        people = [one for one in people if one.account_id in chosen]
        if len(people) != len(set(chosen)) or not people:
            raise WrongState(_("Choose who it goes to."))
    if offer.kind is ThreadKind.KEY_ADULT and len(people) != 1:
        raise WrongState(_("Choose one of them: each reads only what is written to them."))
    return [Place(one.seat, one.account_id, one.organisation_id) for one in people]


def _goes_on(pupil_id: uuid.UUID, kind: ThreadKind, named: Sequence[Place]) -> uuid.UUID | None:
    if kind is ThreadKind.MENTOR:
        return queries.running(pupil_id, kind)
    return queries.running(pupil_id, kind, named[0].account_id) if kind is ThreadKind.KEY_ADULT else None


def _places(viewer: Viewer, kind: ThreadKind, named: Sequence[Place], *, with_pupil: bool) -> list[Place]:
    """The seats of a kind, and the writer's own."""
    places = list(named)
    if kind is not ThreadKind.FAMILY or (with_pupil and viewer.is_any(Role.MENTOR, Role.KEY_ADULT)):
        places.append(Place(Seat.PUPIL))
    if kind is not ThreadKind.KEY_ADULT:
        places.append(Place(Seat.MENTOR))
    if kind is ThreadKind.FAMILY and viewer.is_any(Role.CARER):
        places.append(Place(Seat.CARER, viewer.account_id))
    if kind is ThreadKind.FAMILY and viewer.is_any(Role.KEY_ADULT):
        places.append(Place(Seat.KEY_ADULT, viewer.account_id))
    return places


def end_seat(viewer: Viewer, *, thread: Open, member: ThreadMember) -> None:
    require(policy.can_end_seat(viewer, member.seat))
    changes.end_seat(viewer, member, thread.pupil_id)


# Reading, taking back -------------------------------------------------------------------------------------------------


def mark_read(viewer: Viewer, *, thread: Open, message: Message) -> None:
    """What lay open before them is read; there is nothing to tell them of any more."""
    if message.thread_id != thread.id:
        raise NotVisible
    changes.mark_read(viewer, thread_id=thread.id, message_id=message.id)
    telling.settle(viewer, thread.id, account_of(viewer))


def withdraw(viewer: Viewer, *, message: Message, pupil_id: uuid.UUID, because: str) -> None:
    require(policy.can_withdraw(viewer, message.written_by, message.at, clock.now()))
    _take_back(viewer, message, pupil_id, because)


def undo(viewer: Viewer, *, message: Message, pupil_id: uuid.UUID) -> None:
    require(policy.can_undo(viewer, message.written_by, message.at, clock.now()))
    _take_back(viewer, message, pupil_id, _("Undone at once"))


def _take_back(viewer: Viewer, message: Message, pupil_id: uuid.UUID, because: str) -> None:
    changes.withdraw(viewer, message, pupil_id, because)
    telling.settle(viewer, message.thread_id)


# Translations ---------------------------------------------------------------------------------------------------------


def ask_translation(viewer: Viewer, *, message: Message, thread: Open, language: str) -> None:
    changes.ask_translation(viewer, message, thread.pupil_id, language)


def type_translation(
    viewer: Viewer, *, message: Message, thread: Open, language: str, text: str, translated_by: str
) -> None:
    require(policy.can_type(thread.seat or Seat.PUPIL))
    changes.type_translation(
        viewer, message, thread.pupil_id, language=language, text=text, translated_by=translated_by
    )


def check_translation(viewer: Viewer, *, made: MessageTranslation, thread: Open) -> None:
    require(policy.can_check(viewer, thread.seat or Seat.PUPIL, made.state, made.typed_by))
    changes.check_translation(viewer, made, thread.pupil_id)


# Looking in -----------------------------------------------------------------------------------------------------------


def look(viewer: Viewer, *, pupil_id: uuid.UUID, thread_id: uuid.UUID, reason: str) -> OversightLook:
    require(policy.can_oversee(viewer))
    if thread_id not in {one.id for one in queries.of_pupil(viewer, pupil_id)}:
        raise NotVisible
    return changes.look(viewer, thread_id=thread_id, pupil_id=pupil_id, reason=reason, lasts=policy.LOOK_LASTS)


def sample(viewer: Viewer) -> int:
    """A few by lot; how many there were."""
    require(policy.can_oversee(viewer))
    found = queries.to_sample(viewer, policy.SAMPLE)
    for thread_id, pupil_id in found:
        changes.look(viewer, thread_id=thread_id, pupil_id=pupil_id, reason=None, lasts=policy.LOOK_LASTS)
    return len(found)
