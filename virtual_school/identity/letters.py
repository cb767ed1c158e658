"""The words of the letters that identity sends."""

from flask import render_template
from flask_babel import gettext as _

from virtual_school.network.models import Network


def invitation(network: Network, name: str, link: str, days: int) -> tuple[str, str]:
    """Subject and text of an invitation. It names nobody but whom it is for."""
    words = render_template("identity/invitation_letter.txt", network=network, name=name, link=link, days=days)
    return _("Your way into %(network)s", network=network.name), words


def way_changed(network: Network, name: str, said: str) -> tuple[str, str]:
    """Subject and text for who should know that the way they sign in was changed."""
    words = render_template("identity/way_changed_letter.txt", network=network, name=name, said=said)
    return _("Something changed in how you sign in to %(network)s", network=network.name), words
