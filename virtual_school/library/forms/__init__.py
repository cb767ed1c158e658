"""Forms of the library: a lesson as it is typed, and a search."""

from virtual_school.library.forms.bringing import BringForm
from virtual_school.library.forms.choices import ChoiceField
from virtual_school.library.forms.lessons import BOARDS, LessonForm, NewLessonForm, typed
from virtual_school.library.forms.search import SearchForm
from virtual_school.library.forms.steps import WITH_FILE, NewStepForm, StepForm

__all__ = [
    "BOARDS",
    "BringForm",
    "WITH_FILE",
    "ChoiceField",
    "LessonForm",
    "NewLessonForm",
    "NewStepForm",
    "SearchForm",
    "StepForm",
    "typed",
]
