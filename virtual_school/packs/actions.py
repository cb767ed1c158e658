"""What somebody does with a pack of their own: the policy first, then the change."""

import uuid
from collections.abc import Collection, Sequence

from flask_babel import gettext as _

from virtual_school.core.access import Denied, require
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.network.viewer import Viewer
from virtual_school.packs import changes, policy, queries
from virtual_school.packs.changes import Chosen
from virtual_school.packs.models import PackShape, WorkPack
from virtual_school.packs.queries import Work
from virtual_school.pupils.access import Access


def choose(viewer: Viewer, lessons: Sequence[uuid.UUID]) -> int:
    """Put lessons of the library into what the viewer is choosing; how many were not there yet."""
    require(policy.can_choose(viewer))
    newest = queries.newest_of(viewer, lessons[: policy.MOST])
    if not newest:
        raise NotVisible
    pack = changes.begin(viewer)
    # One that was posted anew since it was chosen is in it already: it is renewed when the pack is made.
    there = {item.lesson_id for item in queries.items(viewer, pack.id)}
    wanted: list[Chosen] = [(newest[one], None) for one in lessons if one in newest and one not in there]
    if queries.count(pack.id) + len(wanted) > policy.MOST:
        raise WrongState(_("That is a lot for one pack. Choose %(most)d lessons at most.", most=policy.MOST))
    return changes.add(pack, wanted)


def take_out(viewer: Viewer, item_id: uuid.UUID) -> None:
    require(policy.can_choose(viewer))
    pack = queries.choosing(viewer, lock=True)
    if pack is None or not changes.take_out(pack, item_id):
        raise NotVisible


def make(viewer: Viewer, *, title: str, shape: PackShape, is_large: bool, has_name_line: bool) -> WorkPack:
    """Ask for what was chosen, once it is chosen."""
    require(policy.can_choose(viewer))
    pack = queries.choosing(viewer, lock=True)
    if pack is None:
        raise WrongState(_("Choose at least one lesson first."))
    there = queries.items(viewer, pack.id)
    _may_make(viewer, shape, len(there), from_work=False)
    newest = queries.newest_of(viewer, [item.lesson_id for item in there])
    changes.renew(pack, {item.revision_id: newest[item.lesson_id] for item in there if item.lesson_id in newest})
    pack.title, pack.has_name_line = title, has_name_line
    changes.ask(viewer, pack, shape=shape, is_large=is_large, lessons=len(there))
    return pack


def make_again(viewer: Viewer, of: WorkPack, *, shape: PackShape, is_large: bool) -> WorkPack:
    """The same lessons once more: in another shape, after something changed, or after it failed."""
    there = queries.items(viewer, of.id)
    _may_make(viewer, shape, len(there), from_work=any(item.from_work for item in there))
    again = changes.start_again(viewer, of)
    changes.ask(viewer, again, shape=shape, is_large=is_large, lessons=len(there))
    return again


def make_of_own_work(viewer: Viewer, ticked: Collection[uuid.UUID], *, shape: PackShape, is_large: bool) -> WorkPack:
    """A pupil's own open work."""
    return _of_work(viewer, queries.own_open_work(viewer), ticked, shape, is_large)


def make_of_work(
    viewer: Viewer, pupil_id: uuid.UUID, access: Access, ticked: Collection[uuid.UUID], *, shape: PackShape,
    is_large: bool,
) -> WorkPack:  # fmt: skip
    """A pupil's open work, by whoever sets it."""
    require(policy.can_pack_for(viewer, access))
    return _of_work(viewer, queries.open_work_of(viewer, pupil_id), ticked, shape, is_large)


def _of_work(
    viewer: Viewer, work: Sequence[Work], ticked: Collection[uuid.UUID], shape: PackShape, is_large: bool
) -> WorkPack:
    wanted: list[Chosen] = [(one.revision_id, one.id) for one in work if one.id in ticked]
    _may_make(viewer, shape, len(wanted), from_work=True)
    pack = changes.whole(viewer, wanted)
    changes.ask(viewer, pack, shape=shape, is_large=is_large, lessons=len(wanted))
    return pack


def _may_make(viewer: Viewer, shape: PackShape, lessons: int, *, from_work: bool) -> None:
    decision = policy.can_make(viewer, shape, lessons=lessons, from_work=from_work)
    if isinstance(decision, Denied):
        raise WrongState(decision.because)


# What the job does as whoever asked, and with what is old ------------------------------------------------------------


def go_on(pack: WorkPack, done: int) -> None:
    """How many lessons are in it by now."""
    changes.go_on(pack, done)


def finish(viewer: Viewer, pack: WorkPack, stored_id: uuid.UUID, digest: bytes, lessons: int) -> None:
    changes.finish(viewer, pack, stored_id, digest, lessons)


def fail(pack: WorkPack, because: str) -> None:
    changes.fail(pack, because)


def throw_away(packs: Sequence[uuid.UUID]) -> None:
    """Packs that are older than they are kept."""
    changes.throw_away(packs)
