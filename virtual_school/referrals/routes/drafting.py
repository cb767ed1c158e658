"""Boxes that save themselves, three in one form: each with a draft of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from virtual_school.core.errors import NotVisible
from virtual_school.pupils.models import Party
from virtual_school.referrals.forms.contribution import WordsForm
from virtual_school.referrals.models import CARER_QUESTIONS, PUPIL_QUESTIONS, Question
from virtual_school.referrals.queries.own import Written
from virtual_school.referrals.queries.standing import Who


@dataclass(frozen=True, slots=True)
class OneBox:
    """One question with its box, who may read it, and where its words are kept as they are typed."""

    question: Question
    field: Any
    readers: Any
    draft: dict[str, Any]


def question_of(who: Who, named: str) -> Question:
    """The question of this name, if it is one that this party is asked."""
    asked = PUPIL_QUESTIONS if who[0] is Party.PUPIL else CARER_QUESTIONS
    found = next((one for one in asked if one.value == named), None)
    if found is None:
        raise NotVisible
    return found


def boxes(
    form: WordsForm, written: dict[Question, Written], url: Callable[[Question], str], *, sent: bool
) -> list[OneBox]:
    """The boxes of a form: with what was typed when it was sent, else with what is kept."""
    found = []
    for question in form.questions:
        kept, field = written[question], form[question.value]
        if not sent:
            field.data = kept.text
        unsaved = "errors" if sent else ""
        draft = {"url": url(question), "version": kept.version, "unsaved": unsaved}
        draft["saved_at"] = kept.saved_at if not unsaved else None
        readers = form[f"{question.value}_readers"] if f"{question.value}_readers" in form else None
        found.append(OneBox(question, field, readers, draft))
    return found
