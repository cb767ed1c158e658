"""Making papers, and throwing them away after a day."""

import datetime as dt
import hashlib
import io
import uuid
from collections.abc import Mapping

import sqlalchemy as sa
from flask_babel import gettext as _
from markupsafe import escape

from virtual_school.core import clock, files, taking
from virtual_school.core.db import begin, writing
from virtual_school.core.errors import Problem
from virtual_school.core.jobs import Run, job, periodic
from virtual_school.core.late import late
from virtual_school.core.papers import queries
from virtual_school.core.papers.models import Paper
from virtual_school.core.papers.registry import page_of_job

BATCH = 100

# Where the page says who took it, once it is pressed.
TAKEN = "@@taken@@"
LINE = 200


@job("paper.make", attempts=3)
def make(run: Run) -> None:
    """Make the page as whoever asked may see it now, in the hat they asked in, and press it into a PDF."""
    by, paper_id = run.by, run.id("paper_id")
    paper = queries.to_make(paper_id)
    if paper is None:
        return
    try:
        html = page_of_job(by, paper.kind, paper.about_id)
    except Problem as problem:
        _refuse(paper_id, problem.because or _("What it shows is not there for you any more."))
        return
    begin(write=False)
    run.heartbeat()
    pdf = pressed(html.replace(TAKEN, str(escape(taking.face(by)))))
    if pdf is None:
        _refuse(paper_id, _("This computer cannot make PDFs: it has no Pango library. You can print the page itself."))
        return
    received = files.receive(io.BytesIO(pdf), "paper.pdf")
    with writing():
        kept = queries.to_make(paper_id, lock=True)
        if kept is not None:
            kept.stored_file_id, kept.made_at, kept.digest = files.keep(received).id, clock.now(), digest_of(html)


def digest_of(html: str) -> bytes:
    return hashlib.sha256(html.encode()).digest()


def pressed(html: str, pictures: Mapping[str, bytes] | None = None) -> bytes | None:
    """The PDF, or None where a library is missing that is no Python package."""
    try:
        press = late("virtual_school.core.papers.press")
    except OSError:
        return None
    made: bytes = press.pdf(html, pictures)
    return made


def _refuse(paper_id: uuid.UUID, because: str) -> None:
    begin(write=False)
    with writing():
        paper = queries.to_make(paper_id, lock=True)
        if paper is not None:
            paper.refused = because[:LINE]


@periodic("papers.tidy", every=dt.timedelta(hours=1), each_network=True)
def tidy(run: Run) -> None:
    """A paper is for now. What it was made from is still there; the file is erased unless something else owns it."""
    while found := queries.outlived(BATCH):
        with writing() as session:
            session.execute(sa.delete(Paper).where(Paper.id.in_([paper for paper, _stored in found])))
        files.drop_unowned([stored for _paper, stored in found if stored is not None])
        begin(write=False)
        run.heartbeat()
