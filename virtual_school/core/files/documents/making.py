"""From a stored document to its words and its copy. Holds no transaction while it works, and is safe to run twice."""

import datetime as dt
import json
import shutil
import sys
import tempfile
import uuid
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import begin, db, network_id_in_force, writing
from virtual_school.core.files.documents import apart, copying
from virtual_school.core.files.documents.blocks import MOST_LETTERS, Block, checked, of_text, text_of
from virtual_school.core.files.documents.kinds import COPIED, READ, is_document
from virtual_school.core.files.models import StoredFile, StoredText
from virtual_school.core.files.receive import keep, receive
from virtual_school.core.files.states import CopyState, FileState, TextState
from virtual_school.core.files.store import filing
from virtual_school.core.jobs import Later
from virtual_school.core.search import stored_words

SECONDS = 60
SOON = dt.timedelta(seconds=30)
WAITED = dt.timedelta(hours=1)
TO_COPY = frozenset({CopyState.WAITING, CopyState.ABSENT})
MEMORY = 1024 * apart.MEGABYTE
HOUSE = Path(__file__).resolve().parents[4]

# The house as bare packages, so that nothing of it is imported but the reader: it starts in a tenth of the time, and
# what takes it over finds no database.
READER = """
import importlib, pathlib, sys, types
path, name = pathlib.Path(sys.argv[1]), ""
for part in ("virtual_school", "core", "files", "documents"):
    name, path = (f"{name}.{part}", path / part) if name else (part, path)
    sys.modules[name] = types.ModuleType(name)
    sys.modules[name].__path__ = [str(path)]
importlib.import_module(f"{name}.reader").main(*sys.argv[2:])
"""

Beat = Callable[[], None]


def want(stored: StoredFile) -> bool:
    """Say that the words of a document are wanted, in the caller's transaction; whether there is anything to make."""
    if not is_document(stored.media_type):
        return False
    there = db.session.get(StoredText, stored.id)
    if there is None:
        copy = CopyState.WAITING if stored.media_type in COPIED else CopyState.UNNEEDED
        db.session.add(StoredText(stored_file_id=stored.id, state=TextState.WAITING, copy_state=copy))
        db.session.flush()
    return there is None or there.state is TextState.WAITING or there.copy_state is CopyState.WAITING


def words_of(stored_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The words of those of the files that were read already, each word once: what a search may find them by."""
    if not stored_ids:
        return {}
    question = sa.select(StoredText.stored_file_id, StoredText.words).where(
        StoredText.network_id == network_id_in_force(),
        StoredText.stored_file_id.in_(stored_ids),
        StoredText.state == TextState.READY,
    )
    return {row.stored_file_id: row.words for row in db.session.execute(question)}


def copy_of(stored: StoredFile) -> tuple[StoredText | None, StoredFile | None]:
    """What there is of a document to read on a telephone: its words, and the copy that opens anywhere."""
    question = (
        sa.select(StoredText, StoredFile)
        .outerjoin(StoredFile, StoredFile.id == StoredText.copy_id)
        .where(StoredText.network_id == network_id_in_force(), StoredText.stored_file_id == stored.id)
    )
    found = db.session.execute(question).first()
    return (found[0], found[1]) if found else (None, None)


def make(stored_id: uuid.UUID, beat: Beat = lambda: None) -> bool:
    """Make what is wanted of a stored document; whether there are new words. Puts off what is still being checked."""
    begin(write=False)
    stored, text = db.session.get(StoredFile, stored_id), db.session.get(StoredText, stored_id)
    if stored is None or text is None or stored.state is FileState.REFUSED:
        return False
    if stored.state is FileState.PREPARING:
        raise Later(clock.real() + SOON)
    key, kind = stored.key, stored.media_type
    unread, uncopied = text.state is TextState.WAITING, text.copy_state in TO_COPY
    begin(write=False)
    with _at_hand(key, COPIED.get(kind, "")) as document:
        new = False
        if unread and kind in READ:
            new = _note_words(stored_id, *_read(READ[kind], document, beat))
        if uncopied:
            _copy(stored_id, document, beat)
        if unread and kind not in READ and copying.program():  # of older days: what is read is the copy
            made = document.with_suffix(".pdf")
            new = _note_words(stored_id, *(_read("pdf", made, beat) if made.exists() else ([], True)))
    return new


def _read(kind: str, document: Path, beat: Beat) -> tuple[list[Block], bool]:
    """The blocks of a document, and whether it broke the reader."""
    if kind == "text":  # nothing in it is more than a letter
        with document.open(encoding="utf-8", errors="replace") as opened:
            return of_text(opened.read(MOST_LETTERS)), False
    try:
        said = apart.run(
            [sys.executable, "-I", "-c", READER, str(HOUSE / "virtual_school"), kind, str(document)],
            document.parent,
            seconds=SECONDS,
            memory=MEMORY,
            written=apart.MEGABYTE,
            environ={},
            beat=beat,
        )
        found = json.loads(said)
    except (apart.Failed, ValueError):
        return [], True
    return checked(found.get("blocks")), bool(found.get("broken"))


def _copy(stored_id: uuid.UUID, document: Path, beat: Beat) -> None:
    if copying.program() is None:
        _note_copy(stored_id, CopyState.ABSENT)
        return
    try:
        made = copying.pdf_of(document, filing().limit, beat)
    except apart.Failed:
        _note_copy(stored_id, CopyState.FAILED)
        return
    begin(write=False)
    with made.open("rb") as opened:
        received = receive(opened, "copy.pdf")
    with writing():
        text = _locked(stored_id)
        if text is not None and text.copy_state in TO_COPY:
            text.copy_id, text.copy_state = keep(received).id, CopyState.READY


def _note_words(stored_id: uuid.UUID, blocks: list[Block], broken: bool) -> bool:
    said = text_of(blocks)
    words = stored_words(said)
    with writing():
        text = _locked(stored_id)
        if text is None or text.state is not TextState.WAITING:
            return False
        text.state = TextState.READY if said else TextState.FAILED if broken else TextState.NONE
        text.text, text.words, text.blocks = said, words, blocks if said else []
    return bool(said)


def give_up(stored_id: uuid.UUID) -> None:
    """Reading it has killed the worker again and again: it stays unread."""
    with writing():
        text = _locked(stored_id)
        if text is not None and text.state is TextState.WAITING:
            text.state = TextState.FAILED
        if text is not None and text.copy_state in TO_COPY:
            text.copy_state = CopyState.FAILED


def _note_copy(stored_id: uuid.UUID, state: CopyState) -> None:
    with writing():
        text = _locked(stored_id)
        if text is not None and text.copy_state in TO_COPY:
            text.copy_state = state


def _locked(stored_id: uuid.UUID) -> StoredText | None:
    question = sa.select(StoredText).where(StoredText.stored_file_id == stored_id).with_for_update()
    return db.session.scalar(question.execution_options(populate_existing=True))


@contextmanager
def _at_hand(key: str, ending: str) -> Iterator[Path]:
    """The bytes as a file in a folder of their own, which goes with all that was made in it."""
    with tempfile.TemporaryDirectory(prefix="document-", dir=filing().arriving) as folder:
        document = Path(folder) / f"document{ending}"
        with filing().store.open(key) as opened, document.open("wb") as written:
            shutil.copyfileobj(opened, written, 1 << 20)
        yield document


def waiting(limit: int) -> list[uuid.UUID]:
    """What still waits after an hour: its job was given up, or LibreOffice came to this computer later."""
    uncopied = TO_COPY if copying.program() else {CopyState.WAITING}
    unread = StoredText.state == TextState.WAITING
    if not copying.program():  # what only LibreOffice can read waits for it, and nobody tries
        unread = sa.and_(unread, StoredText.copy_state != CopyState.ABSENT)
    question = (
        sa.select(StoredText.stored_file_id)
        .where(
            StoredText.network_id == network_id_in_force(),
            sa.or_(unread, StoredText.copy_state.in_(uncopied)),
            StoredText.asked_at < clock.real() - WAITED,
        )
        .order_by(StoredText.asked_at, StoredText.stored_file_id)
        .limit(limit)
    )
    return list(db.session.scalars(question))
