"""What a line about a carer, or about somebody on the staff, would do."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from virtual_school.core import text
from virtual_school.identity.policy import GIVEN_BY_LEADS
from virtual_school.imports.cells import Said
from virtual_school.imports.judging import Judged, plain, wrong
from virtual_school.imports.models import Verdict
from virtual_school.imports.queries.known import Places, Pupils, Staff
from virtual_school.network.roles import ROLE_WORDS, Role
from virtual_school.pupils.models import Responsibility

# The relationships of the national code set, in words that a pupil may put right.
RELATIONS = {
    "PAM": _l("Mother"),
    "PAF": _l("Father"),
    "STM": _l("Stepmother"),
    "STF": _l("Stepfather"),
    "FOM": _l("Foster mother"),
    "FOF": _l("Foster father"),
    "CAR": _l("Carer"),
    "FAM": _l("Family"),
    "REL": _l("Relative"),
    "SWR": _l("Social worker"),
    "OTH": _l("Somebody who cares for them"),
}
PARENTS = ("PAM", "PAF", "MOTHER", "FATHER", "MUM", "DAD", "PARENT")
MOTHERS = ("PAM", "MOTHER", "MUM")
SAME = {
    "phone": "phone",
    "email": "email",
    "language": "language",
    "priority": "contact_order",
    "rung": "may_be_rung",
    "collect": "may_collect",
    "order": "order_in_force",
    "called": "called",
    "in_law": "parent_in_law",
    "lives_with": "lives_with",
    "responsibility": "responsibility",
}
# What an order may forbid: never given by a file to somebody whom one limits.
GUARDED = ("may_be_rung", "may_collect", "lives_with", "parent_in_law")


def carer_name(values: dict[str, Any]) -> str:
    return f"{values['given']} {values['family']}"


def carer_columns(values: dict[str, Any], record: Any = None) -> dict[str, Any]:
    """The carer's columns as the line wants them; of a new one every column that may not be empty."""
    found: dict[str, Any] = {"name": carer_name(values)}
    found |= {column: values[name] for name, column in SAME.items() if name in values}
    if "order_in_force" in found:
        found["order_in_force"] = found["order_in_force"] or None
    if "responsibility" in found:
        found["responsibility"] = Responsibility(found["responsibility"])
    if record is not None:
        return found
    relation = str(values.get("relation", "")).upper()
    lives, parent = values.get("lives_with", False), relation in PARENTS
    footing = Responsibility.BIRTH if relation in MOTHERS else Responsibility.NONE
    return {
        "called": str(RELATIONS.get(relation) or values.get("relation") or carer_name(values)),
        "parent_in_law": parent or lives or found.get("responsibility", footing) is not Responsibility.NONE,
        "responsibility": footing,
        "lives_with": lives,
        "contact_order": 1,
        "order_in_force": None,
        "phone": None,
        "language": None,
        "email": None,
        "may_be_rung": None,
        "may_collect": None,
    } | found


def carer_changes(record: Any, values: dict[str, Any]) -> dict[str, list[Any]]:
    """Old and new of each of a carer's columns that would change, as JSON holds them."""
    return {
        column: [plain(getattr(record, column)), plain(value)]
        for column, value in carer_columns(values, record).items()
        if getattr(record, column) != value
    }


def why_ask(record: Any, changes: dict[str, list[Any]]) -> str:
    """Why a person must decide: what a court or the school has ended is not opened again by a file."""
    words: str = ""
    if record.ended_at is not None and record.ended_by_order:
        words = _("A court’s order ended this carer’s right. Only a person, with a reason, may open it again.")
    elif record.ended_at is not None:
        words = _("This carer was ended here. Only a person, with a reason, may open it again.")
    elif record.order_in_force and _gives(changes):
        words = _("An order limits this carer, and the file gives them a right. A person decides, with a reason.")
    elif record.order_in_force and "order_in_force" in changes:
        words = _("Another order is in force here than in the file. A person decides, with a reason.")
    return words


def _gives(changes: dict[str, list[Any]]) -> bool:
    """Whether a change gives what an order may forbid."""
    none = Responsibility.NONE.value
    return changes.get("responsibility", [None, none])[1] != none or any(
        changes.get(column, [None, None])[1] is True for column in GUARDED
    )


def too_long() -> str:
    words: str = _("Given and family name together are longer than %(limit)d characters.", limit=text.LINE_LIMIT)
    return words


@dataclass(slots=True)
class CarerJudge:
    """Judges the lines about carers: each belongs to one child, who is here already."""

    known: Pupils
    carers: dict[uuid.UUID, list[Any]]
    seen: set[tuple[uuid.UUID, str]] = field(default_factory=set)

    def judge(self, said: Said) -> Judged:
        pupil_id = self._pupil(said)
        if said.wrong or pupil_id is None:
            return wrong(said)
        said.values["pupil_id"] = str(pupil_id)
        if len(carer_name(said.values)) > text.LINE_LIMIT:
            return wrong(said, family=too_long())
        name = text.sort_key(carer_name(said.values))
        if (pupil_id, name) in self.seen:
            return wrong(said, family=_("This carer of this pupil stands more than once in the file."))
        self.seen.add((pupil_id, name))
        here = self.carers.get(pupil_id, [])
        named = [one for one in here if text.sort_key(one.name) == name]
        if len(named) == 1:
            return self._one(said, named[0])
        words = _("More than one carer of this pupil could be meant. Say who this is.")
        if not named:
            named, words = self._alike(here, said.values.get("email"))
        if named:
            return Judged(Verdict.UNSURE, said.values, {"family": words}, candidates=[one.id for one in named])
        return Judged(Verdict.NEW, said.values)

    @staticmethod
    def _alike(here: list[Any], email: str | None) -> tuple[list[Any], str]:
        """Who might be meant under another name: two parents may share an address; whom an order limits is asked."""
        limited = [one for one in here if one.order_in_force or (one.ended_at is not None and one.ended_by_order)]
        if limited:
            words = _("An order of a court limits a carer of this pupil. Say whether this is the same person.")
            return limited, words
        words = _("A carer of this pupil with another name has this address. Say whether they are the same.")
        return [one for one in here if email and one.email == email], words

    def _one(self, said: Said, record: Any) -> Judged:
        changes = carer_changes(record, said.values)
        why = why_ask(record, changes)
        if why:
            return Judged(Verdict.UNSURE, said.values, {"family": why}, None, [record.id], changes, is_only=True)
        return Judged(Verdict.CHANGED if changes else Verdict.SAME, said.values, match=record.id, changes=changes)

    def _pupil(self, said: Said) -> uuid.UUID | None:
        values = said.values
        upn = values.get("pupil_upn")
        if upn:
            found = self.known.by_upn.get(upn) or self.known.by_former.get(upn)
            if found is None:
                said.wrong["pupil_upn"] = _("No pupil here has this number.")
            return found
        if not values.get("pupil_born") or not values.get("pupil_family"):
            said.wrong.setdefault("pupil_upn", _("Say whose carer this is: the pupil’s number, or name and birthday."))
            return None
        born = dt.date.fromisoformat(values["pupil_born"])
        named = self.known.named(born, (values.get("pupil_given"), values["pupil_family"]))
        if len(named) != 1:
            said.wrong["pupil_family"] = (
                _("More than one pupil here has this name and birthday. Give the number.")
                if named
                else _("No pupil here has this name and birthday.")
            )
            return None
        return named[0]


@dataclass(slots=True)
class StaffJudge:
    """Judges the lines about staff: by email, else by name with a person's decision. Nobody is given a way in."""

    staff: Staff
    places: Places
    school: uuid.UUID | None
    made_by: uuid.UUID
    emails: set[str] = field(default_factory=set)

    def judge(self, said: Said) -> Judged:
        where = self._where(said)
        self._dates(said)
        email = said.values.get("email")
        if email in self.emails:
            said.wrong["email"] = _("This address stands more than once in the file.")
        if not said.wrong and len(carer_name(said.values)) > text.LINE_LIMIT:
            said.wrong["family"] = too_long()
        if said.wrong or email is None:
            return wrong(said)
        self.emails.add(email)
        if where and said.values.get("role"):
            said.values["organisation_id"] = str(where)
        found = self.staff.by_email.get(email)
        why = self._may_not_give(found, said.values, where)
        if why:
            return wrong(said, role=why)
        if found is not None:
            return self._matched(said, found, where)
        named = self.staff.by_name.get(text.sort_key(carer_name(said.values)), [])
        if named:
            words = _("Somebody of this name is here with another address. Say who this is.")
            return Judged(Verdict.UNSURE, said.values, {"email": words}, candidates=[one.id for one in named])
        return Judged(Verdict.NEW, said.values)

    def _may_not_give(self, account: Any, values: dict[str, Any], where: uuid.UUID | None) -> str:
        """By a file nobody gives more than by hand: no role by which children are read, and none to themself."""
        role, words = Role(values["role"]) if values.get("role") else None, ""
        has_it = account is not None and (account.id, where, role) in self.staff.roles
        if role in GIVEN_BY_LEADS and not has_it:
            words = _("Only a Virtual School lead may give this role.")
        elif role and not has_it and account is not None and account.id == self.made_by:
            words = _("You cannot give yourself a role. Ask another lead or administrator.")
        return words

    def _matched(self, said: Said, account: Any, where: uuid.UUID | None) -> Judged:
        if account.closed_at is not None:
            return wrong(said, email=_("The account with this address is closed. Look at it on the page of people."))
        if not set(text.sort_key(account.name).split()) & set(text.sort_key(carer_name(said.values)).split()):
            words = _("Somebody with quite another name has this address. Say whether it is the same person.")
            return Judged(Verdict.UNSURE, said.values, {"email": words}, candidates=[account.id], is_only=True)
        changes: dict[str, list[Any]] = {}
        role = Role(said.values["role"]) if said.values.get("role") else None
        if role and where and (account.id, where, role) not in self.staff.roles:
            changes["role"] = [None, f"{ROLE_WORDS[role]}, {self.places.names[where]}"]
        return Judged(Verdict.CHANGED if changes else Verdict.SAME, said.values, match=account.id, changes=changes)

    def _where(self, said: Said) -> uuid.UUID | None:
        number, name = said.values.get("urn", ""), said.values.get("school")
        found = self.places.find([number] if number else [], name)
        if found is None and (number or name):
            said.wrong["school"] = _("No organisation of this network has this number or name.")
        return found or self.school

    @staticmethod
    def _dates(said: Said) -> None:
        starts, ends = said.values.get("starts"), said.values.get("ends")
        if starts and ends and ends < starts:
            said.wrong["ends"] = _("The last day is before the first.")
