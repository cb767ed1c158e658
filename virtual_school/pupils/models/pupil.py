"""The pupil and everything that decides who may reach them: roll, carers, care links, windows."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core import clock
from virtual_school.core.db import Base, Dated, HasId, InNetwork, Line, dates_in_order

# How long before their eighteenth birthday a pupil is told what it ends.
TOLD_BEFORE = dt.timedelta(days=90)


class Pupil(HasId, InNetwork, Base):
    """A child, as a person record apart from any account."""

    __tablename__ = "pupil"

    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"), unique=True)
    given_name: Mapped[Line]
    family_name: Mapped[Line]
    # As in the school's register, where they differ from the names in use.
    legal_given_name: Mapped[Line | None]
    legal_family_name: Mapped[Line | None]
    # The one name that stands on every page.
    known_as: Mapped[Line]
    sort_key: Mapped[str]
    date_of_birth: Mapped[dt.date]
    # National curriculum year as taught, 1 to 14; it may differ from the year by age.
    year: Mapped[int] = mapped_column(sa.SmallInteger)
    upn: Mapped[str | None] = mapped_column(sa.String(13))
    # The Learner Registration Service's number, from about 14 on.
    uln: Mapped[str | None] = mapped_column(sa.String(10))
    first_language: Mapped[Line | None]
    created_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        sa.UniqueConstraint("network_id", "upn"),
        sa.CheckConstraint("year BETWEEN 1 AND 14", name="year_in_range"),
        sa.Index("ix_pupil_sort", "network_id", "sort_key", "id"),
    )
    __mapper_args__ = {"version_id_col": version}

    @property
    def year_by_age(self) -> int:
        """The year by age on 31 August before the academic year (domain facts, section 2.4): 15 is Year 11."""
        today = clock.today()
        start = today.year if today.month >= 9 else today.year - 1
        born = self.date_of_birth
        return start - born.year - (1 if (born.month, born.day) > (8, 31) else 0) - 4

    @property
    def initial(self) -> str:
        return f"{self.known_as} {self.family_name[:1]}."

    @property
    def of_age_on(self) -> dt.date:
        """The eighteenth birthday: from this day a parent has no right to the record."""
        return of_age_on(self.date_of_birth)

    @property
    def is_nearly_of_age(self) -> bool:
        """Whether the pupil and their carers are told that it is soon."""
        return soon_of_age(self.date_of_birth) is not None


def of_age_on(born: dt.date) -> dt.date:
    """Eighteen years on. Who was born on 29 February comes of age on 1 March: no eighteenth year after has that day."""
    if (born.month, born.day) == (2, 29):
        return dt.date(born.year + 18, 3, 1)
    return born.replace(year=born.year + 18)


def soon_of_age(born: dt.date) -> dt.date | None:
    """The eighteenth birthday, when it is still to come and near."""
    on = of_age_on(born)
    return on if clock.today() < on <= clock.today() + TOLD_BEFORE else None


class FormerUpn(HasId, InNetwork, Base):
    """A unique pupil number that the pupil had until a day. Written once, never changed."""

    __tablename__ = "former_upn"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    upn: Mapped[str] = mapped_column(sa.String(13))
    until: Mapped[dt.date]

    __table_args__ = (sa.Index("ix_former_upn_upn", "network_id", "upn"),)


class RollStatus(enum.Enum):
    """How a pupil is on a roll (CBDS enrolment status): the main roll is C or M, and there is at most one a day."""

    CURRENT = "C"
    MAIN = "M"
    SUBSIDIARY = "S"
    GUEST = "G"


MAIN_ROLL = (RollStatus.CURRENT, RollStatus.MAIN)


class Enrolment(HasId, InNetwork, Dated, Base):
    """That a pupil is on an organisation's roll, dated."""

    __tablename__ = "enrolment"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    status: Mapped[RollStatus]

    __table_args__ = (dates_in_order(),)


class Responsibility(enum.Enum):
    """On what footing a carer has parental responsibility, or that they have none."""

    BIRTH = "birth"
    AGREEMENT = "agreement"
    COURT_ORDER = "court_order"
    CARE_ORDER = "care_order"
    NONE = "none"


class Carer(HasId, InNetwork, Base):
    """A parent or carer, with or without an account, in the pupil's own word for them."""

    __tablename__ = "carer"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    name: Mapped[Line]
    called: Mapped[Line]
    parent_in_law: Mapped[bool]
    responsibility: Mapped[Responsibility]
    lives_with: Mapped[bool]
    # A court's order in force that limits them, in a few words; a limited carer sees nothing that it forbids.
    order_in_force: Mapped[Line | None]
    phone: Mapped[Line | None]
    language: Mapped[Line | None]
    contact_order: Mapped[int] = mapped_column(sa.SmallInteger, default=1)
    # Asked of everybody, with or without a way in; None: nobody has said yet.
    may_be_rung: Mapped[bool | None]
    may_collect: Mapped[bool | None]
    email: Mapped[str | None] = mapped_column(sa.String(254))
    created_at: Mapped[dt.datetime]
    # Somebody who is no carer any more stays on record, with the reason.
    ended_at: Mapped[dt.datetime | None]
    ended_by: Mapped[uuid.UUID | None]
    because: Mapped[Line | None]
    ended_by_order: Mapped[bool | None]


class CareKind(enum.Enum):
    CARER = "carer"
    MENTOR = "mentor"
    KEY_ADULT = "key_adult"
    SOCIAL_WORKER = "social_worker"


class CareLink(HasId, InNetwork, Dated, Base):
    """That an account cares for a pupil, dated. Ending it ends everything it opened at the next request."""

    __tablename__ = "care_link"

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), index=True)
    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    kind: Mapped[CareKind]
    carer_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("carer.id"))
    # The mentor's link in whose place this one stands while that mentor is off: it ends with it.
    stands_in_for: Mapped[uuid.UUID | None]
    # The carer's rights; always false for the other kinds, whose rights come from the kind.
    may_see_record: Mapped[bool] = mapped_column(default=False)
    may_see_whereabouts: Mapped[bool] = mapped_column(default=False)
    may_be_rung: Mapped[bool] = mapped_column(default=False)
    may_collect: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        dates_in_order(),
        sa.CheckConstraint("(kind = 'carer') = (carer_id IS NOT NULL)", name="carer_has_record"),
        sa.CheckConstraint(
            "kind = 'carer' OR NOT (may_see_record OR may_see_whereabouts OR may_be_rung OR may_collect)",
            name="rights_are_carers",
        ),
        sa.Index("ix_care_link_account_kind", "network_id", "account_id", "kind"),
        sa.Index("ix_care_link_stands_in_for", "network_id", "stands_in_for"),
    )


class Part(enum.Enum):
    """The parts of a pupil's record. Closed: everything about a child is one of these."""

    IDENTITY = "identity"
    FAMILY = "family"
    WHEREABOUTS = "whereabouts"
    HEALTH = "health"
    SAFEGUARDING = "safeguarding"
    REFERRAL = "referral"
    PLAN = "plan"
    WEEK = "week"
    WORK = "work"
    GRADES = "grades"
    ATTENDANCE = "attendance"
    BEHAVIOUR = "behaviour"
    NOTES = "notes"
    MESSAGES = "messages"
    CHECK_INS = "check_ins"
    FILES = "files"


class Basis(enum.Enum):
    """On what a window rests. One on agreement is ended by whoever agreed; one on duty says why it is not."""

    AGREEMENT = "agreement"
    DUTY = "duty"


class Window(HasId, InNetwork, Dated, Base):
    """The only way in for somebody outside: who, for what, on what basis, from, until. Its parts are `WindowPart`.

    With `about_kind` it opens one thing and nothing else of the pupil's: the marker of one piece of work. With
    `carer_id` a parent or carer who is not in the household looks through it; the organisation is whose staff opened
    it.
    """

    __tablename__ = "window"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), index=True)
    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"))
    purpose: Mapped[Line]
    basis: Mapped[Basis]
    about_kind: Mapped[str | None] = mapped_column(sa.String(40))
    about_id: Mapped[uuid.UUID | None]
    carer_id: Mapped[uuid.UUID | None]
    opened_by: Mapped[uuid.UUID]

    __table_args__ = (
        dates_in_order(),
        sa.CheckConstraint("(about_kind IS NULL) = (about_id IS NULL)", name="about_whole"),
        sa.CheckConstraint("ends_on IS NOT NULL OR about_kind IS NOT NULL", name="ends_some_day"),
        sa.Index("ix_window_account_organisation", "network_id", "account_id", "organisation_id"),
        sa.Index("ix_window_about", "network_id", "about_kind", "about_id"),
    )


class WindowPart(InNetwork, Base):
    """One part of the record that a window opens."""

    __tablename__ = "window_part"

    window_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("window.id"), primary_key=True)
    part: Mapped[Part] = mapped_column(primary_key=True)
