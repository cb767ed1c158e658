"""Staff choose lessons of the library, and say what is to be made of them."""

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.core.forms import an_id
from virtual_school.core.htmx import render
from virtual_school.library import queries as library
from virtual_school.library.forms import SearchForm
from virtual_school.network.marks import staff
from virtual_school.network.roles import AUTHORS
from virtual_school.network.viewer import viewer
from virtual_school.packs import actions, policy, queries
from virtual_school.packs.forms import PackForm
from virtual_school.packs.models import WorkPack
from virtual_school.packs.routes.blueprint import bp


@bp.get("/packs/new")
@staff(*AUTHORS)
def choosing() -> Response:
    """What is chosen so far, and beside it the library to choose from."""
    return _page(None)


@bp.post("/packs/new")
@staff(*AUTHORS)
def make() -> AnyResponse:
    form = PackForm()
    form.offer(answers=True)
    if not form.validate():
        return _page(form)
    here = form.makes(viewer.account_id, lambda: place(_made(form)))
    return redirect(here, 303) if here else _page(form)


def _made(form: PackForm) -> WorkPack:
    return actions.make(
        viewer, title=form.title.data or "", shape=form.wanted, is_large=form.is_large.data,
        has_name_line=form.has_name_line.data,
    )  # fmt: skip


def place(pack: WorkPack) -> str:
    return url_for("packs.pack", pack_id=pack.id)


@bp.post("/packs/new/lessons")
@staff(*AUTHORS)
def choose() -> AnyResponse:
    """Put the lessons that were ticked, or the one whose page it is, to what is chosen."""
    lessons = [found for found in map(an_id, request.form.getlist("lesson")) if found]
    if not lessons:
        require(policy.can_choose(viewer))
        flash(_("Tick at least one lesson first."), "warm")
        return redirect(url_for("packs.choosing"), 303)
    try:
        added = actions.choose(viewer, lessons)
    except WrongState as error:
        flash(error.because, "warm")
        return redirect(url_for("packs.choosing"), 303)
    flash(ngettext("One lesson is added.", "%(num)s lessons are added.", added) if added else _("It is in it."), "ok")
    return redirect(url_for("packs.choosing"), 303)


@bp.post("/packs/new/lessons/remove")
@staff(*AUTHORS)
def take_out() -> AnyResponse:
    item_id = an_id(request.form.get("item"))
    if item_id is None:
        raise NotVisible
    actions.take_out(viewer, item_id)
    flash(_("Taken out."), "ok")
    return redirect(url_for("packs.choosing"), 303)


def _page(form: PackForm | None) -> Response:
    require(policy.can_choose(viewer))
    search = SearchForm(request.args)
    search.offer(library.subjects(viewer), library.schools(viewer))
    asked = search.asked(page=request.args.get("page", 1, type=int))
    status = form.http_status if form else 200
    if form is None:
        form = PackForm(formdata=None)
        form.offer(answers=True)
    pack = queries.choosing(viewer)
    chosen = queries.items(viewer, pack.id) if pack else []
    return render(
        "packs/choosing.html",
        {"lessons": "packs/_to_choose.html"},
        status=status,
        form=form,
        chosen=chosen,
        gone=queries.count(pack.id) - len(chosen) if pack else 0,
        known={item.lesson_id for item in chosen},
        search=search,
        asked=asked,
        found=library.lessons(viewer, asked),
    )
