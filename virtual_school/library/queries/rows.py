"""A file of a lesson, with its bytes' row."""

import uuid
from dataclasses import dataclass
from typing import Any

from virtual_school.core.files import FileState, StoredFile, StoredText, documents
from virtual_school.core.files.states import CopyState, TextState
from virtual_school.library.changes import says_answers
from virtual_school.library.models import Audience, Resource


@dataclass(frozen=True, slots=True)
class File:
    """A file of a lesson. `posted` tells whether the newest revision has it."""

    resource: Resource
    stored: StoredFile
    posted: bool = True

    @property
    def id(self) -> uuid.UUID:
        return self.resource.id

    @property
    def name(self) -> str:
        return self.resource.name

    @property
    def alternative(self) -> str:
        """What a picture shows; where nobody said so, what it is called."""
        return self.resource.alternative or self.name.rpartition(".")[0] or self.name

    @property
    def is_document(self) -> bool:
        """Whether it has words that can be read here, without the program it was written with."""
        return documents.is_document(self.stored.media_type)

    @property
    def audience(self) -> Audience:
        return self.resource.audience

    @property
    def is_staff_only(self) -> bool:
        return self.resource.audience is Audience.STAFF_ONLY

    @property
    def says_answers(self) -> bool:
        return says_answers(self.resource.name)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document to be read on a telephone: its words as far as they are known, and the copy that opens anywhere."""

    file: File
    text: StoredText | None
    copy: StoredFile | None

    @property
    def parts(self) -> list[tuple[str, Any]]:
        return documents.grouped(self.text.blocks) if self.text else []

    @property
    def is_coming(self) -> bool:
        """Whether something of it is still being made."""
        text = self.text
        if text is None:
            return False
        return text.copy_state is CopyState.WAITING or (text.state is TextState.WAITING and not self.needs_office)

    @property
    def needs_office(self) -> bool:
        """Whether its words can only be read by LibreOffice, which is not on this computer."""
        text = self.text
        return text is not None and text.state is TextState.WAITING and text.copy_state is CopyState.ABSENT

    @property
    def has_copy(self) -> bool:
        return self.copy is not None and self.copy.state is FileState.READY
