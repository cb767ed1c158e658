"""Marks that name roles: which hats may knock at a route at all. The rows they reach are decided by the loaders."""

from collections.abc import Callable

from virtual_school.core.access import View, marked
from virtual_school.network.roles import STAFF, Role


def only(*roles: Role) -> Callable[[View], View]:
    """Only people acting in one of these roles."""
    if not roles:
        raise ValueError("name at least one role: an empty selection means nobody")

    def mark(view: View) -> View:
        return marked(view, hats=frozenset(roles))

    return mark


def staff(*roles: Role) -> Callable[[View], View]:
    """Only staff: in these roles, or in any role held by a membership when none is named."""
    unfit = set(roles) - STAFF
    if unfit:
        raise ValueError(f"not staff roles: {unfit}")
    return only(*(roles or STAFF))
