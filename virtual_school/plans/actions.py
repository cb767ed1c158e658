"""What people do with a plan: the policy is asked once, then the change is made. What they change is held already."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response
from flask_babel import gettext as _

from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible, Stale, WrongState
from virtual_school.core.saving import drafts, lock
from virtual_school.network.viewer import Viewer
from virtual_school.plans import changes, policy
from virtual_school.plans.models import Adjustment, Goal, PlanAgreement, PlanState, PlanVersion
from virtual_school.plans.parties import Key, Standing
from virtual_school.plans.queries import Held, Shown
from virtual_school.pupils.access import Access, Relation
from virtual_school.pupils.models import How, Party, Pupil


class BothKept(Stale):
    """These words were also written somewhere else. `theirs` is what the server holds, `version` how far it is."""

    def __init__(self, theirs: str, version: int = 0) -> None:
        super().__init__(_("This was also written somewhere else. Nothing is lost."))
        self.theirs, self.version = theirs, version


@dataclass(frozen=True, slots=True)
class Typed:
    """Words as a form brought them, and what its page knew of the draft: the tab's key, the version it last saw."""

    text: str
    key: str
    version: int


def account_of(viewer: Viewer) -> uuid.UUID:
    """Whose drafts and keys these are. Only a person has any."""
    if viewer.account_id is None:
        raise NotVisible
    return viewer.account_id


def subject(what: str, version_id: uuid.UUID) -> str:
    """What somebody's unsent words about a version are kept under: `answer`, `recorded` or `without`."""
    return f"plan-{what}:{version_id}"


# Goals and dates ------------------------------------------------------------------------------------------------------


def add_goal(viewer: Viewer, held: Held, *, there: int, **says: Any) -> Goal:
    require(policy.can_add_goal(held.access, held.version.state, there))
    return changes.add_goal(viewer, held.version, **says)


def change_goal(viewer: Viewer, held: Held, goal: Goal, *, version: int | None, **says: Any) -> None:
    """Other words; `Stale` when somebody else has changed it since the form was opened. Sent twice is sent once."""
    require(policy.can_write(held.access, held.version.state))
    if any(getattr(goal, name) != value for name, value in says.items()):
        lock.check(goal, version)
        changes.change_goal(viewer, held.version, goal, **says)


def move_goal(viewer: Viewer, held: Held, goal: Goal, *, version: int | None, up: bool) -> None:
    require(policy.can_write(held.access, held.version.state))
    lock.check(goal, version)
    changes.move_goal(viewer, held.version, goal, up=up)


def remove_goal(viewer: Viewer, held: Held, goal: Goal, *, version: int | None) -> None:
    require(policy.can_write(held.access, held.version.state))
    lock.check(goal, version)
    changes.remove_goal(viewer, held.version, goal)


def mark_met(viewer: Viewer, held: Held, goal: Goal, *, met: bool) -> None:
    require(policy.can_mark_met(held.access, held.version.state))
    changes.mark_met(viewer, held.version, goal, met=met)


def rate_goal(viewer: Viewer, held: Held, goal: Goal, *, rating: int, words: str | None) -> None:
    """How far the pupil, or the mentor, sees a goal today."""
    require(policy.can_rate(held.access, held.version.state))
    party = Party.PUPIL if held.access.relation is Relation.SELF else Party.MENTOR
    changes.rate_goal(viewer, held.version, goal, party=party, rating=rating, words=words)


def set_review(viewer: Viewer, held: Held, *, version: int | None, review_on: dt.date) -> None:
    require(policy.can_write(held.access, held.version.state))
    if held.version.review_on != review_on:
        lock.check(held.version, version)
        changes.set_review(viewer, held.version, review_on)


# Agreement ------------------------------------------------------------------------------------------------------------


def propose(viewer: Viewer, held: Held, shown: Shown, *, seen: str) -> None:
    """Put it to agreement as the mentor saw it; `Stale` when goals or week have changed since."""
    require(policy.can_lead(held.access))
    if held.version.state is PlanState.PROPOSED:
        return
    if seen != fingerprint(shown):
        raise Stale(_("This plan was changed since you opened the page. Look at it as it is now, then ask everybody."))
    changes.propose(viewer, held.version)


def fingerprint(shown: Shown) -> str:
    """What of a draft the mentor saw: each part by its version, so that nothing else is put forward."""
    parts = [str(shown.version.version)]
    parts += [f"{seen.goal.key.hex[-8:]}.{seen.goal.version}" for seen in shown.goals]
    if shown.week:
        parts += [f"{laid.slot.id.hex[-8:]}" for laid in shown.week.laid]
        parts += [f"{out.id.hex[-8:]}.{out.version}" for out in shown.week.lesson_outs]
        parts.append(str(shown.week.version))
    return "-".join(parts)


def take_back(viewer: Viewer, held: Held) -> None:
    require(policy.can_take_back(held.access, held.version.state))
    changes.take_back(viewer, held.version)


def answer(
    viewer: Viewer,
    held: Held,
    *,
    key: Key | None,
    answers: Sequence[PlanAgreement],
    version: int | None,
    agrees: bool,
    typed: Typed,
) -> None:
    """One's own yes, or why not, to the plan as it was shown."""
    if key is None:
        require(policy.can_answer(viewer, key, held.version.state, answers))
        return
    _as_shown(held.version, version)
    require(policy.can_answer(viewer, key, held.version.state, answers))
    _in_step(viewer, subject("answer", held.version.id), typed)
    party, carer_id = key
    changes.answer(
        viewer, held.version, party=party, carer_id=carer_id, agrees=agrees, words=None if agrees else typed.text
    )
    drafts.take(account_of(viewer), subject("answer", held.version.id))


def record(
    viewer: Viewer,
    held: Held,
    *,
    who: Standing,
    version: int | None,
    agrees: bool,
    typed: Typed,
    how: How,
    interpreter: str | None,
    read_back: bool,
) -> None:
    """Write down what the pupil or a carer said by phone or in person, read back to them."""
    require(policy.can_record(held.access, held.version.state))
    _as_shown(held.version, version)
    if who.party not in (Party.PUPIL, Party.CARER) or how is How.SELF or not read_back:
        raise WrongState(_("Read it back to them first, then write down what they said."))
    _in_step(viewer, subject("recorded", held.version.id), typed)
    changes.answer(
        viewer,
        held.version,
        party=who.party,
        carer_id=who.carer_id,
        agrees=agrees,
        words=typed.text or None,
        how=how,
        interpreter=interpreter,
        read_back=read_back,
    )
    drafts.take(account_of(viewer), subject("recorded", held.version.id))


def go_on_without(viewer: Viewer, held: Held, *, version: int | None, typed: Typed) -> None:
    """The head's decision to go on without somebody's yes, with the reason."""
    require(policy.can_go_on_without(viewer, held.access, held.version.state))
    _as_shown(held.version, version)
    _in_step(viewer, subject("without", held.version.id), typed)
    changes.go_on_without(viewer, held.version, typed.text)
    drafts.take(account_of(viewer), subject("without", held.version.id))


def _as_shown(version: PlanVersion, opened_on: int | None) -> None:
    """Nobody says yes to what they have not seen."""
    if opened_on != version.version:
        raise Stale(_("This plan changed since you opened the page. Look at it as it is now, then answer."))


def begin_version(
    viewer: Viewer, access: Access, agreed: PlanVersion, *, has_open: bool, is_over: bool, because: str
) -> PlanVersion:
    is_agreed = agreed.state is PlanState.AGREED
    require(policy.can_begin_version(access, is_agreed=is_agreed, is_over=is_over, has_open=has_open))
    return changes.begin_version(viewer, agreed, because=because)


# Words that save themselves -------------------------------------------------------------------------------------------


def may_write_words(viewer: Viewer, held: Held, what: str, key: Key | None, answers: Sequence[PlanAgreement]) -> None:
    """That this person may write the words whose draft they are about to keep."""
    state = held.version.state
    allowed = {
        "answer": policy.can_answer(viewer, key, state, answers),
        "recorded": policy.can_record(held.access, state),
        "without": policy.can_go_on_without(viewer, held.access, state),
    }.get(what)
    if allowed is None:
        raise NotVisible
    require(allowed)


def keep_words(viewer: Viewer, held: Held, what: str, sent: drafts.Save) -> Response:
    return drafts.save(account_of(viewer), subject(what, held.version.id), sent)


def _in_step(viewer: Viewer, about: str, typed: Typed) -> None:
    """Raise `BothKept` when another tab or device saved other words since this page knew them."""
    draft = drafts.find(account_of(viewer), about)
    if draft is None or draft.version == typed.version or draft.writer == typed.key or draft.text == typed.text:
        return
    raise BothKept(draft.text, draft.version)


# What makes work fair ------------------------------------------------------------------------------------------------


def set_adjustment(viewer: Viewer, pupil: Pupil, access: Access, **says: Any) -> Adjustment:
    require(policy.can_adjust(viewer, access))
    return changes.set_adjustment(viewer, pupil_id=pupil.id, **says)


def end_adjustment(viewer: Viewer, access: Access, row: Adjustment, because: str) -> None:
    require(policy.can_adjust(viewer, access))
    changes.end_adjustment(viewer, row, because)
