"""What people do about providers, and how somebody who comes back from one is known."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.core.access import require
from virtual_school.core.errors import Refused, WrongState
from virtual_school.identity import queries as identity
from virtual_school.identity.elsewhere import changes, policy, queries
from virtual_school.identity.models import Account, Invitation, LinkedBy, ProviderIdentity, ProviderKind, SignInProvider
from virtual_school.identity.throttle import typed_name
from virtual_school.network import queries as networks
from virtual_school.network.viewer import Viewer


def enter(viewer: Viewer, *, organisation_id: uuid.UUID, issuer: str, **values: Any) -> SignInProvider:
    require(policy.can_keep_providers(viewer))
    if not networks.in_network(viewer, organisation_id):
        raise WrongState(_("This organisation is not in the network."))
    if queries.doubled(viewer, organisation_id, issuer):
        raise WrongState(_("This organisation has this provider already. End that one first."))
    return changes.enter(viewer, organisation_id=organisation_id, issuer=issuer, **values)


def open_(viewer: Viewer, provider: SignInProvider) -> None:
    """Put it on the sign-in page."""
    require(policy.can_open_provider(viewer, tried=provider.tried_at is not None))
    _not_ended(provider)
    changes.open_(viewer, provider)


def replace_secret(viewer: Viewer, provider: SignInProvider, secret: str) -> None:
    require(policy.can_keep_providers(viewer))
    _not_ended(provider)
    changes.replace_secret(viewer, provider, secret)


def end(viewer: Viewer, provider: SignInProvider, because: str | None) -> None:
    require(policy.can_keep_providers(viewer))
    changes.end(viewer, provider, because or None)


def end_link(viewer: Viewer, found: ProviderIdentity, because: str | None) -> None:
    """Whoever it was signs in by the school's provider again only with an invitation."""
    require(policy.can_keep_providers(viewer))
    changes.unlink(viewer, found, because or None)


def tried(viewer: Viewer, provider: SignInProvider) -> None:
    require(policy.can_keep_providers(viewer))
    provider.tried_at = clock.real()


def _not_ended(provider: SignInProvider) -> None:
    if provider.ended_at is not None:
        raise WrongState(_("This has ended. Enter it again if it should be used."))


# who came back --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Said:
    """What a provider says of somebody, as far as we believe this provider."""

    subject: str
    email: str
    verified: bool
    ours: bool
    two_factors: bool


def said_by(provider: SignInProvider, claims: Mapping[str, Any]) -> Said:
    """Read checked claims. Whether an address was verified is said in another way by each of the large ones."""
    email = typed_name(claims["email"]) if isinstance(claims.get("email"), str) else ""
    domains = provider.domains.split()
    verified = claims.get("email_verified") in (True, "true")
    if provider.kind is ProviderKind.MICROSOFT:
        # There `email` is what a tenant's administrator typed; this claim says that the tenant owns the domain.
        verified = claims.get("xms_edov") in (True, 1, "1", "true")
    elif provider.kind is ProviderKind.GOOGLE:
        # An account of anybody's own can carry a school's address: only one that the school runs says `hd`.
        verified = verified and str(claims.get("hd", "")).casefold() in domains
    amr = claims.get("amr")
    return Said(
        subject=claims["sub"],
        email=email,
        verified=verified and email.count("@") == 1,
        ours=email.rpartition("@")[2] in domains,
        two_factors=provider.second_factor and isinstance(amr, list) and "mfa" in amr,
    )


def known(by: Viewer, provider: SignInProvider, said: Said, invitation: str) -> Account:
    """Who somebody who came back is here, linked now if this is their first time. Never makes an account.

    Raises `Refused` with what to do.
    """
    _not_ended(provider)
    invited = identity.invitation(invitation, lock=True) if invitation else None
    link = queries.identity(provider.id, said.subject)
    if link is not None:
        if invited is not None and invited.account_id != link.account_id:
            raise Refused(
                _("This school account is somebody else’s here already. Sign out at your school and try again.")
            )
        return _of_here(link.account_id, provider)
    if invited is not None:
        return _by_invitation(by, provider, said, invited)
    return _by_address(by, provider, said)


def _by_invitation(by: Viewer, provider: SignInProvider, said: Said, invited: Invitation) -> Account:
    account = _of_here(invited.account_id, provider)
    if queries.linked_now(provider.id, account.id):
        raise Refused(
            _("Another school account is linked to you here. Ask whoever invited you to end that link first.")
        )
    invited.used_at = clock.real()
    changes.link(by, provider, said.subject, account, LinkedBy.INVITATION)
    return account


def _by_address(by: Viewer, provider: SignInProvider, said: Said) -> Account:
    if not said.email or not said.verified:
        raise Refused(_("Your school did not say that your email address is yours. Ask for an invitation."))
    if not said.ours:
        raise Refused(_("Your email address is not one of your school’s. Ask for an invitation."))
    found = queries.open_accounts_with(said.email)
    account = found[0] if len(found) == 1 else None
    if account is None or not queries.belongs(account.id, provider):
        raise Refused(
            _(
                "Nobody at %(school)s has been entered here with your email address. Ask for an invitation.",
                school=provider.name,
            )
        )
    if queries.ever_linked(provider.id, said.subject, account.id):
        raise Refused(_("The link between your school account and this site was ended. Ask for an invitation."))
    changes.link(by, provider, said.subject, account, LinkedBy.ADDRESS)
    return account


def _of_here(account_id: uuid.UUID, provider: SignInProvider) -> Account:
    account = identity.open_account(account_id)
    if account is None:
        raise Refused(_("Your account here is closed. Ask whoever looks after the people of the network."))
    if not queries.belongs(account.id, provider):
        raise Refused(
            _(
                "You are not at %(school)s today, as far as we know. Sign in another way, or ask for help.",
                school=provider.name,
            )
        )
    return account
