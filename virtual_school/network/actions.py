"""What the Virtual School lead and the administrator do about organisations and agreed words."""

import uuid
from collections.abc import Sequence
from typing import Any

from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible
from virtual_school.network import policy, queries
from virtual_school.network.changes import calendar
from virtual_school.network.changes import network as changes
from virtual_school.network.changes.calendar import TermOf
from virtual_school.network.models import Closure, Network, NetworkMember, Organisation, OrganisationKind, Site, Term
from virtual_school.network.viewer import Viewer


def bring_in(
    viewer: Viewer,
    *,
    name: str,
    kind: OrganisationKind,
    laestab: str | None = None,
    urn: str | None = None,
    ukprn: str | None = None,
    phone: str | None = None,
) -> NetworkMember:
    """Bring an organisation into the network: the one that has these numbers already, else a new one."""
    require(policy.can_change_network(viewer))
    organisation = queries.by_number(laestab=laestab, urn=urn, ukprn=ukprn)
    if organisation is None:
        facts = {"laestab": laestab, "urn": urn, "ukprn": ukprn, "phone": phone}
        organisation = changes.add_organisation(viewer, name=name, kind=kind, **facts)
    return changes.join(viewer, organisation_id=organisation.id)


def show_day(viewer: Viewer, network: Network, *, real: bool) -> None:
    """Anybody who looks at a demonstration may; nowhere else is there anything to choose."""
    if not network.is_demonstration:
        raise NotVisible
    changes.show_day(viewer, network, real=real)


def end_place(viewer: Viewer, member: NetworkMember, because: str | None) -> None:
    require(policy.can_change_network(viewer))
    changes.leave(viewer, member, because or None)


def add_subject(viewer: Viewer, *, words: str) -> Term:
    require(policy.can_change_network(viewer))
    return changes.add_term(viewer, words=words)


def retire_subject(viewer: Viewer, term: Term) -> None:
    require(policy.can_change_network(viewer))
    changes.retire_term(viewer, term)


def rename(viewer: Viewer, organisation: Organisation, **facts: Any) -> None:
    """Its name, what it is, and its public numbers: they stand above networks, so only who keeps a network."""
    require(policy.can_rename(viewer, organisation.kept_by))
    changes.change_organisation(viewer, organisation, **facts)


def add_site(viewer: Viewer, organisation: Organisation, *, name: str, address: str | None) -> Site:
    require(policy.can_keep_organisation(viewer, organisation.id, organisation.kept_by))
    return calendar.add_site(viewer, organisation, name=name, address=address or None)


def end_site(viewer: Viewer, site: Site) -> None:
    _may_keep(viewer, site.organisation_id)
    calendar.end_site(viewer, site)


def set_terms(viewer: Viewer, organisation: Organisation, year: int, terms: Sequence[TermOf], version: int) -> None:
    require(policy.can_keep_organisation(viewer, organisation.id, organisation.kept_by))
    calendar.set_terms(viewer, organisation, year, terms, version)


def close(viewer: Viewer, organisation: Organisation, **what: Any) -> Closure:
    require(policy.can_keep_organisation(viewer, organisation.id, organisation.kept_by))
    return calendar.close(viewer, organisation, **what)


def open_again(viewer: Viewer, closure: Closure) -> None:
    _may_keep(viewer, closure.organisation_id)
    calendar.open_again(viewer, closure)


def _may_keep(viewer: Viewer, organisation_id: uuid.UUID) -> None:
    organisation = queries.organisation(viewer, organisation_id)
    require(policy.can_keep_organisation(viewer, organisation.id, organisation.kept_by))
