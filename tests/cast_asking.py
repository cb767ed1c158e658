"""Who teaches each pupil of the cast, what is asked for them, what came of it.

Of each pupil: one request with their own teacher, one that went on to the network, one that is answered with a file.
"""

from typing import TYPE_CHECKING

from tests import make as people
from tests import make_asking as make
from tests.cast_attendance import SCHOOLS, TEACHERS
from virtual_school.asking.models import ReplyKind
from virtual_school.core.db import db
from virtual_school.network.models import Term
from virtual_school.pupils.models import Away, Pupil

if TYPE_CHECKING:
    from tests.cast import Casting


def add(casting: "Casting", child: Pupil, mentor: str) -> None:
    """Write it for one pupil whose mentor is the person of this key."""
    key = next(person.key for person in casting.side if person.pupil_id == child.id)
    accounts, ids, school = casting.accounts, casting.side.ids, casting.places[SCHOOLS[key]]
    teacher = accounts[TEACHERS[key]]
    if "geography" not in ids:
        ids |= {name: people.subject(name.title()).id for name in ("geography", "art")}
        for other in PLACES.keys() & accounts.keys():
            make.teaches(accounts[other], casting.places[PLACES[other]], _subject(ids["geography"]))
    art, geography = (_subject(ids[name]) for name in ("art", "geography"))
    make.teacher(child, casting.subject, teacher, school)
    make.teacher(child, art, teacher, school)
    asked = make.request(child, casting.subject, school, accounts[mentor], teacher)
    gone = make.request(child, geography, school, accounts[mentor], None, words="Rivers and how they bend, a week.")
    answered = make.request(child, art, school, accounts[mentor], teacher, words="Something to draw with a pencil.")
    stored = people.stored_file(f"A page to draw on, for {key}\n".encode())
    sent = {"kind": ReplyKind.FILE, "stored_file_id": stored.id, "name": "page.txt", "words": "Begin in the corner."}
    reply = make.reply(answered, teacher, school, **sent)
    away = db.session.get_one(Away, ids[f"away of {key}"])
    line = make.line(away, teacher)
    ids |= {
        f"request of {key}": asked.id,
        f"asked of {key}": gone.id,
        f"answered of {key}": answered.id,
        f"work_reply of {key}": reply.id,
        f"return_line of {key}": line.id,
    }


PLACES = {"lunt": "ashfold", "bell": "stonegate", "stranger_teacher": "moorside"}


def _subject(term_id: object) -> Term:
    return db.session.get_one(Term, term_id)
