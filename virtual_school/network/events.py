"""Audit events and record parts of the network's own tables: none is about a child."""

from virtual_school.core.packages import Record

EVENTS = {
    "network.made": frozenset({"slug"}),
    "network.day_shown": frozenset({"real"}),
    "organisation.added": frozenset({"name"}),
    "organisation.joined": frozenset({"organisation_id"}),
    "organisation.left": frozenset({"organisation_id"}),
    "term.added": frozenset({"kind", "words"}),
    "term.retired": frozenset({"kind"}),
    "organisation.changed": frozenset({"name", "was"}),
    "site.added": frozenset({"organisation_id", "name"}),
    "site.ended": frozenset({"organisation_id"}),
    "calendar.terms_set": frozenset({"organisation_id", "year", "terms", "was"}),
    "closure.made": frozenset({"organisation_id", "site_id", "kind", "starts_on", "ends_on"}),
    "closure.ended": frozenset({"organisation_id"}),
}

RECORDS = {
    "network": Record(part=None, retention="installation"),
    "organisation": Record(part=None, retention="installation"),
    "network_member": Record(part=None, retention="installation"),
    "term": Record(part=None, retention="installation"),
    "site": Record(part=None, retention="installation"),
    "term_date": Record(part=None, retention="installation"),
    "closure": Record(part=None, retention="installation"),
}
