"""What is written between each pupil in the cast and their mentor; between Ellie, her key adult, her mother."""

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from tests import make_messages as make
from tests.make import stored_file
from virtual_school.core import clock
from virtual_school.messages.models import Seat, ThreadKind
from virtual_school.network.roles import Role
from virtual_school.pupils.models import Pupil

if TYPE_CHECKING:
    from tests.cast import Casting

THINGS = ("thread", "message", "said", "message_file", "translation", "look")


def add(casting: "Casting", child: Pupil, mentor: str) -> None:
    """Write it for one pupil whose mentor is the person of this key."""
    key = next(person.key for person in casting.side if person.pupil_id == child.id)
    accounts, ids = casting.accounts, casting.side.ids
    yesterday = clock.now() - dt.timedelta(days=1)
    thread = make.thread(child, accounts[mentor], started_at=yesterday)
    said = make.message(thread, accounts[key], "The bus came at nine again.", Seat.PUPIL, at=yesterday)
    answered = make.message(thread, accounts[mentor], "Then we meet at the library.", at=yesterday)
    kept = make.file(answered, stored_file(f"A map for {child.known_as}\n".encode()), "map.txt")
    lead = "lead" if "lead" in accounts else "stranger_lead"
    office = casting.places["larkdale" if "larkdale" in casting.places else "fernvale"]
    look = make.look(thread, accounts[lead], Role.VIRTUAL_SCHOOL_LEAD, office.id, at=yesterday)
    made = make.translation(answered, accounts[mentor])
    found = (thread, answered, said, kept, made, look)
    ids |= {f"{name} of {key}": row.id for name, row in zip(THINGS, found, strict=True)}
    ids[f"seat of {key}"] = uuid.uuid4()
    if key == "ellie":
        _around_ellie(casting, child, yesterday)


def _around_ellie(casting: "Casting", ellie: Pupil, yesterday: dt.datetime) -> None:
    accounts, ids = casting.accounts, casting.side.ids
    hers = make.thread(ellie, accounts["key_adult"], ThreadKind.KEY_ADULT, started_at=yesterday)
    make.sit(hers, accounts["key_adult"], Seat.KEY_ADULT, accounts["key_adult"])
    make.message(hers, accounts["ellie"], "Can I sit with you at lunch?", Seat.PUPIL, at=yesterday)
    family = make.thread(ellie, accounts["dani"], ThreadKind.FAMILY, started_at=yesterday, subject="The trip")
    make.sit(family, accounts["dani"], Seat.CARER, accounts["mum"])
    make.message(family, accounts["mum"], "She needs her inhaler on the trip.", Seat.CARER, at=yesterday)
    taught = make.thread(ellie, accounts["dani"], ThreadKind.TEACHER, started_at=yesterday)
    school = casting.places["wren_hill"].id
    seat = make.sit(taught, accounts["dani"], Seat.TEACHER, accounts["own_teacher"], organisation_id=school)
    make.message(taught, accounts["own_teacher"], "Page nine is enough for now.", Seat.TEACHER, at=yesterday)
    ids |= {"thread with key adult": hers.id, "thread with mum": family.id, "thread with teacher": taught.id}
    ids["seat of teacher"] = seat.id
