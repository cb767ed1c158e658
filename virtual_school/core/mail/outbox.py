"""The outbox of a demonstration: the letters it would have sent, for whoever tries it. Other networks have none."""

import uuid

import sqlalchemy as sa
from flask import Blueprint, Response, g

from virtual_school.core.access import signed_in
from virtual_school.core.db import db, network_id
from virtual_school.core.errors import NotVisible
from virtual_school.core.htmx import render
from virtual_school.core.mail.models import Mail

LISTED = 50

bp = Blueprint("outbox", __name__)


@bp.get("/outbox")
@signed_in
def outbox() -> Response:
    _require_demonstration()
    return render("core/outbox.html", mails=latest(), listed=LISTED)


@bp.get("/outbox/<uuid:mail_id>")
@signed_in
def mail(mail_id: uuid.UUID) -> Response:
    _require_demonstration()
    return render("core/mail_shown.html", mail=shown(mail_id))


def latest() -> list[Mail]:
    """The letters of this network, newest first."""
    newest = sa.select(Mail).where(Mail.network_id == network_id()).order_by(Mail.id.desc()).limit(LISTED)
    return list(db.session.scalars(newest))


def shown(mail_id: uuid.UUID) -> Mail:
    found = db.session.scalar(sa.select(Mail).where(Mail.network_id == network_id(), Mail.id == mail_id))
    if found is None:
        raise NotVisible
    return found


def _require_demonstration() -> None:
    network = g.get("network")
    if network is None or not network.is_demonstration:
        raise NotVisible
