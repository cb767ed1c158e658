"""Giving a file of a lesson, and the page on which a document is read: for staff, from the shelf, and with set work."""

from flask import Response, request

from virtual_school.core.files import StoredFile, documents
from virtual_school.core.htmx import render
from virtual_school.library import queries
from virtual_school.library.queries import File


def asked(file: File) -> tuple[StoredFile, str]:
    """The file that the caller has let the viewer open, and its name; with `?copy`, the copy that opens anywhere."""
    if "copy" in request.args:
        return queries.copy_of(file), documents.copy_name(file.name)
    return file.stored, file.name


def reading_page(file: File, *, back: str, to: str, address: str, copy: str) -> Response:
    """A document's words as they fit a telephone. `back` names the way back, `to` is where it leads."""
    return render(
        "library/read.html",
        {"reading": "library/_reading.html"},
        reading=queries.reading(file),
        back=back,
        to=to,
        address=address,
        copy=copy,
    )


def copy_name(file: File) -> str:
    return documents.copy_name(file.name)
