"""What the Virtual School lead and the administrator do about organisations and agreed words."""

from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible
from virtual_school.network import changes, policy, queries
from virtual_school.network.models import Network, NetworkMember, OrganisationKind, Term
from virtual_school.network.viewer import Viewer


def bring_in(
    viewer: Viewer,
    *,
    name: str,
    kind: OrganisationKind,
    laestab: str | None = None,
    urn: str | None = None,
    ukprn: str | None = None,
) -> NetworkMember:
    """Bring an organisation into the network: the one that has these numbers already, else a new one."""
    require(policy.can_change_network(viewer))
    organisation = queries.by_number(laestab=laestab, urn=urn, ukprn=ukprn)
    if organisation is None:
        organisation = changes.add_organisation(viewer, name=name, kind=kind, laestab=laestab, urn=urn, ukprn=ukprn)
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
