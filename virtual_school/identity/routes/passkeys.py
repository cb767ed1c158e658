"""Signing in with a passkey alone: who unlocks it is proved twice over."""

from typing import Any

from flask import Blueprint, g, jsonify
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import errors
from virtual_school.core.access import public, unlocked
from virtual_school.core.db import writing
from virtual_school.core.errors import NotVisible
from virtual_school.identity.factors import actions, passkeys
from virtual_school.identity.routes import challenges
from virtual_school.identity.routes.entering import enter

bp = Blueprint("passkeys", __name__)


@bp.app_context_processor
def where_they_work() -> dict[str, Any]:
    return {"passkeys_here": challenges.where_or_none}


@bp.post("/n/<slug>/passkey/options")
@public
@unlocked
def options(slug: str) -> AnyResponse:
    """What the browser is asked: the same for everybody, so that it tells nothing about who has an account."""
    _here(slug)
    where = challenges.where()
    return jsonify(passkeys.to_ask(where, challenges.ask("sign in")))


@bp.post("/n/<slug>/passkey")
@public
@unlocked
def enter_with(slug: str) -> AnyResponse:
    _here(slug)
    where, (challenge, answer) = challenges.where(), challenges.answered("sign in")
    with writing():
        account = actions.prove_by_passkey(where, challenge, answer)
    if account is None:
        return errors.answer(422, _("This passkey is not known here. Sign in with your password."))
    wanted, shared = challenges.said("next"), bool(challenges.said("shared"))
    there = enter(account, shared=shared, wanted=wanted, how="passkey", second=True)
    return jsonify({"go": there.headers["Location"]})


def _here(slug: str) -> None:
    if g.network is None or g.network.slug != slug:
        raise NotVisible
