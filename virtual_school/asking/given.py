"""What a teacher answers with, on its way from the form to the change."""

import uuid
from dataclasses import dataclass

from virtual_school.asking.models import ReplyKind
from virtual_school.core.files import StoredFile


@dataclass(frozen=True, slots=True)
class Answered:
    """What a teacher answers with: a file, a link, a lesson that is here, or 'use the library'; and a line with it."""

    kind: ReplyKind
    words: str | None = None
    link: str | None = None
    file: tuple[StoredFile, str] | None = None
    lesson_id: uuid.UUID | None = None
