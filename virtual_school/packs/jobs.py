"""Packs made as whoever asked, and thrown away when they are old."""

import datetime as dt
import io
import uuid
from collections.abc import Callable, Sequence

from flask import render_template
from flask_babel import gettext as _

from virtual_school.core import files
from virtual_school.core.db import begin, writing
from virtual_school.core.errors import Problem
from virtual_school.core.files import Received
from virtual_school.core.jobs import Run, job, periodic
from virtual_school.core.papers.jobs import pressed
from virtual_school.core.papers.registry import on_stage
from virtual_school.packs import actions, content, folder, queries
from virtual_school.packs.answers import answers
from virtual_school.packs.models import PackShape, WorkPack
from virtual_school.packs.queries import Item
from virtual_school.packs.words import title_of

BATCH = 100


@job("pack.make", attempts=3)
def make(run: Run) -> None:
    """Gather what whoever asked may have now, in the hat they asked in; make the one file of it."""
    pack_id = run.id("pack_id")
    pack = queries.to_make(pack_id)
    if pack is None:
        return
    there = queries.items(run.by, pack.id)
    if not there:
        _fail(pack_id, _("None of these lessons is there for you any more."))
        return
    digest = content.digest(pack, there)
    try:
        received = _made(run, pack, there)
    except Problem as problem:
        _fail(pack_id, problem.because or _("It could not be made. Try again in a while."))
        return
    if received is None:
        _fail(pack_id, _("This computer cannot make PDFs: it has no Pango library. Ask for the folder instead."))
        return
    with writing():
        kept = queries.to_make(pack_id, lock=True)
        if kept is not None:
            actions.finish(run.by, kept, files.keep(received).id, digest, len(there))


def _made(run: Run, pack: WorkPack, there: Sequence[Item]) -> Received | None:
    """The file, in the store; None where PDFs cannot be made."""
    by, shape, title = run.by, pack.shape, title_of(pack)
    is_large, has_name_line, pack_id = pack.is_large, pack.has_name_line, pack.id
    lessons = [content.load(item, number, shape) for number, item in enumerate(there, start=1)]
    right = {one.number: answers(one.item.revision_id) for one in lessons} if shape is PackShape.ANSWERS else {}
    tell = _telling(run, pack_id)
    with on_stage(by):
        if shape is PackShape.FOLDER:
            folder.check(lessons)
            return folder.make(title, lessons, is_large=is_large, has_name_line=has_name_line, done=tell)
        page = "packs/answers.html" if shape is PackShape.ANSWERS else "packs/paper.html"
        html = render_template(
            page, title=title, lessons=lessons, answers=right, is_large=is_large, has_name_line=has_name_line
        )
    pictures: dict[str, bytes] = {}
    for lesson in lessons if shape is PackShape.PAPER else ():
        for name, file in lesson.pictures.items():
            with files.read(file.stored) as opened:
                pictures[name] = opened.read()
        tell(lesson.number)
    begin(write=False)
    pdf = pressed(html, pictures)
    return None if pdf is None else files.receive(io.BytesIO(pdf), "pack.pdf")


def _telling(run: Run, pack_id: uuid.UUID) -> Callable[[int], None]:
    def tell(done: int) -> None:
        """How far it is, for whoever waits; and whether this run goes on at all."""
        begin(write=False)
        with writing():
            pack = queries.to_make(pack_id, lock=True)
            if pack is not None:
                actions.go_on(pack, done)
        begin(write=False)
        run.heartbeat()

    return tell


def _fail(pack_id: uuid.UUID, because: str) -> None:
    begin(write=False)
    with writing():
        pack = queries.to_make(pack_id, lock=True)
        if pack is not None:
            actions.fail(pack, because)


@periodic("packs.tidy", every=dt.timedelta(hours=1), each_network=True)
def tidy(run: Run) -> None:
    """A pack is kept for a week. What it was made from is still there; the file is erased unless something owns it."""
    while found := queries.outlived(BATCH):
        with writing():
            actions.throw_away([pack for pack, _stored in found])
        files.drop_unowned([stored for _pack, stored in found if stored is not None])
        begin(write=False)
        run.heartbeat()
