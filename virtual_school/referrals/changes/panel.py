"""Panels and who sits on them."""

import datetime as dt
import uuid

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.changes import dated
from virtual_school.referrals.changes import seats
from virtual_school.referrals.models import Panel, PanelMember

LEAST_QUORUM = 2


def make_panel(by: Viewer, *, name: str, quorum: int) -> Panel:
    """A panel. Its quorum counts members who are there and have no tie to the pupil."""
    if quorum < LEAST_QUORUM:
        raise WrongState(_("Nobody decides about a child alone: the quorum is two or more."))
    panel = Panel(name=name, quorum=quorum, made_at=clock.now())
    db.session.add(panel)
    db.session.flush()
    audit.record("panel.made", by, object_id=panel.id, quorum=quorum)
    db.session.flush()
    return panel


def add_member(
    by: Viewer,
    *,
    panel: Panel,
    account_id: uuid.UUID,
    organisation_id: uuid.UUID,
    chairs: bool = False,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
) -> PanelMember:
    """Let somebody sit on a panel for their organisation. What is listed already opens to them too."""
    starts_on = starts_on or clock.today()
    dated.in_order(starts_on, ends_on)
    _hold(panel)
    same = sa.exists().where(
        PanelMember.panel_id == panel.id,
        PanelMember.account_id == account_id,
        dated.overlaps(PanelMember, starts_on, ends_on),
    )
    if db.session.scalar(sa.select(same)):
        raise WrongState(_("They sit on this panel already."))
    member = PanelMember(
        panel_id=panel.id,
        account_id=account_id,
        organisation_id=organisation_id,
        chairs=chairs,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    db.session.add(member)
    db.session.flush()
    audit.record("panel_member.added", by, object_id=member.id, panel_id=panel.id, account_id=account_id, chairs=chairs)
    seats.open_what_is_listed(by, member)
    db.session.flush()
    return member


def end_member(by: Viewer, member: PanelMember, because: str | None = None) -> None:
    """They sit there no more: what was open to them as a member is shut at once."""
    if not dated.end(by, member, because):
        return
    audit.record(
        "panel_member.ended", by, object_id=member.id, because=because,
        panel_id=member.panel_id, account_id=member.account_id,
    )  # fmt: skip
    seats.close_what_is_listed(by, member, because)
    db.session.flush()


def _hold(panel: Panel) -> None:
    """One change of who sits there at a time, so that nobody sits twice."""
    db.session.execute(sa.select(Panel.id).where(Panel.id == panel.id).with_for_update())
