"""Changes of a referral itself: opened, mentor named, sent, signed, given back, ended."""

import datetime as dt
import uuid

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import WrongState
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import changes as pupils
from virtual_school.pupils.models import CareKind, CareLink, LawfulBasis
from virtual_school.referrals import terms
from virtual_school.referrals.changes.states import lock, move
from virtual_school.referrals.models import OVER, Referral, ReferralState

ABOUT = "referral"


def open_referral(
    by: Viewer, *, pupil_id: uuid.UUID, organisation_id: uuid.UUID, why_now: str, tried: str, basis: LawfulBasis
) -> Referral:
    """A school asks about its pupil, who stays on its roll. With it stands what is shared with the panel, and why."""
    if by.account_id is None:
        raise ValueError("a referral is opened by a person: `by` needs an account")
    pupils.lock_pupil(pupil_id)
    there = sa.select(Referral.id).where(Referral.pupil_id == pupil_id, Referral.state.not_in(OVER))
    if db.session.scalar(there) is not None:
        raise WrongState(_("There is a referral for this pupil already. Open that one."))
    now = clock.now()
    referral = Referral(
        pupil_id=pupil_id,
        organisation_id=organisation_id,
        opened_by=by.account_id,
        opened_at=now,
        why_now=why_now,
        tried=tried,
        roll_confirmed_at=now,
        lapses_on=clock.today() + terms.OPEN_FOR,
    )
    db.session.add(referral)
    db.session.flush()
    told = {"organisation_id": organisation_id, "lapses_on": referral.lapses_on}
    _record("referral.opened", by, referral, **told)
    pupils.note_sharing(
        by,
        pupil_id=pupil_id,
        about=(ABOUT, referral.id),
        to_whom=_("the panel and the Virtual School lead"),
        what=_("This referral, and the words that each person lets the panel read"),
        why=_("To decide whether the Virtual School can help, and how"),
        basis=basis,
    )
    return referral


def change_words(by: Viewer, referral: Referral, *, why_now: str, tried: str) -> None:
    if (referral.why_now, referral.tried) == (why_now, tried):
        return
    referral.why_now, referral.tried = why_now, tried
    _record("referral.changed", by, referral)


def name_mentor(by: Viewer, referral: Referral, account_id: uuid.UUID) -> None:
    """Name the learning mentor. The link ends by itself with the referral; one that was there before stays as it is."""
    there = _mentor_link(referral.pupil_id, account_id)
    if there is not None and there.id == referral.mentor_link_id:
        return
    _end_mentor(by, referral, _("Another mentor was named."))
    if there is None:
        there = pupils.begin_care(
            by,
            account_id=account_id,
            pupil_id=referral.pupil_id,
            kind=CareKind.MENTOR,
            ends_on=referral.lapses_on,
            because=_("For the referral"),
        )
    referral.mentor_link_id = there.id
    _record("referral.mentor_named", by, referral, account_id=account_id, link_id=there.id)


def _mentor_link(pupil_id: uuid.UUID, account_id: uuid.UUID) -> CareLink | None:
    question = sa.select(CareLink).where(
        CareLink.pupil_id == pupil_id,
        CareLink.account_id == account_id,
        CareLink.kind == CareKind.MENTOR,
        CareLink.stands_in_for.is_(None),
        in_force(CareLink, clock.today()),
    )
    return db.session.scalar(question.order_by(CareLink.id).limit(1))


def own_mentor_link(referral: Referral) -> CareLink | None:
    """The link that came with this referral, and would go with it: never one that was there for another reason."""
    if referral.mentor_link_id is None:
        return None
    link = db.session.scalar(sa.select(CareLink).where(CareLink.id == referral.mentor_link_id))
    return link if link is not None and link.ended_at is None and link.ends_on == referral.lapses_on else None


def _end_mentor(by: Viewer, referral: Referral, because: str) -> None:
    link = own_mentor_link(referral)
    if link is not None:
        pupils.end_care(by, link, because)


def send(by: Viewer, referral: Referral) -> None:
    move(referral, ReferralState.WITH_HEAD)
    referral.sent_at = clock.now()
    _record("referral.sent", by, referral)


def sign(by: Viewer, referral: Referral, without_because: str | None) -> None:
    """The headteacher's sign-off; with the recorded reason where somebody has not said yes."""
    move(referral, ReferralState.WITH_LEAD)
    referral.signed_by, referral.signed_at = by.account_id, clock.now()
    referral.without_because = without_because or None
    _record("referral.signed", by, referral, without=bool(without_because))


def give_back(by: Viewer, referral: Referral, words: str) -> None:
    """Back to the school, with what is asked for. Who signed it signs again: it may have changed."""
    came_from = referral.state
    move(referral, ReferralState.OPENED)
    referral.asked_for = words
    referral.signed_by = referral.signed_at = referral.without_because = None
    referral.looked_by = referral.looked_at = None
    _record("referral.given_back", by, referral, came_from=came_from)


def pass_on(by: Viewer, referral: Referral) -> None:
    """The lead has looked: it is ready for the panel."""
    move(referral, ReferralState.READY)
    referral.looked_by, referral.looked_at = by.account_id, clock.now()
    _record("referral.ready", by, referral)


def add_asked_for(by: Viewer, referral: Referral, words: str) -> None:
    """What the panel asked for; it is ready again. What was added for an earlier panel stays above it."""
    move(referral, ReferralState.READY)
    referral.added = f"{referral.added}\n\n{words}" if referral.added else words
    _record("referral.added", by, referral)


def withdraw(by: Viewer, referral: Referral, because: str) -> None:
    _end(by, referral, ReferralState.WITHDRAWN, because)
    _record("referral.withdrawn", by, referral)


def lapse(by: Viewer, referral: Referral) -> None:
    """End it because its day has passed and nobody took it further."""
    _end(by, referral, ReferralState.LAPSED, _("Nobody took it further in the time it had."))
    _record("referral.lapsed", by, referral)


def prolong(by: Viewer, referral: Referral, lapses_on: dt.date) -> None:
    """Give it longer, and the mentor who came with it."""
    link = own_mentor_link(referral)
    if link is not None and link.in_force(clock.today()):
        pupils.prolong_care(by, link, lapses_on)
    referral.lapses_on = lapses_on
    _record("referral.prolonged", by, referral, lapses_on=lapses_on)


def _end(by: Viewer, referral: Referral, to: ReferralState, because: str) -> None:
    move(referral, to)
    referral.ended_at, referral.ended_by, referral.ended_because = clock.now(), by.account_id, because
    _end_mentor(by, referral, _("The referral has ended."))


def _record(event: str, by: Viewer, referral: Referral, **told: object) -> None:
    found: dict[str, object] = dict(told)
    audit.record(event, by, pupil_id=referral.pupil_id, object_id=referral.id, because=None, **found)
    db.session.flush()


__all__ = [
    "ABOUT", "add_asked_for", "change_words", "give_back", "lapse", "lock", "name_mentor", "open_referral",
    "own_mentor_link", "pass_on", "prolong", "send", "sign", "withdraw",
]  # fmt: skip
