"""Words kept to use again: kept, said otherwise, taken away."""

from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.learning.models import BankComment
from virtual_school.network.viewer import Viewer


def keep_comment(by: Viewer, words: str) -> BankComment:
    if by.account_id is None:
        raise WrongState(_("Words are kept by a person."))
    made = BankComment(account_id=by.account_id, words=words, kept_at=clock.now())
    db.session.add(made)
    db.session.flush()
    audit.record("comment.kept", by, object_id=made.id)
    db.session.flush()
    return made


def change_comment(by: Viewer, row: BankComment, words: str) -> None:
    row.words = words
    audit.record("comment.changed", by, object_id=row.id)
    db.session.flush()


def remove_comment(by: Viewer, row: BankComment) -> None:
    row.removed_at = clock.now()
    audit.record("comment.removed", by, object_id=row.id)
    db.session.flush()
