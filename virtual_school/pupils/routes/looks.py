"""Who has looked: for the pupil and the family, for those who answer for it, and what is held back of it."""

import datetime as dt
import uuid

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import clock, lists
from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible
from virtual_school.core.forms import options
from virtual_school.core.htmx import render
from virtual_school.network.marks import only, staff
from virtual_school.network.numbers import number
from virtual_school.network.roles import ROLE_WORDS, Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils.access import Access
from virtual_school.pupils.looking import looked
from virtual_school.pupils.looking_in.policy import can_see_all
from virtual_school.pupils.looks import actions, policy, queries, words
from virtual_school.pupils.looks.forms import ALL, HoldBackForm
from virtual_school.pupils.looks.queries import Asked, Seen
from virtual_school.pupils.models import Part, Pupil
from virtual_school.pupils.queries import find, name_for
from virtual_school.pupils.routes.blueprint import bp
from virtual_school.pupils.words import PART_WORDS


def hat_words(hat: str) -> str:
    known = {role.value: role for role in Role}
    return str(ROLE_WORDS[known[hat]]) if hat in known else hat


def part_words(look: Seen) -> str:
    return str(PART_WORDS[look.part]) if look.part else ""


def by_words(look: Seen) -> str:
    return str(words.RELATION_WORDS.get(look.by, "")) if look.by else ""


COLUMNS = (
    lists.Column(_l("When"), lambda look: look.at),
    lists.Column(_l("Who"), lambda look: look.who),
    lists.Column(_l("Role"), lambda look: hat_words(look.hat)),
    lists.Column(_l("For"), lambda look: look.organisation),
    lists.Column(_l("Pupil"), lambda look: look.pupil),
    lists.Column(_l("Part"), part_words),
    lists.Column(_l("By"), by_words),
)


# For the family -------------------------------------------------------------------------------------------------------


@bp.get("/who-has-looked")
@only(Role.PUPIL)
def my_looks() -> Response:
    if viewer.pupil_id is None:
        raise NotVisible
    pupil, opened = find(viewer, viewer.pupil_id, Part.IDENTITY)
    return _family(pupil, opened, None)


@bp.get("/children/<uuid:pupil_id>/who-has-looked")
@only(Role.CARER)
def child_looks(pupil_id: uuid.UUID) -> Response:
    pupil, opened = find(viewer, pupil_id, Part.IDENTITY)
    require(can_see_all(opened))
    return _family(pupil, opened, pupil.known_as)


def _family(pupil: Pupil, opened: Access, name: str | None) -> Response:
    """Four weeks at a time, whatever stands in them: no number, no gap and no end tells of what is left out."""
    today = clock.today()
    last = max(min(_day("until") or today, today), today - queries.FURTHEST)
    earlier = queries.first_monday(last) - dt.timedelta(days=1)
    return render(
        "pupils/who_has_looked.html",
        pupil=pupil,
        name=name,
        weeks=queries.weeks(pupil.id, opened, last, named=bool(number("looks_named"))),
        why=words.why,
        role_words=ROLE_WORDS,
        first=queries.first_monday(last),
        last=last,
        earlier=earlier if earlier > today - queries.FURTHEST else None,
    )


def _day(name: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


# For those who answer for it ------------------------------------------------------------------------------------------


@bp.get("/looks")
@staff(*policy.SEARCHES)
def looks() -> Response:
    """Every opening of a record that the viewer answers for; taken out with a reason."""
    asked = _asked()
    first, last = queries.days(asked)
    return lists.answer(
        queries.log(viewer, asked),
        COLUMNS,
        "pupils/looks.html",
        name="looks",
        gather=lambda rows: queries.as_seen(viewer, rows),
        sensitive=True,
        asked=asked,
        first=first,
        last=last,
        parts=PART_WORDS,
        names_pupils=policy.names_pupils(viewer),
        hat_words=hat_words,
        part_words=part_words,
        by_words=by_words,
    )


def _asked() -> Asked:
    known = {part.value: part for part in Part}
    said = {name: request.args.get(name, "")[:100].strip() for name in ("person", "pupil", "part")}
    return Asked(said["person"], said["pupil"], known.get(said["part"]), _day("from"), _day("to"))


# What is held back ----------------------------------------------------------------------------------------------------


@bp.route("/pupils/<uuid:pupil_id>/held-back", methods=["GET", "POST"])
@staff(Role.SAFEGUARDING_LEAD)
def held_back(pupil_id: uuid.UUID) -> AnyResponse:
    """Whose looks the family is not shown, why, and when somebody looks at it again."""
    pupil, opened = find(viewer, pupil_id, Part.SAFEGUARDING)
    require(policy.can_hold_back(viewer, opened))
    looked(pupil.id, Part.SAFEGUARDING, "held-back")
    form, people = HoldBackForm(), queries.lookers(pupil.id)
    form.who.choices = options([(ALL, _("Everybody’s")), *people], first=_("Choose…"))
    here = url_for("pupils.held_back", pupil_id=pupil_id)
    if form.validate_on_submit():
        went = form.makes(viewer.account_id, lambda: _hold_back(form, pupil, opened, here))
        if went:
            return redirect(went, 303)
    return render(
        "pupils/held_back.html",
        status=form.http_status,
        form=form,
        pupil=pupil,
        opened=opened,
        name=name_for(pupil, opened),
        held=queries.held_back(pupil.id),
        names=dict(people),
    )


def _hold_back(form: HoldBackForm, pupil: Pupil, opened: Access, here: str) -> str:
    if form.review_on.data is None:
        raise ValueError("a form that was accepted has its day")
    actions.hold_back(
        viewer,
        opened,
        pupil,
        account_id=None if form.who.data == ALL else uuid.UUID(form.who.data),
        from_pupil=bool(form.from_pupil.data),
        reason=form.reason.data or "",
        review_on=form.review_on.data,
    )
    return here


@bp.post("/pupils/<uuid:pupil_id>/held-back/<uuid:row_id>/end")
@staff(Role.SAFEGUARDING_LEAD)
def let_go(pupil_id: uuid.UUID, row_id: uuid.UUID) -> AnyResponse:
    pupil, opened = find(viewer, pupil_id, Part.SAFEGUARDING)
    actions.let_go(viewer, opened, queries.held_one(pupil.id, row_id))
    flash(_("The family is shown these looks again."))
    return redirect(url_for("pupils.held_back", pupil_id=pupil_id), 303)
