"""What one cell says, or why it cannot be taken: cleaned as the columns clean it, and nothing lost in silence."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from virtual_school.core import text
from virtual_school.imports.fields import OF
from virtual_school.imports.models import Subject
from virtual_school.network.roles import ROLE_WORDS, STAFF, Role
from virtual_school.pupils.forms import age_words, is_a_pupils_age
from virtual_school.pupils.models import Responsibility, RollStatus
from virtual_school.pupils.uln import NONE_YET, is_uln
from virtual_school.pupils.upn import is_upn

NO_VALUE = frozenset({"", "null", "none", "n/a", "-"})
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d/%m/%y", "%Y%m%d")
MONTH_FIRST = "%m/%d/%Y"
EMAIL = re.compile(r"[^@\s<>\"']{1,64}@[^@\s<>\"']{1,180}\.[^@\s<>\"'.]{2,}")
PHONE = re.compile(r"^\+?[\d ()\-]{5,25}$")
YES = frozenset({"y", "yes", "true", "1", "t"})
NO = frozenset({"n", "no", "false", "0", "f"})


class Wrong(ValueError):
    """Why a cell cannot be taken, in words for the person."""


@dataclass(slots=True)
class Said:
    """What a line says, by field; and what is wrong with it, by field."""

    values: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)


def take(subject: Subject, cells: Mapping[str, str]) -> Said:
    """Read each cell of a line by its field."""
    said = Said()
    for one in OF[subject]:
        raw = cells.get(one.key, "")
        try:
            if raw.strip().casefold() in NO_VALUE and one.key not in ("family", "given"):
                value = None
            else:
                value = READERS.get(one.key, words)(raw)
        except Wrong as wrong:
            said.wrong[one.key] = str(wrong)
            continue
        if value is None and one.needed:
            said.wrong[one.key] = _("This is empty.")
        elif value is not None:
            said.values[one.key] = value
    if cells.get("gone"):
        said.values["gone"] = True
    return said


def words(raw: str) -> str | None:
    """One line of words. What cleaning would take away is said and not taken away."""
    if "\N{REPLACEMENT CHARACTER}" in raw:
        raise Wrong(_("Some signs of this cell could not be read. Save the file as UTF-8, or type the cell anew."))
    try:
        clean = text.line(raw)
    except text.TooLong as error:
        raise Wrong(_("This is longer than %(limit)d characters.", limit=error.limit)) from error
    if "".join(clean.split()) != "".join(unicodedata.normalize("NFC", raw).split()):
        raise Wrong(_("This cell holds hidden signs that cannot be kept. Type it anew."))
    return clean or None


def name(raw: str) -> str | None:
    clean = words(raw)
    if clean and not any(sign.isalpha() for sign in clean):
        raise Wrong(_("This holds no letter, so it is no name."))
    return clean


def day(raw: str) -> str:
    """A day as ISO writes it; typed in any of the ways in which people here write days."""
    typed = raw.strip().split("T")[0].split(" 00:00")[0]
    for shape in DAYS:
        found = _as_day(typed, shape)
        if found is not None:
            return found.isoformat()
    if _as_day(typed, MONTH_FIRST) is not None:
        raise Wrong(_("This day has its month first. Write all of this column as 31/12/2010 or 2010-12-31."))
    raise Wrong(_("This is no day like 31/12/2010."))


def _as_day(typed: str, shape: str) -> dt.date | None:
    if shape == "%Y%m%d" and len(typed) != 8:  # 2012111 may be a day of January or of November
        return None
    try:
        found = dt.datetime.strptime(typed, shape).date()
    except ValueError:
        return None
    return found if 1900 < found.year < 2100 else None


def is_month_first(raw: str) -> bool:
    """Whether a day can only be read as people in America write it: then its whole column is in doubt."""
    typed = raw.strip()
    return _as_day(typed, "%d/%m/%Y") is None and _as_day(typed, MONTH_FIRST) is not None


def is_either_way(raw: str) -> bool:
    """Whether a day can be read with its month first or second, and as another day each way."""
    typed = raw.strip()
    here, there = _as_day(typed, "%d/%m/%Y"), _as_day(typed, MONTH_FIRST)
    return here is not None and there is not None and here != there


def born(raw: str) -> str:
    found = day(raw)
    if not is_a_pupils_age(dt.date.fromisoformat(found)):
        raise Wrong(age_words())
    return found


def upn(raw: str) -> str:
    number = raw.replace(" ", "").upper()
    if not is_upn(number):
        raise Wrong(_("This is no unique pupil number: its first letter does not fit the rest."))
    return number


def uln(raw: str) -> str | None:
    number = raw.replace(" ", "")
    if number == NONE_YET:
        return None
    if not is_uln(number):
        raise Wrong(_("This is no unique learner number: its last digit does not fit the other nine."))
    return number


def year(raw: str) -> int:
    found = re.fullmatch(r"(?:year|yr|y|nc)?\s*0?(\d{1,2})", raw.strip().casefold())
    if found is None or not 1 <= int(found[1]) <= 14:
        raise Wrong(_("This is no year group from 1 to 14."))
    return int(found[1])


def yes_or_no(raw: str) -> bool:
    typed = raw.strip().casefold()
    if typed in YES | NO:
        return typed in YES
    raise Wrong(_("This is neither yes nor no."))


def responsibility(raw: str) -> str:
    typed = raw.strip().casefold()
    known = {one.value: one for one in Responsibility} | {"court order": Responsibility.COURT_ORDER}
    known |= dict.fromkeys(YES, Responsibility.BIRTH) | dict.fromkeys(NO, Responsibility.NONE)
    if typed not in known:
        raise Wrong(_("This is none of: yes, no, birth, agreement, court order, care order."))
    return known[typed].value


def status(raw: str) -> str:
    typed = raw.strip().upper()[:1]
    if typed not in {one.value for one in RollStatus}:
        raise Wrong(_("This is none of the marks C, M, S, G."))
    return typed


def order(raw: str) -> str | None:
    """What a court ordered, in the file's words. A plain no is said too: an order that is here is then asked about."""
    typed = words(raw)
    if typed is None or typed.casefold() not in YES | NO:
        return typed
    return str(_("A court’s order: the file says no more.")) if typed.casefold() in YES else ""


def email(raw: str) -> str:
    typed = unicodedata.normalize("NFC", raw.strip()).casefold()
    if len(typed) > 254 or not EMAIL.fullmatch(typed):
        raise Wrong(_("This is no email address."))
    return typed


def phone(raw: str) -> str:
    if not PHONE.fullmatch(raw.strip()):
        raise Wrong(_("This is no phone number with digits and spaces."))
    return raw.strip()


def priority(raw: str) -> int:
    if raw.strip() not in {"1", "2", "3", "4", "5"}:
        raise Wrong(_("This is no number from 1 to 5."))
    return int(raw)


ROLES = {text.sort_key(str(role.value).replace("_", " ")): role for role in STAFF} | {
    "teaching": Role.TEACHER,
    "teaching staff": Role.TEACHER,
    "head teacher": Role.HEADTEACHER,
    "head": Role.HEADTEACHER,
    "dsl": Role.SAFEGUARDING_LEAD,
    "designated safeguarding lead": Role.SAFEGUARDING_LEAD,
    "ddsl": Role.SAFEGUARDING_LEAD,
    "deputy dsl": Role.SAFEGUARDING_LEAD,
    "deputy safeguarding lead": Role.SAFEGUARDING_LEAD,
    "deputy designated safeguarding lead": Role.SAFEGUARDING_LEAD,
    "coordinator": Role.CO_ORDINATOR,
    "mentor": Role.MENTOR,
}
# Who runs the network is made by a person, one at a time.
NEVER_FROM_A_FILE = frozenset({Role.ADMINISTRATOR, Role.VIRTUAL_SCHOOL_LEAD, Role.AUDITOR, Role.BROKER})


def role(raw: str) -> str | None:
    typed = text.sort_key(raw)
    said = {text.sort_key(str(ROLE_WORDS[one])): one for one in STAFF}
    found = ROLES.get(typed) or said.get(typed)
    if found in NEVER_FROM_A_FILE:
        raise Wrong(_("This role is given by hand, on the page of people."))
    return found.value if found else None


READERS: Mapping[str, Callable[[str], Any]] = {
    "family": name,
    "given": name,
    "use_family": name,
    "use_given": name,
    "known_as": name,
    "pupil_family": name,
    "pupil_given": name,
    "upn": upn,
    "former_upn": upn,
    "pupil_upn": upn,
    "uln": uln,
    "born": born,
    "pupil_born": day,
    "year": year,
    "starts": day,
    "ends": day,
    "status": status,
    "responsibility": responsibility,
    "in_law": yes_or_no,
    "lives_with": yes_or_no,
    "rung": yes_or_no,
    "collect": yes_or_no,
    "email": email,
    "order": order,
    "phone": phone,
    "priority": priority,
    "role": role,
}
