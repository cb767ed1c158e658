"""Texts to a phone: each is a row of the transaction it tells of, and a job sends it afterwards."""

from virtual_school.core.texts import sending as sending
from virtual_school.core.texts.messages import Outgoing, fits, queue_text
from virtual_school.core.texts.models import TextMessage, TextState
from virtual_school.core.texts.numbers import BadNumber, is_mobile, mobile, shown, telephone

__all__ = [
    "BadNumber",
    "Outgoing",
    "TextMessage",
    "TextState",
    "fits",
    "is_mobile",
    "mobile",
    "queue_text",
    "shown",
    "telephone",
]
