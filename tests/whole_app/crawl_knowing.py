"""Whom somebody may know by name: worked out from rows alone, by the rules that practice has, and by no code of ours.

- A pupil knows themself. A parent or carer knows their own child until the eighteenth birthday (practice 19).
- A mentor, key adult and social worker know those whom a care link in force names; in that role and no other.
- At the school of the roll those know a pupil who look after or report on the roll: a head of year their own year.
- Whoever answers for a pupil who is away knows them. Another school's marker learns a first name (practice 31).
- Somebody outside with a window learns a first name. A panel member knows those before their panel, the clerk those
  whose referral is on its way to one. The Virtual School lead knows everybody of the network.
- An administrator, a broker and an auditor know no child; who brings in a file knows the people in it.
- What an adult knows about a family is what that family is known for: a telephone number and an address are for those
  who ring them, never for the pupil's other parent, another carer, a panel or a place.
"""

import datetime as dt
import re
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from tests.cast import Person
from virtual_school.core import clock
from virtual_school.core.db import Base, db, enter_network

# As the membership's role stands in the database.
BY_CARE = {"mentor": "mentor", "key_adult": "key_adult", "social_worker": "social_worker", "carer": "carer"}
AT_SCHOOL = {"head_of_year", "senco", "safeguarding_lead", "headteacher", "attendance_officer", "co_ordinator"}
RINGS = {"mentor", "social_worker", "virtual_school_lead", *AT_SCHOOL}
KEEPS_PEOPLE = {"administrator", "virtual_school_lead"}
BRINGS_FILES = {"administrator", "headteacher", "attendance_officer", "co_ordinator"}
BEFORE_PANEL = {"opened", "with_head", "with_lead", "withdrawn", "lapsed"}

Rows = list[dict[str, Any]]


class World:
    """The rows of every network, read once past the application."""

    def __init__(self, networks: list[uuid.UUID]) -> None:
        self.rows: dict[str, Rows] = defaultdict(list)
        for network in networks:
            db.session.rollback()
            enter_network(network)
            for table in Base.metadata.sorted_tables:
                if "network_id" in table.c and table.name != "job":
                    question = sa.select(table).where(table.c.network_id == network)
                    found = db.session.execute(question, execution_options={"kept": True}).mappings()
                    self.rows[table.name] += [{str(name): plain(value) for name, value in row.items()} for row in found]
        db.session.rollback()

    def of(self, table: str, **given: Any) -> Rows:
        return [row for row in self.rows[table] if all(row[name] == value for name, value in given.items())]


def plain(value: Any) -> Any:
    """An enum by its value: these rules know words of the database, not classes of the program."""
    return getattr(value, "value", value)


def live(row: dict[str, Any], on: dt.date) -> bool:
    return row["starts_on"] <= on and (row["ends_on"] is None or on <= row["ends_on"]) and row["ended_at"] is None


@dataclass(slots=True)
class Known:
    """Pupils known by their whole name, or by the first alone; carers who may be rung; people by what they keep."""

    whole: set[uuid.UUID] = field(default_factory=set)
    first: set[uuid.UUID] = field(default_factory=set)
    rung: set[uuid.UUID] = field(default_factory=set)
    people: set[uuid.UUID] = field(default_factory=set)


def known_to(world: World, person: Person) -> Known:
    today, known, role = clock.today(), Known(), person.role.value
    seats = [row for row in world.of("membership", account_id=person.account_id) if live(row, today)]
    places = {row["organisation_id"] for row in seats if row["role"] == role}
    if person.pupil_id is not None:
        known.whole.add(person.pupil_id)
    known.whole |= _by_care(world, person, today) | _at_school(world, person, seats, today)
    known.whole |= _asked(world, person) | _before_panels(world, person, today) | _in_files(world, role, places)
    if role == "virtual_school_lead":
        known.whole |= {row["id"] for row in world.of("pupil", network_id=person.network_id)}
    if role in KEEPS_PEOPLE:
        known.people |= {row["id"] for row in world.of("account", network_id=person.network_id)}
    if role in RINGS:
        known.rung |= {row["id"] for row in world.rows["carer"] if row["pupil_id"] in known.whole}
    known.first |= _through_windows(world, person, places, today) | _marked(world, person)
    return known


def _by_care(world: World, person: Person, today: dt.date) -> set[uuid.UUID]:
    kind = BY_CARE.get(person.role.value)
    links = [row for row in world.of("care_link", account_id=person.account_id, kind=kind) if live(row, today)]
    return {row["pupil_id"] for row in links}


def _at_school(world: World, person: Person, seats: Rows, today: dt.date) -> set[uuid.UUID]:
    found = set()
    years = {row["id"]: row["year"] for row in world.rows["pupil"]}
    for seat in seats:
        if seat["role"] != person.role.value or seat["role"] not in AT_SCHOOL:
            continue
        for roll in world.of("enrolment", organisation_id=seat["organisation_id"]):
            if live(roll, today) and seat["year"] in (None, years[roll["pupil_id"]]):
                found.add(roll["pupil_id"])
    return found


def _asked(world: World, person: Person) -> set[uuid.UUID]:
    """Those whom they answer for, about whom they said that they were worried, or whose record they opened by name."""
    away = {row["pupil_id"] for row in world.of("away", answers_id=person.account_id) if row["ended_at"] is None}
    by_name = {row["pupil_id"] for row in world.of("glass", account_id=person.account_id)}
    return away | by_name | {row["pupil_id"] for row in world.of("concern", raised_by=person.account_id)}


def _before_panels(world: World, person: Person, today: dt.date) -> set[uuid.UUID]:
    if person.role.value == "panel_clerk":
        on_the_way = world.of("referral", network_id=person.network_id)
        return {row["pupil_id"] for row in on_the_way if row["state"] not in BEFORE_PANEL}
    if person.role.value == "panel_member":
        windows = world.of("window", account_id=person.account_id, about_kind="referral")
        return {row["pupil_id"] for row in windows if live(row, today)}
    return set()


def _in_files(world: World, role: str, places: set[uuid.UUID]) -> set[uuid.UUID]:
    """Whoever a line of a file may be about, for those who bring such a file in."""
    if role not in BRINGS_FILES:
        return set()
    theirs = {row["id"] for row in world.rows["import"] if role == "administrator" or row["organisation_id"] in places}
    named = {name for row in world.rows["import_row"] if row["import_id"] in theirs for name in _names_in(row)}
    return {row["id"] for row in world.rows["pupil"] if (row["given_name"], row["family_name"]) in named}


def _names_in(row: dict[str, Any]) -> list[tuple[str, str]]:
    data = row["data"] or {}
    return [(data["given"], data["family"])] if "given" in data and "family" in data else []


def _through_windows(world: World, person: Person, places: set[uuid.UUID], today: dt.date) -> set[uuid.UUID]:
    if person.role.value in {"pupil", "carer"}:
        return set()
    windows = [row for row in world.of("window", account_id=person.account_id) if live(row, today)]
    return {row["pupil_id"] for row in windows if row["organisation_id"] in places}


def _marked(world: World, person: Person) -> set[uuid.UUID]:
    set_work = {row["id"]: row["pupil_id"] for row in world.rows["assignment"]}
    mine = world.of("answerer", account_id=person.account_id)
    return {set_work[row["assignment_id"]] for row in mine if row["assignment_id"] in set_work}


# What may not be read -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hidden:
    """A word that somebody may not read, and whose it is."""

    word: str
    whose: str

    def stands_in(self, text: str) -> bool:
        """As a word of its own. Most words stand nowhere, which is seen at once."""
        return self.word in text and re.search(rf"(?<!\w){re.escape(self.word)}(?!\w)", text) is not None

    def __str__(self) -> str:
        return f"{self.whose}: {self.word}"


def forbidden(world: World, person: Person) -> list[Hidden]:
    """What no page of this person's may hold, each with whose it is. What they may know of another is left out."""
    known = known_to(world, person)
    hidden: dict[str, str] = {}
    allowed = {person.name, person.login_name}
    accounts = {row["id"]: row for row in world.rows["account"]}
    for pupil in world.rows["pupil"]:
        words = _whole_names(pupil) | _numbers(pupil, accounts)
        if pupil["id"] in known.whole:
            allowed |= words | {pupil["known_as"], pupil["given_name"]}
            continue
        hidden |= dict.fromkeys(words, f"pupil {pupil['id']}")
        if pupil["id"] in known.first:
            allowed.add(pupil["known_as"])
        else:
            hidden |= dict.fromkeys({pupil["known_as"], pupil["given_name"]}, f"first name of {pupil['id']}")
    for carer in world.rows["carer"]:
        own = {row["account_id"] for row in world.of("care_link", carer_id=carer["id"])}
        mine = person.account_id in own or bool(own & known.people)
        names, ways = {carer["name"]}, {word for word in (carer["phone"], carer["email"]) if word}
        ways |= {accounts[one]["email"] for one in own if one in accounts and accounts[one]["email"]}
        allowed |= names if mine or carer["pupil_id"] in known.whole else set()
        allowed |= ways if mine or carer["id"] in known.rung else set()
        hidden |= dict.fromkeys(names | ways, f"carer {carer['id']}")
    return [Hidden(word, whose) for word, whose in hidden.items() if word not in allowed]


def _whole_names(pupil: dict[str, Any]) -> set[str]:
    family, known_as = pupil["family_name"], pupil["known_as"]
    return {
        f"{pupil['given_name']} {family}",
        f"{known_as} {family}",
        f"{family}, {known_as}",
        f"{known_as} {family[0]}.",
    }


def _numbers(pupil: dict[str, Any], accounts: dict[uuid.UUID, dict[str, Any]]) -> set[str]:
    login = accounts.get(pupil["account_id"], {}).get("login_name")
    return {word for word in (pupil["upn"], pupil["uln"], login) if word}
