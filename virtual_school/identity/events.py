"""Audit events, note kinds and record classes of identity."""

from virtual_school.core.packages import Record

EVENTS = {
    "account.made": frozenset({"has_email"}),
    "account.closed": frozenset(),
    "credential.set": frozenset({"kind"}),
    "invitation.sent": frozenset(),
    "membership.given": frozenset({"account_id", "organisation_id", "role", "year"}),
    "membership.ended": frozenset({"account_id", "role"}),
    "sign_in.ended": frozenset({"account_id"}),
}

NOTES = {
    "sign_in.made": "Somebody signed in; the object is the account.",
    "sign_in.refused": "A sign-in was refused; the key is a digest of what was typed, or of where it came from.",
}

RECORDS = {
    "account": Record(part=None, retention="membership"),
    "credential": Record(part=None, retention="membership"),
    "sign_in": Record(part=None, retention="months"),
    "invitation": Record(part=None, retention="months"),
    "membership": Record(part=None, retention="membership"),
}
