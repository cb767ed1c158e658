"""Which files have words to read, and which of them LibreOffice turns into a copy that opens anywhere."""

from pathlib import PurePosixPath

_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."

# What is read without any other program: kind -> the reader's name.
READ = {
    f"{_OOXML}wordprocessingml.document": "docx",
    f"{_OOXML}presentationml.presentation": "pptx",
    f"{_ODF}text": "odf",
    f"{_ODF}presentation": "odf",
    "application/pdf": "pdf",
    "text/plain": "text",
}

# What a telephone without an office program cannot open.
COPIED = {
    f"{_OOXML}wordprocessingml.document": ".docx",
    f"{_OOXML}presentationml.presentation": ".pptx",
    f"{_ODF}text": ".odt",
    f"{_ODF}presentation": ".odp",
    "application/msword": ".doc",
    "application/vnd.ms-powerpoint": ".ppt",
    "application/rtf": ".rtf",
}


def is_document(media_type: str) -> bool:
    return media_type in READ or media_type in COPIED


def copy_name(name: str) -> str:
    """What the copy of a file is called."""
    return f"{PurePosixPath(name).stem}.pdf"
