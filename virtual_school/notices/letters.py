"""The words that leave the house. They name nobody and nothing of the matter, and lead to the notices page alone.

No request is at hand where they are made: a link stands in them only where it is known where people find the site.
"""

import uuid
from collections import Counter
from collections.abc import Sequence

from flask import current_app, render_template
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeSerializer

from virtual_school.core.links import standing
from virtual_school.core.texts import fits
from virtual_school.network.models import Network
from virtual_school.notices import words

PAGE = "/notices"


def at_once(network: Network, kind: str, off: str | None) -> tuple[str, str]:
    """Subject and text for one thing. `off` is where letters of its kind end; what cannot wait has none."""
    return _subject(network), _text(network, [(words.of_kind(kind), 1)], off)


def of_the_day(network: Network, kinds: Sequence[str], off: str | None) -> tuple[str, str]:
    """Subject and text of the day's letter: what kinds of thing wait, and how many of each."""
    counted = Counter(kinds)
    return _subject(network), _text(network, [(words.of_kind(kind), counted[kind]) for kind in counted], off)


def text_message(network: Network, kind: str, *, to_pupil: bool) -> str:
    """One line. On a pupil's phone it says neither who it is from nor what it is."""
    if to_pupil:
        return str(_("Something is waiting for you. Look when you have time."))
    # A name that is too long for a text would keep it from being sent.
    said = f"{network.name[:60]}: {words.of_kind(kind)}."
    link = standing(PAGE, network.host)
    whole = f"{said} {link}" if link else said
    return whole if fits(whole) else said


def _subject(network: Network) -> str:
    return str(_("Something is waiting for you at %(network)s", network=network.name))


def _text(network: Network, lines: list[tuple[str, int]], off: str | None) -> str:
    link = standing(PAGE, network.host)
    return render_template("notices/letter.txt", network=network, lines=lines, link=link, off=off)


# The way out ----------------------------------------------------------------------------------------------------------


def off_link(network: Network, account_id: uuid.UUID) -> str | None:
    """Where whoever reads a letter ends letters that are not urgent, without signing in."""
    path = current_app.url_map.bind("").build("letters_off.page", {"slug": network.slug, "token": _sign(account_id)})
    return standing(path, network.host)


def signed_for(token: str) -> uuid.UUID | None:
    """Whose letters a link ends. It lasts as long as the letter that it stands in, and can do nothing else."""
    try:
        return uuid.UUID(str(_signer().loads(token)))
    except (BadSignature, ValueError):
        return None


def _sign(account_id: uuid.UUID) -> str:
    return str(_signer().dumps(account_id.hex))


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="letters-off")
