"""Reads of what the network makes of posted work."""

from virtual_school.library.use.queries.adapted import Attribution, attribution, original
from virtual_school.library.use.queries.around import Around, around
from virtual_school.library.use.queries.following import followed, own
from virtual_school.library.use.queries.ledger import Balance, ledger
from virtual_school.library.use.queries.said import heard, own_thanks, remark, said_by
from virtual_school.library.use.queries.versions import Version, difference, version, versions

__all__ = [
    "Around",
    "Attribution",
    "Balance",
    "Version",
    "around",
    "attribution",
    "difference",
    "followed",
    "heard",
    "ledger",
    "original",
    "own",
    "own_thanks",
    "remark",
    "said_by",
    "version",
    "versions",
]
