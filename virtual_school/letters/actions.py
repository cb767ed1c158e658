"""What people do with letters: the policy is asked once, then the change is made."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flask import Response

from virtual_school.core.access import Decision, require
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.core.saving import drafts, lock
from virtual_school.letters import changes, policy, queries, receivers
from virtual_school.letters.models import CopyState, Letter, LetterCopy, LetterKind, LetterTo
from virtual_school.letters.people import Receiver
from virtual_school.network.place_names import names_a_place, place_names
from virtual_school.network.viewer import Viewer
from virtual_school.notices.models import Because
from virtual_school.pupils.access import Access
from virtual_school.pupils.models import Pupil
from virtual_school.safeguarding.holding import is_held
from virtual_school.safeguarding.quoting import quotes_held


@dataclass(frozen=True, slots=True)
class Typed:
    """A letter as its form brought it."""

    kind: LetterKind
    subject: str
    text: str
    to: frozenset[uuid.UUID | None]


def account_of(viewer: Viewer) -> uuid.UUID:
    if viewer.account_id is None:
        raise NotVisible
    return viewer.account_id


def _in_state(decision: Decision) -> None:
    """As `require`, for what the state of things does not allow: the words stand above the form."""
    if not decision:
        raise WrongState(decision.because)


# The letter -----------------------------------------------------------------------------------------------------------


def begin(viewer: Viewer, *, pupil: Pupil, opened: Access) -> Letter:
    require(policy.can_write(viewer, opened))
    return changes.begin(viewer, pupil_id=pupil.id)


def save_draft(viewer: Viewer, *, letter: Letter, opened: Access, sent: drafts.Save) -> Response:
    require(policy.can_write(viewer, opened))
    _in_state(policy.can_change(viewer, letter))
    return drafts.save(account_of(viewer), queries.subject_of(letter.id), sent)


def write(viewer: Viewer, *, letter: Letter, pupil: Pupil, opened: Access, version: int | None, typed: Typed) -> None:
    """Keep the draft. Nothing is sent, and nobody else sees it."""
    require(policy.can_write(viewer, opened))
    _in_state(policy.can_change(viewer, letter))
    lock.check(letter, version)
    allowed = {one.carer_id for one in receivers.of_pupil(pupil)}
    changes.write(letter, kind=typed.kind, subject=typed.subject, text=typed.text, to=typed.to & allowed)
    drafts.take(account_of(viewer), queries.subject_of(letter.id))


def throw_away(viewer: Viewer, *, letter: Letter) -> None:
    require(policy.can_change(viewer, letter))
    changes.throw_away(letter)
    drafts.take(account_of(viewer), queries.subject_of(letter.id))


def send(viewer: Viewer, *, letter: Letter, pupil: Pupil, opened: Access) -> None:
    """Send it, or say why not in words that tell nothing of what stands against it."""
    require(policy.can_write(viewer, opened))
    _in_state(policy.can_change(viewer, letter))
    rows, allowed = queries.chosen(letter), receivers.of_pupil(pupil)
    _in_state(policy.is_whole(letter, rows))
    typed = queries.draft_of(viewer, queries.subject_of(letter.id))
    _in_state(policy.is_all_there(letter, typed.text if typed else None))
    _in_state(policy.still_may(rows, allowed))
    going = [one for one in allowed if one.carer_id in {row.carer_id for row in rows}]
    if _is_stopped(pupil, going) or quotes_held(pupil.id, f"{letter.subject}\n{letter.text}"):
        raise WrongState(policy.ask_the_lead())
    _keeps_places(viewer, going, f"{letter.subject} {letter.text}")
    changes.send(viewer, letter, rows, going)


def _keeps_places(viewer: Viewer, going: Collection[Receiver], words: str) -> None:
    """Neither the words nor the name that stands under them tell of a place to who may not know it."""
    said = names_a_place(words, place_names(viewer))
    from_school = viewer.is_any(*policy.FROM_SCHOOL)
    _in_state(policy.keeps_places(going, names_a_place=said, is_from_school=from_school))


def _is_stopped(pupil: Pupil, going: Collection[Receiver]) -> bool:
    """Stop everything: nothing goes out about the pupil, to them, or to any of those who would get it."""
    return is_held(pupil_id=pupil.id) or any(is_held(account_id=one.account_id) for one in going)


def withdraw(viewer: Viewer, *, letter: Letter, opened: Access, because: str) -> None:
    require(policy.can_withdraw(viewer, opened, letter))
    changes.withdraw(viewer, letter, because)


def post(viewer: Viewer, *, letter: Letter, pupil: Pupil, row: LetterTo, opened: Access) -> None:
    """By post as here: not while it is stopped, nor to somebody who may not have it any more."""
    require(policy.can_write(viewer, opened))
    to = next((one for one in receivers.of_pupil(pupil) if one.carer_id == row.carer_id), None)
    held = is_held(pupil_id=letter.pupil_id, account_id=to.account_id if to else None)
    _in_state(policy.can_post(viewer, opened, is_held=held or to is None))
    changes.post(viewer, letter, row)


def ask_in_my_language(viewer: Viewer, *, letter: Letter, row: LetterTo) -> None:
    """Whoever got it asks; whoever calls this has found it for them."""
    changes.ask_in_my_language(viewer, letter, row)


# Copies ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TypedCopy:
    """What a letter says in another language, as its form brought it."""

    language: str
    subject: str
    text: str
    translator: str


def save_copy_draft(viewer: Viewer, *, letter: Letter, opened: Access, sent: drafts.Save) -> Response:
    require(policy.can_type_copy(viewer, opened, letter))
    return drafts.save(account_of(viewer), queries.subject_of_copy(letter.id), sent)


def type_copy(viewer: Viewer, *, letter: Letter, pupil: Pupil, opened: Access, typed: TypedCopy) -> LetterCopy:
    require(policy.can_type_copy(viewer, opened, letter))
    words = f"{typed.subject}\n{typed.text}"
    if quotes_held(pupil.id, words):
        raise WrongState(policy.ask_the_lead())
    rows, allowed = queries.chosen(letter), {one.carer_id: one for one in receivers.of_pupil(pupil)}
    _keeps_places(viewer, _who_has_it(rows, allowed), words)
    held = is_held(pupil_id=pupil.id)
    asked = [
        (row, one.account_id if one and not held else None, Because.CARER if row.carer_id else Because.SELF)
        for row in rows
        if row.asked_at is not None
        for one in [allowed.get(row.carer_id)]
    ]
    made = changes.type_copy(
        viewer,
        letter,
        language=typed.language,
        subject=typed.subject,
        text=typed.text,
        translator=typed.translator,
        asked=asked,
    )
    drafts.take(account_of(viewer), queries.subject_of_copy(letter.id))
    return made


def _who_has_it(rows: Collection[LetterTo], allowed: Mapping[uuid.UUID | None, Receiver]) -> list[Receiver]:
    return [allowed[row.carer_id] for row in rows if row.carer_id in allowed]


def check_copy(viewer: Viewer, *, letter: Letter, pupil: Pupil, copy: LetterCopy, opened: Access) -> None:
    """Whoever reads it again is named beside it, as whoever typed it is."""
    if copy.state is CopyState.CHECKED:
        return
    require(policy.can_check_copy(viewer, opened, copy))
    allowed = {one.carer_id: one for one in receivers.of_pupil(pupil)}
    _keeps_places(viewer, _who_has_it(queries.chosen(letter), allowed), "")
    changes.check_copy(viewer, letter, copy)


def withdraw_copy(viewer: Viewer, *, letter: Letter, copy: LetterCopy, opened: Access) -> None:
    if copy.state is CopyState.WITHDRAWN:
        return
    require(policy.can_withdraw_copy(viewer, opened, copy))
    changes.withdraw_copy(viewer, letter, copy)
