"""Every table of core's, in one place for whoever must know them all: migrations, and the check of record classes."""

from virtual_school.core.audit import AuditEvent
from virtual_school.core.files.models import StoredFile, StoredText, Upload
from virtual_school.core.jobs.models import Job
from virtual_school.core.mail.models import Mail
from virtual_school.core.notes import Note
from virtual_school.core.papers.models import Paper
from virtual_school.core.saving.models import Draft, Once
from virtual_school.core.search import SearchEntry, SearchSpelling
from virtual_school.core.taking.models import Taking
from virtual_school.core.texts.models import TextMessage

__all__ = [
    "AuditEvent", "Draft", "Job", "Mail", "Note", "Once", "Paper", "SearchEntry", "SearchSpelling", "StoredFile",
    "StoredText", "Taking", "TextMessage", "Upload",
]  # fmt: skip
