"""Files such as schools send, made here: none of them was ever anybody's."""

import io
import zipfile

from PIL import Image
from playwright.sync_api import FilePayload

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
GPS, LATITUDE_REF, LATITUDE = 0x8825, 1, 2
ORIENTATION, ON_ITS_SIDE = 0x0112, 6


def _zipped(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, words in files.items():
            made.writestr(name, words)
    return out.getvalue()


def docx(name: str) -> FilePayload:
    inside = {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        "word/document.xml": "<document/>",
    }
    return {"name": name, "mimeType": DOCX, "buffer": _zipped(**inside)}


def pages(name: str) -> FilePayload:
    """What a Mac writes, and nobody else can open."""
    buffer = _zipped(**{"Index/Document.iwa": "words", "Metadata/Properties.plist": "<plist/>"})
    return {"name": name, "mimeType": "application/octet-stream", "buffer": buffer}


def pdf(name: str) -> FilePayload:
    buffer = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    return {"name": name, "mimeType": "application/pdf", "buffer": buffer}


def png(name: str) -> FilePayload:
    out = io.BytesIO()
    Image.new("RGB", (320, 200), "#0b5a4a").save(out, "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": out.getvalue()}


def photo(name: str, colour: str = "#ffd23f") -> FilePayload:
    """As a phone takes it: lying on its side, and knowing where it was taken."""
    picture, out = Image.new("RGB", (640, 480), colour), io.BytesIO()
    exif = picture.getexif()
    exif[ORIENTATION] = ON_ITS_SIDE
    exif.get_ifd(GPS).update({LATITUDE_REF: "N", LATITUDE: (53.0, 4.0, 1.0)})
    picture.save(out, "JPEG", exif=exif)
    return {"name": name, "mimeType": "image/jpeg", "buffer": out.getvalue()}


def upright_and_nowhere(picture: bytes) -> None:
    """A photo as it may be shown: it stands, and nothing in it says where it was taken."""
    shown = Image.open(io.BytesIO(picture))
    assert shown.height > shown.width, "the photo lies on its side"
    assert not shown.getexif().get_ifd(GPS), "the photo knows where it was taken"
