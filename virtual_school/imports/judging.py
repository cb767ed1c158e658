"""What a line of pupils would do: to whom it belongs, what would change, and what a person must decide."""

import datetime as dt
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.imports.cells import Said
from virtual_school.imports.models import Verdict
from virtual_school.imports.queries.known import Places, Pupils, name_key
from virtual_school.pupils.models import Pupil


@dataclass(slots=True)
class Judged:
    """`values` is what the line says, with the school it means; the rest is as in `ImportRow`."""

    verdict: Verdict
    values: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    match: uuid.UUID | None = None
    candidates: list[uuid.UUID] = field(default_factory=list)
    changes: dict[str, list[Any]] = field(default_factory=dict)
    # It is the one candidate or nobody: never somebody new, whose number or right it cannot be.
    is_only: bool = False


def wrong(said: Said, **problems: str) -> Judged:
    return Judged(Verdict.WRONG, said.values, {**said.wrong, **problems})


@dataclass(slots=True)
class Doubles:
    """How often a number, or a birthday with a name, stands in the file: asked before any line is judged."""

    upns: Counter[str] = field(default_factory=Counter)
    people: Counter[tuple[str, str]] = field(default_factory=Counter)

    def count(self, said: Said) -> None:
        if "upn" in said.values:
            self.upns[said.values["upn"]] += 1
        self.people[self.key(said)] += 1

    @staticmethod
    def key(said: Said) -> tuple[str, str]:
        return said.values.get("born", ""), name_key(said.values.get("given"), said.values.get("family"))


@dataclass(slots=True)
class PupilJudge:
    """Judges the lines of one file. `own` is the one school that the maker may import for; None for the network."""

    known: Pupils
    places: Places
    school: uuid.UUID | None
    own: uuid.UUID | None
    doubles: Doubles

    def judge(self, said: Said) -> Judged:
        school, why = self._school(said.values)
        if why:
            said.wrong["school"] = why
        upn = said.values.get("upn")
        if upn and self.doubles.upns[upn] > 1:
            said.wrong["upn"] = _("This number stands more than once in the file.")
        self._dates(said)
        if said.wrong or school is None:
            return wrong(said)
        said.values["organisation_id"] = str(school)
        born = dt.date.fromisoformat(said.values["born"])
        for number in (upn, said.values.get("former_upn")):
            match = self.known.numbered(number)
            if match:
                return self._by_number(said, school, born, match)
        return self._by_name(said, school, born, upn)

    # Whose the line is ------------------------------------------------------------------------------------------------

    def _by_number(self, said: Said, school: uuid.UUID, born: dt.date, match: uuid.UUID) -> Judged:
        if self._is_elsewhere(match):
            return wrong(said, upn=not_ours())
        person, upn = self.known.people[match], said.values.get("upn")
        if upn and upn not in self.known.by_upn and upn in self.known.by_former:
            said.values.pop("upn")  # they have a newer number here
        other_name = match not in self.known.named(born, *names_of(said.values))
        if other_name and person.date_of_birth != born and not self._same_family(person, said):
            words = _("This number is here with another name and another birthday.")
            return Judged(Verdict.UNSURE, said.values, {"upn": words}, candidates=[match], is_only=True)
        return self._matched(said, school, match)

    def _by_name(self, said: Said, school: uuid.UUID, born: dt.date, upn: str | None) -> Judged:
        found = self.known.named(born, *names_of(said.values))
        if any(self._is_elsewhere(one) for one in found):
            return wrong(said, family=not_ours())
        twice = self.doubles.people[Doubles.key(said)] > 1
        if not found and (upn or not twice):
            return self._new(said)
        numbers = {self.known.people[one].upn for one in found}
        there = [one for one in found if self.known.on_roll(one, school)]
        if len(found) == 1 and there and not twice and (upn is None or numbers == {None}):
            return self._matched(said, school, found[0])
        words = _("Somebody of this name and birthday is here, or stands twice in the file. Say who this is.")
        return Judged(Verdict.UNSURE, said.values, {"family": words}, candidates=found)

    def _is_elsewhere(self, pupil_id: uuid.UUID) -> bool:
        """That they are no pupil of the school whose file this is, where the maker has that school alone."""
        return self.own is not None and self.known.on_roll(pupil_id, self.own) is None

    @staticmethod
    def _same_family(person: Any, said: Said) -> bool:
        families = {name_key("", person.family_name), name_key("", person.legal_family_name)}
        return name_key("", said.values["family"]) in families

    # What would come of it --------------------------------------------------------------------------------------------

    def _new(self, said: Said) -> Judged:
        if said.values.get("gone") or self._has_left(said):
            return Judged(Verdict.SAME, said.values)
        years = said.values.get("year") or by_age(dt.date.fromisoformat(said.values["born"]))
        if not 1 <= years <= 14:
            return wrong(said, year=_("Say the year group: by age it would be none from 1 to 14."))
        said.values["year"] = years
        return Judged(Verdict.NEW, said.values)

    def _matched(self, said: Said, school: uuid.UUID, match: uuid.UUID) -> Judged:
        person, roll = self.known.people[match], self.known.on_roll(match, school)
        if self._has_left(said) or said.values.get("gone"):
            verdict = Verdict.ENDED if roll else Verdict.SAME
            return Judged(verdict, said.values, match=match, changes=self._leaving(school) if roll else {})
        changes = differences(person, said.values)
        if roll is None:
            main = next((one for one in self.known.rolls.get(match, ()) if one.is_main), None)
            if main and said.values.get("status", "C") in ("C", "M"):
                where = self.places.names.get(main.organisation_id, "")
                return wrong(said, school=_("They are on the roll of %(school)s. End that first.", school=where))
            changes["roll"] = [None, self.places.names.get(school, "")]
        return Judged(Verdict.CHANGED if changes else Verdict.SAME, said.values, match=match, changes=changes)

    def _leaving(self, school: uuid.UUID) -> dict[str, list[Any]]:
        return {"roll": [self.places.names.get(school, ""), None]}

    @staticmethod
    def _has_left(said: Said) -> bool:
        ends = said.values.get("ends")
        return ends is not None and dt.date.fromisoformat(ends) < clock.today()

    @staticmethod
    def _dates(said: Said) -> None:
        starts, ends = said.values.get("starts"), said.values.get("ends")
        if starts and ends and ends < starts:
            said.wrong["ends"] = _("The last day is before the first.")

    def _school(self, values: dict[str, Any]) -> tuple[uuid.UUID | None, str]:
        """The school of a line: by its numbers, its name, else the one that was chosen for the file."""
        la, estab = values.get("la", ""), "".join(sign for sign in values.get("estab", "") if sign.isdigit())
        numbers = [number for number in (estab, f"{la}{estab}", values.get("urn", "")) if number]
        found = self.places.find(numbers, values.get("school"))
        if found is None and (numbers or values.get("school")):
            return None, _("No school of this network has this number or name.")
        found = found or self.school
        if found is None:
            return None, _("The line names no school, and none was chosen for the file.")
        if found not in self.places.schools:
            return None, _("This is no school with a roll.")
        if self.own is not None and found != self.own:
            return None, _("You import for your own school alone.")
        return found, ""


def not_ours() -> str:
    """Neutral: whether such a pupil is at another school is not for this one to learn by trying."""
    words: str = _("This line needs the network’s administrator. Ask them to import it.")
    return words


def names_of(values: dict[str, Any]) -> list[tuple[str | None, str | None]]:
    given, family = values.get("given"), values.get("family")
    use_given, use_family = values.get("use_given") or given, values.get("use_family") or family
    return [(given, family), (use_given, use_family), (values.get("known_as") or use_given, use_family)]


def by_age(born: dt.date) -> int:
    return Pupil(date_of_birth=born).year_by_age


def wanted(values: dict[str, Any], person: Any = None) -> dict[str, Any]:
    """The pupil's columns as the line wants them. Where it says nothing, what is here stays."""
    found: dict[str, Any] = {}
    for side in ("given", "family"):
        legal, used = values[side], values.get(f"use_{side}")
        kept = getattr(person, f"legal_{side}_name") if person is not None else None
        if used:
            found[f"{side}_name"] = used
            found[f"legal_{side}_name"] = legal if legal != used else None
        elif kept:
            found[f"legal_{side}_name"] = legal
        else:
            found[f"{side}_name"] = legal
    if person is not None and person.known_as == person.given_name and "given_name" in found:
        found["known_as"] = found["given_name"]
    if values.get("known_as") or person is None:
        found["known_as"] = values.get("known_as") or found["given_name"]
    found["date_of_birth"] = dt.date.fromisoformat(values["born"])
    same = {"year": "year", "upn": "upn", "uln": "uln", "language": "first_language"}
    return found | {column: values[name] for name, column in same.items() if values.get(name)}


def differences(person: Any, values: dict[str, Any]) -> dict[str, list[Any]]:
    """Old and new of each column that would change, as JSON holds them."""
    return {
        column: [plain(getattr(person, column)), plain(value)]
        for column, value in wanted(values, person).items()
        if getattr(person, column) != value
    }


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else getattr(value, "value", value)
