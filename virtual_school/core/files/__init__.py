"""Files: bytes in a store, rows that know them, uploads that can be resumed, pictures made fit to show.

    received = files.receive(stream, filename)             # no transaction: the bytes go to the store
    with writing():
        stored = files.keep(received)                      # the row; or, after a resumable upload:
        stored, name = files.claim(account_id, upload_id)
        db.session.add(Page(stored_file_id=stored.id, name=name))
    return files.send(stored, name)                        # once the owner's package has let the viewer through

An owner's row holds `stored_file_id`, a foreign key without ON DELETE, and the name it shows. Its pages show
`stored.words` while `stored.state` is not ready, and a picture in the page where `stored.is_picture`.
"""

from virtual_school.core.files import jobs as jobs
from virtual_school.core.files.editing import Cut, Edited, edit, keep_edited
from virtual_school.core.files.looking import NotTaken, Unsafe
from virtual_school.core.files.models import StoredFile, StoredText, Upload
from virtual_school.core.files.queries import waiting_uploads
from virtual_school.core.files.receive import (
    Empty,
    Received,
    TooLarge,
    claim,
    display_name,
    hold,
    keep,
    receive,
    receive_each,
    receive_form,
)
from virtual_school.core.files.send import read, send
from virtual_school.core.files.states import FileState
from virtual_school.core.files.store import filing
from virtual_school.core.files.sweeping import drop_unowned, sweep

__all__ = [
    "Cut",
    "Edited",
    "Empty",
    "FileState",
    "NotTaken",
    "Received",
    "StoredFile",
    "StoredText",
    "TooLarge",
    "Unsafe",
    "Upload",
    "claim",
    "display_name",
    "drop_unowned",
    "edit",
    "hold",
    "keep",
    "keep_edited",
    "read",
    "receive",
    "receive_each",
    "receive_form",
    "send",
    "filing",
    "sweep",
    "waiting_uploads",
]
