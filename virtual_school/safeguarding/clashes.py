"""Who is named beside a pupil already, when the two are set apart."""

from collections.abc import Iterator

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.pupils.models import Away, CareKind, CareLink, Glass, Window
from virtual_school.pupils.words import CARE_WORDS
from virtual_school.safeguarding.apart import finds_clashes
from virtual_school.safeguarding.models import KeepApart


@finds_clashes
def named_already(keep: KeepApart) -> list[str]:
    return list(_named(keep)) if keep.account_id is not None else []


def _named(keep: KeepApart) -> Iterator[str]:
    today = clock.today()
    links = sa.select(CareLink.kind).where(
        CareLink.pupil_id == keep.pupil_id, CareLink.account_id == keep.account_id, in_force(CareLink, today)
    )
    for kind in db.session.scalars(links.order_by(CareLink.id)):
        yield str(CARE_WORDS[CareKind(kind)])
    windows = sa.select(Window.purpose).where(
        Window.pupil_id == keep.pupil_id, Window.account_id == keep.account_id, in_force(Window, today)
    )
    for purpose in db.session.scalars(windows.order_by(Window.id)):
        yield str(_("A window: %(purpose)s", purpose=purpose))
    looks = sa.exists().where(
        Glass.pupil_id == keep.pupil_id,
        Glass.account_id == keep.account_id,
        Glass.ended_at.is_(None),
        Glass.ends_at > clock.now(),
    )
    if db.session.scalar(sa.select(looks)):
        yield str(_("The record, opened without a link"))
    answers = sa.exists().where(
        Away.pupil_id == keep.pupil_id, Away.answers_id == keep.account_id, in_force(Away, today)
    )
    if db.session.scalar(sa.select(answers)):
        yield str(_("Answers while the pupil is away"))
