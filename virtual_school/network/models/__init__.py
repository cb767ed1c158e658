"""The tenant, the organisations that stand above networks, and when each of them is open."""

from virtual_school.network.models.calendar import Closure, ClosureKind, Site, TermDate, TermName
from virtual_school.network.models.network import (
    Network,
    NetworkMember,
    Organisation,
    OrganisationKind,
    Term,
    TermKind,
)

__all__ = [
    "Closure",
    "ClosureKind",
    "Network",
    "NetworkMember",
    "Organisation",
    "OrganisationKind",
    "Site",
    "Term",
    "TermDate",
    "TermKind",
    "TermName",
]
