"""Pages of referrals: the school's, the lead's, the pupil's and each carer's; and the panel's."""

from virtual_school.referrals.queries import worried
from virtual_school.referrals.routes import (
    case,
    contribution,
    decision,
    family,
    meeting,
    mine,
    opening,
    panel,
    referral,
    school_words,
    sharing,
)
from virtual_school.referrals.routes.blueprint import bp as referrals
from virtual_school.referrals.routes.panels import bp as panels

blueprints = [referrals, panels]

__all__ = [
    "blueprints",
    "case",
    "contribution",
    "decision",
    "family",
    "meeting",
    "mine",
    "opening",
    "panel",
    "referral",
    "school_words",
    "sharing",
    "worried",
]
