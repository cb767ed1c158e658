"""Makes rows of what pupils are proud of."""

import datetime as dt
from typing import Any

from tests.make import _add
from virtual_school.core import clock
from virtual_school.identity.models import Account
from virtual_school.proud.models import ProudKind, ProudShare, ProudThing, ShareWith
from virtual_school.pupils.models import Pupil


def thing(pupil: Pupil, **given: Any) -> ProudThing:
    ordinary = {"pupil_id": pupil.id, "kind": ProudKind.WORDS, "title": "My drawing", "why": "I did not give up."}
    return _add(ProudThing, given, chosen_at=clock.now(), **ordinary)


def share(
    thing: ProudThing, account: Account | None, shared_with: ShareWith = ShareWith.MENTOR, **given: Any
) -> ProudShare:
    ordinary = {"thing_id": thing.id, "account_id": account.id if account else None, "shared_with": shared_with}
    return _add(ProudShare, given, ends_on=clock.today() + dt.timedelta(days=30), **ordinary)
