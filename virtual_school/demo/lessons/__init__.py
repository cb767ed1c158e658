"""The demonstration's lessons: of our own writing, in a folder a subject, drawn as files when they are loaded."""

from virtual_school.demo.lessons.pictures import picture
from virtual_school.demo.lessons.reading import Picture, Sheet, Written, read_lesson, read_lessons
from virtual_school.demo.lessons.shapes import Malformed
from virtual_school.demo.lessons.sheets import sheet

__all__ = ["Malformed", "Picture", "Sheet", "Written", "picture", "read_lesson", "read_lessons", "sheet"]
