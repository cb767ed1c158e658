"""The network's one dictionary of kinds of marks, as values: what each means now, and what it meant before."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from virtual_school.assessment.models import GradeKind, GradeKindVersion
from virtual_school.assessment.scale import Scale, of_steps
from virtual_school.assessment.standard import STANDARD
from virtual_school.network.roles import Role

MOST = 30


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of mark as one version of it says. Number 0 is what every network begins with, until it is used."""

    key: str
    words: str
    definition: str
    scale: Scale
    who: frozenset[Role]
    entered_when: str
    number: int = 0
    is_retired: bool = False


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Every kind by its key, in order, as it is now; and every version that a mark may have been entered under."""

    kinds: Mapping[str, Kind]
    versions: Mapping[uuid.UUID, Kind]
    keys: Mapping[uuid.UUID, str] = field(default_factory=dict)

    def is_as_now(self, version_id: uuid.UUID) -> bool:
        """Whether a mark of this version means what its kind means now."""
        then = self.versions[version_id]
        now = self.kinds[then.key]
        return (then.definition, then.scale) == (now.definition, now.scale)

    @property
    def in_use(self) -> list[Kind]:
        return [kind for kind in self.kinds.values() if not kind.is_retired]


def standard(key: str) -> Kind:
    """As every network begins, in the words of the language it is asked in."""
    one = STANDARD[key]
    scale = Scale(tuple(str(step) for step in one.scale.steps), one.scale.lowest, one.scale.highest)
    return Kind(key, str(one.words), str(one.definition), scale, one.who, str(one.entered_when))


def of_rows(rows: list[tuple[GradeKind, GradeKindVersion]]) -> Dictionary:
    """From rows in the order of kinds and their versions: the last version of a kind is what it means now."""
    versions: dict[uuid.UUID, Kind] = {}
    newest: dict[str, Kind] = {}
    for kind, version in rows:
        newest[kind.key] = versions[version.id] = _of(kind, version)
    standing = {key: newest.pop(key) if key in newest else standard(key) for key in STANDARD}
    return Dictionary({**standing, **newest}, versions, {kind.id: kind.key for kind, _version in rows})


def _of(kind: GradeKind, version: GradeKindVersion) -> Kind:
    known = {role.value: role for role in Role}
    return Kind(
        kind.key,
        version.words,
        version.definition,
        Scale(of_steps(version.steps), version.lowest or 0, version.highest or 0),
        frozenset(known[name] for name in version.who.get("roles", []) if name in known),
        version.entered_when,
        version.number,
        kind.retired_at is not None,
    )
