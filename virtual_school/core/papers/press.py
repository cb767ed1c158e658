"""HTML into an accessible PDF. The one module that knows WeasyPrint, imported late: it is heavy, and it needs Pango."""

import io
import logging
from collections.abc import Mapping
from pathlib import Path

from flask import current_app
from PIL import Image
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

# The library warns of each CSS property it does not know, and of addresses it was refused: nothing for a log.
logging.getLogger("weasyprint").setLevel(logging.ERROR)
logging.getLogger("fontTools").setLevel(logging.ERROR)

STYLE = Path(__file__).with_name("paper.css")
HERE = "paper:"
FONTS = ("lexend-400.woff2", "lexend-700.woff2")
LONG_SIDE = 1400  # of a picture, which is then sharp over the width of the sheet
PICTURE = "picture/"


class Own(URLFetcher):
    """Gives our own fonts and pictures that were handed over: no file of this machine, no address of any network."""

    def __init__(self, vendor: Path, pictures: Mapping[str, bytes] | None = None) -> None:
        super().__init__(allowed_protocols=())
        self._known = {f"{HERE}{name}": vendor / name for name in FONTS}
        self._pictures = {f"{HERE}{PICTURE}{name}": data for name, data in (pictures or {}).items()}

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        if url in self._pictures:
            return URLFetcherResponse(url, body=grey(self._pictures[url]), headers={"Content-Type": "image/jpeg"})
        path = self._known.get(url)
        if path is None or not path.is_file():
            raise ValueError("a paper fetches nothing but its own fonts and pictures")
        return URLFetcherResponse(url, body=path.read_bytes(), headers={"Content-Type": "font/woff2"})


def grey(data: bytes) -> bytes:
    """A prepared picture as a copier prints it: grey, on white, no larger than a sheet needs."""
    with Image.open(io.BytesIO(data)) as opened:
        opened.thumbnail((LONG_SIDE, LONG_SIDE))
        shown = opened.convert("RGBA")
    sheet = Image.new("RGBA", shown.size, "white")
    sheet.alpha_composite(shown)
    made = io.BytesIO()
    sheet.convert("L").save(made, "JPEG", quality=80)
    return made.getvalue()


def pdf(html: str, pictures: Mapping[str, bytes] | None = None) -> bytes:
    """The page as a tagged PDF (PDF/UA-1), with its language, its title and the fonts it is set in.

    `pictures` are those that it shows, by the name that stands behind `paper:picture/` in it.
    """
    own, fonts = Own(Path(current_app.root_path).parent / "static" / "vendor", pictures), FontConfiguration()
    style = CSS(string=STYLE.read_text(), base_url=HERE, url_fetcher=own, font_config=fonts)
    page = HTML(string=html, base_url=HERE, url_fetcher=own)
    made: bytes = page.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")
    return made
