"""Changes of networks and organisations: audited and flushed, for actions here and packages above."""

from virtual_school.network.changes.calendar import TermOf, add_site, close, set_terms
from virtual_school.network.changes.network import (
    add_organisation,
    add_term,
    change_organisation,
    join,
    leave,
    make_network,
    open_clock,
    retire_term,
    show_day,
)

__all__ = [
    "TermOf",
    "add_organisation",
    "add_site",
    "add_term",
    "change_organisation",
    "close",
    "join",
    "leave",
    "make_network",
    "open_clock",
    "retire_term",
    "set_terms",
    "show_day",
]
