"""One referral, from the viewer's side."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core import clock, text
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.core.lists import Statement
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access, chosen
from virtual_school.pupils import queries as pupils
from virtual_school.pupils.models import CareKind, CareLink, Part, Pupil, SharingNote, TakePart
from virtual_school.pupils.quiet import is_quiet
from virtual_school.pupils.whereabouts import place_name
from virtual_school.referrals.models import OVER, Answer, Contribution, Referral
from virtual_school.referrals.policy.standing import Standing
from virtual_school.referrals.queries.reach import may_go_on, reached, worked_on
from virtual_school.referrals.queries.standing import carer_words, said_of, sharing_of, standing_of


@dataclass(frozen=True, slots=True)
class Words:
    """What one party said, as far as this viewer may read it: verbatim."""

    contribution: Contribution
    called: str
    answers: list[Answer]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A referral as its page shows it."""

    referral: Referral
    pupil: Pupil
    school: str
    opened_by: str
    mentor: str | None
    standing: Standing
    sharing: list[SharingNote]
    words: list[Words] = field(default_factory=list)
    # What came with a yes or a no, by the key of the party.
    said: dict[str, TakePart] = field(default_factory=dict)
    names: dict[uuid.UUID, str] = field(default_factory=dict)

    @property
    def days_waiting(self) -> int:
        return (clock.today() - clock.local(self.referral.opened_at).date()).days

    @property
    def is_over(self) -> bool:
        return self.referral.state in OVER


def find(viewer: Viewer, referral_id: uuid.UUID) -> Referral:
    """A referral that the viewer reads; `NotVisible` for any other."""
    return _one(sa.select(Referral).where(Referral.id == referral_id, reached(viewer)))


def to_change(viewer: Viewer, referral_id: uuid.UUID) -> Referral:
    """The same, held until the end of the transaction: what is decided of it is decided on how it stands now."""
    return _held(sa.select(Referral).where(Referral.id == referral_id, reached(viewer)))


def to_work_on(viewer: Viewer, referral_id: uuid.UUID) -> Referral:
    """For those who write down and read what is said, the key adult among them."""
    return _one(sa.select(Referral).where(Referral.id == referral_id, worked_on(viewer)))


def to_work_on_now(viewer: Viewer, referral_id: uuid.UUID) -> Referral:
    return _held(sa.select(Referral).where(Referral.id == referral_id, worked_on(viewer)))


def latest_of(viewer: Viewer, pupil_id: uuid.UUID) -> uuid.UUID | None:
    """The pupil's last referral, if the viewer reads it."""
    question = sa.select(Referral.id).where(Referral.pupil_id == pupil_id, reached(viewer))
    return db.session.scalar(question.order_by(Referral.opened_at.desc(), Referral.id.desc()).limit(1))


def _one(question: sa.Select[Referral]) -> Referral:
    found = db.session.scalar(question)
    if found is None:
        raise NotVisible
    return found


def _held(question: sa.Select[Referral]) -> Referral:
    found = db.session.scalars(question.with_for_update(), execution_options={"populate_existing": True}).first()
    if found is None:
        raise NotVisible
    return found


def sheet(viewer: Viewer, referral_id: uuid.UUID) -> Sheet:
    """A referral with its task list, and the words that this viewer may read."""
    opener = aliased(Account)
    question = (
        sa.select(Referral, Pupil, place_name(viewer, Pupil.id, Organisation.name), opener.name)
        .join(Pupil, Pupil.id == Referral.pupil_id)
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .join(opener, opener.id == Referral.opened_by)
        .where(Referral.id == referral_id, reached(viewer))
    )
    found = db.session.execute(question).first()
    if found is None:
        raise NotVisible
    referral, pupil, school, opened_by = found
    sharing = list(sharing_of(referral))
    return Sheet(
        referral=referral,
        pupil=pupil,
        school=school,
        opened_by=opened_by,
        mentor=_mentor(referral),
        standing=standing_of(referral),
        sharing=sharing,
        words=_words(viewer, referral),
        said={str(one.carer_id or one.party.value): one for one in said_of(referral)},
        names=_names([referral.signed_by, referral.looked_by, *(note.answered_by for note in sharing)]),
    )


def _names(accounts: list[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    wanted = {account for account in accounts if account is not None}
    if not wanted:
        return {}
    return {
        row.id: row.name
        for row in db.session.execute(sa.select(Account.id, Account.name).where(Account.id.in_(wanted)))
    }


def _mentor(referral: Referral) -> str | None:
    question = (
        sa.select(Account.name)
        .join(CareLink, CareLink.account_id == Account.id)
        .where(CareLink.id == referral.mentor_link_id, in_force(CareLink, clock.today()))
    )
    return db.session.scalar(question) if referral.mentor_link_id else None


def _words(viewer: Viewer, referral: Referral) -> list[Words]:
    """What may go on: to the mentor everything, to the school and the lead what is meant for them."""
    question = (
        sa.select(Contribution, Answer)
        .join(Answer, Answer.contribution_id == Contribution.id)
        .where(Contribution.referral_id == referral.id, may_go_on(), readable(viewer))
        .order_by(Contribution.party.desc(), Contribution.id, Answer.question)
    )
    called = {carer.id: carer_words(carer) for carer in pupils.carers(referral.pupil_id)}
    found: dict[uuid.UUID, Words] = {}
    for row, answer in db.session.execute(question):
        name = called.get(row.carer_id, "") if row.carer_id else ""
        found.setdefault(row.id, Words(row, name, [])).answers.append(answer)
    return list(found.values())


def readable(viewer: Viewer) -> sa.ColumnElement[bool]:
    """Whose answers a viewer of the page reads: the readers that were chosen, and nothing more."""
    care = access.CARE_ROLES.get(viewer.role) if viewer.role else None
    if care is CareKind.MENTOR:
        return chosen.readable(access.Relation.MENTOR, Answer)
    if viewer.role in access.SCHOOL_PARTS:
        return chosen.readable(access.Relation.SCHOOL, Answer)
    if viewer.role in access.OFFICE_PARTS:
        return chosen.readable(access.Relation.OFFICE, Answer)
    return chosen.readable(None, Answer)


# Choosing a pupil -----------------------------------------------------------------------------------------------------


def on_roll(viewer: Viewer, named: str = "") -> Statement:
    """The pupils of the viewer's own school whom they may refer, by name."""
    question: Statement = (
        sa.select(Pupil, _open_one().label("open_one"))
        .where(Pupil.network_id == viewer.network_id, access.at_school(viewer, Part.REFERRAL, Pupil.id))
        .order_by(Pupil.sort_key, Pupil.id)
    )
    for word in text.sort_key(named).split():
        question = question.where(Pupil.sort_key.contains(word, autoescape=True))
    return question


def _open_one() -> sa.ColumnElement[bool]:
    return access.there_is(Referral, Referral.pupil_id == Pupil.id, Referral.state.not_in(OVER))


@dataclass(frozen=True, slots=True)
class ToRefer:
    """A pupil of the viewer's school, and what stands against referring them."""

    pupil: Pupil
    open_one: bool
    on_programme: bool


def to_choose(viewer: Viewer, named: str) -> Statement:
    """Whom somebody may refer, for a list; of whom everything is stopped nobody is reminded, but finds them by name."""
    question = on_roll(viewer, named)
    return question if named.strip() else question.where(~is_quiet(Pupil.id))


def to_refer(viewer: Viewer, pupil_id: uuid.UUID) -> ToRefer:
    """A pupil whom the viewer may refer; `NotVisible` for anybody who is not on their roll."""
    found: Any = db.session.execute(on_roll(viewer).where(Pupil.id == pupil_id)).first()
    if found is None:
        raise NotVisible
    return ToRefer(found[0], bool(found[1]), pupils.programme_of(pupil_id) is not None)


def of_this_name(viewer: Viewer, given_name: str, family_name: str, born: dt.date) -> bool:
    """Whether somebody of this name and birthday is on the viewer's own roll already."""
    same = on_roll(viewer, family_name).where(Pupil.date_of_birth == born).limit(50)
    typed = text.sort_key(f"{given_name} {family_name}")
    return any(
        typed
        in (text.sort_key(f"{one.given_name} {one.family_name}"), text.sort_key(f"{one.known_as} {one.family_name}"))
        for one, _open_one in db.session.execute(same)
    )
