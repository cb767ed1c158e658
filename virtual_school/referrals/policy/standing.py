"""How a referral stands: what each party gave, what each sharing rests on, what is still to do before it goes on."""

import datetime as dt
import enum
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from virtual_school.pupils.models import Party
from virtual_school.referrals.models import ReferralState


@dataclass(frozen=True, slots=True)
class PartyStands:
    """What one party has given. `held`: a concern waits for the safeguarding lead; no page says about whose words."""

    party: Party
    carer_id: uuid.UUID | None
    called: str
    contribution_id: uuid.UUID | None = None
    asked_at: dt.datetime | None = None
    given_at: dt.datetime | None = None
    read_at: dt.datetime | None = None
    none_at: dt.datetime | None = None
    held: bool = False
    agrees: bool | None = None
    said_at: dt.datetime | None = None

    @property
    def key(self) -> str:
        """How this party stands in an address."""
        return str(self.carer_id) if self.carer_id else Party.PUPIL.value

    @property
    def none(self) -> bool:
        return self.none_at is not None

    @property
    def waits_to_be_read(self) -> bool:
        """Held or not: the page looks the same to whoever reads it."""
        return self.given_at is not None and self.read_at is None


@dataclass(frozen=True, slots=True)
class SharingStands:
    """One thing that is shared: on what basis, told when, and whether an objection waits for its answer."""

    note_id: uuid.UUID
    to_whom: str
    has_basis: bool
    told_on: dt.date | None
    objected: bool = False
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """A referral with everything that decides whether it may go on."""

    state: ReferralState
    has_mentor: bool
    parties: tuple[PartyStands, ...]
    sharings: tuple[SharingStands, ...]
    signed_at: dt.datetime | None = None
    without: bool = False
    # A concern about anything that was said here, even if it was said anew since, waits for the safeguarding lead.
    held: bool = False

    @property
    def without_a_yes(self) -> tuple[PartyStands, ...]:
        """Who said no, or has not said: then the head must record why they go on."""
        return tuple(party for party in self.parties if party.agrees is not True)

    @property
    def no_after_signing(self) -> bool:
        return self.signed_at is not None and any(
            party.agrees is False and party.said_at is not None and party.said_at > self.signed_at
            for party in self.parties
        )


class Kind(enum.Enum):
    """What something still to do is about: where on the page it is put right."""

    MENTOR = "mentor"
    PART = "part"
    READ = "read"
    YES_OR_NO = "yes_or_no"
    SHARING = "sharing"
    HELD = "held"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that must be done before the referral goes on, in words for the person."""

    kind: Kind
    words: str


def missing(standing: Standing) -> tuple[Missing, ...]:
    """What stands between this referral and the head's sign-off, in the order of the page."""
    return (
        *_mentor(standing),
        *(one for party in standing.parties for one in _of_party(party)),
        *(one for sharing in standing.sharings for one in _of_sharing(sharing)),
        *_held(standing),
    )


def missing_to_go_on(standing: Standing) -> tuple[Missing, ...]:
    """What stands between it and the panel: all that, and the sign-off, given after the last 'no'."""
    found = list(missing(standing))
    if standing.signed_at is None:
        found.append(Missing(Kind.SIGNED, _("The headteacher has not signed it.")))
    elif standing.no_after_signing or (standing.without_a_yes and not standing.without):
        words = _("Somebody has not said yes, and the headteacher has not said why it goes on without that.")
        found.append(Missing(Kind.SIGNED, words))
    return tuple(found)


def _mentor(standing: Standing) -> Iterator[Missing]:
    if not standing.has_mentor:
        yield Missing(Kind.MENTOR, _("No learning mentor is named yet. The Virtual School lead does that."))


def _of_party(party: PartyStands) -> Iterator[Missing]:
    if party.given_at is None and not party.none:
        yield Missing(Kind.PART, _("%(who)s: their own words, or a reason why there are none.", who=party.called))
    elif party.given_at is not None and party.read_at is None:
        yield Missing(Kind.READ, _("%(who)s: one adult who knows them reads their words first.", who=party.called))
    if party.agrees is None and not party.none:
        yield Missing(Kind.YES_OR_NO, _("%(who)s: whether they want to take part.", who=party.called))


def _of_sharing(sharing: SharingStands) -> Iterator[Missing]:
    if not sharing.has_basis:
        yield Missing(Kind.SHARING, _("Sharing with %(whom)s: the lawful basis.", whom=sharing.to_whom))
    if sharing.told_on is None:
        yield Missing(Kind.SHARING, _("Sharing with %(whom)s: the day the family was told.", whom=sharing.to_whom))
    if sharing.objected and not sharing.answered:
        yield Missing(Kind.SHARING, _("Sharing with %(whom)s: an answer to the objection.", whom=sharing.to_whom))


def _held(standing: Standing) -> Iterator[Missing]:
    if standing.held:
        yield Missing(Kind.HELD, _("Something here is still being read before it goes on."))
