"""Makes rows of what the network makes of posted work."""

import uuid
from typing import Any

from tests.make import _add
from virtual_school.core import clock
from virtual_school.identity.models import Account
from virtual_school.library.models import (
    Adaptation,
    Following,
    Lesson,
    LessonRevision,
    LessonUse,
    Remark,
    RemarkKind,
    Thanks,
    UseKind,
)
from virtual_school.network.models import Organisation


def adaptation(copy: Lesson, source: LessonRevision, made_by: Account, **given: Any) -> Adaptation:
    ordinary = {"source_id": source.id, "first_id": source.id, "taken_id": source.id, "made_by": made_by.id}
    return _add(Adaptation, given, lesson_id=copy.id, **ordinary)


def following(revision: LessonRevision, account: Account, **given: Any) -> Following:
    return _add(Following, given, lesson_id=revision.lesson_id, account_id=account.id, seen_id=revision.id)


def thanks(revision: LessonRevision, account: Account, place: Organisation, **given: Any) -> Thanks:
    ordinary = {"lesson_id": revision.lesson_id, "account_id": account.id, "organisation_id": place.id}
    return _add(Thanks, given, words="It saved my morning.", **ordinary)


def remark(revision: LessonRevision, account: Account, place: Organisation, **given: Any) -> Remark:
    ordinary = {"lesson_id": revision.lesson_id, "revision_id": revision.id, "kind": RemarkKind.SUGGESTION}
    words = "A second example would help."
    return _add(Remark, given, account_id=account.id, organisation_id=place.id, words=words, **ordinary)


def use(revision: LessonRevision, giver: Organisation, taker: Organisation, **given: Any) -> LessonUse:
    ordinary = {"lesson_id": revision.lesson_id, "revision_id": revision.id, "giver_id": giver.id}
    ordinary |= {"taker_id": taker.id, "used_on": clock.today(), "thing_id": uuid.uuid4()}
    return _add(LessonUse, given, kind=UseKind.SET, **ordinary)
