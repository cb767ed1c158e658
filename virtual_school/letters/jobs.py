"""The file of each letter, made once, as it was sent; and letters and copies as papers for whoever reads them."""

import io
import uuid

from flask import render_template
from flask_babel import lazy_gettext as _l

from virtual_school.core import clock, files, papers
from virtual_school.core.db import begin, writing
from virtual_school.core.errors import Problem
from virtual_school.core.jobs import Run, job
from virtual_school.core.papers.jobs import TAKEN, pressed
from virtual_school.core.papers.registry import page_of_job
from virtual_school.letters import words
from virtual_school.letters.queries import copies
from virtual_school.network.viewer import Viewer


@papers.maker("letter", name=_l("Letter"))
def letter(viewer: Viewer, letter_to_id: uuid.UUID) -> str:
    """A letter to one receiver, with the network's own name and the line that says what it is not."""
    return _page(copies.letter_to_print(viewer, letter_to_id))


@papers.maker("letter_copy", name=_l("Letter, in another language"))
def letter_copy(viewer: Viewer, copy_id: uuid.UUID) -> str:
    return _page(copies.copy_to_print(viewer, copy_id))


def _page(printed: copies.Printed) -> str:
    return render_template("letters/paper.html", letter=printed, words=words)


@job("letter.make", attempts=3)
def make(run: Run) -> None:
    """Made twice, the first file stays. A letter that was withdrawn meanwhile gets none."""
    to_id = run.id("letter_to_id")
    if copies.to_make(to_id) is None:
        return
    try:
        html = page_of_job(run.by, "letter", to_id)
    except Problem:
        return
    begin(write=False)
    run.heartbeat()
    pdf = pressed(html.replace(TAKEN, ""))
    received = None if pdf is None else files.receive(io.BytesIO(pdf), "letter.pdf")
    with writing():
        row = copies.to_make(to_id, lock=True)
        if row is not None:
            row.made_at = clock.now()
            row.stored_file_id = files.keep(received).id if received is not None else None
