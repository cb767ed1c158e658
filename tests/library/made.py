"""Documents and zips made in code: no real ones are needed, and none are kept."""

import base64
import io
import struct
import zipfile
import zlib

import pypdf

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
_TEXT = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
_STYLE = 'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
_TABLE = 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'

CONTENT_TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def zipped(files: dict[str, bytes | str], *, packed: bool = True) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def docx(*paragraphs: str, heading: str = "Keeping secrets", **more: bytes | str) -> bytes:
    """A document of Word; a paragraph that begins with `|` is a row of a table, with `-` a point of a list."""
    body = f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>{heading}</w:t></w:r></w:p>'
    for words in paragraphs:
        if words.startswith("|"):
            cells = "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in words[1:].split("|"))
            body += f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
        elif words.startswith("-"):
            body += f"<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>{words[1:].strip()}</w:t></w:r></w:p>"
        else:
            body += f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"
    document = f'<?xml version="1.0"?><w:document {_W}><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": document} | more)


def pptx(*slides: tuple[str, str], notes: str = "", hidden: int = 0) -> bytes:
    """Slides of a title and a line each, shown in the opposite order of their names. `hidden`: one that is not."""
    files: dict[str, bytes | str] = {"[Content_Types].xml": CONTENT_TYPES}
    ids, links = "", ""
    for number, (title, line) in enumerate(slides, 1):
        name = f"slide{len(slides) - number + 1}"
        ids += f'<p:sldId id="{255 + number}" r:id="rId{number}"/>'
        links += f'<Relationship Id="rId{number}" Target="slides/{name}.xml"/>'
        show = ' show="0"' if number == hidden else ""
        files[f"ppt/slides/{name}.xml"] = (
            f"<p:sld {_P} {_A}{show}>{_shape('title', title)}{_shape('body', line)}</p:sld>"
        )
    files["ppt/notesSlides/notesSlide1.xml"] = f"<p:notes {_P} {_A}>{_shape('body', notes)}</p:notes>"
    files["ppt/presentation.xml"] = f"<p:presentation {_P} {_R}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>"
    files["ppt/_rels/presentation.xml.rels"] = f"<Relationships>{links}</Relationships>"
    return zipped(files)


def _shape(kind: str, words: str) -> str:
    place = f'<p:nvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr>'
    return f"<p:sp>{place}<p:txBody><a:p><a:r><a:t>{words}</a:t></a:r></a:p></p:txBody></p:sp>"


def odt(heading: str, words: str, *items: str, styles: str = "", **more: bytes | str) -> bytes:
    listed = "".join(f"<text:list-item><text:p>{item}</text:p></text:list-item>" for item in items)
    body = f'<text:h text:outline-level="2">{heading}</text:h><text:p>{words}</text:p><text:list>{listed}</text:list>'
    content = (
        f'<?xml version="1.0"?><office:document-content {_OFFICE} {_TEXT} {_TABLE} {_STYLE}>{styles}<office:body>'
        f"<office:text>{body}</office:text></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": kind, "content.xml": content} | more, packed=False)


def pdf(words: str) -> bytes:
    """One page with one line, written out by hand."""
    line = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(line), line),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    made, at = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        at.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in at)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(at) + 1)
    return made + head + table + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(made)


def locked_pdf(password: str) -> bytes:
    """A PDF that says what may be done with it, and opens with the password."""
    written, made = pypdf.PdfWriter(clone_from=io.BytesIO(pdf("Shift by three"))), io.BytesIO()
    written.encrypt(password, "of whoever made it")
    written.write(made)
    return made.getvalue()


def locked() -> bytes:
    """A zip whose list says that its one file is locked with a password."""
    made = bytearray(zipped({"secret.txt": "not to be read"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.index(mark) + offset
        made[at : at + 2] = struct.pack("<H", 1)
    return bytes(made)


def locked_document() -> bytes:
    """How a document of today begins, and what it names, once it is locked with a password."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500)


def bomb() -> bytes:
    """Some hundred kilobytes that say they unpack to far more than a hundred megabytes."""
    return zipped({"zeroes.txt": bytes(150 << 20)})


def huge_picture() -> bytes:
    """A PNG of a few bytes that says it is 50,000 by 50,000."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def tus(size: int, name: str) -> dict[str, str]:
    """What announces an upload."""
    about = f"filename {base64.b64encode(name.encode()).decode()}"
    return {
        "Tus-Resumable": "1.0.0",
        "Upload-Length": str(size),
        "Upload-Metadata": about,
        "Accept": "application/json",
    }
