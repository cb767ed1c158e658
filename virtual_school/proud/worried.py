"""What a pupil is proud of may tell of harm too: whoever was let see it can hand it over."""

import uuid

from virtual_school.network.viewer import Viewer
from virtual_school.proud import queries
from virtual_school.pupils.models import Part
from virtual_school.pupils.queries import find, name_for
from virtual_school.safeguarding import worried
from virtual_school.safeguarding.worried import Thing


def proud(viewer: Viewer, thing_id: uuid.UUID) -> Thing:
    shown, pupil_id = queries.one_shared(viewer, thing_id)
    pupil, access = find(viewer, pupil_id, Part.WORK)
    name = name_for(pupil, access)
    return Thing(pupil_id, f"{shown.title}\n\n{shown.why}", name, f"/pupils/{pupil_id}/proud", Part.WORK, by=name)


worried.kind("proud", find=proud)
