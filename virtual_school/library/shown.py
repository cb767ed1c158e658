"""What a lesson asks of a pupil, as every page shows it: to the pupil, to who answers, and to its author beforehand."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from flask_babel import gettext as _
from markupsafe import Markup

from virtual_school.library import addresses, glossary
from virtual_school.library.glossary import Keyword
from virtual_school.library.models import HandIn, LessonSource, LessonWords, Proof, StepKind, StepWords
from virtual_school.library.questions.asking import Asked


class AFile(Protocol):
    @property
    def id(self) -> uuid.UUID: ...
    @property
    def is_staff_only(self) -> bool: ...


@dataclass(frozen=True)
class ToDo:
    """The parts of a lesson that a pupil sees, in order. `files` holds none that is staff only."""

    outcome: str
    instructions: str
    keywords: str
    to_hand_in: str
    ways: frozenset[HandIn]
    steps: Sequence[StepWords]
    files: Sequence[AFile]
    # What its steps ask, by the step, with nothing in it of what is right.
    questions: Mapping[uuid.UUID, Sequence[Asked]]
    # Before the names of places, where a page holds other lessons or forms.
    at: str = ""
    # Whose it was, when nobody here wrote it.
    source: LessonSource | None = None
    # The school whose lesson it was made from, where it was made from one.
    made_from: str | None = None

    @cached_property
    def words(self) -> tuple[Keyword, ...]:
        return tuple(word for word in glossary.keywords(self.keywords) if word.meaning)

    def prose(self, typed: str) -> Markup:
        return glossary.prose(typed, self.words, self.at)

    def file_of(self, step: StepWords) -> AFile | None:
        """The file that a step shows; None when it is staff only or was taken away."""
        return next((file for file in self.files if file.id == step.resource_id), None)

    @cached_property
    def other_files(self) -> list[AFile]:
        """Those that no step shows."""
        in_steps = {step.resource_id for step in self.steps}
        return [file for file in self.files if file.id not in in_steps]

    @property
    def is_empty(self) -> bool:
        return not (self.instructions.strip() or self.steps or self.files)

    @property
    def ways_words(self) -> list[str]:
        return [ways_words()[way] for way in HandIn if way in self.ways]


def as_pupils_see(
    words: LessonWords,
    steps: Sequence[StepWords],
    files: Sequence[AFile],
    questions: Mapping[uuid.UUID, Sequence[Asked]],
    at: str = "",
    source: LessonSource | None = None,
) -> ToDo:
    """A lesson that is still being written, or one that is read by staff, as a pupil would see it."""
    return ToDo(
        words.outcome, words.instructions, words.keywords, words.to_hand_in, words.ways, steps,
        [file for file in files if not file.is_staff_only], questions, at, source,
    )  # fmt: skip


def ways_words() -> dict[HandIn, str]:
    """What a pupil may do to show their work, in their words."""
    return {
        HandIn.TYPED: _("type it"),
        HandIn.PHOTO: _("take a photo"),
        HandIn.AUDIO: _("say it and record it"),
        HandIn.VIDEO: _("make a video"),
        HandIn.FILE: _("add a file"),
        HandIn.TOLD: _("tell an adult"),
        HandIn.QUIZ: _("answer questions"),
        HandIn.PRACTICAL: _("show it to an adult"),
    }


def kind_words(kind: StepKind) -> str:
    """What a step without a title is called, to a pupil."""
    words: dict[StepKind, str] = {
        StepKind.TEXT: _("Read this"),
        StepKind.PICTURE: _("Look at this"),
        StepKind.FILE: _("Open this"),
        StepKind.LINK: _("Go to this page"),
        StepKind.VIDEO: _("Watch this"),
        StepKind.QUESTIONS: _("Questions"),
        StepKind.ELSEWHERE: _("Do this on another site"),
    }
    return words[kind]


def proof_words(proof: Proof) -> str:
    """What a pupil brings back from another site."""
    words: dict[Proof, str] = {
        Proof.MINUTES: _("When you are done, write down how many minutes it took."),
        Proof.SCORE: _("When you are done, write down your score."),
        Proof.PHOTO: _("When you are done, take a photo of the screen and hand that in."),
    }
    return words[proof]


site = addresses.site
