"""Reads of threads, always from the viewer's side. What was withdrawn or is held back stands in none of them."""

from virtual_school.messages.queries.one import (
    accounts_of,
    looked_into,
    member,
    opened,
    pupil_of,
    sitters,
    stamp,
    waits,
)
from virtual_school.messages.queries.oversight import looks, of_pupil, to_sample
from virtual_school.messages.queries.page import (
    Shown,
    add_receipts,
    draft_of,
    latest,
    subject_of,
    to_look_at,
)
from virtual_school.messages.queries.single import file_looked_into, file_of, message, to_withdraw, translation
from virtual_school.messages.queries.starting import Offer, Person, offers, people, running, subject_of_start
from virtual_school.messages.queries.threads import PAGE, Listed, about, listed, waiting
from virtual_school.messages.queries.worrying import to_worry

__all__ = [
    "Listed",
    "Offer",
    "PAGE",
    "Person",
    "Shown",
    "about",
    "accounts_of",
    "add_receipts",
    "draft_of",
    "file_looked_into",
    "file_of",
    "latest",
    "listed",
    "looked_into",
    "looks",
    "member",
    "message",
    "of_pupil",
    "offers",
    "opened",
    "people",
    "pupil_of",
    "running",
    "sitters",
    "stamp",
    "subject_of",
    "subject_of_start",
    "to_look_at",
    "to_sample",
    "to_withdraw",
    "to_worry",
    "translation",
    "waiting",
    "waits",
]
