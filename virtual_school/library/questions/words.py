"""What people read of the kinds of question and of how each is marked."""

from flask_babel import lazy_gettext as _l

from virtual_school.library.questions.marking import Verdict
from virtual_school.library.questions.shapes import QuestionKind

KINDS = {
    QuestionKind.SINGLE: _l("Choose one"),
    QuestionKind.MULTIPLE: _l("Choose all that fit"),
    QuestionKind.SHORT: _l("A word or a few"),
    QuestionKind.NUMBER: _l("A number"),
    QuestionKind.ORDER: _l("Put in order"),
    QuestionKind.MATCH: _l("Match"),
    QuestionKind.GAPS: _l("Fill the gaps"),
    QuestionKind.LONG: _l("A longer answer"),
}

# The rules of `marking`, as whoever writes a question reads them.
RULES = {
    QuestionKind.SINGLE: _l(
        "Right when the right one is chosen. What you say about an answer is shown to whoever chooses it."
    ),
    QuestionKind.MULTIPLE: _l(
        "Right when all the right ones are chosen and no others. Otherwise each right one counts one, and "
        "each wrong one takes one away."
    ),
    QuestionKind.SHORT: _l(
        "The first line that fits decides. Spaces and a full stop at the end never count; capitals and "
        "accents only if you say so. A star stands for any letters: photo* takes photosynthesis."
    ),
    QuestionKind.NUMBER: _l(
        "Right when it is as near as you say. 3/4, 1,250, ½ and 2.5 x 10^3 are all read. With a unit, the "
        "unit is a second part."
    ),
    QuestionKind.ORDER: _l(
        "Each line that follows the right one counts one, so one line in the wrong place does not lose "
        "everything. Pupils never see them in your order."
    ),
    QuestionKind.MATCH: _l("Each pair counts one."),
    QuestionKind.GAPS: _l(
        "Each gap counts one. Put the answer in double brackets: The capital of France is [[Paris]]. More "
        "than one answer: [[grey|gray]]."
    ),
    QuestionKind.LONG: _l("A person reads it. It is never marked by the computer."),
}

VERDICTS = {
    Verdict.RIGHT: _l("Right"),
    Verdict.PARTLY: _l("Partly there"),
    Verdict.NOT_YET: _l("Not yet"),
    Verdict.NOTHING: _l("Nothing answered yet"),
    Verdict.UNREADABLE: _l("We could not read that"),
    Verdict.TO_READ: _l("Somebody reads this"),
}

# How to put right what could not be read.
TYPE_IT = {
    QuestionKind.NUMBER: _l("Type it as a number, with a point: 3.5. It does not count against you."),
    QuestionKind.ORDER: _l("Give each line a different number. It does not count against you."),
}
