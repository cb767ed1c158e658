"""How somebody likes to read: kept with their account, so that it is so on every device."""

import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, InNetwork


class TextSize(enum.Enum):
    USUAL = "usual"
    LARGE = "large"
    LARGER = "larger"
    LARGEST = "largest"


class Spacing(enum.Enum):
    USUAL = "usual"
    WIDE = "wide"
    WIDER = "wider"


class Lettering(enum.Enum):
    USUAL = "usual"
    SYSTEM = "system"


class Ground(enum.Enum):
    USUAL = "usual"
    CREAM = "cream"
    BLUE = "blue"
    GREEN = "green"
    ROSE = "rose"


class Theme(enum.Enum):
    """As the device has it, or always light, or always dark."""

    USUAL = "usual"
    LIGHT = "light"
    DARK = "dark"


class Motion(enum.Enum):
    USUAL = "usual"
    LESS = "less"


class ReadingSettings(InNetwork, Base):
    """One row an account, once they have chosen anything."""

    __tablename__ = "reading_settings"

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), primary_key=True)
    size: Mapped[TextSize] = mapped_column(default=TextSize.USUAL)
    spacing: Mapped[Spacing] = mapped_column(default=Spacing.USUAL)
    lettering: Mapped[Lettering] = mapped_column(default=Lettering.USUAL)
    ground: Mapped[Ground] = mapped_column(default=Ground.USUAL)
    theme: Mapped[Theme] = mapped_column(default=Theme.USUAL)
    motion: Mapped[Motion] = mapped_column(default=Motion.USUAL)
    # A line that follows what is read, where there is script.
    has_ruler: Mapped[bool] = mapped_column(default=False)
