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
    "passkey.added": frozenset({"name"}),
    "passkey.ended": frozenset({"name"}),
    "authenticator.added": frozenset(),
    "authenticator.ended": frozenset(),
    "recovery_codes.made": frozenset(),
    "recovery_code.used": frozenset({"left"}),
    "second_factor.taken_away": frozenset(),
    "provider.entered": frozenset({"organisation_id", "kind"}),
    "provider.opened": frozenset({"organisation_id"}),
    "provider.secret_replaced": frozenset({"organisation_id"}),
    "provider.ended": frozenset({"organisation_id"}),
    "provider.linked": frozenset({"account_id", "provider_id", "linked_by"}),
    "provider.unlinked": frozenset({"account_id", "provider_id"}),
    "reset.sent": frozenset(),
    "card.made": frozenset({"account_id"}),
    "card.ended": frozenset({"account_id"}),
    "slip.made": frozenset({"account_id", "kind", "told"}),
    "slip.used": frozenset({"account_id", "kind"}),
    "sign_in.freed": frozenset({"account_id", "told"}),
    "account.reopened": frozenset(),
    "account.address_changed": frozenset(),
}

NOTES = {
    "card.refused": "A card that nobody has was shown; the key is its digest, or a digest of where it came from.",
    "sign_in.made": "Somebody signed in; the object is the account.",
    "sign_in.helped": "Somebody was helped back in; tries of the name under the key are counted anew.",
    "reset.asked": "Somebody asked for a new password; the key is a digest of what was typed, or of where from.",
    "provider.refused": "A sign-in by a school's provider was refused; the object is the provider.",
    "second_factor.shown": "Somebody showed their second factor; the object is the account.",
    "second_factor.refused": "A second factor was refused; the key is a digest of the account.",
    "sign_in.refused": "A sign-in was refused; the key is a digest of what was typed, or of where it came from.",
}

RECORDS = {
    "account": Record(part=None, retention="membership"),
    "credential": Record(part=None, retention="membership"),
    "sign_in": Record(part=None, retention="months"),
    "invitation": Record(part=None, retention="months"),
    "membership": Record(part=None, retention="membership"),
    "passkey": Record(part=None, retention="membership"),
    "authenticator": Record(part=None, retention="membership"),
    "recovery_code": Record(part=None, retention="membership"),
    "sign_in_provider": Record(part=None, retention="membership"),
    "provider_identity": Record(part=None, retention="membership"),
    "reset": Record(part=None, retention="months"),
    "card": Record(part=None, retention="membership"),
    "slip": Record(part=None, retention="months"),
    "spent_challenge": Record(part=None, retention="days"),
}
