"""The panel, its meetings, what was said of each referral there, and what it offered."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, Dated, HasId, InNetwork, Line, Text, dates_in_order
from virtual_school.timetable.models import SlotBasis, SlotKind


class Panel(HasId, InNetwork, Base):
    """A referral panel. `quorum` counts members present who have no conflict of interest in the case."""

    __tablename__ = "panel"

    name: Mapped[Line]
    quorum: Mapped[int] = mapped_column(sa.SmallInteger)
    made_at: Mapped[dt.datetime]

    __table_args__ = (sa.CheckConstraint("quorum BETWEEN 2 AND 20", name="quorum_of_two_or_more"),)


class PanelMember(HasId, InNetwork, Dated, Base):
    """Somebody who sits on a panel for their organisation."""

    __tablename__ = "panel_member"

    panel_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel.id"), index=True)
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), index=True)
    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"))
    chairs: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (dates_in_order(),)


class Meeting(HasId, InNetwork, Base):
    """One meeting of a panel."""

    __tablename__ = "meeting"

    panel_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel.id"), index=True)
    starts_at: Mapped[dt.datetime]
    place: Mapped[Line]
    closed_at: Mapped[dt.datetime | None]
    closed_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    made_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    made_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (sa.Index("ix_meeting_made_by", "made_by", "panel_id"),)
    __mapper_args__ = {"version_id_col": version}


class MeetingMember(HasId, InNetwork, Base):
    """That a member is at a meeting, from when to when."""

    __tablename__ = "meeting_member"

    meeting_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("meeting.id"))
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    came_at: Mapped[dt.datetime]
    left_at: Mapped[dt.datetime | None]

    __table_args__ = (sa.UniqueConstraint("meeting_id", "account_id"),)


class MeetingCase(HasId, InNetwork, Base):
    """A referral put before a meeting. While it stands, its members' windows onto the referral are open."""

    __tablename__ = "meeting_case"

    meeting_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("meeting.id"))
    referral_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("referral.id"), index=True)
    position: Mapped[int] = mapped_column(sa.SmallInteger)
    listed_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    listed_at: Mapped[dt.datetime]
    taken_off_at: Mapped[dt.datetime | None]
    taken_off_because: Mapped[Line | None]

    __table_args__ = (sa.Index("ix_meeting_case_meeting", "meeting_id", "position"),)


class Discussion(HasId, InNetwork, Base):
    """What somebody said of a case at the meeting, or asked before it: minuted, only added to."""

    __tablename__ = "discussion"

    case_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("meeting_case.id"), index=True)
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    words: Mapped[Text]
    at: Mapped[dt.datetime]


class DecisionOutcome(enum.Enum):
    OFFER = "offer"
    NOT_THIS_TIME = "not_this_time"
    NEED_MORE = "need_more"


class Decision(HasId, InNetwork, Base):
    """What a panel decided of one case, with its reason: one a case. It opens to the family once they were told.

    'Not this time' says what happens instead, who does it, from when; 'need more' says what, and by when.
    """

    __tablename__ = "decision"

    case_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("meeting_case.id"), unique=True)
    referral_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("referral.id"), index=True)
    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    outcome: Mapped[DecisionOutcome]
    reason: Mapped[Text]
    conditions: Mapped[Text | None]
    instead: Mapped[Text | None]
    instead_who: Mapped[Line | None]
    instead_from: Mapped[dt.date | None]
    need: Mapped[Text | None]
    need_by: Mapped[dt.date | None]
    quorum: Mapped[int] = mapped_column(sa.SmallInteger)
    decided_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    decided_at: Mapped[dt.datetime]
    # Who tells the family, and when they said that they have.
    tells_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    told_at: Mapped[dt.datetime | None]
    # The letters in plain words, as they were when the family was told: the carers' and the pupil's.
    letter: Mapped[Text | None]
    letter_to_pupil: Mapped[Text | None]
    programme_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("programme.id"), unique=True)
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        sa.CheckConstraint("outcome <> 'not_this_time' OR instead IS NOT NULL", name="says_what_instead"),
        sa.CheckConstraint(
            "outcome <> 'not_this_time' OR (instead_who IS NOT NULL AND instead_from IS NOT NULL)",
            name="says_who_instead",
        ),
        sa.CheckConstraint("outcome <> 'need_more' OR (need IS NOT NULL AND need_by IS NOT NULL)", name="need_whole"),
        sa.CheckConstraint("(told_at IS NULL) = (letter IS NULL)", name="told_with_letter"),
        sa.CheckConstraint("(letter IS NULL) = (letter_to_pupil IS NULL)", name="letter_to_each"),
        sa.Index("ix_decision_told", "network_id", "told_at", "decided_at"),
    )
    __mapper_args__ = {"version_id_col": version}


class DecisionMember(InNetwork, Base):
    """Who was there when it was decided, and whether they counted: a member of the pupil's own school does not."""

    __tablename__ = "decision_member"

    decision_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("decision.id"), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), primary_key=True)
    counted: Mapped[bool]


class OfferPart(HasId, InNetwork, Base):
    """One part of the week that a panel offers. The home school's head confirms its footing before it starts."""

    __tablename__ = "offer_part"

    decision_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("decision.id"), index=True)
    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    position: Mapped[int] = mapped_column(sa.SmallInteger)
    kind: Mapped[SlotKind]
    words: Mapped[Line]
    place_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("organisation.id"))
    # Half days a week.
    sessions: Mapped[int] = mapped_column(sa.SmallInteger)
    basis: Mapped[SlotBasis]
    footing_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("footing.id"), unique=True)

    __table_args__ = (sa.CheckConstraint("sessions BETWEEN 1 AND 10", name="half_days"),)
