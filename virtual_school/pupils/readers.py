"""Who reads one part of a pupil's record, or one thing in it: as values, from the same policy as `access.reach`."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from virtual_school.network.roles import Role
from virtual_school.pupils import access
from virtual_school.pupils.access import Relation
from virtual_school.pupils.models import CareKind, Part
from virtual_school.pupils.whereabouts import KEEPS, WHEREABOUTS_PARTS


@dataclass(frozen=True, slots=True)
class Audience:
    """For whom something is meant: a part of the record, or fewer than read that part.

    `relations` are those that read it, among the ones to whom the part is open: of no relation, nobody. `roles`, where
    it is not None, are the only hats of a school that do. `about` adds whoever looks through a window onto this one
    thing. `own_teacher` is said in the line alone: a package above knows who teaches whom what.
    """

    part: Part
    relations: frozenset[Relation] = frozenset(Relation)
    roles: frozenset[Role] | None = None
    about: tuple[str, uuid.UUID] | None = None
    # Beside those whom a relation lets read: who teaches them the subject at their own school.
    own_teacher: bool = False

    def without(self, *relations: Relation) -> "Audience":
        return replace(self, relations=self.relations - set(relations))

    def has(self, relation: Relation) -> bool:
        """Whether anybody could read it by this relation, if there is somebody: known without looking at anybody."""
        return relation in self.relations and self.part in _POSSIBLE[relation]


@dataclass(frozen=True, slots=True)
class Link:
    """One row of what links somebody to a pupil today, in the hat that it needs."""

    relation: Relation
    account_id: uuid.UUID
    name: str
    role: Role | None = None
    organisation: str = ""
    since: dt.date | None = None
    may_see_record: bool = False
    may_see_whereabouts: bool = False
    # A window's, and what it is a window onto where it opens one thing alone.
    part: Part | None = None
    about: tuple[str, uuid.UUID] | None = None
    # Where the pupil is is kept in confidence; and this is none of those named to know it all the same.
    is_kept: bool = False
    is_unnamed: bool = False
    # A window of whose holder no line tells by name: held back from the family, or social care's.
    is_unspoken: bool = False

    @property
    def knows_where(self) -> bool:
        """As `whereabouts.hides_places` says: the pupil, the lead of their school, and whoever is named."""
        leads = self.relation is Relation.SCHOOL and self.role is KEEPS
        return not self.is_unnamed or leads or self.relation is Relation.SELF


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads it: by what relation, and what else that relation opens to them."""

    relation: Relation
    account_id: uuid.UUID
    name: str
    role: Role | None
    organisation: str
    parts: frozenset[Part]
    since: dt.date | None = None
    # By a window onto this one thing: whoever it was given to, to answer.
    is_onto_this: bool = False
    # Reads a part that is kept in confidence: beside them only those who are named do.
    in_confidence: bool = False
    # No line names them.
    is_unspoken: bool = False


def readers(links: Iterable[Link], audience: Audience) -> list[Reader]:
    """Who of them reads it, the nearest relation first; in each, who came first. No link, nobody.

    With all that their way opens to each: whether a window is named turns on everything that it opens.
    """
    ways: dict[tuple[Relation, uuid.UUID, Role | None], list[Link]] = {}
    for link in links:
        if _is_meant(link, audience):
            ways.setdefault((link.relation, link.account_id, link.role), []).append(link)
    found = (_reader(way, audience.part) for way in ways.values())
    order = list(Relation)
    return sorted(
        (one for one in found if audience.part in one.parts),
        key=lambda one: (order.index(one.relation), one.since or dt.date.min, one.name),
    )


def opens(link: Link) -> frozenset[Part]:
    """The parts that one link opens: by the tables that `reach` goes by."""
    parts = _OPENS[link.relation](link)
    return parts if link.knows_where else parts - WHEREABOUTS_PARTS


def _carer(link: Link) -> frozenset[Part]:
    if link.part is not None:  # through a window
        return frozenset({link.part}) & access.CARER_WINDOW_PARTS
    if not link.may_see_record:
        return frozenset()
    return access.RECORD_PARTS | (WHEREABOUTS_PARTS if link.may_see_whereabouts else frozenset())


def _of_role(table: Mapping[Role, frozenset[Part]]) -> Callable[[Link], frozenset[Part]]:
    return lambda link: table.get(link.role, frozenset()) if link.role else frozenset()


def _by(kind: CareKind) -> Callable[[Link], frozenset[Part]]:
    return lambda _link: access.CARE_PARTS[kind]


_OPENS: Mapping[Relation, Callable[[Link], frozenset[Part]]] = {
    Relation.SELF: lambda _link: access.SELF_PARTS,
    Relation.CARER: _carer,
    Relation.MENTOR: _by(CareKind.MENTOR),
    Relation.KEY_ADULT: _by(CareKind.KEY_ADULT),
    Relation.SOCIAL_WORKER: _by(CareKind.SOCIAL_WORKER),
    Relation.SCHOOL: _of_role(access.SCHOOL_PARTS),
    Relation.WINDOW: lambda link: frozenset({link.part}) if link.part else frozenset(),
    Relation.OFFICE: _of_role(access.OFFICE_PARTS),
    Relation.GLASS: lambda _link: frozenset(),
}

# What each relation could ever open.
_POSSIBLE: Mapping[Relation, frozenset[Part]] = {
    Relation.SELF: access.SELF_PARTS,
    Relation.CARER: access.RECORD_PARTS | WHEREABOUTS_PARTS,
    Relation.MENTOR: access.CARE_PARTS[CareKind.MENTOR],
    Relation.KEY_ADULT: access.CARE_PARTS[CareKind.KEY_ADULT],
    Relation.SOCIAL_WORKER: access.CARE_PARTS[CareKind.SOCIAL_WORKER],
    Relation.SCHOOL: frozenset[Part]().union(*access.SCHOOL_PARTS.values()),
    Relation.WINDOW: access.ALL,
    Relation.OFFICE: frozenset[Part]().union(*access.OFFICE_PARTS.values()),
    # Opened for hours because somebody may not be safe: no line beside a box tells of it, before or while it is so.
    Relation.GLASS: frozenset(),
}


def _is_meant(link: Link, audience: Audience) -> bool:
    """A window onto one thing opens that thing to whoever it was made for; every other link as the audience says."""
    if link.about is not None:
        return link.about == audience.about
    if link.relation not in audience.relations:
        return False
    return audience.roles is None or link.relation is not Relation.SCHOOL or link.role in audience.roles


def _reader(way: Sequence[Link], part: Part) -> Reader:
    first, parts = way[0], frozenset[Part]().union(*(opens(link) for link in way))
    onto_this = any(link.about is not None and part in opens(link) for link in way)
    who = (first.relation, first.account_id, first.name, first.role, first.organisation)
    kept = first.is_kept and part in WHEREABOUTS_PARTS
    unspoken = any(link.is_unspoken for link in way)
    return Reader(*who, parts, first.since, is_onto_this=onto_this, in_confidence=kept, is_unspoken=unspoken)


def among(found: Iterable[Reader], audience: Audience) -> list[Reader]:
    """Of those who read a part, the ones who read what is meant for fewer."""
    return [one for one in found if one.relation in audience.relations]


def of(found: Sequence[Reader], relation: Relation) -> list[Reader]:
    return [one for one in found if one.relation is relation]
