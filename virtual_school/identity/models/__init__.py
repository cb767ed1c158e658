"""Accounts, what proves them, where they are signed in, and the roles they hold."""

from virtual_school.identity.models.account import (
    Account,
    Credential,
    CredentialKind,
    Invitation,
    Membership,
    SignIn,
)
from virtual_school.identity.models.factors import Authenticator, Passkey, RecoveryCode, SpentChallenge

__all__ = [
    "Account",
    "Authenticator",
    "Credential",
    "CredentialKind",
    "Invitation",
    "Membership",
    "Passkey",
    "RecoveryCode",
    "SignIn",
    "SpentChallenge",
]
