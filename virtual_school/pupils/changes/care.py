"""Carers: entered, changed, ended; and what a link opens to them."""

import uuid
from typing import Any

import sqlalchemy as sa

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.changes import dated
from virtual_school.pupils.changes.links import end_care
from virtual_school.pupils.models import CareLink, Carer, Joining, Responsibility


def enter_carer(
    by: Viewer,
    *,
    pupil_id: uuid.UUID,
    name: str,
    called: str,
    parent_in_law: bool,
    responsibility: Responsibility,
    lives_with: bool,
    order_in_force: str | None = None,
    phone: str | None = None,
    language: str | None = None,
    contact_order: int = 1,
    may_be_rung: bool | None = None,
    may_collect: bool | None = None,
    email: str | None = None,
) -> Carer:
    """A parent or carer, in the pupil's own word for them. Opens nothing: a care link does."""
    carer = Carer(
        pupil_id=pupil_id,
        name=name,
        called=called,
        parent_in_law=parent_in_law,
        responsibility=responsibility,
        lives_with=lives_with,
        order_in_force=order_in_force or None,
        phone=phone or None,
        language=language or None,
        contact_order=contact_order,
        may_be_rung=may_be_rung,
        may_collect=may_collect,
        email=email or None,
        created_at=clock.now(),
    )
    db.session.add(carer)
    db.session.flush()
    audit.record("carer.entered", by, pupil_id=pupil_id, object_id=carer.id, carer_id=carer.id)
    db.session.flush()
    return carer


def change_carer(by: Viewer, carer: Carer, **values: Any) -> None:
    """Change what is known of a carer. The audit names the fields, never their words.

    What they may do besides seeing (be rung, collect) holds for their way in too, where they have one. A letter that
    was sent before an order was known of opens nothing: whoever knows of it decides anew.
    """
    for name, value in values.items():
        setattr(carer, name, None if value == "" else value)
    changed = audit.changes(carer, tuple(values))
    if not changed:
        return
    audit.record(
        "carer.changed",
        by,
        pupil_id=carer.pupil_id,
        object_id=carer.id,
        carer_id=carer.id,
        fields=sorted(changed),
    )
    db.session.flush()
    if "order_in_force" in changed and carer.order_in_force:
        _end_letters(by, carer)
    doing = {name: bool(getattr(carer, name)) for name in ("may_be_rung", "may_collect") if name in changed}
    for link in _links_of(carer) if doing else ():
        give_rights(by, link, **doing)


def give_rights(by: Viewer, link: CareLink, **rights: bool) -> None:
    """Change what a carer's link opens, from the next request on."""
    db.session.refresh(link, with_for_update=True)
    for name, right in rights.items():
        setattr(link, name, right)
    changed = audit.changes(link, tuple(rights))
    if changed:
        audit.record(
            "care_link.rights",
            by,
            pupil_id=link.pupil_id,
            object_id=link.id,
            account_id=link.account_id,
            rights=changed,
        )
    db.session.flush()


def end_carer(by: Viewer, carer: Carer, because: str | None, *, by_order: bool = False) -> None:
    """Somebody is no carer of the pupil any more: what they had a way in to is shut at once. Their record stays."""
    db.session.refresh(carer, with_for_update=True)
    if carer.ended_at is not None:
        return
    carer.ended_at, carer.ended_by, carer.because = clock.now(), by.account_id, because
    carer.ended_by_order = by_order
    audit.record(
        "carer.ended",
        by,
        pupil_id=carer.pupil_id,
        object_id=carer.id,
        because=because,
        carer_id=carer.id,
        by_order=by_order,
    )
    db.session.flush()
    _end_letters(by, carer)
    for link in _links_of(carer):
        end_care(by, link, because)


def _end_letters(by: Viewer, carer: Carer) -> None:
    """Letters that wait for their code open nothing any more, even if the carer is one again."""
    waiting = sa.select(Joining).where(
        Joining.carer_id == carer.id, Joining.used_at.is_(None), Joining.ended_at.is_(None)
    )
    for row in db.session.scalars(waiting.order_by(Joining.id).with_for_update()):
        row.ended_at = clock.real()
        audit.record("joining.ended", by, pupil_id=carer.pupil_id, object_id=row.id, carer_id=carer.id)
    db.session.flush()


def reopen_carer(by: Viewer, carer: Carer, because: str) -> None:
    """They are a carer again, by somebody's decision with its reason. No way in opens by it."""
    db.session.refresh(carer, with_for_update=True)
    if carer.ended_at is None:
        return
    carer.ended_at = carer.ended_by = carer.because = carer.ended_by_order = None
    audit.record("carer.reopened", by, pupil_id=carer.pupil_id, object_id=carer.id, because=because, carer_id=carer.id)
    db.session.flush()


def _links_of(carer: Carer) -> list[CareLink]:
    """Their ways in, those that are still to begin too."""
    still = dated.overlaps(CareLink, clock.today(), None)
    question = sa.select(CareLink).where(CareLink.carer_id == carer.id, still)
    return list(db.session.scalars(question.order_by(CareLink.id)))
