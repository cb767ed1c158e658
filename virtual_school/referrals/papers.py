"""The pack as a paper."""

import uuid

from flask import render_template
from flask_babel import lazy_gettext as _l

from virtual_school.core import papers
from virtual_school.network.viewer import Viewer
from virtual_school.referrals import words
from virtual_school.referrals.queries import pack as packs


@papers.maker("pack", name=_l("Pack"))
def pack(viewer: Viewer, referral_id: uuid.UUID) -> str:
    """The pack as this viewer may read it today."""
    return render_template("referrals/pack_paper.html", pack=packs.pack(viewer, referral_id), words=words)
