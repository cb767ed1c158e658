"""Who teaches a pupil its subject at their own school reads the work and what came back; nobody else does by it."""

import datetime as dt
from collections.abc import Callable

import sqlalchemy as sa

from tests import make_safeguarding
from tests.cast import Cast, Person
from tests.client import Client
from tests.learning.steps import answer_with, hand_in, set_to_ellie
from virtual_school.asking.models import SubjectTeacher
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.library.models import LessonRevision
from virtual_school.pupils.models import Pupil

ClientOf = Callable[[Person], Client]


def test_own_teacher_reads_it_all_and_changes_nothing(client: Client, client_of: ClientOf, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    ellie, lunt, hale = client_of(cast.ellie), client_of(cast.lunt), client_of(cast.own_teacher)
    page = f"/i-answer/{cast.ellie.pupil_id}/work/{work}"
    hale.get(page)
    assert "nothing to read" in hale.words()
    ellie.get(f"/my-work/{work}")
    assert "your own teacher of the subject" in ellie.words(".who-can-see")
    handed_in = hand_in(ellie, work, "I looked at each number.")
    answer_with(lunt, handed_in, text="Try a longer list.", praise="You kept to one rule.", outcome="another_go")
    ellie.get(f"/my-work/{work}")
    ellie.submit("#reply-form", text="I will try forty.")

    hale.get(f"/i-answer/{cast.ellie.pupil_id}")
    assert hale.select(f'a[href="{page}"]')
    hale.get(page)
    for words in ("I looked at each number.", "Try a longer list.", "You kept to one rule.", "I will try forty."):
        assert words in hale.words(), words
    assert "What Ms Lunt says" in hale.words() and not hale.select("main form")
    for path in (f"/assignments/{work}", f"/pupils/{cast.ellie.pupil_id}/work", f"/to-answer/{handed_in}"):
        hale.get(path, 404 if "to-answer" in path else None)
        assert hale.response.status_code in (403, 404), path
    tariqs = cast.larkdale.work["returned of tariq"].assignment_id
    for other, path in ((hale, f"/i-answer/{cast.tariq.pupil_id}/work/{tariqs}"), (client_of(cast.bell), page)):
        other.get(path, 404)
    hale.get(f"/i-answer/{cast.ellie.pupil_id}/work/{tariqs}", 404)

    revision = db.session.get_one(LessonRevision, cast.larkdale.lessons["ashfold"].revision_id)
    concern = make_safeguarding.concern(
        db.session.get_one(Pupil, cast.ellie.pupil_id),
        db.session.get_one(Account, cast.dani.account_id),
        None,
        handed_in,
        about_kind="hand_in",
    )
    hale.get(page)
    assert "I looked at each number." not in hale.words()
    concern.released_at, concern.released_by = clock.now(), cast.dani.account_id
    db.session.flush()
    hale.get(page)
    assert "I looked at each number." in hale.words()
    mine = sa.select(SubjectTeacher).where(
        SubjectTeacher.account_id == cast.own_teacher.account_id, SubjectTeacher.subject_id == revision.subject_id
    )
    for row in db.session.scalars(mine):
        row.ends_on = clock.today() - dt.timedelta(days=2)
    db.session.flush()
    hale.get(page, 404)
