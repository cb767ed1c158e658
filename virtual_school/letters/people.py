"""Who a letter may go to, as values."""

import uuid
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody who may get a letter. Without an account it is printed and posted, or given by hand."""

    carer_id: uuid.UUID | None
    name: str
    called: str
    language: str | None
    account_id: uuid.UUID | None
    knows_where: bool

    @property
    def key(self) -> str:
        return str(self.carer_id) if self.carer_id else "pupil"
