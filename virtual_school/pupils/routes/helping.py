"""'Help Ellie to sign in': words for once, a new card, and another go for who tried too often."""

import uuid
from urllib.parse import urljoin

import segno
from flask import flash, g, redirect, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import clock
from virtual_school.core.access import require, unlocked
from virtual_school.core.db import begin, writing
from virtual_school.core.errors import WrongState
from virtual_school.core.forms import options
from virtual_school.core.htmx import render
from virtual_school.core.links import mailed
from virtual_school.identity import passwords, phrases
from virtual_school.identity import queries as people
from virtual_school.identity.cards import queries as cards
from virtual_school.network.marks import only
from virtual_school.network.viewer import viewer
from virtual_school.pupils import queries
from virtual_school.pupils.access import Access
from virtual_school.pupils.helping import actions, policy
from virtual_school.pupils.helping import queries as helping
from virtual_school.pupils.helping.actions import Made
from virtual_school.pupils.helping.forms import CardForm, CardsForm, LostForm, SlipForm
from virtual_school.pupils.models import Part, Pupil
from virtual_school.pupils.routes.blueprint import bp


def _to_help(pupil_id: uuid.UUID) -> tuple[Pupil, Access]:
    pupil, opened = queries.find(viewer, pupil_id, Part.IDENTITY)
    require(policy.can_help(viewer, opened))
    return pupil, opened


def _here(pupil_id: uuid.UUID) -> str:
    return url_for("pupils.help_in", pupil_id=pupil_id)


def _letter_page(pupil_id: uuid.UUID) -> str | None:
    return mailed(_here(pupil_id), g.network.host)


@bp.get("/pupils/<uuid:pupil_id>/sign-in")
@only(*policy.HELPERS)
def help_in(pupil_id: uuid.UUID) -> AnyResponse:
    pupil, opened = _to_help(pupil_id)
    return _page(pupil, opened, CardForm(pupil, formdata=None))


def _page(pupil: Pupil, opened: Access, form: CardForm, *, status: int = 200) -> AnyResponse:
    account = people.open_account(pupil.account_id) if pupil.account_id else None
    held = cards.card_of(account.id) if account else None
    return render(
        "pupils/help_in.html",
        status=status,
        pupil=pupil,
        opened=opened,
        name=queries.name_for(pupil, opened),
        form=form,
        account=account,
        held=held,
        rests=held is not None and held.rests_until is not None and held.rests_until > clock.now(),
        slips=cards.open_slips(account.id) if account else [],
        told=helping.second_adults(viewer, pupil),
    )


@bp.post("/pupils/<uuid:pupil_id>/sign-in/free")
@only(*policy.HELPERS)
def free_sign_in(pupil_id: uuid.UUID) -> AnyResponse:
    """Another go at once, after too many tries."""
    pupil, opened = _to_help(pupil_id)
    actions.free(viewer, pupil, opened, g.network, _letter_page)
    flash(_("%(name)s can try again now.", name=pupil.known_as), "ok")
    return redirect(_here(pupil_id), 303)


@bp.post("/pupils/<uuid:pupil_id>/sign-in/slip")
@only(*policy.HELPERS)
def give_slip(pupil_id: uuid.UUID) -> AnyResponse:
    """Words that work once: shown this once, to be printed or read out."""
    pupil, opened = _to_help(pupil_id)
    kind = SlipForm().chosen
    words, told = actions.give_slip(viewer, pupil, opened, g.network, _letter_page, kind)
    account = people.open_account(pupil.account_id) if pupil.account_id else None
    return render(
        "pupils/slip.html",
        pupil=pupil,
        name=queries.name_for(pupil, opened),
        kind=kind,
        words=phrases.shown(words),
        account=account,
        told=told,
        door=_address(url_for("card.words", slug=g.network.slug)),
    )


@bp.post("/pupils/<uuid:pupil_id>/sign-in/card")
@only(*policy.HELPERS)
@unlocked
def make_card(pupil_id: uuid.UUID) -> AnyResponse:
    """A new card for one pupil; the one before it ends."""
    pupil, opened = _to_help(pupil_id)
    form = CardForm(pupil)
    if not form.validate():
        return _page(pupil, opened, form, status=422)
    return _made([pupil.id], form.pin.data or "")


@bp.post("/pupils/<uuid:pupil_id>/sign-in/card/end")
@only(*policy.HELPERS)
def end_card(pupil_id: uuid.UUID) -> AnyResponse:
    pupil, opened = _to_help(pupil_id)
    form = LostForm()
    form.validate()
    if actions.end_card(viewer, pupil, opened, form.because.data):
        flash(_("That card opens nothing any more."), "ok")
    return redirect(_here(pupil_id), 303)


@bp.route("/pupils/cards", methods=["GET", "POST"])
@only(*policy.HELPERS)
@unlocked
def print_cards() -> AnyResponse:
    """Cards for a class: eight to a page."""
    pupils = helping.whom(viewer)
    form = CardsForm()
    form.pupils.choices = options(
        [(one.id, _("%(name)s, Year %(year)d", name=one.initial, year=one.year)) for one in pupils]
    )
    if form.validate_on_submit():
        return _made([one.id for one in helping.chosen(viewer, form.ids)], "")
    return render("pupils/cards.html", form=form, pupils=pupils, status=form.http_status)


def _made(ids: list[uuid.UUID], pin: str) -> AnyResponse:
    """Make the cards and show them, this once. No transaction is held while the numbers are hashed."""
    pins = {one: pin or actions.new_pin(_to_help(one)[0].date_of_birth) for one in ids}
    begin(write=False)
    hashes = {one: passwords.hashed(number) for one, number in pins.items()}
    with writing():
        found = [(*_to_help(one), hashes[one], "" if pin else pins[one]) for one in ids]
        made = actions.make_cards(viewer, found, g.network, _letter_page)
    if not made:
        raise WrongState(_("None of these pupils are yours to help now."))
    response = render("pupils/cards_printed.html", made=made, square=_square, network=g.network)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _square(card: Made) -> Markup:
    """The square of a card, as a drawing: a link with its secret, in no picture file and no log."""
    address = _address(url_for("card.scan", slug=g.network.slug, secret=card.secret))
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        omitsize=True, border=2, svgclass="square", lineclass=None
    )
    return Markup(drawn)  # noqa: S704 (made of modules alone)


def _address(path: str) -> str:
    return mailed(path, g.network.host) or urljoin(request.host_url, path)
