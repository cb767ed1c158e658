"""Inviting a carer, and joining: every right was decided by the school or the lead, and the code only opens it."""

import datetime as dt
import secrets
import uuid
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from flask import render_template
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.access import require
from virtual_school.core.db import db, writing
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.core.ids import digest, token
from virtual_school.core.mail import queue_mail
from virtual_school.identity import changes as accounts
from virtual_school.identity import queries as people
from virtual_school.identity import throttle
from virtual_school.identity.models import Account
from virtual_school.network.models import Network
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import changes
from virtual_school.pupils.access import Access
from virtual_school.pupils.joining import policy, queries
from virtual_school.pupils.models import CareKind, Carer, Joining, Pupil

RIGHTS = ("may_see_record", "may_see_whereabouts", "may_be_rung", "may_collect")

LASTS = dt.timedelta(days=14)
# A code of six digits that is wrong so often is spent, and the school gives another.
TRIES = 10


def invite(
    viewer: Viewer,
    pupil: Pupil,
    opened: Access,
    carer: Carer,
    network: Network,
    link_for: Callable[[str], str],
    *,
    email: str,
    **link: Any,
) -> str:
    """Send the letter; gives the code, which the inviter hands over by another way. An invitation before it ends."""
    require(policy.can_invite(viewer, opened))
    if carer.ended_at is not None:
        raise WrongState(_("They are no carer of this pupil any more."))
    if clock.today() >= pupil.of_age_on:
        raise WrongState(_("They are eighteen: nobody is let in as their parent any more."))
    if queries.has_joined(carer.id):
        raise WrongState(_("This person has this link to the pupil already."))
    for row in db.session.scalars(sa.select(Joining).where(Joining.carer_id == carer.id, *queries.still_open())):
        end(viewer, pupil, opened, row)
    secret, code = token(), f"{secrets.randbelow(10**6):06}"
    row = Joining(
        pupil_id=pupil.id,
        carer_id=carer.id,
        email=throttle.typed_name(email),
        digest=digest(secret),
        code=queries.code_digest(digest(secret), code),
        made_by=viewer.account_id,
        made_at=clock.real(),
        expires_at=clock.real() + LASTS,
        **link,
    )
    db.session.add(row)
    db.session.flush()
    audit.record("joining.sent", viewer, pupil_id=pupil.id, object_id=row.id, carer_id=carer.id)
    words = render_template(
        "pupils/joining_letter.txt", network=network, name=carer.name, link=link_for(secret), days=LASTS.days
    )
    queue_mail(row.email, _("Your way into %(network)s", network=network.name), words, about_id=pupil.id)
    return code


def end(viewer: Viewer, pupil: Pupil, opened: Access, row: Joining) -> None:
    require(policy.can_invite(viewer, opened))
    db.session.refresh(row, with_for_update=True)
    if row.used_at is None and row.ended_at is None:
        row.ended_at = clock.real()
        audit.record("joining.ended", viewer, pupil_id=pupil.id, object_id=row.id, carer_id=row.carer_id)
        db.session.flush()


def opens(shown: bytes, code: str) -> bool:
    """Whether the code opens the letter. A try is counted before it is looked at; a transaction of its own."""
    with writing():
        found = queries.joining(shown, lock=True)
        if found is None or found[0].wrong >= TRIES:
            return False
        row, right = found[0], secrets.compare_digest(found[0].code, queries.code_digest(shown, code))
        row.wrong += 0 if right else 1
    return right


def join_new(shown: bytes, hashed: str, by: Viewer) -> Account:
    """Somebody who has no account here: one with the address that the letter went to."""
    row, carer, _pupil = _locked(shown)
    account = accounts.make_account(by, name=carer.name, email=row.email)
    accounts.set_password(by, account_id=account.id, hashed=hashed)
    _join(by, row, account.id)
    return account


def join_mine(viewer: Viewer, shown: bytes) -> None:
    """Somebody who is signed in to theirs: another child comes to those they have."""
    row, _carer, pupil = _locked(shown)
    if viewer.account_id is None or viewer.account_id == pupil.account_id:
        raise WrongState(_("This is the pupil’s own account. Sign out, and open your letter again."))
    _join(viewer, row, viewer.account_id)
    people.own_sign_in(viewer, viewer.sign_in_id).hat = "carer"


def _locked(shown: bytes) -> tuple[Joining, Carer, Pupil]:
    found = queries.joining(shown, lock=True)
    if found is None:
        raise NotVisible
    return found


def _join(by: Viewer, row: Joining, account_id: uuid.UUID) -> None:
    rights = {name: getattr(row, name) for name in RIGHTS}
    changes.begin_care(
        by,
        account_id=account_id,
        pupil_id=row.pupil_id,
        kind=CareKind.CARER,
        carer_id=row.carer_id,
        starts_on=max(row.starts_on, clock.today()),
        ends_on=row.ends_on,
        **rights,
    )
    row.used_at, row.account_id = clock.real(), account_id
    audit.record(
        "joining.used", by, pupil_id=row.pupil_id, object_id=row.id, carer_id=row.carer_id, account_id=account_id
    )
    db.session.flush()
