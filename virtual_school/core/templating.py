"""What every template has: filters for dates and sizes, the words of the network laid over ours."""

import datetime as dt
import functools
from typing import Any

from flask import Flask, g
from flask_babel import Domain, format_date, get_locale
from flask_babel import gettext as _
from flask_babel import ngettext as _n
from flask_wtf.csrf import generate_csrf

from virtual_school.core import clock, markdown
from virtual_school.core.saving import once
from virtual_school.core.texts.numbers import shown


def language() -> str:
    """The reader's language, found once a request: asking for it costs more than what it is asked for."""
    try:
        here = g._get_current_object()
    except RuntimeError:  # outside the application: words stay as they are written
        return ""
    found: str | None = here.get("language")
    if found is None:
        locale = get_locale()
        found = here.language = locale.language if locale else ""
    return found


class Words(Domain):
    """The catalogues, each found once a language."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**how)
        self._found: dict[str, Any] = {}

    def get_translations(self) -> Any:
        here = language()
        if here not in self._found:
            if not here:
                return super().get_translations()
            self._found[here] = super().get_translations()
        return self._found[here]


# Each message once a language: asking the catalogue costs more than the rest of a short page.
_translated: dict[tuple[str, str], str] = {}


def in_our_words(message: str, **values: Any) -> str:
    """The message in the reader's language, with the words that their network uses for ours. Values stay as given."""
    key = (language(), message)
    words = _translated.get(key)
    if words is None:
        words = _translated[key] = _(message)
    words = _renamed(words)
    return str(words % values) if values else words


def plural_in_our_words(one: str, many: str, num: int, **values: Any) -> str:
    return _renamed(_n(one, many, num, **values))


def _renamed(words: str) -> str:
    network = g.get("network")
    for ours, theirs in (network.terms if network else {}).items():
        words = words.replace(ours, theirs)
    return words


def day(value: dt.date | dt.datetime | None) -> str:
    """'Tuesday 24 November', in England; with the year when it is not this one."""
    if value is None:
        return ""
    date = clock.local(value).date() if isinstance(value, dt.datetime) else value
    return _day_words(date, date.year == clock.today().year, language())


@functools.lru_cache(maxsize=2000)
def _day_words(date: dt.date, this_year: bool, language: str) -> str:
    return str(format_date(date, "EEEE d MMMM" if this_year else "EEEE d MMMM y"))


def clock_time(value: dt.datetime | None) -> str:
    """'10:42', in England."""
    return f"{clock.local(value):%H:%M}" if value else ""


def moment(value: dt.datetime | None) -> str:
    """'today 10:42', 'yesterday 10:42', else 'Tuesday 24 November, 10:42'."""
    if value is None:
        return ""
    ago = (clock.today() - clock.local(value).date()).days
    if ago == 0:
        return in_our_words("today %(time)s", time=clock_time(value))
    if ago == 1:
        return in_our_words("yesterday %(time)s", time=clock_time(value))
    return f"{day(value)}, {clock_time(value)}"


def stamp(value: dt.datetime) -> str:
    """For a `datetime` attribute: ISO 8601 with its offset."""
    return value.astimezone(dt.UTC).isoformat(timespec="seconds")


def filesize(size: int) -> str:
    """'240 kB', '1.2 MB'."""
    if size < 1000:
        return in_our_words("%(size)d bytes", size=size)
    if size < 999_500:
        return f"{round(size / 1000)} kB"
    return f"{size / 1_000_000:.1f} MB"


def init_app(app: Flask) -> None:
    environment = app.jinja_env
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters.update(day=day, moment=moment, clock=clock_time, stamp=stamp)
    environment.filters.update(filesize=filesize, telephone=shown, markdown=markdown.render)
    environment.globals.update(
        _=in_our_words, _n=plural_in_our_words, csrf_token=generate_csrf, new_once_key=once.new_key
    )

    @app.context_processor
    def who() -> dict[str, Any]:
        return {"viewer": g.get("viewer"), "network": g.get("network"), "today": clock.today()}
