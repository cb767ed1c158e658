"""A version is put to agreement; each party answers; it is agreed, or it goes back to be written on."""

import datetime as dt
import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.network.viewer import Viewer
from virtual_school.plans import parties, readiness
from virtual_school.plans.changes.goals import goals_in
from virtual_school.plans.changes.states import in_state, move, person
from virtual_school.plans.models import Plan, PlanAgreement, PlanState, PlanVersion, VersionLessonOut
from virtual_school.plans.queries.answers import answers_to
from virtual_school.plans.readiness import Laid
from virtual_school.pupils import queries as pupils
from virtual_school.pupils.models import How, Party, Programme
from virtual_school.timetable import changes as timetable
from virtual_school.timetable import queries as weeks
from virtual_school.timetable.models import LessonOut, WeekPattern


def laid_out(version: PlanVersion) -> Laid:
    """Everything of a version that decides whether it can be put to agreement, read now."""
    return Laid(
        goals=goals_in(version.id),
        slots=weeks.slots_of(version.pattern_id),
        footings=weeks.footings_of(version.pupil_id),
        lesson_outs=weeks.lesson_outs_of(version.pupil_id),
        review_on=version.review_on,
        carers=pupils.carers_to_ask(version.pupil_id),
    )


def propose(by: Viewer, version: PlanVersion) -> None:
    """Put it to agreement: everything is there, the week stands still, and what was answered before is answered anew.

    The caller holds the version.
    """
    in_state(version, PlanState.DRAFT)
    laid = laid_out(version)
    missing = readiness.missing(laid, clock.today())
    if missing:
        raise WrongState(missing[0].because)
    move(version, PlanState.PROPOSED)
    version.proposed_at = _after_every_answer(version)
    timetable.freeze_week(by, _week(version))
    _belong(version, laid.lesson_outs)
    audit.record("plan.proposed", by, pupil_id=version.pupil_id, object_id=version.id, number=version.number)
    db.session.flush()


def _after_every_answer(version: PlanVersion) -> dt.datetime:
    """Now, and later than any answer to an earlier asking: those do not count for this one."""
    last = sa.select(sa.func.max(PlanAgreement.given_at)).where(PlanAgreement.plan_version_id == version.id)
    before = db.session.scalar(last)
    now = clock.now()
    return now if before is None or before < now else before + dt.timedelta(microseconds=1)


def _week(version: PlanVersion) -> WeekPattern:
    return db.session.get_one(WeekPattern, version.pattern_id)


def _belong(version: PlanVersion, lesson_outs: Sequence[LessonOut]) -> None:
    """The lessons out that stand now are this version's."""
    mine = VersionLessonOut.plan_version_id == version.id
    there = set(db.session.scalars(sa.select(VersionLessonOut.lesson_out_id).where(mine)))
    wanted = {out.id for out in lesson_outs}
    if there - wanted:
        gone = sa.delete(VersionLessonOut).where(mine, VersionLessonOut.lesson_out_id.in_(there - wanted))
        db.session.execute(gone, execution_options={"synchronize_session": False})
    db.session.add_all(VersionLessonOut(plan_version_id=version.id, lesson_out_id=one) for one in wanted - there)
    db.session.flush()


def take_back(by: Viewer, version: PlanVersion) -> None:
    """Back to be written on: what was answered does not count for what is asked next."""
    _back_to_draft(by, version)
    audit.record("plan.taken_back", by, pupil_id=version.pupil_id, object_id=version.id, number=version.number)
    db.session.flush()


def _back_to_draft(by: Viewer, version: PlanVersion) -> None:
    move(version, PlanState.DRAFT)
    timetable.unfreeze_week(by, _week(version))


def answer(
    by: Viewer,
    version: PlanVersion,
    *,
    party: Party,
    carer_id: uuid.UUID | None = None,
    agrees: bool,
    words: str | None = None,
    how: How = How.SELF,
    interpreter: str | None = None,
    read_back: bool = False,
) -> PlanAgreement:
    """One party's yes, or why not. A 'why not' sends it back; the last yes lets it begin.

    The caller holds the version.
    """
    in_state(version, PlanState.PROPOSED)
    if not agrees and not (words or "").strip():
        raise WrongState(_("Say in a few words why not."))
    given = PlanAgreement(
        plan_version_id=version.id,
        pupil_id=version.pupil_id,
        party=party,
        carer_id=carer_id,
        agrees=agrees,
        words=words or None,
        given_at=max(clock.now(), version.proposed_at or clock.now()),
        how=how,
        recorded_by=person(by),
        interpreter=interpreter or None,
        read_back=read_back,
    )
    db.session.add(given)
    db.session.flush()
    audit.record(
        "plan.answered",
        by,
        pupil_id=version.pupil_id,
        object_id=version.id,
        agreement_id=given.id,
        party=party,
        agrees=agrees,
    )
    if not agrees:
        _back_to_draft(by, version)
    elif parties.all_said_yes(pupils.carers_to_ask(version.pupil_id), answers_to(version)):
        _agree(by, version)
    db.session.flush()
    return given


def go_on_without(by: Viewer, version: PlanVersion, because: str) -> None:
    """The head's recorded decision to go on without somebody's yes. It replaces no footing and no parent's yes to a
    part-time timetable. The caller holds the version.
    """
    in_state(version, PlanState.PROPOSED)
    version.without_by, version.without_because = person(by), because
    audit.record("plan.gone_on_without", by, pupil_id=version.pupil_id, object_id=version.id, number=version.number)
    _agree(by, version)


def _agree(by: Viewer, version: PlanVersion) -> None:
    """The version begins, the one before it ends, with week and lessons out."""
    laid = laid_out(version)
    missing = readiness.missing_in_week(laid, clock.today())
    if missing:
        raise WrongState(_("%(why)s Until then this cannot begin.", why=missing[0].because))
    living_with = parties.somebody_living_with_said_yes(laid.carers, answers_to(version))
    if readiness.needs_living_with(laid.slots, laid.footing_of) and not living_with:
        raise WrongState(_("A part-time timetable needs the yes of a parent or carer the pupil lives with."))
    before = _supersede(version)
    move(version, PlanState.AGREED)
    version.agreed_at, version.starts_on = clock.now(), _first_day(version)
    timetable.agree_week(by, _week(version), version.starts_on)
    for out in _lesson_outs_in(version):
        timetable.agree_lesson_out(by, out)
    audit.record(
        "plan.agreed",
        by,
        pupil_id=version.pupil_id,
        object_id=version.id,
        number=version.number,
        superseded_id=before,
        starts_on=version.starts_on,
    )
    db.session.flush()


def _supersede(version: PlanVersion) -> uuid.UUID | None:
    """End the version that was agreed before; flushed first, because only one of a plan is agreed."""
    question = sa.select(PlanVersion).where(
        PlanVersion.plan_id == version.plan_id, PlanVersion.state == PlanState.AGREED
    )
    before = db.session.scalar(question.with_for_update())
    if before is None:
        return None
    move(before, PlanState.SUPERSEDED)
    db.session.flush()
    return before.id


def _first_day(version: PlanVersion) -> dt.date:
    programme = sa.select(Programme.starts_on).join(Plan, Plan.programme_id == Programme.id)
    begins = db.session.scalars(programme.where(Plan.id == version.plan_id)).one()
    return max(clock.today(), begins)


def _lesson_outs_in(version: PlanVersion) -> list[LessonOut]:
    question = (
        sa.select(LessonOut)
        .join(VersionLessonOut, VersionLessonOut.lesson_out_id == LessonOut.id)
        .where(
            VersionLessonOut.plan_version_id == version.id,
            LessonOut.agreed_at.is_(None),
            LessonOut.ended_at.is_(None),
        )
        .order_by(LessonOut.id)
    )
    return list(db.session.scalars(question))
