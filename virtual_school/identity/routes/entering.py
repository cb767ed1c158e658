"""What every way to sign in ends with: a sign-in of this device, and the page that the person was going to."""

from flask import g, redirect, request, session, url_for
from flask_login import login_user
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.db import enter_network
from virtual_school.identity import actions, queries
from virtual_school.identity.models import Account
from virtual_school.identity.session import Entered, device_words, safe_next


def enter(
    account: Account, *, shared: bool, wanted: str | None, how: str = "password", second: bool = False
) -> AnyResponse:
    """Sign this device in and go where the person was going.

    `how` they proved themself is kept with the sign-in; `second` is for what proves them twice over, as a passkey does.
    """
    enter_network(account.network_id)
    held = g.get("sign_in_id")
    words = device_words(request.user_agent.string)
    secret = actions.sign_in(account, device=words, shared=shared, instead_of=held, how=how, second=second)
    kept = session.get("csrf_token") if queries.was_theirs(account.id, session.get("_user_id")) else None
    session.clear()
    session["network"] = str(account.network_id)
    if kept:
        # A page that was open when its sign-in ended can still be sent after signing in again: by the same person. What
        # somebody else wrote before at this computer is not sent in the name of who came next.
        session["csrf_token"] = kept
    session.permanent = not shared
    login_user(Entered(secret))
    return redirect(safe_next(wanted) or url_for("home.start"), 303)
