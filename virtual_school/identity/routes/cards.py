"""Coming in as a child: by a card and its number, or by a name and words; and words of one's own after a slip."""

from typing import Any, cast

from flask import Blueprint, Response, current_app, g, redirect, request, url_for
from flask_babel import gettext as _
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import public, signed_in, unlocked
from virtual_school.core.errors import NotVisible, TooMany
from virtual_school.core.htmx import render
from virtual_school.core.ids import digest
from virtual_school.identity import phrases
from virtual_school.identity.cards import actions
from virtual_school.identity.elsewhere import queries as providers
from virtual_school.identity.forms import NewWordsForm, PinForm, WordsForm
from virtual_school.identity.routes.entering import enter
from virtual_school.identity.routes.sign_in import prove, then
from virtual_school.network.models import Network
from virtual_school.network.viewer import viewer

bp = Blueprint("card", __name__)

# What a browser holds between the square and the number: the digest of the card's secret, signed, for a few minutes.
COOKIE, LASTS = "card", 10 * 60


def _network(slug: str) -> Network:
    if g.network is None or slug != g.network.slug:
        raise NotVisible
    return cast(Network, g.network)


def _signed() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="card")


def _path(slug: str) -> str:
    return url_for("card.page", slug=slug)


@bp.get("/n/<slug>/card/<secret>")
@public
def scan(slug: str, secret: str) -> AnyResponse:
    """Where the square on a card leads. What is secret leaves the address at once; every card is answered alike."""
    _network(slug)
    response = redirect(_path(slug), 303)
    response.set_cookie(
        COOKIE,
        _signed().dumps(digest(secret).hex()),
        max_age=LASTS,
        path=_path(slug),
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )
    return _told_nobody(response)


def _shown() -> bytes | None:
    """The digest of the card that this browser has shown, if that was just now."""
    try:
        return bytes.fromhex(_signed().loads(request.cookies.get(COOKIE, ""), max_age=LASTS))
    except (BadData, ValueError):
        return None


@bp.route("/n/<slug>/card", methods=["GET", "POST"])
@public
@unlocked
def page(slug: str) -> AnyResponse:
    """The number of the card that was shown; else how to show one."""
    _network(slug)
    shown, form = _shown(), PinForm()
    if shown is None:
        return _told_nobody(render("identity/card_how.html", status=422 if request.method == "POST" else 200))
    if "press" in request.form:  # a key of the keypad, where no script adds it to the box
        form.add(request.form["press"])
        return _ask(form, 200)
    status = form.http_status
    if form.validate_on_submit():
        try:
            account = actions.prove(shown, form.pin.data or "", request.remote_addr or "")
            if account is not None:
                response = enter(account, shared=form.shared.data, wanted=None, how="card")
                response.delete_cookie(COOKIE, path=_path(slug))
                return _told_nobody(response)
            form.pin.errors = [_("That number and this card do not go together. Try again.")]
        except TooMany as error:
            form.pin.errors, status = [error.because], error.status
    form.pin.data = ""
    return _ask(form, status)


def _ask(form: PinForm, status: int) -> AnyResponse:
    return _told_nobody(render("identity/card.html", form=form, status=status))


def _told_nobody(response: Any) -> AnyResponse:
    """No page after this one learns the address it was led from."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return cast(AnyResponse, response)


@bp.route("/n/<slug>/words", methods=["GET", "POST"])
@public
@unlocked
def words(slug: str) -> AnyResponse:
    """The same door as everybody's, with few words on it."""
    _network(slug)
    form = WordsForm()
    proved, status = prove(form)
    if proved is not None:
        return enter(proved.account, shared=form.shared.data, wanted=then(proved, None), how=proved.how)
    return render("identity/words.html", form=form, status=status)


@bp.route("/new-words", methods=["GET", "POST"])
@signed_in
@unlocked
def new_words() -> AnyResponse:
    """Words of one's own, for whoever came in by words that were given to them for once."""
    if not actions.may_take_words(viewer):
        raise NotVisible
    form = NewWordsForm()
    if form.validate_on_submit():
        actions.take_words(viewer, phrases.as_phrase(form.words.data or "") or "")
        return redirect(url_for("home.start"), 303)
    offered = phrases.passphrase()
    shown = phrases.shown(offered)
    return render("identity/new_words.html", form=form, offered=offered, shown=shown, status=form.http_status)


@bp.get("/n/<slug>/in")
@public
def choose(slug: str) -> Response:
    """One choice, in pictures."""
    network = _network(slug)
    return render("identity/choose.html", elsewhere=providers.at_door(network.id))
