"""The words of the letter with a reset link."""

from flask import render_template
from flask_babel import gettext as _

from virtual_school.network.models import Network


def reset(network: Network, name: str, link: str, minutes: int) -> tuple[str, str]:
    """Subject and text. It names nobody but whom it is for."""
    words = render_template("identity/reset_letter.txt", network=network, name=name, link=link, minutes=minutes)
    return _("A new password for %(network)s", network=network.name), words
