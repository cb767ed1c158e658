"""What an author does with a lesson's files."""

import uuid
from collections.abc import Iterable, Mapping, Sequence

from flask_babel import gettext as _

from virtual_school.core import files as filing
from virtual_school.core.access import require
from virtual_school.core.errors import WrongState
from virtual_school.core.files import Received
from virtual_school.core.files.kinds import is_picture
from virtual_school.core.jobs import queue
from virtual_school.library import changes, policy, queries
from virtual_school.library.models import Audience, Lesson, Resource
from virtual_school.network.viewer import Viewer


def add_files(
    viewer: Viewer,
    lesson: Lesson,
    *,
    received: Iterable[Received] = (),
    uploads: Sequence[uuid.UUID] = (),
    only_pictures: bool = False,
) -> list[Resource]:
    """Files that came with a plain form, and uploads that have arrived. An upload told of twice is added once."""
    require(policy.can_change(viewer, lesson))
    arrived = [(filing.keep(one), one.name) for one in received]
    there = queries.taken_in(viewer, lesson, uploads)
    arrived += [filing.claim(changes.person(viewer), upload) for upload in uploads if upload not in there]
    for stored, name in arrived:
        if only_pictures and not (stored.is_picture or is_picture(stored.media_type)):
            raise WrongState(_("“%(name)s” is no picture that can be shown here. Send a JPEG or PNG.", name=name))
    return [changes.add_file(lesson, stored, name=name, by=viewer) for stored, name in arrived]


def hold(viewer: Viewer, received: Iterable[Received]) -> list[uuid.UUID]:
    """Files that came with a form in which something is missing still: kept for whoever sent them, until it is sent."""
    require(policy.can_begin(viewer))
    return [filing.hold(changes.person(viewer), one) for one in received]


def set_audience(viewer: Viewer, lesson: Lesson, *, resource: Resource, audience: Audience) -> None:
    require(policy.can_change(viewer, lesson))
    changes.set_audience(lesson, resource, audience, by=viewer)


def remove_file(viewer: Viewer, lesson: Lesson, *, resource: Resource) -> None:
    require(policy.can_change(viewer, lesson))
    changes.remove_file(lesson, resource, by=viewer)


def put_file_back(viewer: Viewer, lesson: Lesson, *, resource: Resource) -> None:
    """Undo taking a file away."""
    require(policy.can_change(viewer, lesson))
    changes.put_file_back(lesson, resource, by=viewer)


def describe(viewer: Viewer, lesson: Lesson, *, words: Mapping[uuid.UUID, str]) -> None:
    """Say of each of these pictures what it shows."""
    require(policy.can_change(viewer, lesson))
    for resource in queries.own_resources(lesson, words):
        changes.describe(lesson, resource, words[resource.id], by=viewer)


def document_read(stored_id: uuid.UUID) -> None:
    """A document's words are known: its lessons are found by them from now on."""
    changes.index_with([stored_id])


def read_again(stored_ids: Iterable[uuid.UUID]) -> None:
    """Documents that still wait: let them be read."""
    for stored_id in stored_ids:
        queue("library.read", {"stored_file_id": stored_id}, dedup=str(stored_id))
