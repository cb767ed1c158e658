"""The referral and its contributions; the panel, its meetings and decisions."""

from virtual_school.referrals.models.panel import (
    Decision,
    DecisionMember,
    DecisionOutcome,
    Discussion,
    Meeting,
    MeetingCase,
    MeetingMember,
    OfferPart,
    Panel,
    PanelMember,
)
from virtual_school.referrals.models.referral import (
    CARER_QUESTIONS,
    MOVES,
    OVER,
    PUPIL_QUESTIONS,
    TRANSITIONS,
    Answer,
    Contribution,
    Question,
    Referral,
    ReferralState,
)

__all__ = [
    "CARER_QUESTIONS",
    "MOVES",
    "OVER",
    "PUPIL_QUESTIONS",
    "TRANSITIONS",
    "Answer",
    "Contribution",
    "Decision",
    "DecisionMember",
    "DecisionOutcome",
    "Discussion",
    "Meeting",
    "MeetingCase",
    "MeetingMember",
    "OfferPart",
    "Panel",
    "PanelMember",
    "Question",
    "Referral",
    "ReferralState",
]
