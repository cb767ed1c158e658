"""Somebody who was invited chooses how they come in: a password, or what their school has."""

from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import public, unlocked
from virtual_school.core.db import begin, writing
from virtual_school.core.htmx import render
from virtual_school.identity import actions, passwords
from virtual_school.identity.elsewhere import queries as providers
from virtual_school.identity.forms import ChoosePasswordForm
from virtual_school.identity.invited import queries
from virtual_school.identity.invited.queries import Link
from virtual_school.identity.routes.entering import enter
from virtual_school.identity.routes.sign_in import bp, network_of
from virtual_school.network.viewer import Viewer


@bp.route("/n/<slug>/invitation/<secret>", methods=["GET", "POST"])
@public
@unlocked
def invitation(slug: str, secret: str) -> AnyResponse:
    """Choose a password by a single-use link. Whoever has a second factor is asked for it all the same."""
    network, found = network_of(slug), queries.look(secret)
    if found.account is None or found.state is not Link.GOOD:
        return render("identity/invitation_spent.html", state=found.state.value, status=404)
    form = ChoosePasswordForm(about=(found.account.name, found.account.email, network.name))
    if not form.validate_on_submit():
        elsewhere = [one for one in providers.at_door(network.id) if providers.belongs(found.account.id, one)]
        return render(
            "identity/invitation.html",
            form=form,
            secret=secret,
            elsewhere=elsewhere,
            has_way_in=found.has_way_in,
            status=form.http_status,
        )
    by = Viewer.system("invitation", network.id)
    begin(write=False)
    hashed = passwords.hashed(form.password.data)
    with writing():
        account = actions.accept(secret, hashed, by)
    return enter(account, shared=form.shared.data, wanted=None)
