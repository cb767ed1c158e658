"""Accounts, what proves them, where they are signed in, and the roles they hold."""

from virtual_school.identity.models.account import (
    Account,
    Credential,
    CredentialKind,
    Invitation,
    Membership,
    SignIn,
)
from virtual_school.identity.models.cards import Card, Slip, SlipKind
from virtual_school.identity.models.factors import Authenticator, Passkey, RecoveryCode, SpentChallenge
from virtual_school.identity.models.hours import Hours, Off
from virtual_school.identity.models.providers import LinkedBy, ProviderIdentity, ProviderKind, SignInProvider
from virtual_school.identity.models.reading import (
    Ground,
    Lettering,
    Motion,
    ReadingSettings,
    Spacing,
    TextSize,
    Theme,
)
from virtual_school.identity.models.resets import Reset

__all__ = [
    "Account",
    "Authenticator",
    "Card",
    "Credential",
    "CredentialKind",
    "Ground",
    "Hours",
    "Invitation",
    "Lettering",
    "LinkedBy",
    "Membership",
    "Motion",
    "Off",
    "Passkey",
    "ProviderIdentity",
    "ProviderKind",
    "ReadingSettings",
    "RecoveryCode",
    "Reset",
    "SignIn",
    "SignInProvider",
    "Slip",
    "SlipKind",
    "Spacing",
    "SpentChallenge",
    "TextSize",
    "Theme",
]
