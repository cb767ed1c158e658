"""Changes of providers and of links to them: audited and flushed."""

import uuid

import sqlalchemy as sa

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.identity import sealed
from virtual_school.identity.elsewhere import HOW
from virtual_school.identity.models import Account, LinkedBy, ProviderIdentity, ProviderKind, SignIn, SignInProvider
from virtual_school.network.viewer import Viewer


def enter(
    by: Viewer,
    *,
    organisation_id: uuid.UUID,
    kind: ProviderKind,
    name: str,
    issuer: str,
    client_id: str,
    secret: str,
    domains: str,
    for_pupils: bool,
    second_factor: bool,
) -> SignInProvider:
    """A provider as somebody entered it. Nobody can sign in by it yet."""
    row = SignInProvider(
        organisation_id=organisation_id,
        kind=kind,
        name=name,
        issuer=issuer,
        client_id=client_id,
        secret=sealed.seal(secret),
        domains=domains,
        for_pupils=for_pupils,
        second_factor=second_factor,
        created_at=clock.real(),
        created_by=by.account_id,
    )
    db.session.add(row)
    db.session.flush()
    audit.record("provider.entered", by, object_id=row.id, organisation_id=organisation_id, kind=kind)
    db.session.flush()
    return row


def open_(by: Viewer, provider: SignInProvider) -> None:
    db.session.refresh(provider, with_for_update=True)
    if provider.opened_at is None:
        provider.opened_at, provider.opened_by = clock.real(), by.account_id
        audit.record("provider.opened", by, object_id=provider.id, organisation_id=provider.organisation_id)
        db.session.flush()


def replace_secret(by: Viewer, provider: SignInProvider, secret: str) -> None:
    provider.secret = sealed.seal(secret)
    audit.record("provider.secret_replaced", by, object_id=provider.id, organisation_id=provider.organisation_id)
    db.session.flush()


def end(by: Viewer, provider: SignInProvider, because: str | None) -> None:
    """Nobody signs in by it from now on, and who did is signed out."""
    db.session.refresh(provider, with_for_update=True)
    if provider.ended_at is not None:
        return
    now = clock.real()
    provider.ended_at, provider.ended_by, provider.because = now, by.account_id, because
    live = ProviderIdentity.provider_id == provider.id, ProviderIdentity.ended_at.is_(None)
    people = list(db.session.scalars(sa.select(ProviderIdentity.account_id).where(*live)))
    _sign_out(people)
    db.session.execute(sa.update(ProviderIdentity).where(*live).values(ended_at=now, ended_by=by.account_id))
    audit.record("provider.ended", by, object_id=provider.id, because=because, organisation_id=provider.organisation_id)
    db.session.flush()


def link(by: Viewer, provider: SignInProvider, subject: str, account: Account, linked_by: LinkedBy) -> ProviderIdentity:
    row = ProviderIdentity(
        provider_id=provider.id, subject=subject, account_id=account.id, linked_by=linked_by, linked_at=clock.real()
    )
    db.session.add(row)
    db.session.flush()
    audit.record(
        "provider.linked",
        by,
        object_id=row.id,
        account_id=account.id,
        provider_id=provider.id,
        linked_by=linked_by,
    )
    db.session.flush()
    return row


def unlink(by: Viewer, identity: ProviderIdentity, because: str | None) -> None:
    db.session.refresh(identity, with_for_update=True)
    if identity.ended_at is not None:
        return
    identity.ended_at, identity.ended_by, identity.because = clock.real(), by.account_id, because
    _sign_out([identity.account_id])
    audit.record(
        "provider.unlinked",
        by,
        object_id=identity.id,
        because=because,
        account_id=identity.account_id,
        provider_id=identity.provider_id,
    )
    db.session.flush()


def _sign_out(people: list[uuid.UUID]) -> None:
    """End the sign-ins that were made by a provider; those by a password or passkey go on."""
    for start in range(0, len(people), 200):
        theirs = SignIn.account_id.in_(people[start : start + 200]), SignIn.how == HOW, SignIn.ended_at.is_(None)
        db.session.execute(sa.update(SignIn).where(*theirs).values(ended_at=clock.real()))
