"""How far a sign-in has come: whole, or waiting for its second factor."""

import datetime as dt
import enum
from dataclasses import dataclass


class Standing(enum.Enum):
    """What a sign-in opens. Less than `WHOLE` opens only the pages that mark themselves so."""

    WHOLE = "whole"
    ASK = "ask"  # the person has a second factor, and has not shown it on this device
    SET_UP = "set_up"  # they have none, and the time to set one up has run out


@dataclass(frozen=True, slots=True)
class Proofs:
    """What is known of a sign-in and its account when it is asked how far it has come."""

    has_second: bool
    second_at: dt.datetime | None
    staff_since: dt.datetime | None


def due_at(proofs: Proofs, grace_days: int, now: dt.datetime) -> dt.datetime:
    """From when on staff without a second factor have to set one up: so long after their first sign-in as staff."""
    return (proofs.staff_since or now) + dt.timedelta(days=grace_days)


def standing(
    proofs: Proofs, *, is_staff: bool, is_carer: bool, is_demonstration: bool, grace_days: int, now: dt.datetime
) -> Standing:
    """Pupils are never asked; nor is anybody in a demonstration. Carers are asked for what they set up themselves."""
    if is_demonstration or not (is_staff or is_carer):
        return Standing.WHOLE
    if proofs.has_second:
        return Standing.WHOLE if proofs.second_at is not None else Standing.ASK
    if is_staff and now >= due_at(proofs, grace_days, now):
        return Standing.SET_UP
    return Standing.WHOLE
