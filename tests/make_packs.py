"""Makes rows of work packs."""

from typing import Any

from tests.make import _add
from virtual_school.core import clock
from virtual_school.identity.models import Account
from virtual_school.learning.models import Assignment
from virtual_school.library.models import LessonRevision
from virtual_school.packs.models import PackState, WorkPack, WorkPackItem


def choosing(account: Account, hat: str, **given: Any) -> WorkPack:
    return _add(WorkPack, given, account_id=account.id, hat=hat)


def pack(account: Account, hat: str, **given: Any) -> WorkPack:
    ordinary = {"account_id": account.id, "hat": hat, "state": PackState.WAITING, "asked_at": clock.now()}
    return _add(WorkPack, given, **ordinary)


def item(pack: WorkPack, revision: LessonRevision, assignment: Assignment | None = None, **given: Any) -> WorkPackItem:
    ordinary = {"pack_id": pack.id, "revision_id": revision.id, "position": 1}
    return _add(WorkPackItem, given, assignment_id=assignment.id if assignment else None, **ordinary)
