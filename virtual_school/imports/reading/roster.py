"""OneRoster 1.1 in CSV: one zip of users, orgs, enrollments and demographics, made into the lines of a table."""

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from virtual_school.imports.models import Subject
from virtual_school.imports.reading.tables import MOST_BYTES, SIGNATURE, Line, Unreadable, decoded, of_csv

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


def read_roster(content: bytes) -> list[Told]:
    """Pupils, carers (one line for each child they are linked to) and staff, in the order of users.csv."""
    tables = _unpacked(content)
    users = dict(tables.get("users", []))
    people = {entry.get("sourcedid", ""): entry for entry in users.values()}
    born = {entry.get("usersourcedid", ""): _birth(entry) for _line, entry in tables.get("demographics", [])}
    orgs = {entry.get("sourcedid", ""): entry for _line, entry in tables.get("orgs", [])}
    dates = _enrolled(tables.get("enrollments", []))
    told: list[Told] = []
    for line, entry in tables.get("users", []):
        told += _told(Line(line, []), entry, people, born, orgs, dates)
    return told


def _birth(entry: Entry) -> str:
    return entry.get("birthdate", "")


def _told(
    line: Line,
    entry: Entry,
    people: Mapping[str, Entry],
    born: Mapping[str, str],
    orgs: Mapping[str, Entry],
    dates: Mapping[str, tuple[str, str]],
) -> Iterator[Told]:
    role, key = entry.get("role", "").casefold(), entry.get("sourcedid", "")
    if role == "student":
        data = _pupil(entry, born.get(key, ""), orgs) | _between(dates.get(key))
        if entry.get("status", "").casefold() == "tobedeleted":
            data["gone"] = "yes"
        yield Told(Subject.PUPIL, line, data, "users.csv")
    elif role in CARER_ROLES:
        for child in _children(key, entry, people):
            yield Told(Subject.CARER, line, _carer(entry, people[child], born.get(child, "")), "users.csv")
    elif role in STAFF_ROLES:
        data = _names(entry) | {"email": entry.get("email", ""), "role": role} | _org(entry, orgs)
        yield Told(Subject.STAFF, line, data, "users.csv")
    else:
        line.wrong[0] = _("The role in this line is none that OneRoster 1.1 has.")
        yield Told(Subject.PUPIL, line, _names(entry), "users.csv")


def _unpacked(content: bytes) -> dict[str, list[tuple[int, Entry]]]:
    found: dict[str, list[tuple[int, Entry]]] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        if sum(part.file_size for part in parts.infolist()) > MOST_BYTES:
            raise Unreadable(_("This zip is too large once it is unpacked. Send it in parts."))
        for name in parts.namelist():
            if _stem(name) in FILES and _stem(name) not in found:
                found[_stem(name)] = list(_entries(decoded(parts.read(name))))
    if not found.get("users"):
        raise Unreadable(_("The users.csv in this zip holds no line."))
    return found


def _entries(text: str) -> Iterator[tuple[int, Entry]]:
    lines = of_csv(text)
    heads = next(lines, None)
    names = [head.strip().casefold().rpartition(".")[2] for head in heads.cells] if heads else []
    for line in lines:
        yield line.number, dict(zip(names, line.cells, strict=False))


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


def _children(key: str, entry: Entry, people: Mapping[str, Entry]) -> list[str]:
    """A parent names their children as agents, or the children name the parent."""
    named = [one for one in _keys(entry.get("agentsourcedids", "") or entry.get("agents", "")) if one in people]
    naming = [
        other
        for other, child in people.items()
        if key in _keys(child.get("agentsourcedids", "") or child.get("agents", "")) and other not in named
    ]
    return [one for one in [*named, *naming] if people[one].get("role", "").casefold() == "student"]


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


def _enrolled(lines: list[tuple[int, Entry]]) -> dict[str, tuple[str, str]]:
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
