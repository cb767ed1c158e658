"""What people do about work that is asked for: the policy is asked once, then the change is made."""

import datetime as dt
import uuid
from collections.abc import Iterable

from flask_babel import gettext as _

from virtual_school.asking import changes, policy, telling
from virtual_school.asking.given import Answered
from virtual_school.asking.models import STILL_ASKED, ReplyKind, RequestState, WorkReply, WorkRequest
from virtual_school.asking.queries import setting, teaching
from virtual_school.asking.queries.asked import Request
from virtual_school.asking.queries.away import PupilAway
from virtual_school.asking.queries.network import Anonymous
from virtual_school.asking.queries.own import Own
from virtual_school.core import clock, files
from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.core.files import Received
from virtual_school.learning import changes as learning
from virtual_school.learning.models import AssignmentState
from virtual_school.learning.queries.choosing import Answering
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access
from virtual_school.pupils.models import Pupil
from virtual_school.safeguarding.holding import is_held

# A subject, and the pupil's own teacher of it; None where nobody at their school teaches it to them now.
Pick = tuple[uuid.UUID, uuid.UUID | None]

# How long what is stopped waits before it is asked of again.
WHILE_STOPPED = dt.timedelta(days=1)


def ask(
    viewer: Viewer,
    pupil: Pupil,
    access: Access,
    *,
    school_id: uuid.UUID | None,
    picks: Iterable[Pick],
    words: str,
) -> list[WorkRequest]:
    """Ask for work in some subjects; whoever is named to teach one is remembered for the next time."""
    require(policy.can_ask(viewer, access, school_id))
    if school_id is None:
        raise NotVisible
    made = []
    for subject_id, teacher_id in picks:
        about = {"pupil_id": pupil.id, "organisation_id": school_id, "subject_id": subject_id}
        if teacher_id is not None:
            changes.name_teacher(viewer, account_id=teacher_id, **about)
        made.append(changes.ask(viewer, year=pupil.year, teacher_id=teacher_id, words=words, **about))
    return made


def withdraw(viewer: Viewer, access: Access, request: Request, because: str | None) -> None:
    row = changes.lock(request.row.id)
    require(policy.can_withdraw(viewer, access, row.state))
    changes.withdraw(viewer, row, because)


def say_subjects(viewer: Viewer, wanted: Iterable[uuid.UUID]) -> None:
    """What the viewer teaches at the school of their hat."""
    if viewer.organisation_id is None or not viewer.is_any(*teaching.TEACHERS):
        raise NotVisible
    changes.say_subjects(viewer, viewer.organisation_id, frozenset(wanted))


# Answering ----------------------------------------------------------------------------------------------------------


def hold(viewer: Viewer, came: Iterable[Received]) -> list[uuid.UUID]:
    """Files that came with an answer in which something is missing: kept for whoever sent them, until it is sent."""
    return [files.hold(changes.person(viewer), one) for one in came]


def answer_own(viewer: Viewer, own: Own, given: Answered, *, by_me: bool) -> WorkReply:
    """By the pupil's own teacher: the pupil has it at once. A lesson is set, and whoever answers it is named."""
    row, school_id = changes.lock(own.id), _school(viewer)
    reply = changes.answer(viewer, row, school_id, given, is_own=True)
    work = None
    if given.kind is ReplyKind.LESSON and given.lesson_id is not None:
        me = Answering(changes.person(viewer), school_id, by_window=True) if by_me else None
        work = _set(viewer, row.pupil_id, given.lesson_id, me or setting.who_answers(row.pupil_id))
    changes.hand_on(viewer, row, reply, work)
    return reply


def answer_asked(viewer: Viewer, asked: Anonymous, given: Answered) -> WorkReply:
    """By a teacher of another school: it goes to whoever asked, and not to the pupil."""
    return changes.answer(viewer, changes.lock(asked.id), _school(viewer), given, is_own=False)


def hand_on(viewer: Viewer, access: Access, request: Request) -> None:
    """Give the pupil what another school's teacher sent, once whoever asked has looked at it."""
    require(policy.can_hand_on(viewer, access))
    row, reply = changes.lock(request.row.id), request.reply
    if reply is None or row.state is not RequestState.ANSWERED or changes.is_taken_back(reply):
        raise WrongState(_("There is nothing to hand on any more."))
    if reply.handed_on_at is not None:
        return
    work = None
    if reply.kind is ReplyKind.LESSON and reply.lesson_id is not None:
        work = _set(viewer, row.pupil_id, reply.lesson_id, setting.who_answers(row.pupil_id))
    changes.hand_on(viewer, row, reply, work)


def take_back(viewer: Viewer, reply: WorkReply) -> None:
    """By whoever sent it. What was set from it goes back too, while nobody has begun it."""
    row = changes.lock(reply.request_id)
    if changes.is_taken_back(reply):
        return
    if reply.assignment_id is not None:
        work = learning.lock(reply.assignment_id)
        if work.state is AssignmentState.NOT_STARTED:
            learning.withdraw(viewer, work, _("Taken back by the teacher who sent it"))
        elif work.state is not AssignmentState.WITHDRAWN:
            raise WrongState(_("The pupil has begun it. Ask those who look after them to take it back."))
    changes.take_back(viewer, row, reply)


def _school(viewer: Viewer) -> uuid.UUID:
    if viewer.organisation_id is None:
        raise NotVisible
    return viewer.organisation_id


def _set(viewer: Viewer, pupil_id: uuid.UUID, lesson_id: uuid.UUID, answering: Answering | None) -> uuid.UUID:
    """Set the lesson as it is posted now; what the pupil has open already stays as it is."""
    there = setting.has_it_open(pupil_id, lesson_id)
    if there is not None:
        return there
    revision_id = setting.newest_revision(lesson_id)
    if revision_id is None:
        raise WrongState(_("That lesson is not in the library any more. Choose another."))
    if answering is None:
        raise WrongState(_("Nobody is named to answer what they hand in today. Name somebody first."))
    made = learning.set_work(
        viewer,
        pupil_id=pupil_id,
        revision_id=revision_id,
        account_id=answering.account_id,
        organisation_id=answering.organisation_id,
        through_window=answering.by_window,
    )
    return made.id


# Days ---------------------------------------------------------------------------------------------------------------


def pass_on(viewer: Viewer, request_id: uuid.UUID) -> dt.datetime | None:
    """Ask the network, when the pupil's own teacher has not answered in time. When to look again, if not yet.

    Asked again here by what the calendar says by now: a day of snow is no school day.
    """
    row = changes.lock(request_id)
    if row.state is not RequestState.WITH_TEACHER:
        return None
    if not teaching.is_still_needed(row):
        changes.withdraw(viewer, row, _("They are back"))
        return None
    if is_held(pupil_id=row.pupil_id):
        return clock.now() + WHILE_STOPPED
    due = telling.due(row)
    if due > clock.now():
        return due
    changes.pass_on(viewer, row)
    return None


def ask_no_more(viewer: Viewer, away_id: uuid.UUID) -> None:
    """They are back: what nobody has answered needs no answer any more, and waits on nobody's page."""
    for request_id in teaching.needless(away_id):
        row = changes.lock(request_id)
        if row.state in STILL_ASKED:
            changes.withdraw(viewer, row, _("They are back"))


def write_line(viewer: Viewer, shown: PupilAway, words: str) -> None:
    """For the day they are back, by somebody who was found to answer or teach them."""
    if shown.away is None:
        raise NotVisible
    if shown.is_over:
        raise WrongState(_("They are back already: say it to them."))
    changes.write_line(viewer, shown.away, words)
