"""A lesson a step at a time: answers saved, checked, tried again, handed in; stuck, and helped on."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from tests import make, make_questions
from tests.cast import Cast, Person
from tests.client import Client
from tests.learning.steps import give_back, hand_ins_of, set_to_ellie
from virtual_school.core.db import db
from virtual_school.learning.models import WorkAnswer, WorkAnswerTry
from virtual_school.library.models import Lesson, LessonRevision, Proof, StepKind
from virtual_school.library.questions import shapes
from virtual_school.library.questions.marking import Verdict
from virtual_school.library.questions.shapes import QuestionKind

ClientOf = Callable[[Person], Client]


@dataclass
class Quiz:
    """The third step of the lesson that Ellie is set: two questions; the fourth is done on another site."""

    work: uuid.UUID
    gaps: uuid.UUID
    long: uuid.UUID

    def step(self, number: int) -> str:
        return f"/my-work/{self.work}/steps/{number}"

    def put(
        self, ellie: Client, question: uuid.UUID, text: str, status: int = 200, **more: object
    ) -> dict[str, object]:
        body = {"key": "phone", "base": 0, "seq": 1, "text": text, **more}
        return dict(ellie.put(f"/my-work/{self.work}/answers/{question}/draft", body, status).json)


def quiz(client: Client, cast: Cast) -> Quiz:
    posted = cast.larkdale.lessons["ashfold"]
    lesson = db.session.get_one(Lesson, posted.lesson_id)
    revision = db.session.get_one(LessonRevision, posted.revision_id)
    asks = make.step(lesson, "", kind=StepKind.QUESTIONS, title="Now you", position=10)
    made = make.revision_step(revision, asks)
    gaps = shapes.kept(shapes.Gaps("[[Paris]] is in [[France]]."))
    kind = {"kind": QuestionKind.GAPS, "stored": gaps, "hint": "It has a tower."}
    first = make_questions.revision_question(made, make_questions.question(asks, "Which town?", **kind))
    second = make_questions.revision_question(made, make_questions.question(asks, "Why?", position=2))
    away = make.step(lesson, "", kind=StepKind.ELSEWHERE, title="Play it", url="https://example.org/", position=11)
    away.proof = Proof.SCORE
    make.revision_step(revision, away)
    return Quiz(set_to_ellie(client, cast), first.id, second.id)


def answers() -> list[tuple[list[str], Verdict | None, int]]:
    db.session.expire_all()
    tries = sa.select(sa.func.count(WorkAnswerTry.id)).where(WorkAnswerTry.answer_id == WorkAnswer.id)
    found = sa.select(WorkAnswer.given, WorkAnswer.verdict, tries.correlate(WorkAnswer).scalar_subquery())
    return [(row[0], row[1], row[2]) for row in db.session.execute(found.order_by(WorkAnswer.id.desc()).limit(2))][::-1]


def test_a_lesson_by_steps_from_the_first_to_the_answer(client: Client, client_of: ClientOf, cast: Cast) -> None:
    done, ellie, lunt = quiz(client, cast), client_of(cast.ellie), client_of(cast.lunt)
    ellie.get(f"/my-work/{done.work}")
    ellie.get(ellie.one('main a[href$="/steps/1"]').get("href"))
    ellie.submit("#step-form", to="next")
    assert ellie.response.location == done.step(2)
    ellie.get(f"/my-work/{done.work}")
    assert "Go on: step 2 of 4" in ellie.words()

    ellie.get(done.step(3))
    box = f"q-{done.gaps}"
    assert "It has a tower." in ellie.words("details")
    ellie.submit(
        "#step-form",
        **{f"{box}-0": "paris", f"{box}-1": "Spain", f"q-{done.long}": "Because.", "check": str(done.gaps)},
    )
    ellie.follow()
    assert "Partly there · 1 of 2" in ellie.words(f"#question-{done.gaps}")
    ellie.submit("#step-form", check=str(done.gaps))
    assert [row[2] for row in answers()] == [1, 0], "the same again is no other try"
    ellie.follow()
    ellie.submit("#step-form", **{f"{box}-1": "France", "to": "next"})
    ellie.follow()
    ellie.submit("#step-form", score="7 of 10", to="next")
    assert ellie.response.location == f"/my-work/{done.work}#box"
    assert answers()[0] == (["paris", "France"], None, 1)

    ellie.follow()
    assert "[paris] is in [France]." in ellie.words()
    ellie.submit("#work-form", text="", felt="hard")
    handed_in = hand_ins_of(done.work)[0]
    assert answers()[0] == (["paris", "France"], Verdict.RIGHT, 2)
    ellie.get(f"/my-work/{done.work}")
    assert "1 of 1 right" in ellie.words() and "hard" in ellie.words()

    lunt.get(f"/to-answer/{handed_in.id}")
    for words in ("[paris] is in [France].", "2 tries", "Because.", "Play it: 7 of 10", "how it was: hard"):
        assert words in lunt.words(), words
    client.sign_in(cast.mum).get(f"/assignments/{done.work}")
    assert "[paris] is in [France]." in client.words()

    give_back(lunt, handed_in.id, "Say more to the second.", "another_go")
    ellie.put(f"/my-work/{done.work}/draft", {"key": "a", "base": 0, "seq": 1, "text": "More"})
    ellie.get(done.step(3))
    assert not ellie.select(f"#check-{done.gaps}"), "what is right stays right"
    assert (ellie.one(f"#q-{done.long}").text or "").strip() == "Because."


def test_answers_are_saved_as_they_are_given_and_none_is_lost(client: Client, client_of: ClientOf, cast: Cast) -> None:
    done, ellie = quiz(client, cast), client_of(cast.ellie)
    box = f"q-{done.gaps}"
    assert done.put(ellie, done.gaps, f"{box}-0=Par&{box}-1=")["version"] == 1
    assert done.put(ellie, done.gaps, f"{box}-0=Pari&{box}-1=", seq=2)["version"] == 2
    assert done.put(ellie, done.gaps, f"{box}-0=Par&{box}-1=", seq=1)["version"] == 2, "come late, or twice"
    other = done.put(ellie, done.gaps, f"{box}-0=Rome&{box}-1=", 409, key="laptop")
    assert other["theirs"] == f"{box}-0=Pari&{box}-1=" and other["theirs_said"] == "[Pari] is in […]."
    done.put(ellie, done.long, "x" * 20_001, 413)
    done.put(ellie, done.long, "Because", 422, seq=-1)
    done.put(ellie, uuid.uuid4(), "Because", 404)
    done.put(client_of(cast.tariq), done.long, "Because", 404)

    form = {f"{box}-0": "Rome", f"{box}-1": "", f"{box}-all-key": "laptop", f"{box}-all-version": "0", "to": "next"}
    ellie.post(done.step(3), form, 409)
    assert "[Pari]" in ellie.words() and ellie.one(f'input[name="{box}-0"]').get("value") == "Rome"
    ellie.submit("#step-form", to="next")
    assert answers()[-1][0] == ["Rome", ""]
    ellie.post(done.step(4), {"score": "x" * 201, "to": "next"}, 422)
    ellie.get(done.step(5), 404)
    ellie.get(done.step(0), 404)


def test_what_is_right_stays_and_nothing_is_given_after_handing_in(
    client: Client, client_of: ClientOf, cast: Cast
) -> None:
    done, ellie = quiz(client, cast), client_of(cast.ellie)
    box = f"q-{done.gaps}"
    ellie.get(f"/my-work/{done.work}")
    ellie.submit("#work-form", 422, text="")
    right = {f"{box}-0": "Paris", f"{box}-1": "France", f"{box}-all-version": "0", "check": str(done.gaps)}
    ellie.post(done.step(3), right)
    refused = done.put(ellie, done.gaps, f"{box}-0=Rome&{box}-1=", 409, base=1)
    assert "got this one" in str(refused["because"])
    ellie.get(f"/my-work/{done.work}")
    ellie.submit("#work-form", text="")
    done.put(ellie, done.long, "Because", 409)
    ellie.post(done.step(3), {f"q-{done.long}": "Because", f"q-{done.long}-version": "0", "to": "next"}, 409)
    ellie.get(done.step(3))
    assert not ellie.select("#step-form") and "Right" in ellie.words()


def test_stuck_is_seen_by_who_answers_and_by_the_mentor_and_answered_once(
    client: Client, client_of: ClientOf, cast: Cast
) -> None:
    done, ellie, lunt = quiz(client, cast), client_of(cast.ellie), client_of(cast.lunt)
    ellie.get(done.step(3))
    ellie.submit("#step-form", **{f"q-{done.gaps}-0": "Rome", "to": "stuck"})
    ellie.follow()
    ellie.submit("#stuck-form", text="Which country is it?")
    assert ellie.response.location == done.step(3)
    ellie.follow()
    assert "Which country is it?" in ellie.words() and "Ms Lunt has been asked" in ellie.words()
    ellie.post(f"/my-work/{done.work}/stuck", {"text": "Again", "step": "3", "once": "other"}, 409)

    lunt.get("/notices")
    assert "Somebody is stuck" in lunt.words() and "Ellie" not in lunt.words()
    lunt.get("/to-answer")
    address = lunt.select('main a[href^="/stuck/"]')[-1].get("href")
    client_of(cast.bell).get(address, 404)
    client.sign_in(cast.dani).get(f"/assignments/{done.work}/answerer")
    client.submit("main form", answerer=str(cast.larkdale.ids["membership of dani"]), because="Away.")
    lunt.get(address, 404)
    client.get("/notices")
    assert "Somebody is stuck" in client.words(), "who is named now is told"
    client.get(f"/assignments/{done.work}/answerer")
    client.submit("main form", answerer=str(cast.larkdale.ids["membership of lunt"]), because="Back.")
    client.get("/to-answer")
    assert client.select(f'main a[href="{address}"]')
    lunt.get(address)
    assert "[Rome] is in […]." in lunt.words() and "Now you" in lunt.words() and "Marsh" not in lunt.words()
    lunt.put(f"{address}/draft", {"key": "a", "base": 0, "seq": 1, "text": "It has"})
    lunt.get(address)
    assert (lunt.one("#help-form textarea").text or "").strip() == "It has"
    lunt.submit("#help-form", text="It has a tower.")
    client.get(address)
    client.post(address, {"text": "Something else", "once": "b", "draft_version": "0"}, 409)

    ellie.get(done.step(3))
    assert "It has a tower." in ellie.words()
    ellie.get("/notices")
    assert "Somebody wrote back to you" in ellie.words()
    client.sign_in(cast.mum).get(f"/assignments/{done.work}")
    assert "Which country is it?" in client.words() and "It has a tower." in client.words()
