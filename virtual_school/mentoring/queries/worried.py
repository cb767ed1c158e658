"""What an adult may be worried about in what mentors noted: the words of a contact, and what somebody saw."""

import uuid

from virtual_school.core.errors import NotVisible
from virtual_school.mentoring import words
from virtual_school.mentoring.models import ObservationKind
from virtual_school.mentoring.queries.notes import contact as one_contact
from virtual_school.mentoring.queries.notes import observation as one_observation
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Relation
from virtual_school.pupils.models import Part
from virtual_school.pupils.queries import find, name_for
from virtual_school.safeguarding import worried
from virtual_school.safeguarding.worried import Thing

READERS = (Role.MENTOR, Role.VIRTUAL_SCHOOL_LEAD, Role.SAFEGUARDING_LEAD)


def contact(viewer: Viewer, note_id: uuid.UUID) -> Thing:
    if not viewer.is_any(*READERS):
        raise NotVisible
    note = one_contact(viewer, note_id)
    if not note.words:
        raise NotVisible
    pupil, opened = find(viewer, note.pupil_id, Part.NOTES)
    back = f"/pupils/{pupil.id}/notes"
    by = str(words.CONTACT_WORDS[note.kind])
    return Thing(pupil.id, note.words, name_for(pupil, opened), back, Part.NOTES, by=by)


def observation(viewer: Viewer, observation_id: uuid.UUID) -> Thing:
    """Whoever looks through a window reads the praise alone."""
    seen = one_observation(viewer, observation_id)
    pupil, opened = find(viewer, seen.pupil_id, Part.BEHAVIOUR)
    if opened.relation is Relation.WINDOW and seen.kind is not ObservationKind.PRAISE:
        raise NotVisible
    back = f"/pupils/{pupil.id}/behaviour"
    by = str(words.OBSERVATION_WORDS[seen.kind])
    return Thing(pupil.id, seen.words, name_for(pupil, opened), back, Part.BEHAVIOUR, by=by)


worried.kind("contact_note", find=contact)
worried.kind("observation", find=observation)
