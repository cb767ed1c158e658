"""How the access table is read: rows, the people and things they name, and what each cell is expected to answer."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.cast import Cast, Person, Side, Work

TARGETS = ("own", "other", "foreign")  # Ellie's, another pupil's of her network, another network's


def people(names: str) -> frozenset[str]:
    return frozenset(names.split())


@dataclass(frozen=True, slots=True)
class Row:
    """One endpoint and verb.

    `knock` are those whose hat may knock at all: everybody else is answered 403. Of those who may, the people named in
    `own`, `other` and `foreign` see that thing and are answered `ok`; those whom `refused` names for it see it too, but
    are answered 403; all others 404. A row without `of` names no thing: whoever may knock is answered `ok`. A public
    row has no `knock`: everybody, signed in or not, is answered `ok`; who is not, `anonymous` where that differs.

    What is sent may name things, as `of` does, with an '@' before the name.
    """

    endpoint: str
    verb: str
    knock: frozenset[str] | None
    ok: int
    of: Mapping[str, str] = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    other: frozenset[str] = frozenset()
    foreign: frozenset[str] = frozenset()
    refused: Mapping[str, frozenset[str]] = field(default_factory=dict)
    send: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    anonymous: int | None = None

    @property
    def name(self) -> str:
        return f"{self.verb} {self.endpoint}"

    @property
    def targets(self) -> tuple[str, ...]:
        return TARGETS if self.of else ("own",)

    def expected(self, person: Person, target: str) -> int:
        if self.knock is None:
            return self.ok if target == "own" or not self.of else self._public_elsewhere(person, target)
        if person.key not in self.knock:
            return 403
        if not self.of or person.key in getattr(self, target):
            return self.ok
        return 403 if person.key in self.refused.get(target, ()) else 404

    def _public_elsewhere(self, person: Person, target: str) -> int:
        return self.ok if person.key in getattr(self, target) else 404


def row(
    spec: str,
    knock: str | None,
    ok: int | None = None,
    *,
    own: str = "",
    other: str = "",
    foreign: str = "",
    refused: Mapping[str, str] | None = None,
    send: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
    anonymous: int | None = None,
    **of: str,
) -> Row:
    """`row("GET learning.work", PUPILS, assignment_id="new", own="ellie", other="tariq", foreign="stranger_pupil")`."""
    verb, endpoint = spec.split()
    status = ok or (200 if verb == "GET" else 303)
    return Row(
        endpoint,
        verb,
        None if knock is None else people(knock),
        status,
        of,
        people(own),
        people(other),
        people(foreign),
        {target: people(names) for target, names in (refused or {}).items()},
        send or {},
        headers or {},
        anonymous,
    )


def things(cast: Cast) -> dict[str, dict[str, Any]]:
    """What the rows' `of` can name, for each target."""
    larkdale, fernvale = cast.larkdale, cast.fernvale
    own = _about(larkdale, cast.ellie, "ashfold", "") | _around(larkdale, "ellie", "dani", "lunt", "wren_hill")
    other = _about(larkdale, cast.tariq, "stonegate", " of tariq")
    other |= _around(larkdale, "tariq", "kit", "bell", "stonegate")
    foreign = _about(fernvale, cast.stranger_pupil, "moorside", "")
    foreign |= _around(fernvale, "stranger_pupil", "stranger", "stranger_teacher", "moorside")
    for found, side, pupil in (
        (own, larkdale, "ellie"),
        (other, larkdale, "tariq"),
        (foreign, fernvale, "stranger_pupil"),
    ):
        found |= _on_their_way(side, pupil)
    for name in ("window", "window_past", "window_granted", "window_on_duty", "carer", "mum", "key_adult", "joining"):
        own[name] = larkdale.ids[name]
        other[name] = foreign[name] = uuid.uuid4()
    return {"own": own, "other": other, "foreign": foreign}


def _on_their_way(side: Side, pupil: str) -> dict[str, Any]:
    """What `tests/cast_*.py` put down as '<thing> of <pupil>'."""
    ending = f" of {pupil}"
    return {name.removesuffix(ending): found for name, found in side.ids.items() if name.endswith(ending)}


def _about(side: Side, pupil: Person, place: str, suffix: str) -> dict[str, Any]:
    posted = side.lessons[place]
    found: dict[str, Any] = {"slug": side.slug, "pupil": pupil.pupil_id, "pupil_account": pupil.account_id}
    found |= {"lesson": posted.lesson_id, "revision": posted.revision_id, "subject": side.ids["subject"]}
    found |= {"worksheet": posted.worksheet_id, "answers": posted.answers_id, "step": posted.step_id}
    for state in ("new", "started", "in", "returned"):
        found |= _of_work(state, side.work[state + suffix])
    return found


def _of_work(state: str, work: Work) -> dict[str, Any]:
    """`new` is the assignment; `in.hand_in`, `returned.feedback`, `started.piece` are what came of one."""
    return {
        state: work.assignment_id,
        f"{state}.attempt": work.attempt_id,
        f"{state}.hand_in": work.hand_in_id,
        f"{state}.feedback": work.feedback_id,
        f"{state}.piece": work.piece_id,
    }


def _around(side: Side, pupil: str, mentor: str, teacher: str, school: str) -> dict[str, Any]:
    return {
        "roll": side.ids[f"roll of {pupil}"],
        "mentor_link": side.ids[f"mentor of {pupil}"],
        "school": side.organisations[school],
        "mentor_account": side.people[mentor].account_id,
        "teacher_account": side.people[teacher].account_id,
        "teacher_membership": side.ids[f"membership of {teacher}"],
        "school_member": side.ids[f"member {school}"],
        "pupil_sign_in": side.people[pupil].sign_in_id,
        "upload": side.ids[f"upload of {pupil}"],
    }
