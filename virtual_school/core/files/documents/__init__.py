"""Documents: their words, to be found by and read on a telephone, and a copy that opens without the program they need.

What a stranger's file may do to a program that reads it is done to a process of its own, with little memory and time.
"""

from virtual_school.core.files.documents import locked as locked
from virtual_school.core.files.documents.blocks import grouped
from virtual_school.core.files.documents.kinds import copy_name, is_document
from virtual_school.core.files.documents.making import copy_of, give_up, make, waiting, want, words_of

__all__ = ["copy_name", "copy_of", "give_up", "grouped", "is_document", "make", "waiting", "want", "words_of"]
