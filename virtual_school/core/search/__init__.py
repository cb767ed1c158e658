"""Search: words are made in Python and stored; the engines index only those, so both find the same.

An entry's `audience` is a closed key that its package chooses ('staff', 'pupils', 'staff:<organisation>'): texts for
two audiences are two entries, and a search names the audiences it may look in. What a person may open is decided by
the package's own query as well; this only narrows it.

FTS5 knows nothing of the wall between networks: every search says its network itself.
"""

from virtual_school.core.search.asking import Search, search, suggest
from virtual_school.core.search.entries import SearchEntry, entry_words, put, remove
from virtual_school.core.search.spelling import SearchSpelling
from virtual_school.core.search.words import plain_words, stored_words, tag

__all__ = [
    "Search",
    "SearchEntry",
    "SearchSpelling",
    "entry_words",
    "plain_words",
    "put",
    "remove",
    "search",
    "stored_words",
    "suggest",
    "tag",
]
