"""A version as one viewer sees it: what their access does not open is not in it, so no template can show it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.network.place_names import names_a_place, place_names
from virtual_school.network.viewer import Viewer
from virtual_school.plans import parties, policy, readiness
from virtual_school.plans.compare import Kept, what_changed
from virtual_school.plans.models import (
    Goal,
    PlanAgreement,
    PlanState,
    PlanVersion,
    PlanWords,
    VersionLessonOut,
)
from virtual_school.plans.parties import Key, Standing
from virtual_school.plans.queries.answers import answers_to
from virtual_school.plans.queries.goals import SeenGoal, seen_goals
from virtual_school.plans.queries.versions import Versions
from virtual_school.plans.readiness import Missing
from virtual_school.pupils import chosen as chosen_readers
from virtual_school.pupils import queries as pupils
from virtual_school.pupils.access import Access, Relation
from virtual_school.pupils.models import MAIN_ROLL, CareKind, CareLink, Carer, Enrolment, Part, Party, Pupil
from virtual_school.pupils.whereabouts import PupilId
from virtual_school.safeguarding.access import held
from virtual_school.timetable import grid, register
from virtual_school.timetable import queries as weeks
from virtual_school.timetable.grid import GridDay
from virtual_school.timetable.models import LessonOut
from virtual_school.timetable.queries import Laid, Out
from virtual_school.timetable.register import RegisterWeek


@dataclass(frozen=True, slots=True)
class Week:
    """The week of a version, for who may know where the pupil is."""

    laid: Sequence[Laid]
    outs: Sequence[Out]
    register: RegisterWeek
    # Which state of the laid-out week this is.
    version: int

    @property
    def lesson_outs(self) -> list[LessonOut]:
        return [out.row for out in self.outs]

    @property
    def grid(self) -> list[GridDay]:
        return grid.of_pattern(self.laid, self.outs)


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a party said no to the last asking, for who may read it."""

    id: uuid.UUID
    called: str
    words: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One version of a pupil's plan as a viewer sees it."""

    version: PlanVersion
    words: Sequence[PlanWords]
    goals: Sequence[SeenGoal]
    standing: Sequence[Standing]
    own: Standing | None
    answers: Sequence[PlanAgreement]
    week: Week | None
    missing: Sequence[Missing]
    why_not: Sequence[WhyNot]

    @property
    def waits_for(self) -> list[Standing]:
        return [one for one in self.standing if not one.said_yes]

    @property
    def is_draft(self) -> bool:
        return self.version.state is PlanState.DRAFT

    @property
    def is_proposed(self) -> bool:
        return self.version.state is PlanState.PROPOSED

    @property
    def is_agreed(self) -> bool:
        return self.version.state is PlanState.AGREED

    def missing_in(self, part: str) -> list[str]:
        return [one.because for one in self.missing if one.part == part]


def show(viewer: Viewer, pupil: Pupil, access: Access, version: PlanVersion) -> Shown:
    """The caller has found the pupil with `Part.PLAN` and taken the version from what the viewer may look at."""
    carers = pupils.carers_to_ask(pupil.id)
    answers = answers_to(version)
    key = own_key(viewer, access, pupil.id, carers)
    standing = _standing(pupil, carers, answers, names_school=access.opens(Part.WHEREABOUTS))
    week = _week(pupil, version) if access.opens(Part.WEEK) else None
    places = frozenset() if access.opens(Part.WHEREABOUTS) else place_names(viewer)
    return Shown(
        version=version,
        words=[one for one in said_for(access, version.id) if not names_a_place(one.text, places)],
        goals=seen_goals(version.id, own=access.relation is Relation.SELF, places=places),
        standing=[one for one in standing if _is_their_matter(access, one, key)],
        own=next((one for one in standing if one.key == key), None),
        answers=answers,
        week=week,
        missing=_missing(access, version, week, carers),
        why_not=_why_not(viewer, access, standing),
    )


def said_for(access: Access, version_id: uuid.UUID) -> list[PlanWords]:
    """The pupil's words that this reader may read: chosen by the pupil as each was given, and none that is held."""
    question = sa.select(PlanWords).where(PlanWords.plan_version_id == version_id).order_by(PlanWords.position)
    if access.relation is not Relation.SELF:
        question = question.where(
            sa.or_(PlanWords.source_id.is_(None), ~held("contribution", cast(PupilId, PlanWords.source_id))),
            ~held("plan_words", PlanWords.id),
        )
    return list(db.session.scalars(question.where(chosen_readers.readable(access.relation, PlanWords))))


def own_key(viewer: Viewer, access: Access, pupil_id: uuid.UUID, carers: Sequence[Carer]) -> Key | None:
    """As which party the viewer is asked, if they are: a carer only when theirs is among the yeses that are asked."""
    party = policy.party_of(viewer, access)
    if party is None:
        return None
    if party is not Party.CARER:
        return party, None
    question = sa.select(CareLink.carer_id).where(
        CareLink.account_id == viewer.account_id,
        CareLink.pupil_id == pupil_id,
        CareLink.kind == CareKind.CARER,
        in_force(CareLink, clock.today()),
    )
    mine = set(db.session.scalars(question))
    return next(((party, carer.id) for carer in carers if carer.id in mine), None)


def _is_their_matter(access: Access, one: Standing, key: Key | None) -> bool:
    """What another parent or carer said is nothing that a parent or carer is told."""
    return access.relation is not Relation.CARER or one.party is not Party.CARER or one.key == key


def _standing(
    pupil: Pupil, carers: Sequence[Carer], answers: Sequence[PlanAgreement], *, names_school: bool
) -> list[Standing]:
    """Each party by what they are called. A school's name says where the pupil is."""
    said = parties.latest(answers)
    named = {carer.id: carer.called for carer in carers}
    called = {
        Party.PUPIL: pupil.known_as,
        Party.SCHOOL: (_school(pupil.id) if names_school else "") or _("The school"),
        Party.MENTOR: mentor_name(pupil) or _("Mentor"),
    }
    return [
        Standing(party, carer_id, named[carer_id] if carer_id else called[party], said.get((party, carer_id)))
        for party, carer_id in parties.to_ask(carers)
    ]


def mentor_name(pupil: Pupil) -> str:
    """The first name of the pupil's mentor."""
    mentor = pupils.mentor_of(pupil.id)
    return mentor[1].split(" ")[0] if mentor else ""


def _school(pupil_id: uuid.UUID) -> str:
    question = (
        sa.select(Organisation.name)
        .join(Enrolment, Enrolment.organisation_id == Organisation.id)
        .where(Enrolment.pupil_id == pupil_id, Enrolment.status.in_(MAIN_ROLL), in_force(Enrolment, clock.today()))
        .order_by(Enrolment.starts_on.desc(), Enrolment.id)
        .limit(1)
    )
    return db.session.scalar(question) or ""


def _week(pupil: Pupil, version: PlanVersion) -> Week:
    laid, rows = weeks.laid_out(version.pattern_id), lesson_outs_in(version)
    footings = {one.footing.id: one.footing for one in laid if one.footing}
    told = register.words([one.slot for one in laid], footings.values(), rows, pupil.known_as)
    pattern = weeks.any_pattern(pupil.id, version.pattern_id)
    return Week(laid, _named(rows), told, pattern.version)


def _named(rows: Sequence[LessonOut]) -> list[Out]:
    """The lessons out, each with the name of who answers for it."""
    ids = {row.responsible_id for row in rows if row.responsible_id}
    question = sa.select(Account.id, Account.name).where(Account.id.in_(ids))
    names: dict[uuid.UUID | None, str] = {row.id: row.name for row in db.session.execute(question)} if ids else {}
    return [Out(row, names.get(row.responsible_id, row.responsible or "")) for row in rows]


def lesson_outs_in(version: PlanVersion) -> list[LessonOut]:
    """The lessons out of a version: those that stand now while it is written, else those it was put forward with."""
    if version.state is PlanState.DRAFT:
        return weeks.lesson_outs_of(version.pupil_id)
    question = (
        sa.select(LessonOut)
        .join(VersionLessonOut, VersionLessonOut.lesson_out_id == LessonOut.id)
        .where(VersionLessonOut.plan_version_id == version.id)
        .order_by(LessonOut.day, LessonOut.starts_on, LessonOut.id)
    )
    return list(db.session.scalars(question))


def _missing(access: Access, version: PlanVersion, week: Week | None, carers: Sequence[Carer]) -> list[Missing]:
    """For the two who write it."""
    if version.state is not PlanState.DRAFT or week is None or not policy.can_write(access, version.state):
        return []
    laid = readiness.Laid(
        goals=_goals(version.id),
        slots=[one.slot for one in week.laid],
        footings=[one.footing for one in week.laid if one.footing],
        lesson_outs=week.lesson_outs,
        review_on=version.review_on,
        carers=carers,
    )
    return readiness.missing(laid, clock.today())


def _goals(version_id: uuid.UUID) -> list[Goal]:
    question = sa.select(Goal).where(Goal.plan_version_id == version_id).order_by(Goal.position)
    return list(db.session.scalars(question))


def _why_not(viewer: Viewer, access: Access, standing: Sequence[Standing]) -> list[WhyNot]:
    """Why somebody said no: for the mentor, and for who said it. Held back like every other word."""
    said = [one for one in standing if one.said_no and one.answer is not None]
    if access.relation is not Relation.MENTOR:
        said = [one for one in said if one.answer and one.answer.recorded_by == viewer.account_id]
    elif said:
        ids = [one.answer.id for one in said if one.answer]
        kept = set(db.session.scalars(sa.select(PlanAgreement.id).where(
            PlanAgreement.id.in_(ids), held("plan_agreement", PlanAgreement.id))))  # fmt: skip
        said = [one for one in said if one.answer and one.answer.id not in kept]
    return [WhyNot(one.answer.id, one.called, one.answer.words or "") for one in said if one.answer]


def changes_since(version: PlanVersion, before: PlanVersion | None, access: Access) -> list[str]:
    """What differs from the version before, without the week for who may not see it."""
    if before is None:
        return []
    return what_changed(_kept(before, access), _kept(version, access))


def _kept(version: PlanVersion, access: Access) -> Kept:
    if not access.opens(Part.WEEK):
        return Kept(_goals(version.id), version.review_on)
    return Kept(_goals(version.id), version.review_on, weeks.laid_out(version.pattern_id), lesson_outs_in(version))


def author_of(account_id: uuid.UUID | None) -> str:
    """The name of whoever did something to a version."""
    return db.session.scalar(sa.select(Account.name).where(Account.id == account_id)) or ""


def chosen(viewer: Viewer, access: Access, versions: Versions) -> PlanVersion | None:
    """The version that a page opens on: for who writes it the open one, else what is put forward or agreed."""
    if access.relation in (Relation.MENTOR, Relation.SELF):
        return versions.open or versions.agreed or versions.newest
    if versions.open is not None and versions.open.state is PlanState.PROPOSED:
        return versions.open
    return versions.agreed or versions.newest
