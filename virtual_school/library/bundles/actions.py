"""What an author does with a folder or a zip of their own, and what a job then does as that author."""

import uuid
import zipfile
import zlib
from collections.abc import Callable, Sequence

from flask_babel import gettext as _

from virtual_school.core import files
from virtual_school.core.access import require
from virtual_school.core.db import begin, writing
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.core.files import FileState, NotTaken, Received, StoredFile, filing
from virtual_school.library import policy
from virtual_school.library.bundles import changes, queries
from virtual_school.library.bundles.models import Bundle
from virtual_school.library.bundles.plan import Draft, Left, Plan, Planned, plan
from virtual_school.library.bundles.written import Part, is_written, parts
from virtual_school.library.changes import MOST_STEPS, says_answers
from virtual_school.network.viewer import Viewer

MOST_WRITTEN = 1 << 20  # bytes of a file whose words become steps
BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, ValueError)

Beat = Callable[[], None]


def bring(
    viewer: Viewer, *, subject_id: uuid.UUID, year: int, received: Received | None, uploads: Sequence[uuid.UUID]
) -> Bundle:
    """A zip that came with a plain form or has been uploaded, or a folder that was packed into one."""
    require(policy.can_begin(viewer))
    if viewer.organisation_id is None or viewer.account_id is None or viewer.hat is None:
        raise NotVisible
    if received is not None:
        stored, name = files.keep(received), received.name
    elif uploads:
        stored, name = files.claim(viewer.account_id, uploads[-1])
    else:
        raise WrongState(_("Choose a folder or a zip first."))
    if stored.media_type != "application/zip":
        raise WrongState(_("“%(name)s” is not a zip. Add single files on a lesson’s own page.", name=name))
    return changes.bring(
        stored, name=name, organisation_id=viewer.organisation_id, hat=viewer.hat.key, subject_id=subject_id,
        year=year, by=viewer,
    )  # fmt: skip


def unpack(viewer: Viewer, bundle_id: uuid.UUID, beat: Beat) -> bool:
    """Make the drafts that are not made yet; False while the zip itself is still being checked."""
    require(policy.can_begin(viewer))
    begin(write=False)
    bundle = queries.to_unpack(viewer, bundle_id)
    stored = queries.stored_of(bundle) if bundle else None
    if bundle is None:
        return True
    if stored is not None and stored.state is FileState.PREPARING:
        return False
    if stored is None or stored.state is not FileState.READY:
        _refuse(viewer, bundle_id, stored.words if stored else _("It is not there any more. Bring it again."))
        return True
    name, stored_id, done = bundle.name, stored.id, queries.done(bundle)
    with files.read(stored) as opened:
        begin(write=False)
        try:
            with zipfile.ZipFile(opened) as archive:
                found = plan(archive.infolist(), name, filing().limit, done)
                _make_all(viewer, bundle_id, archive, found, beat)
        except zipfile.BadZipFile:
            _refuse(viewer, bundle_id, _("It could not be opened: it may have been cut off on the way. Send it again."))
    begin(write=False)
    files.drop_unowned([stored_id])
    return True


def _make_all(viewer: Viewer, bundle_id: uuid.UUID, archive: zipfile.ZipFile, found: Plan, beat: Beat) -> None:
    with writing():
        bundle = queries.to_unpack(viewer, bundle_id, lock=True)
        if bundle is not None:
            changes.leave_out(bundle, found.left)
    for draft in found.drafts:
        beat()
        _make_one(viewer, bundle_id, archive, draft)
    with writing():
        bundle = queries.to_unpack(viewer, bundle_id, lock=True)
        if bundle is None:
            return
        lessons, used, left_out = queries.counts(bundle)
        if lessons:
            changes.finish(bundle, lessons=lessons, files=used, left_out=left_out, by=viewer)
        else:
            changes.refuse(bundle, _("There is no file in it that can be used."), by=viewer)


def _make_one(viewer: Viewer, bundle_id: uuid.UUID, archive: zipfile.ZipFile, draft: Draft) -> None:
    """First the bytes into the store, with nothing held; then the lesson whole."""
    arrived: list[tuple[Planned, Received]] = []
    steps: list[tuple[Planned, list[Part]]] = []
    left: list[Left] = []
    begin(write=False)
    for one in draft.files:
        try:
            # What says that it holds the answers is no step: pupils read those. It stays a file, for staff.
            is_step = is_written(one.place.name) and not says_answers(draft.said(one))
            written = _written(archive, one) if is_step else []
            if written and sum(len(there) for _one, there in steps) + len(written) <= MOST_STEPS:
                steps.append((one, written))
            else:
                arrived.append((one, _received(archive, one)))
        except NotTaken as refused:
            left.append(Left(one.position, one.path, refused.because))
        except BROKEN:
            left.append(Left(one.position, one.path, _("It is broken: it may have been cut off on the way.")))
    with writing():
        bundle = queries.to_unpack(viewer, bundle_id, lock=True)
        if bundle is None:
            return
        changes.leave_out(bundle, left)
        if arrived or steps:
            kept: list[tuple[Planned, StoredFile]] = [(one, files.keep(received)) for one, received in arrived]
            changes.make_draft(bundle, draft, kept, steps, by=viewer)


def _received(archive: zipfile.ZipFile, one: Planned) -> Received:
    with archive.open(one.info) as opened:
        return files.receive(opened, one.place.name)


def _written(archive: zipfile.ZipFile, one: Planned) -> list[Part]:
    """The steps in a file of words; none where it is longer than anybody reads, which is then a file like any other."""
    with archive.open(one.info) as opened:
        data = opened.read(MOST_WRITTEN + 1)
    return [] if len(data) > MOST_WRITTEN else parts(data.decode("utf-8-sig", "replace"))


def _refuse(viewer: Viewer, bundle_id: uuid.UUID, because: str) -> None:
    begin(write=False)
    with writing():
        bundle = queries.to_unpack(viewer, bundle_id, lock=True)
        if bundle is not None:
            changes.refuse(bundle, because, by=viewer)
