"""What the browser's cookie stands for, and where a sign-in may lead."""

from urllib.parse import urlsplit

from flask_login import UserMixin

BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "Chromebook"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


class Entered(UserMixin):
    """What Flask-Login keeps in the cookie: the secret of this device's sign-in."""

    def __init__(self, secret: str) -> None:
        self.secret = secret

    def get_id(self) -> str:
        return self.secret


def device_words(user_agent: str) -> str:
    """'Chrome on Android': enough to know one's own devices by, and no more."""
    browser = next((words for sign, words in BROWSERS if sign in user_agent), "")
    system = next((words for sign, words in SYSTEMS if sign in user_agent), "")
    return " · ".join(part for part in (browser, system) if part) or "?"


def safe_next(target: str | None) -> str | None:
    """A place on this site to go to after signing in; None for anything else.

    Browsers take `\\` for `/` and skip tabs and line breaks within an address, so none of them may stand in it.
    """
    if not target or not target.startswith("/") or target.startswith("//"):
        return None
    if "\\" in target or any(ord(letter) <= 0x20 or ord(letter) == 0x7F for letter in target):
        return None
    parts = urlsplit(target)
    return target if not parts.scheme and not parts.netloc else None
