"""Whether words that are about to leave the house repeat what a concern holds back.

Asked of what an adult writes by hand: the thing itself stands in no list while it is held, but somebody who read it
before may put it into a letter in good faith.
"""

import uuid

import sqlalchemy as sa

from virtual_school.core.db import db, network_id_in_force
from virtual_school.core.text import sort_key
from virtual_school.safeguarding.models import Concern

# So many words in a row are a quotation; fewer are how people talk.
RUN = 6
FEWEST = 3
MOST = 200


def quotes_held(pupil_id: uuid.UUID, words: str) -> bool:
    """That a run of words of something held back about this pupil stands in these."""
    question = (
        sa.select(Concern.copy)
        .where(
            Concern.network_id == network_id_in_force(),
            Concern.pupil_id == pupil_id,
            Concern.released_at.is_(None),
        )
        .order_by(Concern.id.desc())
        .limit(MOST)
    )
    said = f" {' '.join(_words(words))} "
    return any(_repeats(said, copy) for copy in db.session.scalars(question))


def _repeats(said: str, copy: str | None) -> bool:
    kept = _words(copy or "")
    if len(kept) < FEWEST:
        return False
    size = min(RUN, len(kept))
    return any(f" {' '.join(kept[at : at + size])} " in said for at in range(len(kept) - size + 1))


def _words(said: str) -> list[str]:
    """As keys, one by one: capitals, accents and stops do not matter."""
    return [key for piece in said.split() for key in sort_key(piece).split()]
