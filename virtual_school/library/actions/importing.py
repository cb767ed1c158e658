"""What somebody does who takes in lessons of others, from the command line."""

import uuid
from collections.abc import Sequence

from virtual_school.core import text
from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible
from virtual_school.library import changes, oak, policy, queries
from virtual_school.library.models import Lesson
from virtual_school.network.roles import AUTHORS
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.viewers import hats_of


def importer(email: str) -> Viewer:
    """The account with this address, in the first role in which it posts work."""
    account = queries.author_at(email)
    if account is None:
        raise NotVisible
    hats, pupil_id = hats_of(account.id)
    worn = next((hat for hat in hats if hat.role in AUTHORS), None)
    return Viewer(account.id, account.network_id, account.name, hats, worn, pupil_id)


def take_in(viewer: Viewer, lessons: Sequence[oak.OakLesson], *, year: int | None = None) -> list[Lesson]:
    """Drafts of the viewer's school. They are its own to finish and to post."""
    require(policy.can_begin(viewer))
    if viewer.organisation_id is None:
        raise NotVisible
    subjects = {text.sort_key(words): subject_id for subject_id, words in queries.subjects(viewer)}
    return changes.take_in(lessons, subjects=subjects, organisation_id=viewer.organisation_id, by=viewer, year=year)


def index_again(after: uuid.UUID | None, many: int) -> tuple[int, uuid.UUID | None]:
    """Make some more lessons findable anew; how many, and the last of them."""
    return changes.index_again(after, many)
