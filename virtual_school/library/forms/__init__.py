"""Forms of the library: a lesson as it is typed, and a search."""

from virtual_school.library.forms.choices import ChoiceField
from virtual_school.library.forms.lessons import LessonForm, NewLessonForm, typed
from virtual_school.library.forms.search import SearchForm

__all__ = ["ChoiceField", "LessonForm", "NewLessonForm", "SearchForm", "typed"]
