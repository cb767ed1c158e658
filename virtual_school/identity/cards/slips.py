"""Words that let somebody in once: looked for whenever a password does not match."""

import uuid

from virtual_school.core.db import begin, writing
from virtual_school.identity.cards import changes
from virtual_school.identity.cards import queries as cards
from virtual_school.identity.models import Account
from virtual_school.network.viewer import Viewer

NOBODY = uuid.UUID(int=0)


def prove_by_slip(account: Account | None, phrase: str | None) -> bool:
    """Use the slip of these words, once. A transaction of its own, for names that nobody has too."""
    if phrase is None:
        return False
    account_id = account.id if account else NOBODY
    there = cards.slip(account_id, phrase)
    begin(write=False)
    if there is None or account is None:
        return False
    with writing():
        slip = cards.slip(account_id, phrase, lock=True)
        if slip is None:
            return False
        changes.use_slip(Viewer.system("slip", account.network_id), slip)
    return True
