"""To a school's provider and back: the link on the sign-in page, and where the provider sends people afterwards.

It starts from a link: the Content-Security-Policy lets no form lead to another host.
"""

import logging
import uuid
from collections.abc import Mapping
from typing import Any, cast

from flask import Blueprint, Response, flash, g, redirect, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import clock, notes
from virtual_school.core.access import commits_on_get, public, unlocked
from virtual_school.core.db import begin, writing
from virtual_school.core.errors import NotVisible, Refused, WrongState
from virtual_school.core.htmx import render
from virtual_school.core.links import mailed
from virtual_school.identity import sealed
from virtual_school.identity.elsewhere import HOW, actions, policy, protocol, queries
from virtual_school.identity.elsewhere.fetching import Unreachable
from virtual_school.identity.elsewhere.protocol import Asked, NotBelieved
from virtual_school.identity.models import SignInProvider
from virtual_school.identity.routes.entering import enter
from virtual_school.identity.session import safe_next
from virtual_school.network.models import Network
from virtual_school.network.viewer import Viewer, viewer

log = logging.getLogger(__name__)

bp = Blueprint("elsewhere", __name__, url_prefix="/n/<slug>/with/<uuid:provider_id>")

# In the signed cookie: what each tab was sent away with, by the state it will come back with.
KEPT, AT_ONCE, LASTS = "elsewhere", 3, 600


@bp.get("")
@public
@unlocked
def start(slug: str, provider_id: uuid.UUID) -> AnyResponse:
    """To the provider, with a secret of this browser's that only it can bring back."""
    network, trying = _network(slug), "try" in request.args and _keeps()
    provider = queries.in_use(network.id, provider_id, trying=trying)
    if provider is None:
        raise NotVisible
    beside = {
        "wanted": safe_next(request.args.get("next")) or "",
        "shared": "shared" in request.args,
        "invitation": request.args.get("invitation", "")[:100],
        "trying": trying,
    }
    try:
        client = _client(network, provider)
        begin(write=False)
        url, state, asked = protocol.way_there(client, str(provider_id), **beside)
    except Unreachable as error:
        return _refused(provider, _does_not_answer(provider), str(error), 503)
    _remember(state, asked)
    return redirect(url)


@bp.get("/back")
@public
@commits_on_get
@unlocked
def back(slug: str, provider_id: uuid.UUID) -> AnyResponse:
    """Where the provider sends people: the one GET that writes, because the protocol calls back so."""
    network = _network(slug)
    asked = _taken(request.args.get("state", ""), provider_id)
    trying = asked is not None and asked.trying and _keeps()
    provider = queries.in_use(network.id, provider_id, trying=trying)
    if provider is None:
        raise NotVisible
    if asked is None:
        words = _("This way in was begun in another browser, or too long ago. Begin again from the sign-in page.")
        return _refused(provider, words, "the state is not this browser's", 400)
    if "error" in request.args or "code" not in request.args:
        words = _("Your school did not let you in, or you stopped there. Try again, or sign in another way.")
        return _refused(provider, words, f"the provider said {request.args.get('error', 'nothing')[:60]!r}", 403)
    return _with_code(network, provider, asked, trying=trying)


def _with_code(network: Network, provider: SignInProvider, asked: Asked, *, trying: bool) -> AnyResponse:
    client = _client(network, provider)
    begin(write=False)
    try:
        claims = protocol.came_back(client, asked, request.args["code"], request.args.get("iss"))
    except Unreachable as error:
        return _refused(provider, _does_not_answer(provider), str(error), 503)
    except NotBelieved as error:
        words = _(
            "What your school sent could not be checked, so you are not signed in. Begin again; if it happens "
            "again, tell whoever looks after the network."
        )
        return _refused(provider, words, str(error), 403)
    return _show(network, provider, claims) if trying else _let_in(network, provider, asked, claims)


def _let_in(network: Network, provider: SignInProvider, asked: Asked, claims: Mapping[str, Any]) -> AnyResponse:
    said, by = actions.said_by(provider, claims), Viewer.system("sign-in elsewhere", network.id)
    try:
        with writing():
            account = actions.known(by, provider, said, asked.invitation)
    except (Refused, WrongState) as error:
        return _refused(provider, error.because, "nobody here", 403)
    return enter(account, shared=asked.shared, wanted=asked.wanted, how=HOW, second=said.two_factors)


def _show(network: Network, provider: SignInProvider, claims: Mapping[str, Any]) -> AnyResponse:
    """What came back when somebody who looks after the network tried it. Nobody is signed in or linked by it."""
    with writing():
        found = queries.provider(viewer, provider.id)
        actions.tried(viewer, found.provider)
    said = actions.said_by(provider, claims)
    flash(_("It works: %(name)s answered, and what it sent was checked.", name=provider.name))
    return render("identity/provider_tried.html", provider=provider, said=said, amr=claims.get("amr"))


def _network(slug: str) -> Network:
    if g.network is None or slug != g.network.slug:
        raise NotVisible
    return cast(Network, g.network)


def _keeps() -> bool:
    return g.viewer is not None and bool(policy.can_keep_providers(viewer))


def _client(network: Network, provider: SignInProvider) -> protocol.Client:
    """Who we are there. The way back is the network's own address, whatever host this request says it came for."""
    path = url_for("elsewhere.back", slug=network.slug, provider_id=provider.id)
    there = mailed(path, network.host)
    if there is None:
        raise Unreachable(
            "neither PUBLIC_URL nor the network's own host is set, so there is no address to come back to"
        )
    return protocol.Client(provider.issuer, provider.client_id, sealed.unseal(provider.secret), there)


def _remember(state: str, asked: Asked) -> None:
    others = {name: kept for name, kept in session.get(KEPT, {}).items() if _fresh(kept)}
    session[KEPT] = dict([*others.items(), (state, asked.packed())][-AT_ONCE:])


def _fresh(kept: Mapping[str, Any]) -> bool:
    return bool(0 <= clock.real().timestamp() - kept["at"] + 1 <= LASTS)


def _taken(state: str, provider_id: uuid.UUID) -> Asked | None:
    """What this browser was sent away with under a state, once."""
    waiting = dict(session.get(KEPT, {}))
    kept = waiting.pop(state, None)
    session[KEPT] = waiting
    if kept is None or not _fresh(kept) or kept["provider"] != str(provider_id):
        return None
    return Asked(**kept)


def _does_not_answer(provider: SignInProvider) -> str:
    return str(
        _("%(name)s does not answer just now. Try again in a minute, or sign in another way.", name=provider.name)
    )


def _refused(provider: SignInProvider, words: str, why: str, status: int) -> Response:
    """Say what to do. Why it was goes to the log, and to whoever tries it out because they look after it."""
    notes.note("provider.refused", object_id=provider.id)
    log.warning("sign-in by provider %s was refused: %r", provider.id, why)
    return render(
        "identity/elsewhere_refused.html", status=status, provider=provider, because=words, why=why if _keeps() else ""
    )
