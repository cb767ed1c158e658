"""What a page of questions sent: by its form, or by the script that keeps each answer as it is given."""

import uuid
from collections.abc import Iterable
from urllib.parse import parse_qsl

from werkzeug.datastructures import MultiDict

from virtual_school.core import text
from virtual_school.core.saving import drafts
from virtual_school.learning.actions import Given
from virtual_school.learning.queries.doing import Doing, box_of, name_of
from virtual_school.library.models import RevisionQuestion
from virtual_school.library.questions import asking
from virtual_school.library.questions.shapes import QuestionKind

MOST_BOXES = 200


def given_by_form(doing: Doing, form: MultiDict[str, str]) -> list[Given]:
    """The questions whose boxes the form held; of one that stood there without them, nothing is said."""
    found = []
    for one in doing.asked:
        box = box_of(one.question)
        version = form.get(f"{box}-version", "")
        if version.isascii() and version.isdigit():
            given = _read(one.question, form)
            found.append(Given(one.question, given, form.get(f"{box}-key", "")[:60], int(version[:9])))
    return found


def given_by_script(question: RevisionQuestion, sent: str) -> list[str]:
    """The names and values of one question's boxes; of a long answer, the answer."""
    if question.kind is QuestionKind.LONG:
        return _read(question, MultiDict([(name_of(question.id), sent)]))
    try:
        pairs = parse_qsl(sent, keep_blank_values=True, max_num_fields=MOST_BOXES)
    except ValueError as error:
        raise drafts.Malformed from error
    return _read(question, MultiDict(pairs))


def too_long(given: Iterable[Given]) -> bool:
    """Whether an answer is longer than can be kept: it is said, and the page keeps all of it."""
    return any(len(one) > text.TEXT_LIMIT for each in given for one in each.answer)


def _read(question: RevisionQuestion, sent: MultiDict[str, str]) -> list[str]:
    if question.kind is QuestionKind.LONG:  # whole, however long it is
        typed = text.cleaned(sent.get(name_of(question.id), ""))
        return [typed] if typed.strip() else []
    return asking.answered(question.kind, question.shape, name_of(question.id), sent)


def which(doing: Doing, sent: str) -> RevisionQuestion | None:
    """The question of this step that a button names."""
    try:
        wanted = uuid.UUID(sent)
    except ValueError:
        return None
    return next((one.question for one in doing.asked if one.id == wanted), None)
