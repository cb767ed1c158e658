"""Reads one document, as a program of its own, which knows nothing of the house but how to read: see `making`.

It answers with JSON: the blocks, and why there are none. Whatever it is given, it ends within its time and memory.
"""

import json
import sys
from pathlib import Path
from typing import Any

import pypdf

from virtual_school.core.files.documents import office
from virtual_school.core.files.documents.blocks import Page

MOST_PAGES = 500


def pdf(path: Path, page: Page) -> None:
    with path.open("rb") as opened:
        found = pypdf.PdfReader(opened)
        if found.is_encrypted and not found.decrypt(""):
            return
        for number, one in enumerate(found.pages[:MOST_PAGES], 1):
            if page.is_full:
                return
            page.add("page", number)
            for part in _lines(one.extract_text()):
                page.words("text", part)


def _lines(words: str) -> list[str]:
    """A page says where lines end and not where sentences do: what goes on in small letters goes on."""
    found: list[str] = []
    for line in words.split("\n"):
        if found and found[-1].strip() and line.strip()[:1].islower():
            found[-1] = f"{found[-1].rstrip()} {line.strip()}"
        else:
            found.append(line)
    return found


def lock(path: Path, page: Page) -> None:
    """A word, where it opens with a password alone."""
    with path.open("rb") as opened:
        found = pypdf.PdfReader(opened)
        if found.is_encrypted and not found.decrypt(""):
            page.words("text", "locked")


READERS: dict[str, Any] = {"lock": lock, "docx": office.docx, "pptx": office.pptx, "odf": office.odf, "pdf": pdf}


def read(kind: str, path: Path) -> dict[str, Any]:
    page = Page()
    try:
        READERS[kind](path, page)
    except Exception as error:
        # Readers answer broken bytes with nearly any exception. What came before it is worth having.
        return {"blocks": page.blocks, "broken": f"{type(error).__name__}: {error}"[:500]}
    return {"blocks": page.blocks, "broken": ""}


def main(kind: str, path: str) -> None:
    json.dump(read(kind, Path(path)), sys.stdout)
