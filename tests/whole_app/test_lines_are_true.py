"""What the line beside a box says is held to who finds what was written in it: on real pages, as the whole cast.

Nobody finds words of whom the line beside their box does not tell; and where the line is worked out from the policy,
each kind of person whom it names finds them.
"""

import re

import pytest

from tests.cast import Cast
from tests.conftest import Stage
from tests.whole_app.walked import Walked, walked
from virtual_school.core.app import App

# Pages are the same on both engines. In one process, for what was walked is kept there.
pytestmark = [pytest.mark.only_on("sqlite"), pytest.mark.xdist_group("walked")]

# By what a line tells of each kind of person: any of these words.
TOLD = {
    "the pupil": r"Ellie|the pupil\b|the family",
    "a carer": r"parent|carer|the family|an agreement lets",
    "the mentor": r"Dani|mentor|the people who look after|all staff",
    "the key adult": r"key adult|Priya|(?<!Virtual )[Ss]chool|the people who look after|all staff|Staff",
    "the school": r"(?<!Virtual )[Ss]chool|Leah|the people who look after|all staff|Staff|You choose who else",
    "the Virtual School": r"Virtual School|the people who look after|all staff|Staff",
    "the panel": r"panel",
    "somebody let in": r"outside|let in|let them|an agreement lets",
    "who answers the work": r"Lunt|outside|let in",
    "their own teacher": r"own teacher",
}

# What each of the cast is to Ellie. Who is not here is nothing to her, and finds nothing of hers.
IS = {
    "ellie": "the pupil",
    "mum": "a carer",
    "dani": "the mentor",
    "key_adult": "the key adult",
    "head_of_year": "the school",
    "head": "the school",
    "safeguarding_lead": "the school",
    "attendance_officer": "the school",
    "lead": "the Virtual School",
    "clerk": "the panel",
    "chair": "the panel",
    "panel_member": "the panel",
    "panel_member_of_school": "the panel",
    "agency": "somebody let in",
    "lunt": "who answers the work",
    "own_teacher": "their own teacher",
}
# Of whom the same words stand about another pupil, in the cast.
OF_ANOTHER = {"tariq", "kit", "bell", "stranger", "stranger_pupil", "stranger_teacher", "stranger_lead"}

# The same at the head of a line that is worked out, where whoever reads it is named.
NAMED = {
    "the pupil": r"\bEllie\b",
    "a carer": r"parent or carer",
    "the mentor": r"learning mentor",
    "the key adult": r"key adult",
    "the school": r"Wren Hill",
    "the Virtual School": r"Virtual School lead",
    "somebody let in": r"Bridge Youth Work",
}

# The box in which each is written: table and column -> the page with it, and the field. Words of an answer stand in
# several boxes of one kind.
BOXES = {
    "absence.words": ("attendance.call", "words"),
    "answer.text": ("referrals.my_words", "good_at"),
    "carer.order_in_force": ("pupils.change_carer", "order_in_force"),
    "concern.words": ("worried.page", "words"),
    "contact_note.words": ("mentoring.contact", "words"),
    "decision.reason": ("panels.decide", "reason"),
    "feedback.praise": ("learning.answer", "praise"),
    "feedback.text": ("learning.answer", "text"),
    "glass.reason": ("glass.open_record", "reason"),
    "goal.measure": ("plans.goal", "measure"),
    "goal.words": ("plans.goal", "words"),
    "goal_view.words": ("plans.mine", "words"),
    "hand_in.text": ("learning.work", "text"),
    "held_back.reason": ("pupils.held_back", "reason"),
    "help.words": ("help.page", "words"),
    "lesson_out.instead": ("timetable.add_lesson_out", "instead"),
    "lesson_out.reason": ("timetable.add_lesson_out", "reason"),
    "letter.subject": ("letters.write", "subject"),
    "letter.text": ("letters.write", "text"),
    "message.text": ("messages.thread", "text"),
    "message_translation.text": ("messages.translation", "text"),
    "observation.words": ("mentoring.note", "words"),
    "oversight_look.reason": ("messages.of_pupil", "reason"),
    "plan_version.because": ("plans.change", "because"),
    "referral.tried": ("referrals.edit", "tried"),
    "referral.why_now": ("referrals.edit", "why_now"),
    "return_line.words": ("asking.pupil_away", "words"),
    "serious.done": ("serious.new", "done"),
    "serious.hurt": ("serious.new", "hurt"),
    "serious.next": ("serious.new", "next"),
    "serious.told": ("serious.new", "told"),
    "serious.what": ("serious.new", "what"),
    "serious.where": ("serious.new", "where"),
    "serious.who": ("serious.new", "who"),
    "slot.words": ("timetable.cell", "words"),
    "take_part.words": ("referrals.my_words", "words"),
    "work_reply.words": ("asking.answer", "words"),
    "work_request.words": ("asking.ask", "words"),
    "proud_thing.why": ("proud.new", "why"),
    "window.purpose": ("pupils.open_window", "purpose"),
    "work_remark.words": ("learning.answer", "words"),
    "feedback_voice.words": ("learning.answer", "said"),
    "criterion_mark.words": ("learning.answer", "looked_for"),
}

# Found in the cast, and written in no box of one's own words: why each needs no line.
NO_BOX = {
    "complaint.happened": "read by who made it and who has it, nearness to the pupil or none: see tests/complaints",
    "complaint.wish": "the same",
    "concern.copy": "copied from what the concern is about",
    "decision.letter": "a letter of the panel; the line stands where it is told",
    "decision.letter_to_pupil": "a letter of the panel; the line stands where it is told",
    "footing.words": "confirmed by the head; the line stands beside it where it is confirmed",
    "letter.signed": "the name of whoever wrote it, put in by itself",
    "plan_words.question": "a fixed question",
    "plan_words.text": "quoted from an answer of the pupil",
    "sharing_note.what": "a fixed choice",
}

# Whom a line that is worked out names, and who does not find the words in the cast as it is: nothing is hidden by it.
SAYS_MORE = {
    ("lesson_out.reason", "somebody let in"): "the same line as beside what happens instead, which they read",
}
# Where somebody reads again what they themself wrote.
ONES_OWN = {"concerns.own_words"}
HARD = "Left the room before the end."
WORKED_OUT = {"contact_note.words", "goal.measure", "goal.words", "lesson_out.instead", "lesson_out.reason"}
WORKED_OUT |= {"observation.words", "plan_version.because", "slot.words", "carer.order_in_force"}


@pytest.fixture
def all_read(app: App, stage: Stage, cast: Cast) -> Walked:
    return walked(app, stage, cast)


def finders(found: Walked, column: str) -> dict[str, str]:
    """Who of the cast finds these words, and one of the pages where they do."""
    return {
        page.person.key: page.endpoint
        for page in found.pages
        if page.person.key not in OF_ANOTHER
        and page.endpoint not in ONES_OWN
        and any(words in page.said for words in found.words[column])
    }


def lines_beside(found: Walked, column: str) -> dict[str, str]:
    """The line beside the box, as each who may write there reads it."""
    where, box = BOXES[column]
    return {
        page.person.key: page.lines[box]
        for page in found.pages
        if page.endpoint == where and box in page.lines and page.person.key in IS
    }


@pytest.mark.parametrize("column", BOXES)
def test_nobody_finds_it_of_whom_the_line_does_not_tell(all_read: Walked, column: str) -> None:
    lines, found = lines_beside(all_read, column), finders(all_read, column)
    assert lines, "nobody was shown the box"
    assert found, "the cast has no such words, or nobody finds them: this would prove nothing"
    untold = [
        f"{reader} finds it at {where}; {writer} was told: {line}"
        for writer, line in lines.items()
        for reader, where in found.items()
        if reader != writer and (reader not in IS or not re.search(TOLD[IS[reader]], line))
    ]
    assert not untold, "\n  ".join(untold)


def test_a_hard_moment_is_found_by_whom_its_own_line_tells_of(all_read: Walked) -> None:
    """Its box is that of praise too, with a line for each."""
    found = {page.person.key for page in all_read.pages if HARD in page.said}
    assert found == {"dani", "lead", "head", "head_of_year", "safeguarding_lead"}
    for writer, line in lines_beside(all_read, "observation.words").items():
        own = line.split("A hard moment:")[1]
        assert not re.search(rf"\bEllie\b|{NAMED['a carer']}", own), own
        assert all(reader == writer or re.search(TOLD[IS[reader]], own) for reader in found)


@pytest.mark.parametrize("column", sorted(WORKED_OUT))
def test_whom_the_line_names_finds_it(all_read: Walked, column: str) -> None:
    found = {IS[reader] for reader in finders(all_read, column) if reader in IS}
    for writer, line in lines_beside(all_read, column).items():
        named = {kind for kind, told in NAMED.items() if re.search(told, line.split("Who else")[0])} | {IS[writer]}
        more = {kind for kind in named - found if (column, kind) not in SAYS_MORE}
        assert not more, f"{writer} was told: {line}"


def test_every_word_that_is_found_has_its_box(all_read: Walked) -> None:
    columns = {column for column, said in all_read.words.items() if said and finders(all_read, column)}
    assert columns - set(BOXES) == set(NO_BOX)
