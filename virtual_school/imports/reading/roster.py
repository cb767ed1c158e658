"""OneRoster 1.1 in CSV: one zip of users, orgs, enrollments and demographics, made into the lines of a table."""

import io
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from virtual_school.imports.models import Subject
from virtual_school.imports.reading.tables import MOST_BYTES, SIGNATURE, WHOLE, Line, Unreadable, decoded, of_csv

FILES = ("users", "orgs", "enrollments", "demographics")
STAFF_ROLES = frozenset({"teacher", "administrator", "aide", "proctor"})
CARER_ROLES = frozenset({"parent", "guardian", "relative"})
RELATIONS = {"parent": "CAR", "guardian": "CAR", "relative": "REL"}
Entry = dict[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """What the roster says of one person: whom the line is about, and its fields by our names."""

    subject: Subject
    line: Line
    data: dict[str, str]
    source: str


def is_roster(content: bytes) -> bool:
    """Whether the bytes are a zip that holds OneRoster's list of users."""
    if not content.startswith(SIGNATURE):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return any(_stem(name) == "users" for name in parts.namelist())
    except zipfile.BadZipFile:
        return False


def _stem(name: str) -> str:
    last = name.replace("\\", "/").rpartition("/")[2].casefold()
    return last.removesuffix(".csv") if last.endswith(".csv") else ""


@dataclass(slots=True)
class Roster:
    """What the files of one zip say, by the ids of the roster."""

    users: list[tuple[Line, Entry]]
    people: dict[str, Entry]
    born: dict[str, str]
    orgs: dict[str, Entry]
    dates: dict[str, tuple[str, str]]
    # Who is named by whom: of a parent, the children whose lines name them.
    named_by: dict[str, list[str]]


def read_roster(content: bytes) -> list[Told]:
    """Pupils, carers (one line for each child they are linked to) and staff, in the order of users.csv."""
    roster = _roster(_unpacked(content))
    told: list[Told] = []
    for line, entry in roster.users:
        told += _told(line, entry, roster)
    return told


def _roster(tables: dict[str, list[tuple[Line, Entry]]]) -> Roster:
    users = tables.get("users", [])
    people = {entry.get("sourcedid", ""): entry for _line, entry in users}
    named_by: dict[str, list[str]] = defaultdict(list)
    for key, entry in people.items():
        for agent in _agents(entry):
            named_by[agent].append(key)
    return Roster(
        users=users,
        people=people,
        born={entry.get("usersourcedid", ""): _birth(entry) for _line, entry in tables.get("demographics", [])},
        orgs={entry.get("sourcedid", ""): entry for _line, entry in tables.get("orgs", [])},
        dates=_enrolled(tables.get("enrollments", [])),
        named_by=named_by,
    )


def _birth(entry: Entry) -> str:
    return entry.get("birthdate", "")


def _told(line: Line, entry: Entry, roster: Roster) -> Iterator[Told]:
    role, key = entry.get("role", "").casefold(), entry.get("sourcedid", "")
    if line.wrong:
        yield Told(Subject.PUPIL, line, _names(entry), "users.csv")
    elif role == "student":
        data = _pupil(entry, roster.born.get(key, ""), roster.orgs) | _between(roster.dates.get(key))
        if entry.get("status", "").casefold() == "tobedeleted":
            data["gone"] = "yes"
        yield Told(Subject.PUPIL, line, data, "users.csv")
    elif role in CARER_ROLES:
        yield from _as_carer(line, key, entry, roster)
    elif role in STAFF_ROLES:
        data = _names(entry) | {"email": entry.get("email", ""), "role": role} | _org(entry, roster.orgs)
        yield Told(Subject.STAFF, line, data, "users.csv")
    else:
        line.wrong[WHOLE] = _("The role in this line is none that OneRoster 1.1 has.")
        yield Told(Subject.PUPIL, line, _names(entry), "users.csv")


def _as_carer(line: Line, key: str, entry: Entry, roster: Roster) -> Iterator[Told]:
    """A line for each child; without one it is shown, and not passed over."""
    children = _children(key, entry, roster)
    for child in children:
        data = _carer(entry, roster.people[child], roster.born.get(child, ""))
        yield Told(Subject.CARER, line, data, "users.csv")
    if not children:
        line.wrong[WHOLE] = _("No child of theirs is in the file.")
        yield Told(Subject.CARER, line, _names(entry), "users.csv")


def _unpacked(content: bytes) -> dict[str, list[tuple[Line, Entry]]]:
    found: dict[str, list[tuple[Line, Entry]]] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_BYTES:
                raise Unreadable(_("This zip is too large once it is unpacked. Send it in parts."))
            for name in parts.namelist():
                if _stem(name) in FILES and _stem(name) not in found:
                    found[_stem(name)] = list(_entries(decoded(parts.read(name))))
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError) as error:
        raise Unreadable(_("This zip cannot be opened. Pack the files anew, without a password.")) from error
    if not found.get("users"):
        raise Unreadable(_("The users.csv in this zip holds no line."))
    return found


def _entries(text: str) -> Iterator[tuple[Line, Entry]]:
    """Each line by its headings. What a system adds of its own ('metadata.role') never stands for the heading."""
    lines = of_csv(text)
    heads = next(lines, None)
    names = [head.strip().casefold() for head in heads.cells] if heads else []
    for line in lines:
        yield line, dict(zip(names, line.cells, strict=False)) if not line.wrong else {}


def _names(entry: Entry) -> dict[str, str]:
    return {"given": entry.get("givenname", ""), "family": entry.get("familyname", "")}


def _pupil(entry: Entry, born: str, orgs: Mapping[str, Entry]) -> dict[str, str]:
    """`identifier` may be anything of the school's: only what is made like a pupil's number is taken for one."""
    number = entry.get("identifier", "").replace(" ", "")
    return {
        **_names(entry),
        "upn": number if len(number) == 13 and number[:1].isalpha() else "",
        "born": born,
        "year": entry.get("grades", "") or entry.get("grade", ""),
        **_org(entry, orgs),
    }


def _org(entry: Entry, orgs: Mapping[str, Entry]) -> dict[str, str]:
    """The school of the first org that is known; a number, if the org has one, is better than its name."""
    for key in _keys(entry.get("orgsourcedids", "")):
        org = orgs.get(key)
        if org:
            number = "".join(sign for sign in org.get("identifier", "") if sign.isdigit())
            by_number = {"urn": number} if len(number) == 6 else {"estab": number} if len(number) == 7 else {}
            return {"school": org.get("name", "")} | by_number
    return {}


def _keys(words: str) -> list[str]:
    return [key.strip() for key in words.split(",") if key.strip()]


def _agents(entry: Entry) -> list[str]:
    return _keys(entry.get("agentsourcedids", "") or entry.get("agents", ""))


def _children(key: str, entry: Entry, roster: Roster) -> list[str]:
    """A parent names their children as agents, or the children name the parent."""
    either = [one for one in (*_agents(entry), *roster.named_by.get(key, ())) if one in roster.people]
    return [one for one in dict.fromkeys(either) if roster.people[one].get("role", "").casefold() == "student"]


def _carer(entry: Entry, child: Entry, born: str) -> dict[str, str]:
    pupil = _pupil(child, born, {})
    return {
        **_names(entry),
        "pupil_upn": pupil["upn"],
        "pupil_family": pupil["family"],
        "pupil_given": pupil["given"],
        "pupil_born": born,
        "relation": RELATIONS.get(entry.get("role", "").casefold(), ""),
        "email": entry.get("email", ""),
        "phone": entry.get("sms", "") or entry.get("phone", ""),
    }


def _enrolled(lines: list[tuple[Line, Entry]]) -> dict[str, tuple[str, str]]:
    """The first and the last day of a pupil's classes, where the file says them."""
    days: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for _line, entry in lines:
        if entry.get("role", "").casefold() == "student":
            days[entry.get("usersourcedid", "")].append((entry.get("begindate", ""), entry.get("enddate", "")))
    return {
        key: (min((a for a, _b in found if a), default=""), max((b for _a, b in found), default=""))
        for key, found in days.items()
    }


def _between(days: tuple[str, str] | None) -> dict[str, str]:
    return {"starts": days[0]} if days and days[0] else {}
