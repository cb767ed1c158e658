"""The schools' own sign-in providers, for those who look after the network: entered, tried, opened, ended."""

import uuid

from flask import Blueprint, Response, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import unlocked
from virtual_school.core.db import begin, writing
from virtual_school.core.forms import options
from virtual_school.core.htmx import render
from virtual_school.core.links import mailed
from virtual_school.identity.elsewhere import actions, policy, protocol, queries
from virtual_school.identity.elsewhere.fetching import Unreachable
from virtual_school.identity.elsewhere.forms import KIND_WORDS, ProviderForm, SecretForm
from virtual_school.identity.forms import BecauseForm
from virtual_school.network import queries as networks
from virtual_school.network.marks import only
from virtual_school.network.policy import KEEPERS
from virtual_school.network.viewer import viewer

bp = Blueprint("providers", __name__, url_prefix="/network/sign-in")


@bp.get("")
@only(*KEEPERS)
def index() -> Response:
    return render("identity/providers.html", providers=queries.providers(viewer), kind_words=KIND_WORDS)


@bp.route("/new", methods=["GET", "POST"])
@only(*KEEPERS)
@unlocked
def new() -> AnyResponse:
    form = ProviderForm()
    organisations = [(one.id, one.name) for one in networks.organisations(viewer)]
    form.organisation_id.choices = options(organisations, first=_("Choose…"))
    begin(write=False)
    if form.validate_on_submit() and _answers(form):
        with writing():
            here = form.makes(viewer.account_id, lambda: _entered(form))
        if here:
            flash(_("It is entered. Nobody can sign in with it yet: try it first."))
            return redirect(here, 303)
    return render("identity/provider_new.html", form=form, status=form.http_status)


def _answers(form: ProviderForm) -> bool:
    """Whether there is a provider at the address: asked before anything is written, and holding no transaction."""
    try:
        protocol.published(form.issuer.data)
    except Unreachable as error:
        form.issuer.errors = [_("No provider answers there: %(why)s.", why=error)]
        return False
    return True


def _entered(form: ProviderForm) -> str:
    return url_for("providers.page", provider_id=actions.enter(viewer, **form.values()).id)


@bp.get("/<uuid:provider_id>")
@only(*KEEPERS)
def page(provider_id: uuid.UUID) -> Response:
    return _page(provider_id, SecretForm(formdata=None))


def _page(provider_id: uuid.UUID, form: SecretForm) -> Response:
    found = queries.provider(viewer, provider_id)
    path = url_for("elsewhere.back", slug=g.network.slug, provider_id=provider_id)
    return render(
        "identity/provider.html",
        status=form.http_status,
        provider=found.provider,
        organisation=found.organisation,
        kind_words=KIND_WORDS,
        form=form,
        back=mailed(path, g.network.host),
        people=queries.how_many(provider_id),
        may_open=policy.can_open_provider(viewer, tried=found.provider.tried_at is not None),
    )


@bp.post("/<uuid:provider_id>/open")
@only(*KEEPERS)
def open_(provider_id: uuid.UUID) -> AnyResponse:
    actions.open_(viewer, queries.provider(viewer, provider_id).provider)
    flash(_("It stands on the sign-in page now."))
    return redirect(url_for("providers.page", provider_id=provider_id), 303)


@bp.post("/<uuid:provider_id>/secret")
@only(*KEEPERS)
def secret(provider_id: uuid.UUID) -> AnyResponse:
    provider, form = queries.provider(viewer, provider_id).provider, SecretForm()
    if not form.validate():
        return _page(provider_id, form)
    actions.replace_secret(viewer, provider, form.secret.data)
    flash(_("The secret is replaced. Try it now."))
    return redirect(url_for("providers.page", provider_id=provider_id), 303)


@bp.post("/<uuid:provider_id>/end")
@only(*KEEPERS)
def end(provider_id: uuid.UUID) -> AnyResponse:
    provider, form = queries.provider(viewer, provider_id).provider, BecauseForm()
    form.validate()
    actions.end(viewer, provider, form.because.data)
    flash(_("It has ended. Whoever signed in with it is signed out; their passwords and passkeys still work."))
    return redirect(url_for("providers.index"), 303)
