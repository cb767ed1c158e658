"""What an adult who reads a pupil's work may be worried about: what was handed in, a photo of it, an answer to it."""

import uuid
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import aliased

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.identity.models import Account
from virtual_school.learning.models import (
    Assignment,
    AssignmentState,
    Attempt,
    Feedback,
    FeedbackVoice,
    HandIn,
    Piece,
    PieceLink,
    Reply,
    WrittenDown,
)
from virtual_school.learning.queries.answers import Given, answered
from virtual_school.learning.queries.besides import adults_name
from virtual_school.learning.queries.criteria import looked_for
from virtual_school.learning.queries.goes import free, free_feedback, in_force, of_feedback
from virtual_school.learning.queries.pile import named
from virtual_school.learning.queries.remarks import remarks_on
from virtual_school.learning.queries.teaching import taught
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import knows, reach
from virtual_school.pupils.models import Part, Pupil
from virtual_school.safeguarding import worried
from virtual_school.safeguarding.worried import File, Thing

Question = sa.Select[*tuple[Any, ...]]


def _asked(viewer: Viewer, *columns: Any) -> Question:
    """Something of a hand-in that the viewer reads, as a marker or because they reach the pupil's work."""
    is_answerer = sa.exists().where(*named(viewer)).correlate(Assignment)
    answers = is_answerer.label("answers")
    reaches = reach(viewer, Part.WORK, Assignment.pupil_id).label("reaches")
    return (
        sa.select(Assignment, HandIn, Pupil, knows(viewer, Part.WORK, Assignment.pupil_id), answers, reaches, *columns)
        .select_from(HandIn)
        .join(Attempt, Attempt.id == HandIn.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .join(Pupil, Pupil.id == Assignment.pupil_id)
        .where(
            Assignment.network_id == viewer.network_id,
            Assignment.state != AssignmentState.WITHDRAWN,
            sa.or_(reach(viewer, Part.WORK, Assignment.pupil_id), is_answerer, taught(viewer)),
            free(viewer, "hand_in", HandIn.id),
        )
    )


def _found(question: Question) -> Any:
    found = db.session.execute(question).first()
    if found is None:
        raise NotVisible
    return found


def _thing(row: Any, copy: str, *, by: str = "", files: tuple[File, ...] = ()) -> Thing:
    work, hand_in, pupil, known, answers, reaches = row[:6]
    back = f"/assignments/{work.id}" if reaches else f"/i-answer/{pupil.id}/work/{work.id}"
    back = f"/to-answer/{hand_in.id}" if answers else back
    # Who neither reaches the pupil nor answers teaches them.
    name = pupil.initial if known or not (answers or reaches) else pupil.known_as
    return Thing(pupil.id, copy, name, back, Part.WORK, by=by or name, files=files)


def hand_in(viewer: Viewer, hand_in_id: uuid.UUID) -> Thing:
    row = _found(_asked(viewer).where(HandIn.id == hand_in_id))
    question = (
        sa.select(Piece.stored_file_id, Piece.name)
        .where(Piece.attempt_id == row[1].attempt_id, Piece.removed_at.is_(None), free(viewer, "piece", Piece.id))
        .order_by(Piece.position, Piece.id)
    )
    files = tuple((stored_id, name) for stored_id, name in db.session.execute(question))
    given = answered(viewer, [row[1].attempt_id]).get(row[1].attempt_id, Given())
    said = [row[1].text, given.text, *_written_down(row[1].attempt_id)]
    return _thing(row, "\n".join(filter(None, said)) or ", ".join(name for _id, name in files), files=files)


def _written_down(attempt_id: uuid.UUID) -> list[str]:
    """What an adult wrote down for the pupil, and the links, which the adult who is worried read too."""
    notes = sa.select(WrittenDown.text).where(WrittenDown.attempt_id == attempt_id, WrittenDown.removed_at.is_(None))
    links = sa.select(PieceLink.url).where(PieceLink.attempt_id == attempt_id, PieceLink.removed_at.is_(None))
    found = [*db.session.scalars(notes.order_by(WrittenDown.id)), *db.session.scalars(links.order_by(PieceLink.id))]
    return [str(one) for one in found]


def piece(viewer: Viewer, piece_id: uuid.UUID) -> Thing:
    photo = aliased(Piece)
    question = _asked(viewer, photo.stored_file_id, photo.name).join(photo, photo.attempt_id == Attempt.id)
    row = _found(question.where(photo.id == piece_id, photo.removed_at.is_(None), free(viewer, "piece", photo.id)))
    return _thing(row, row[7], files=((row[6], row[7]),))


def reply(viewer: Viewer, reply_id: uuid.UUID) -> Thing:
    question = _asked(viewer, Reply.text).join(Feedback, sa.and_(Feedback.hand_in_id == HandIn.id, in_force()))
    question = question.join(Reply, Reply.feedback_id == Feedback.id)
    row = _found(question.where(Reply.id == reply_id, free(viewer, "reply", Reply.id)))
    return _thing(row, row[6])


def feedback(viewer: Viewer, feedback_id: uuid.UUID) -> Thing:
    """All that came back: praise, words, what was said of parts and looked for, and what was said aloud."""
    spoken = (FeedbackVoice.words, FeedbackVoice.stored_file_id, FeedbackVoice.name)
    question = _asked(viewer, Feedback.text, adults_name(viewer), Feedback.praise, *spoken)
    question = question.join(Feedback, Feedback.hand_in_id == HandIn.id).outerjoin(FeedbackVoice, of_feedback())
    question = question.join(Account, Account.id == Feedback.returned_by)
    row = _found(question.where(Feedback.id == feedback_id, in_force(), free_feedback(viewer)))
    hand_in_id = row[1].id
    remarks = remarks_on(viewer, [hand_in_id], free_feedback(viewer), free(viewer, "piece", Piece.id))
    parts = [one.words for one in remarks.get(hand_in_id, ())]
    parts += [one.words for one in looked_for(viewer, [hand_in_id], free_feedback(viewer)).get(hand_in_id, ())]
    said = "\n".join(filter(None, (row[8], row[6], row[9], *parts)))
    files = ((row[10], row[11]),) if row[10] else ()
    return _thing(row, said or (row[11] or ""), by=row[7] or str(_("an adult who knows them")), files=files)


worried.kind("hand_in", find=hand_in)
worried.kind("piece", find=piece)
worried.kind("reply", find=reply)
worried.kind("feedback", find=feedback)
