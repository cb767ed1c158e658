"""Praise stands first, reaches the mentor, and the people at home when the pupil says so; and what feedback shows."""

from collections.abc import Callable

import sqlalchemy as sa

from tests import make_safeguarding
from tests.cast import Cast, Person
from tests.client import Client
from tests.learning.steps import answer_with, hand_in, set_to_ellie
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.learning.models import Feedback
from virtual_school.pupils.models import CareLink, Pupil

ClientOf = Callable[[Person], Client]
WELL = "You found the one number that nobody else saw."


def notices(client: Client) -> str:
    client.get("/notices")
    return client.words()


def test_praise_is_first_and_told_at_home_when_the_pupil_says_so(
    client: Client, client_of: ClientOf, cast: Cast
) -> None:
    work = set_to_ellie(client, cast)
    ellie, lunt, dani, mum = (client_of(one) for one in (cast.ellie, cast.lunt, cast.dani, cast.mum))
    handed_in = hand_in(ellie, work, "I looked at each number.")
    lunt.get(f"/to-answer/{handed_in}")
    draft = {"key": "tab", "base": 0, "seq": 1, "text": WELL}
    lunt.put(f"/to-answer/{handed_in}/praise/draft", draft)
    lunt.get(f"/to-answer/{handed_in}")
    assert lunt.one("textarea[name=praise]").text.strip() == WELL, "it waits as a draft"
    for other, path in ((ellie, f"/my-work/{work}"), (dani, f"/assignments/{work}")):
        other.get(path)
        assert WELL not in other.words()

    answer_with(lunt, handed_in, text="Try a longer list.", praise=WELL, outcome="another_go")
    assert "Something went well" in notices(dani) and "Something went well for you" not in dani.words()
    ellie.get("/my-work")
    assert WELL[:40] in ellie.words("#work-rows"), "the list begins with it too"
    ellie.get(f"/my-work/{work}")
    card = ellie.words(".card--feedback")
    assert card.index(WELL) < card.index("Try a longer list.")
    assert "something good" not in notices(mum), "nobody at home hears of it unasked"
    ellie.get(f"/my-work/{work}")
    ellie.submit("#tell-home")
    ellie.follow()
    assert "You let the people at home know." in ellie.words("#told-home")
    assert "There is something good to read" in notices(mum) and WELL not in mum.words()
    mum.get(f"/assignments/{work}")
    assert WELL in mum.words(".card--feedback")

    lunt.get("/to-answer")
    feedback = db.session.scalars(sa.select(Feedback).where(Feedback.hand_in_id == handed_in)).one()
    lunt.post(f"/feedback/{feedback.id}/undo", {}, 403)
    concern = make_safeguarding.concern(
        db.session.get_one(Pupil, cast.ellie.pupil_id),
        db.session.get_one(Account, cast.dani.account_id),
        None,
        handed_in,
        about_kind="hand_in",
    )
    assert concern and "something good" not in notices(mum) and "went well" not in notices(dani)


def test_without_the_right_to_the_record_nobody_at_home_is_told(
    client: Client, client_of: ClientOf, cast: Cast
) -> None:
    work = set_to_ellie(client, cast)
    ellie, lunt, mum = client_of(cast.ellie), client_of(cast.lunt), client_of(cast.mum)
    handed_in = hand_in(ellie, work, "I looked at each number.")
    answer_with(lunt, handed_in, praise=WELL, outcome="done")
    feedback = db.session.scalars(sa.select(Feedback).where(Feedback.hand_in_id == handed_in)).one()
    of_ellie = sa.update(CareLink).where(CareLink.pupil_id == cast.ellie.pupil_id, CareLink.carer_id.is_not(None))
    db.session.execute(of_ellie.values(may_see_record=False))
    ellie.get(f"/my-work/{work}")
    assert not ellie.select("#tell-home")
    ellie.post(f"/my-work/{work}/feedback/{feedback.id}/tell-home", {})
    assert "something good" not in notices(mum)


def test_secure_is_shown_and_goes_with_the_undo(client: Client, client_of: ClientOf, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    ellie, lunt, dani = client_of(cast.ellie), client_of(cast.lunt), client_of(cast.dani)
    handed_in = hand_in(ellie, work, "I looked at each number.")
    answer_with(lunt, handed_in, text="Yes.", praise=WELL, outcome="done", secure="True")
    lunt.follow()
    lunt.submit("[data-undo]")
    for person, path in ((ellie, "/my-progress"), (dani, f"/pupils/{cast.ellie.pupil_id}/progress")):
        person.get(path)
        assert "Ms Lunt" not in person.words("main")
    assert "went well" not in notices(dani)
    lunt.follow()
    form = lunt.one("form[data-answer]")
    assert form.cssselect("[name=praise]")[0].text.strip() == WELL
    assert form.cssselect("[name=secure][value=True]")[0].get("checked") is not None
    lunt.submit("form[data-answer]", outcome="done")
    ellie.get("/my-progress")
    assert "I can find a number in a list." in ellie.words("main") and "Ms Lunt" in ellie.words("main")
    dani.get(f"/pupils/{cast.ellie.pupil_id}/progress")
    assert "Ms Lunt" in dani.words("main")
    lunt.get(f"/to-answer/{handed_in}")
    assert "Secure: I can find" in lunt.words("#answer")

    make_safeguarding.concern(
        db.session.get_one(Pupil, cast.ellie.pupil_id),
        db.session.get_one(Account, cast.lunt.account_id),
        None,
        handed_in,
        about_kind="hand_in",
    )
    dani.get(f"/pupils/{cast.ellie.pupil_id}/progress")
    assert "Ms Lunt" not in dani.words("main"), "held back with the work"
