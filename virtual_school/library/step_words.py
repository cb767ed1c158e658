"""What each kind of step is called to whoever writes it."""

from flask_babel import gettext as _

from virtual_school.library.models import StepKind


def step_kinds() -> list[tuple[StepKind, str]]:
    """The kinds in the order in which they are offered."""
    return [
        (StepKind.TEXT, _("Text")),
        (StepKind.PICTURE, _("Picture")),
        (StepKind.FILE, _("File")),
        (StepKind.LINK, _("Link")),
        (StepKind.VIDEO, _("Video")),
        (StepKind.QUESTIONS, _("Questions")),
        (StepKind.ELSEWHERE, _("Done elsewhere")),
    ]


def heading(kind: StepKind) -> str:
    words: dict[StepKind, str] = {
        StepKind.TEXT: _("A step to read or do"),
        StepKind.PICTURE: _("A picture to look at"),
        StepKind.FILE: _("A file to open"),
        StepKind.LINK: _("A page on another site"),
        StepKind.VIDEO: _("A film to watch"),
        StepKind.QUESTIONS: _("Questions to answer"),
        StepKind.ELSEWHERE: _("Work done on another site"),
    }
    return words[kind]


def about(kind: StepKind) -> str:
    words: dict[StepKind, str] = {
        StepKind.TEXT: _("One thing to do, in a few short sentences."),
        StepKind.PICTURE: _("It is shown in the page. Say what it shows, so that everybody can learn from it."),
        StepKind.FILE: _("Pupils open it from this step. What is staff only cannot be chosen."),
        StepKind.LINK: _("Pupils leave this site when they open it. Check that it needs no account."),
        StepKind.VIDEO: _("We keep the address, not the film. Choose one with captions."),
        StepKind.QUESTIONS: _("Save this step first. Then you write the questions."),
        StepKind.ELSEWHERE: _("For work on a site that your pupils use. What they bring back counts like other work."),
    }
    return words[kind]
