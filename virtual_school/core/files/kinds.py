"""What a file is, told by its content: neither its name nor the browser's word for it is believed."""

import filetype

HEAD = 8192  # how much of a file's beginning is enough to tell its kind

UNKNOWN = "application/octet-stream"

# What is made upright, shrunk and stripped before anyone but its sender sees it.
PICTURES = frozenset({"image/jpeg", "image/png", "image/webp", "image/heic"})

# What a picture is after that.
SHOWN_TYPE = "image/webp"
SHOWN_SUFFIX = ".webp"

# What a browser could run. It is recorded as what it is, and sent as bytes of no kind.
ACTIVE = frozenset({"text/html", "image/svg+xml", "text/xml"})

_HEIF_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"})
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<iframe", b"<style", b"<meta", b"<title")
_TEXT_CONTROLS = frozenset(b"\t\n\x0c\r\x1b")


def kind_of(head: bytes) -> str:
    """The media type of a file that begins with `head`."""
    if _is_heif(head):
        return "image/heic"
    return _markup(head) or filetype.guess_mime(head) or _text(head) or UNKNOWN


def is_picture(media_type: str) -> bool:
    return media_type in PICTURES


def sent_as(media_type: str) -> str:
    """The media type to put on a download."""
    if media_type in ACTIVE:
        return UNKNOWN
    return "text/plain; charset=utf-8" if media_type == "text/plain" else media_type


def _is_heif(head: bytes) -> bool:
    if head[4:8] != b"ftyp":
        return False
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, min(int.from_bytes(head[:4]), 256), 4))]
    return brands[0] in _HEIF_BRANDS and b"avif" not in brands


def _markup(head: bytes) -> str | None:
    """HTML, SVG and XML, also behind a byte order mark, white space or comments."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<?xml", b"<!--", b"<svg", b"<!doctype svg")) and b"<svg" in start:
        return "image/svg+xml"
    if start.startswith(_HTML) or (start.startswith((b"<?xml", b"<!--")) and any(tag in start for tag in _HTML)):
        return "text/html"
    return "text/xml" if start.startswith(b"<?xml") else None


def _text(head: bytes) -> str | None:
    """Text is UTF-8 (a character may be cut at the end of `head`) without control characters."""
    if any(byte < 32 and byte not in _TEXT_CONTROLS for byte in head):
        return None
    try:
        head.decode()
    except UnicodeDecodeError as error:
        if len(head) < HEAD or error.start < len(head) - 3:
            return None
    return "text/plain"
