"""Many pupils at once: results of a subject, a class list to enter marks in, the same list as a file and back."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.assessment import actions, policy, typed
from virtual_school.assessment.drawn import Cells
from virtual_school.assessment.forms.classes import ChooseForm, ClassForm, FileForm
from virtual_school.assessment.kinds import Dictionary, Kind
from virtual_school.assessment.queries import classes as queries
from virtual_school.assessment.queries.classes import Asked, Line
from virtual_school.assessment.queries.kinds import dictionary
from virtual_school.assessment.routes.blueprint import bp
from virtual_school.assessment.standard import MAY_ENTER
from virtual_school.core import lists
from virtual_school.core.access import unlocked
from virtual_school.core.errors import NotVisible
from virtual_school.core.htmx import render
from virtual_school.core.lists import Column
from virtual_school.imports.reading.tables import Unreadable
from virtual_school.network import queries as networks
from virtual_school.network.marks import staff
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer

MOST_BYTES = 2 * 1024 * 1024
# Where a page of one pupil is, for a list that names many: made once a page.
NOBODY = uuid.UUID(int=0)


def _chosen(kinds: list[Kind]) -> ChooseForm:
    form = ChooseForm(formdata=MultiDict(request.args))
    form.offer([(term.id, term.words) for term in networks.subjects(viewer)], kinds)
    form.validate()
    return form


@bp.get("/marks")
@staff(*MAY_ENTER)
def results() -> AnyResponse:
    """Everybody's newest marks in one subject, on one page."""
    form, known = _chosen([]), dictionary(viewer)
    kinds = known.in_use
    subject_id, year = form.subject_id.data, form.year.data
    if subject_id is None or form.errors:
        return render(
            "assessment/results.html", form=form, listed=None, kinds=kinds, status=422 if form.errors else 200
        )
    if request.args.get("as") in lists.WRITERS:
        columns = [Column(_("Pupil"), lambda line: line.name), Column(_("Year"), lambda line: line.year)]
        columns += [Column(kind.words, _mark(known, kind.key)) for kind in kinds]
        return lists.answer(
            queries.pupils(viewer, subject_id, year),
            columns,
            "assessment/results.html",
            name="marks",
            gather=lambda rows: queries.newest(viewer, known, subject_id, rows),
            sensitive=True,
        )
    rows = queries.results(viewer, known, subject_id, year)
    return render(
        "assessment/results.html",
        form=form,
        listed=lists.Page(_cells(known, kinds, rows), len(rows), 1, sensitive=True),
        kinds=kinds,
        earlier=_earlier(known, rows),
        page_before=url_for("assessment.of_pupil", pupil_id=NOBODY).split(str(NOBODY))[0],
        is_full=len(rows) == queries.MOST,
        # Their own subject is all that opens to a teacher: no page of a pupil's.
        links=not viewer.is_any(Role.TEACHER),
    )


def _mark(known: Dictionary, key: str) -> Callable[[Line], str | None]:
    """What stands in the cell, on the page and in the file; said where the kind meant something else then."""

    def words(line: Line) -> str | None:
        if key not in line.earlier:
            return line.marks.get(key)
        number = known.versions[line.earlier[key]].number
        return str(_("%(value)s (version %(number)d)", value=line.marks[key], number=number))

    return words


def _cells(known: Dictionary, kinds: list[Kind], lines: list[Line]) -> list[tuple[Line, Markup]]:
    marks = [_mark(known, kind.key) for kind in kinds]
    cells = Cells()
    return [(line, cells.of([mark(line) or "" for mark in marks])) for line in lines]


def _earlier(known: Dictionary, lines: list[Line]) -> list[Kind]:
    """What kinds of mark meant under which some of these were entered, where they mean something else now."""
    found = {version_id for line in lines for version_id in line.earlier.values()}
    return sorted((known.versions[one] for one in found), key=lambda kind: (kind.words, -kind.number))


@dataclass(frozen=True, slots=True)
class Class:
    """A class list that the address asks for."""

    form: ChooseForm
    known: Dictionary
    kind: Kind
    asked: Asked
    lines: list[Line]

    @property
    def day(self) -> dt.date:
        return self.asked.day

    @property
    def is_full(self) -> bool:
        return len(self.lines) == queries.MOST

    @property
    def earlier(self) -> list[Kind]:
        return _earlier(self.known, self.lines)

    @property
    def url(self) -> str:
        asked: dict[str, Any] = {"subject_id": self.form.subject_id.data, "kind": self.kind.key}
        asked |= {"for_day": self.day, "year": self.form.year.data}
        return url_for("assessment.enter_class", **asked)


def _class() -> Class | ChooseForm:
    """The list, or what is still to be chosen."""
    known = dictionary(viewer)
    kinds = [kind for kind in known.in_use if policy.can_enter_kind(viewer, kind)]
    if not kinds:
        raise NotVisible
    form = _chosen(kinds)
    kind = next((one for one in kinds if one.key == form.kind.data), None)
    if form.subject_id.data is None and request.method == "POST":
        form.subject_id.errors = [_("Choose the subject.")]
    if kind is None and request.method == "POST":
        form.kind.errors = [_("Choose the kind of mark.")]
    day = form.for_day.data
    if kind is None or day is None or form.errors or form.subject_id.data is None:
        return form
    asked = Asked(form.subject_id.data, form.year.data, kind.key, day)
    return Class(form, known, kind, asked, queries.class_list(viewer, known, asked))


@bp.route("/marks/enter", methods=["GET", "POST"])
@staff(*MAY_ENTER)
def enter_class() -> AnyResponse:
    """One box a pupil, from one to the next by keyboard. All of them are saved, or none."""
    found = _class()
    if isinstance(found, ChooseForm):
        return render("assessment/class.html", choose=found, form=found, of=None, status=422 if found.errors else 200)
    if request.args.get("as") in lists.WRITERS and request.method == "GET":
        return _as_file(found)
    form = ClassForm()
    if not form.is_submitted():
        return _page(found, form)
    sent = typed.in_boxes(request.form)
    judged = typed.judged(found.kind, found.lines, sent, typed.opened(form.was.data or ""))
    if form.validate() and not judged.wrong:
        went = form.makes(viewer.account_id, lambda: _entered(found, judged, form.shown_by.data))
        if went:
            return redirect(went, 303)
    return _page(found, form, judged, sent)


def _entered(found: Class, judged: typed.Judged, shown_by: str | None) -> str:
    count = actions.enter_list(
        viewer,
        found.kind,
        subject_id=found.form.subject_id.data,
        for_day=found.day,
        given=judged.given,
        shown_by=shown_by,
    )
    flash(ngettext("One mark saved.", "%(num)s marks saved.", count), "ok")
    return found.url


@bp.post("/marks/enter/file")
@staff(*MAY_ENTER)
@unlocked
def read_file() -> AnyResponse:
    """What a file brings, in the boxes of the list: nothing is saved until somebody has looked at it and says so."""
    found = _class()
    if isinstance(found, ChooseForm):
        return render("assessment/class.html", choose=found, form=found, of=None, status=422)
    sent = FileForm()
    content = sent.file.data.read(MOST_BYTES + 1) if sent.file.data else b""
    form = ClassForm(formdata=None)
    try:
        if not content or len(content) > MOST_BYTES:
            raise Unreadable(_("Choose a file of this list: CSV or Excel (XLSX), at most 2 MB."))
        brought, judged = typed.in_file(content, found.kind, found.lines)
    except Unreadable as error:
        sent.file.errors = [error.because]
        return _page(found, form, sent=sent)
    more = typed.judged(found.kind, found.lines, brought, _standing(found))
    judged.wrong = {**more.wrong, **judged.wrong}
    return _page(found, form, judged, brought, count=len(more.given))


def _standing(found: Class) -> dict[str, Any]:
    return {str(line.id): line.marks.get(found.kind.key, "") for line in found.lines}


def _as_file(found: Class) -> AnyResponse:
    """The list as it stands, to be filled in elsewhere and sent back."""
    key, kind = found.form.subject_id.data, found.kind
    values = (
        lambda line: line.id,
        lambda line: line.name,
        lambda line: line.year,
        lambda line: line.marks.get(kind.key),
    )
    return lists.answer(
        queries.pupils(viewer, key, found.form.year.data),
        [Column(words, value) for words, value in zip(typed.headings(kind), values, strict=True)],
        "assessment/class.html",
        name="class",
        gather=lambda rows: queries.on_day(viewer, found.known, found.asked, rows),
        sensitive=True,
    )


def _page(
    found: Class,
    form: ClassForm,
    judged: typed.Judged | None = None,
    values: dict[uuid.UUID, str] | None = None,
    sent: FileForm | None = None,
    count: int | None = None,
) -> AnyResponse:
    judged = judged or typed.Judged()
    if judged.wrong or judged.lines:
        form.form_errors.append(_("Nothing is saved yet. Put right what is named below, then save."))
    form.was.data = typed.as_opened(found.lines, found.kind.key)
    faults = judged.wrong or judged.lines or form.errors or (sent and sent.file.errors)
    standing = {line.id: line.marks.get(found.kind.key, "") for line in found.lines}
    return render(
        "assessment/class.html",
        choose=found.form,
        form=sent or form,
        boxes=form,
        file_form=sent or FileForm(formdata=None),
        of=found,
        values={**standing, **(values or {})},
        wrong=judged.wrong,
        bad_lines=judged.lines,
        count=count,
        listed=lists.Page(found.lines, len(found.lines), 1, sensitive=True),
        status=422 if faults else 200,
    )
