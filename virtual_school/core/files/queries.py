"""Where every question about files begins: in this network, and of this account. The wall stands behind it."""

import uuid
from collections.abc import Collection

import sqlalchemy as sa

from virtual_school.core.db import db, network_id_in_force
from virtual_school.core.files.models import StoredFile, Upload
from virtual_school.core.files.states import UploadState


def stored_files() -> sa.Select[StoredFile]:
    return sa.select(StoredFile).where(StoredFile.network_id == network_id_in_force())


def shared(question: sa.Select[StoredFile]) -> sa.Select[StoredFile]:
    """Locked so that others can point to the row too, and no sweep takes it for nobody's."""
    return question.with_for_update(read=True, key_share=True)


def uploads() -> sa.Select[Upload]:
    return sa.select(Upload).where(Upload.network_id == network_id_in_force())


def own_upload(account_id: uuid.UUID, upload_id: uuid.UUID) -> sa.Select[Upload]:
    """An upload is its sender's alone."""
    return uploads().where(Upload.id == upload_id, Upload.account_id == account_id)


def waiting_uploads(account_id: uuid.UUID, uploads_named: Collection[uuid.UUID]) -> list[tuple[uuid.UUID, str]]:
    """Of those which a form names, the account's own that nothing owns yet, each with its name."""
    if not uploads_named:
        return []
    own = Upload.account_id == account_id, Upload.id.in_(list(uploads_named)), Upload.state != UploadState.CLAIMED
    return [(one.id, one.filename) for one in db.session.scalars(uploads().where(*own).order_by(Upload.id).limit(50))]
