"""The changes themselves, audited and flushed. They check the state of things, not the person."""

import uuid
from collections.abc import Sequence
from typing import Any

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.network.viewer import Viewer
from virtual_school.safeguarding import handing, telling
from virtual_school.safeguarding.hands import Hands, standing
from virtual_school.safeguarding.models import Concern, ConcernFile, Help
from virtual_school.safeguarding.people import Worry
from virtual_school.safeguarding.queries.readers import school_of


def raise_concern(
    by: Viewer,
    *,
    pupil_id: uuid.UUID,
    about: tuple[str, uuid.UUID],
    copy: str,
    words: str,
    to: uuid.UUID | None = None,
    worry: Worry | None = None,
    files: Sequence[tuple[uuid.UUID, str]] = (),
) -> Concern:
    """Hand something over to the safeguarding lead of the pupil's school, with a copy of what it is about.

    `to` is another organisation, where it must not reach that school; `worry` says which adult it is about, whom it
    then never reaches, and which place. From now on the thing is held back from everybody else (`access.held`) until it
    is released.
    """
    worry = worry or Worry()
    around = standing(by.network_id, to) if to else school_of(pupil_id)[0]
    hands = around.about(worry.concerned.kept, staff=worry.concerned.is_staff)
    # Where the school has no lead it names none, and stays with whoever leads the Virtual School, if somebody does.
    elsewhere = hands is Hands.LEAD and not around.of(Hands.LEAD) and around.of(Hands.AUTHORITY, worry.concerned.kept)
    own = None if elsewhere else around.organisation_id
    concern = Concern(
        pupil_id=pupil_id,
        organisation_id=to or own,
        about_kind=about[0],
        about_id=about[1],
        copy=copy,
        words=words,
        raised_by=_person(by),
        raised_at=clock.now(),
        to_head=True if hands is Hands.HEAD else None,
        to_authority=True if hands is Hands.AUTHORITY else None,
        about_adult=worry.concerned.typed,
        place_id=worry.place_id,
        is_now=worry.is_now or None,
    )
    db.session.add(concern)
    db.session.flush()
    for stored_file_id, name in files:
        db.session.add(ConcernFile(concern_id=concern.id, stored_file_id=stored_file_id, name=name))
    handing.hand_over(concern, around, worry.concerned.kept)
    audit.record("concern.raised", by, pupil_id=pupil_id, object_id=concern.id, about_kind=about[0])
    db.session.flush()
    return concern


def see(by: Viewer, concern: Concern) -> None:
    """The lead has seen it. Seen twice is seen once, by the first."""
    _lock(concern)
    if concern.seen_at is not None:
        return
    concern.seen_by, concern.seen_at = _person(by), clock.now()
    handing.read(concern)
    audit.record("concern.seen", by, pupil_id=concern.pupil_id, object_id=concern.id)
    db.session.flush()


def release(by: Viewer, concern: Concern, because: str) -> None:
    """What it held back goes on as before. Who releases has seen it."""
    see(by, concern)
    if concern.released_at is not None:
        return
    concern.released_by, concern.released_at, concern.released_because = _person(by), clock.now(), because
    audit.record("concern.released", by, pupil_id=concern.pupil_id, object_id=concern.id)
    db.session.flush()


def copied(by: Viewer, concern: Concern, reference: str | None) -> None:
    """It stands in the lead's own system: the words here are sealed. Copied twice is copied once."""
    see(by, concern)
    if concern.copied_at is not None:
        return
    concern.copied_by, concern.copied_at, concern.copied_as = _person(by), clock.now(), reference
    audit.record("concern.copied", by, pupil_id=concern.pupil_id, object_id=concern.id)
    db.session.flush()


def ask_for_help(by: Viewer, pupil_id: uuid.UUID, words: str | None, *, not_mentor: bool = False) -> Help:
    """The pupil asks for help, and who is asked is told. However often: nothing is throttled, and nothing is held."""
    asked = Help(pupil_id=pupil_id, words=words or None, not_mentor=not_mentor, asked_at=clock.now())
    db.session.add(asked)
    db.session.flush()
    audit.record("help.asked", by, pupil_id=pupil_id, object_id=asked.id, not_mentor=not_mentor)
    db.session.flush()
    told = telling.below(asked)
    if not told:
        # None of those stands to whom it goes first: those above see it from the beginning.
        asked.handed_up_at, told = clock.now(), telling.above(asked)
        audit.record("help.handed_up", by, pupil_id=pupil_id, object_id=asked.id, told=len(told))
    telling.asked(asked, told)
    db.session.flush()
    return asked


def see_help(by: Viewer, asked: Help) -> None:
    """An adult has seen it, and the pupil is told who and when. The first one counts."""
    _lock(asked)
    if asked.seen_at is not None:
        return
    asked.seen_by, asked.seen_at = _person(by), clock.now()
    audit.record("help.seen", by, pupil_id=asked.pupil_id, object_id=asked.id)
    db.session.flush()
    telling.seen(asked)


def answer_help(by: Viewer, asked: Help) -> None:
    """Somebody has answered, by a call or a face: it leaves the desks of those who were asked."""
    see_help(by, asked)
    if asked.answered_at is not None:
        return
    asked.answered_by, asked.answered_at = _person(by), clock.now()
    audit.record("help.answered", by, pupil_id=asked.pupil_id, object_id=asked.id)
    db.session.flush()


def unseen(by: Viewer, asked: Help, school_id: uuid.UUID | None) -> None:
    """Nobody has seen it so far: whom that is said to next. Nothing, when somebody has meanwhile.

    To the safeguarding leads once more where there are two of them; after as long again, and at once where there is
    one, to the head of the school and to who leads the Virtual School, who see it from now on.
    """
    _lock(asked)
    if asked.seen_at is not None or asked.handed_up_at is not None:
        return
    leads = telling.leads(asked) if asked.unseen_at is None else []
    asked.unseen_at = asked.unseen_at or clock.now()
    if len(leads) > 1:
        telling.unseen(asked, leads)
        audit.record("help.unseen", by, pupil_id=asked.pupil_id, object_id=asked.id, told=len(leads))
        telling.look_again(asked, school_id)
    else:
        asked.handed_up_at = clock.now()
        told = telling.above(asked)
        # Nobody above: those who were asked are told once more.
        telling.unseen(asked, told or telling.below(asked))
        audit.record("help.handed_up", by, pupil_id=asked.pupil_id, object_id=asked.id, told=len(told))
    db.session.flush()


def _person(by: Viewer) -> uuid.UUID:
    if by.account_id is None:
        raise ValueError("this is done by a person: `by` needs an account")
    return by.account_id


def _lock(row: Any) -> None:
    """The row as it is now, held until the end of the transaction."""
    db.session.refresh(row, with_for_update=True)
