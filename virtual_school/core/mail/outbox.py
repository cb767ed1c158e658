"""The outbox of a demonstration: letters and texts that it would have sent, for whoever tries it. Other networks have
none.
"""

import uuid

import sqlalchemy as sa
from flask import Blueprint, Response, g

from virtual_school.core.access import signed_in
from virtual_school.core.db import db, network_id
from virtual_school.core.errors import NotVisible
from virtual_school.core.htmx import render
from virtual_school.core.mail.models import Mail
from virtual_school.core.texts import TextMessage, shown

LISTED = 50

bp = Blueprint("outbox", __name__)


@bp.get("/outbox")
@signed_in
def outbox() -> Response:
    _require_demonstration()
    return render("core/outbox.html", sent=latest(), number=shown, listed=LISTED)


@bp.get("/outbox/<uuid:mail_id>")
@signed_in
def mail(mail_id: uuid.UUID) -> Response:
    _require_demonstration()
    return render("core/mail_shown.html", mail=one(mail_id))


def latest() -> list[Mail | TextMessage]:
    """The letters and texts of this network, newest first."""
    own = network_id()
    letters = sa.select(Mail).where(Mail.network_id == own).order_by(Mail.id.desc()).limit(LISTED)
    texts = sa.select(TextMessage).where(TextMessage.network_id == own).order_by(TextMessage.id.desc()).limit(LISTED)
    both = [*db.session.scalars(letters), *db.session.scalars(texts)]
    return sorted(both, key=lambda one: one.id, reverse=True)[:LISTED]


def one(mail_id: uuid.UUID) -> Mail:
    found = db.session.scalar(sa.select(Mail).where(Mail.network_id == network_id(), Mail.id == mail_id))
    if found is None:
        raise NotVisible
    return found


def _require_demonstration() -> None:
    network = g.get("network")
    if network is None or not network.is_demonstration:
        raise NotVisible
