"""What others make of the lesson from which each pupil in the cast has work: adapted, followed, said."""

from typing import TYPE_CHECKING

from tests import make, make_library
from virtual_school.core.db import db
from virtual_school.library.models import LessonRevision, RemarkKind
from virtual_school.pupils.models import Pupil

if TYPE_CHECKING:
    from tests.cast import Casting

# Whose lesson, at which school; and who, at which, has something to say of it.
AROUND = {
    "ellie": ("lunt", "ashfold", "bell", "stonegate"),
    "tariq": ("bell", "stonegate", "lunt", "ashfold"),
    "stranger_pupil": ("stranger_teacher", "moorside", "stranger", "fernvale"),
}


def add(casting: "Casting", child: Pupil, mentor: str) -> None:
    """Write it around the lesson of one pupil."""
    key = next(person.key for person in casting.side if person.pupil_id == child.id)
    author, place, other, elsewhere = AROUND[key]
    accounts, places, ids = casting.accounts, casting.places, casting.side.ids
    posted = casting.side.lessons[place]
    revision = db.session.get_one(LessonRevision, posted.revision_id)
    make_library.following(revision, accounts[other])
    remark = make_library.remark(revision, accounts[other], places[elsewhere])
    serious = make_library.remark(revision, accounts[other], places[elsewhere], kind=RemarkKind.UNSUITABLE)
    draft = make.lesson(accounts[author], places[place], casting.subject, title="Sorting, our own way")
    make_library.adaptation(draft, revision, accounts[author])
    found = {"remark": remark, "serious_remark": serious, "adapted": draft}
    ids |= {f"{name} of {key}": row.id for name, row in found.items()}
