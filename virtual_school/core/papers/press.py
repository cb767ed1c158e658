"""HTML into an accessible PDF. The one module that knows WeasyPrint, imported late: it is heavy, and it needs Pango."""

import logging
from pathlib import Path

from flask import current_app
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

# The library warns of each CSS property it does not know, and of addresses it was refused: nothing for a log.
logging.getLogger("weasyprint").setLevel(logging.ERROR)
logging.getLogger("fontTools").setLevel(logging.ERROR)

STYLE = Path(__file__).with_name("paper.css")
HERE = "paper:"
FONTS = ("lexend-400.woff2", "lexend-700.woff2")


class Own(URLFetcher):
    """Gives our own fonts and nothing else: no file of this machine, no address of this or any other network."""

    def __init__(self, vendor: Path) -> None:
        super().__init__(allowed_protocols=())
        self._known = {f"{HERE}{name}": vendor / name for name in FONTS}

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        path = self._known.get(url)
        if path is None or not path.is_file():
            raise ValueError("a paper fetches nothing but its own fonts")
        return URLFetcherResponse(url, body=path.read_bytes(), headers={"Content-Type": "font/woff2"})


def pdf(html: str) -> bytes:
    """The page as a tagged PDF (PDF/UA-1), with its language, its title and the fonts it is set in."""
    own, fonts = Own(Path(current_app.root_path).parent / "static" / "vendor"), FontConfiguration()
    style = CSS(string=STYLE.read_text(), base_url=HERE, url_fetcher=own, font_config=fonts)
    page = HTML(string=html, base_url=HERE, url_fetcher=own)
    made: bytes = page.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")
    return made
