"""The people of the network, for those who look after it: accounts, roles, invitations."""

import uuid
from collections.abc import Callable
from urllib.parse import urljoin

from flask import Blueprint, Response, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import lists
from virtual_school.core.access import unlocked
from virtual_school.core.db import begin, writing
from virtual_school.core.forms import a_member, an_id, options
from virtual_school.core.htmx import render
from virtual_school.core.links import mailed
from virtual_school.identity import actions, passwords, policy, queries
from virtual_school.identity.elsewhere import queries as providers
from virtual_school.identity.forms import BecauseForm, ColleagueForm, PersonForm, RoleForm
from virtual_school.identity.keeping import queries as keeping
from virtual_school.identity.keeping.queries import Asked, State
from virtual_school.identity.models import Account
from virtual_school.identity.returning import policy as returning
from virtual_school.network import queries as networks
from virtual_school.network.marks import only
from virtual_school.network.policy import KEEPERS, OWN_KEEPERS
from virtual_school.network.roles import ROLE_WORDS, STAFF, Role
from virtual_school.network.viewer import viewer

bp = Blueprint("people", __name__, url_prefix="/people")

STATE_WORDS = {
    State.OPEN: _l("Everybody"),
    State.INVITED: _l("Invited, link works"),
    State.NEVER: _l("Never signed in"),
    State.LEAVING: _l("Leaving within 30 days"),
    State.NO_ROLE: _l("Without a role"),
    State.CLOSED: _l("Closed"),
}

COLUMNS = (
    lists.Column(_l("Name"), lambda person: person.name),
    lists.Column(_l("Roles"), lambda person: "; ".join(person.roles)),
    lists.Column(_l("Email"), lambda person: person.email),
    lists.Column(_l("Login name"), lambda person: person.login_name),
    lists.Column(_l("Closed"), lambda person: person.closed_at),
)


@bp.get("")
@only(*KEEPERS, *OWN_KEEPERS)
def index() -> Response:
    asked = _asked()
    if request.args.get("as") in lists.WRITERS:
        return lists.answer(
            keeping.people(viewer, asked), COLUMNS, "identity/people.html", name="people", gather=queries.with_roles
        )
    keeps_all = viewer.is_any(*KEEPERS)
    found = keeping.page(viewer, asked, an_id(request.args.get("after")))
    return render(
        "identity/people.html",
        found=found,
        asked=asked,
        more=lists.here(after=found.after) if found.after else None,
        csv_url=lists.here(**{"as": "csv"}),
        is_further=bool(request.args.get("after")),
        states=STATE_WORDS,
        roles=[(role, words) for role, words in ROLE_WORDS.items() if role in STAFF],
        organisations=networks.organisations(viewer) if keeps_all else [],
        keeps_all=keeps_all,
    )


def _asked() -> Asked:
    """What the address asks for; what it has no meaning for is left out."""
    given = request.args
    return Asked(
        given.get("q", "")[:100],
        an_id(given.get("at")),
        a_member(Role)(given.get("role")),
        a_member(State)(given.get("state")) or State.OPEN,
    )


@bp.route("/new", methods=["GET", "POST"])
@only(*KEEPERS, *OWN_KEEPERS)
@unlocked
def new() -> AnyResponse:
    form = _person_form()
    may_issue = policy.can_issue_password(viewer)
    if form.validate_on_submit():
        if form.login_name.data:
            return _with_password(form)
        with writing():
            here = form.makes(viewer.account_id, lambda: _invited(form))
        if here:
            said = _("An invitation is on its way.")
            flash(said if isinstance(form, ColleagueForm) else _("An invitation is on its way. Now give them a role."))
            return redirect(here, 303)
    asks = form.form_errors and viewer.is_any(*KEEPERS)
    there = queries.with_address(viewer, form.email.data or "") if asks else None
    return render("identity/person_new.html", form=form, may_issue=may_issue, there=there, status=form.http_status)


def _person_form() -> PersonForm:
    """Whoever looks after one organisation enters a person with the role that they have there."""
    if viewer.is_any(*KEEPERS):
        return PersonForm()
    form, given = ColleagueForm(), policy.gives(viewer)
    form.role.choices = options(((role, ROLE_WORDS[role]) for role in ROLE_WORDS if role in given), first=_("Choose…"))
    return form


def _invited(form: PersonForm) -> str:
    account = actions.enter_person(viewer, name=form.name.data, email=form.email.data)
    if isinstance(form, ColleagueForm) and viewer.organisation_id:
        actions.give_role(viewer, account, role=form.role.data, organisation_id=viewer.organisation_id)
    actions.invite(viewer, account, g.network, _link)
    return url_for("people.page", account_id=account.id)


def _link(secret: str) -> str:
    path = url_for("sign_in.invitation", slug=g.network.slug, secret=secret)
    return mailed(path, g.network.host) or urljoin(request.host_url, path)


def _with_password(form: PersonForm) -> AnyResponse:
    """Make the account with a password, and show it this once: it is kept nowhere in clear."""
    password = passwords.three_words()
    begin(write=False)
    hashed = passwords.hashed(password)
    made: list[Account] = []

    def act() -> str:
        name, login_name = form.name.data, form.login_name.data
        made.append(actions.enter_with_password(viewer, name=name, login_name=login_name, hashed=hashed))
        return url_for("people.page", account_id=made[0].id)

    with writing():
        here = form.makes(viewer.account_id, act)
    if here and not made:
        return redirect(here, 303)
    if here:
        return _page(made[0].id, password=password)
    may_issue = policy.can_issue_password(viewer)
    return render("identity/person_new.html", form=form, may_issue=may_issue, status=form.http_status)


@bp.get("/<uuid:account_id>")
@only(*KEEPERS, *OWN_KEEPERS)
def page(account_id: uuid.UUID) -> AnyResponse:
    return _page(account_id)


def _page(account_id: uuid.UUID, form: RoleForm | None = None, password: str = "") -> Response:
    account = keeping.account(viewer, account_id)
    held = queries.memberships(viewer, account_id)
    form = form or _role_form()
    return render(
        "identity/person.html",
        status=form.http_status if form.errors else 200,
        account=account,
        held=held,
        form=form,
        password=password,
        role_words=ROLE_WORDS,
        gives=[role for role in ROLE_WORDS if role in policy.gives(viewer)],
        gives_all=policy.gives(viewer) == STAFF,
        keeps_all=viewer.is_any(*KEEPERS),
        may_give=policy.can_give_role(viewer, account_id),
        may_invite=policy.can_invite(viewer, account.email),
        may_change_address=returning.can_change_address(viewer),
        links=providers.links_of(account_id),
        may_close=policy.can_close_account(viewer, account_id, frozenset(row.role for row, _where in held)),
        may_renew=policy.can_renew_password(viewer, account.login_name, frozenset(row.role for row, _where in held)),
        may_end={row.id: policy.can_end_role(viewer, row.id, row.role, row.organisation_id) for row, _where in held},
    )


def _role_form() -> RoleForm:
    # The page is also the answer to other forms of this address, whose fields are not this one's.
    formdata = request.form if request.endpoint == "people.give_role" else None
    form = RoleForm(formdata=formdata)
    where = networks.organisations(viewer)
    if not viewer.is_any(*KEEPERS):
        where = [one for one in where if one.id == viewer.organisation_id]
    form.organisation_id.choices = options(((one.id, one.name) for one in where), first=_("Choose…"))
    given = policy.gives(viewer)
    form.role.choices = options(((role, ROLE_WORDS[role]) for role in ROLE_WORDS if role in given), first=_("Choose…"))
    return form


@bp.post("/<uuid:account_id>/roles")
@only(*KEEPERS, *OWN_KEEPERS)
def give_role(account_id: uuid.UUID) -> AnyResponse:
    account, form = keeping.account(viewer, account_id), _role_form()
    here = url_for("people.page", account_id=account_id)
    if form.validate():
        if form.makes(viewer.account_id, lambda: _then(here, actions.give_role(viewer, account, **form.values()))):
            return redirect(here, 303)
    return _page(account_id, form)


def _then(here: str, made: object) -> str:
    return here


@bp.post("/<uuid:account_id>/roles/<uuid:membership_id>/end")
@only(*KEEPERS, *OWN_KEEPERS)
def end_role(account_id: uuid.UUID, membership_id: uuid.UUID) -> AnyResponse:
    form, account = BecauseForm(), keeping.account(viewer, account_id)
    membership = queries.membership(viewer, account.id, membership_id)
    if form.validate():
        actions.end_role(viewer, membership, form.because.data)
        flash(_("The role has ended. What it opened is shut from now on."))
    return redirect(_what_is_left(account_id), 303)


def _what_is_left(account_id: uuid.UUID) -> str:
    """Whoever ended somebody's last role sees next what hangs on them; a school sees their page."""
    if viewer.is_any(*KEEPERS) and not queries.memberships(viewer, account_id):
        return url_for("leaving.page", account_id=account_id)
    return url_for("people.page", account_id=account_id)


@bp.post("/<uuid:account_id>/invitation")
@only(*KEEPERS, *OWN_KEEPERS)
def invite(account_id: uuid.UUID) -> AnyResponse:
    account = keeping.account(viewer, account_id)
    said = _("An invitation is on its way.")
    return _done(account_id, lambda: actions.invite(viewer, account, g.network, _link), said)


def _done(account_id: uuid.UUID, act: Callable[[], None], said: str) -> AnyResponse:
    act()
    flash(said)
    return redirect(url_for("people.page", account_id=account_id), 303)


@bp.post("/<uuid:account_id>/password")
@only(*KEEPERS)
@unlocked
def renew_password(account_id: uuid.UUID) -> AnyResponse:
    """Another password of three words, shown this once."""
    password = passwords.three_words()
    begin(write=False)
    hashed = passwords.hashed(password)
    with writing():
        actions.renew_password(viewer, keeping.account(viewer, account_id), hashed=hashed)
    return _page(account_id, password=password)


@bp.post("/<uuid:account_id>/close")
@only(*KEEPERS)
def close(account_id: uuid.UUID) -> AnyResponse:
    form = BecauseForm()
    account = keeping.account(viewer, account_id)
    form.validate()
    said = _("The account is closed. Its name stays on what it did.")
    return _done(account_id, lambda: actions.close_account(viewer, account, form.because.data), said)
