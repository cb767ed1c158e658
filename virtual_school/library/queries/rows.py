"""A file of a lesson, with its bytes' row."""

import uuid
from dataclasses import dataclass

from virtual_school.core.files import StoredFile
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
    def audience(self) -> Audience:
        return self.resource.audience

    @property
    def is_staff_only(self) -> bool:
        return self.resource.audience is Audience.STAFF_ONLY

    @property
    def says_answers(self) -> bool:
        return says_answers(self.resource.name)
