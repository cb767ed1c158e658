"""Words that name a place, for readers who may not know where a pupil is."""

from collections.abc import Iterable

import sqlalchemy as sa

from virtual_school.core.kept import kept
from virtual_school.core.text import sort_key
from virtual_school.network.models import NetworkMember, Organisation, OrganisationKind
from virtual_school.network.viewer import Viewer

# Where nobody goes: the Virtual School is at home, an authority is an office.
NO_PLACE = (OrganisationKind.VIRTUAL_SCHOOL, OrganisationKind.AUTHORITY)

# What is left of a name when people talk: 'at Marlbridge', 'back in Wren Hill'.
GENERIC = frozenset({"the", "school", "college", "academy", "high", "primary", "secondary", "centre", "sixth", "form"})


def place_names(viewer: Viewer) -> frozenset[str]:
    """By what people call the places of the viewer's network, those that have left it among them, as keys."""
    return names_of(name for (name,) in _names(viewer).execute())


@kept
def _names(viewer: Viewer) -> sa.SelectBase:
    return (
        sa.select(Organisation.name)
        .join(NetworkMember, NetworkMember.organisation_id == Organisation.id)
        .where(NetworkMember.network_id == viewer.network_id, Organisation.kind.not_in(NO_PLACE))
        .order_by(Organisation.id)
        .limit(1000)
    )


def names_of(names: Iterable[str]) -> frozenset[str]:
    found = set()
    for name in names:
        words = sort_key(name).split()
        short = [word for word in words if word not in GENERIC]
        found |= {" ".join(words), " ".join(short)}
    return frozenset(found - {""})


def names_a_place(words: str | None, names: frozenset[str]) -> bool:
    """Whether one of them stands in the words, as words of their own. Capitals and accents do not matter."""
    said = f" {_key(words or '')} "
    return any(f" {name} " in said for name in names)


def _key(words: str) -> str:
    """As a name's key, for words of any length: piece by piece, because a key holds no more than a line."""
    return " ".join(filter(None, (sort_key(piece) for piece in words.split())))
