"""Builders of concerns, calls for help and papers; of what keeps a pupil safe."""

import datetime as dt
import uuid
from typing import Any

from tests import make
from virtual_school.core import clock
from virtual_school.core.papers import Paper
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.notices.models import Because, Channel, Digest, Notice, NoticeChoices, Sent
from virtual_school.pupils.models import ConfidentialWhereabouts, Pupil, WhereaboutsReader
from virtual_school.safeguarding.models import Concern, ConcernFile, Help, Hold, KeepApart, Serious, SeriousKind


def concern(
    pupil: Pupil, raised_by: Account, school: Organisation | None, about_id: uuid.UUID, **given: Any
) -> Concern:
    ordinary = {"pupil_id": pupil.id, "raised_by": raised_by.id, "organisation_id": school.id if school else None}
    ordinary |= {"about_kind": "contribution", "about_id": about_id, "copy": "I do not want to go home."}
    return make._add(Concern, given, words="She said this twice.", raised_at=clock.now(), **ordinary)


def concern_file(concern: Concern, **given: Any) -> ConcernFile:
    stored = make.stored_file(f"A photo for {concern.id}\n".encode(), "photo.txt")
    return make._add(ConcernFile, given, concern_id=concern.id, stored_file_id=stored.id, name="photo.txt")


def serious(pupil: Pupil, by: Account, school: Organisation | None, **given: Any) -> Serious:
    ordinary: dict[str, Any] = {"pupil_id": pupil.id, "reported_by": by.id, "kind": SeriousKind.INJURY}
    ordinary |= {"organisation_id": school.id if school else None, "what": "A lapwing flew up and he fell."}
    ordinary |= {
        "where": "By the bins of the yard",
        "who": "Two others of the hen club",
        "done": "First aid by the jay",
        "hurt": "His arm, said the owl",
        "told": "A finch and nobody else",
    }
    return make._add(
        Serious, given, next="To hospital with the crane", happened_at=clock.now(), reported_at=clock.now(), **ordinary
    )


def asked_for_help(pupil: Pupil, **given: Any) -> Help:
    return make._add(Help, given, pupil_id=pupil.id, words="Something is wrong.", asked_at=clock.now())


def paper(account: Account, hat: str, kind: str, about_id: uuid.UUID, **given: Any) -> Paper:
    ordinary = {"account_id": account.id, "hat": hat, "kind": kind, "about_id": about_id}
    return make._add(Paper, given, asked_at=clock.now(), **ordinary)


def _later() -> dt.date:
    return clock.today() + dt.timedelta(days=28)


def confidential(pupil: Pupil, set_by: uuid.UUID, *readers: uuid.UUID, **given: Any) -> ConfidentialWhereabouts:
    ordinary = {"pupil_id": pupil.id, "set_by": set_by, "reason": "Her father looks for her."}
    row = make._add(ConfidentialWhereabouts, given, set_at=clock.now(), review_on=_later(), **ordinary)
    for account_id in readers:
        named = {"confidential_id": row.id, "account_id": account_id, "named_by": set_by}
        make._add(WhereaboutsReader, {}, named_at=clock.now(), **named)
    return row


def keep_apart(pupil: Pupil, set_by: uuid.UUID, **given: Any) -> KeepApart:
    ordinary = {"pupil_id": pupil.id, "set_by": set_by, "reason": "What happened in March."}
    return make._add(KeepApart, given, set_at=clock.now(), review_on=_later(), **ordinary)


def hold(pupil: Pupil, set_by: uuid.UUID, **given: Any) -> Hold:
    ordinary = {"pupil_id": pupil.id, "set_by": set_by, "reason": "A death."}
    return make._add(Hold, given, set_at=clock.now(), review_on=_later(), **ordinary)


def notice(account: Account, kind: str = "letter.new", path: str = "/notices", **given: Any) -> Notice:
    return make._add(Notice, given, account_id=account.id, kind=kind, path=path, because=Because.SELF)


def choices(account: Account, **given: Any) -> NoticeChoices:
    return make._add(NoticeChoices, given, account_id=account.id)


def digest(account: Account, *notices: Notice, **given: Any) -> Digest:
    mail_id = uuid.uuid4()  # of a letter that is thrown away by now
    row = make._add(Digest, given, account_id=account.id, day=clock.today(), mail_id=mail_id)
    for one in notices:
        one.left_at = row.made_at
        ordinary = {"notice_id": one.id, "account_id": account.id, "channel": Channel.EMAIL}
        make._add(Sent, {}, digest_id=row.id, mail_id=mail_id, **ordinary)
    return row
