"""The letter to an address that is not somebody's any more."""

from flask import render_template
from flask_babel import gettext as _

from virtual_school.network.models import Network


def address_changed(network: Network, name: str) -> tuple[str, str]:
    """Subject and text. It does not say which address came in its place."""
    words = render_template("identity/address_changed_letter.txt", network=network, name=name)
    return _("Your address at %(network)s was changed", network=network.name), words
