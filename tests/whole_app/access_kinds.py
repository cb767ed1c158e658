"""Who may do what where no route stands: papers, files, lists that leave as files, what is searched.

A kind without its row here fails `test_access_kinds.py`, and so does a row without its kind.
"""

# Papers: of each kind whose page it is, as the viewer sees it.
PAPERS = {
    "plan": "tests/attack/test_way_windows.py::test_a_window_for_the_plan_makes_no_paper_of_what_no_page_shows",
    "pack": (
        "tests/core/test_papers_of_the_house.py::"
        "test_a_pack_made_before_a_worry_is_not_given_out_and_one_made_after_holds_none_of_it"
    ),
    "letter": "tests/letters/test_copies.py::test_a_paper_of_either_is_made_for_whoever_reads_it",
    "letter_copy": "tests/letters/test_copies.py::test_a_paper_of_either_is_made_for_whoever_reads_it",
    "about": "tests/core/test_papers.py::test_asked_waited_for_and_taken_away",  # of the cast's own making
}

# Tables whose rows own a file, with every endpoint that gives its bytes out (the rows of these are in the table).
FILES = {
    "resource": ("library.resource", "library.shelf_file", "learning.lesson_file"),
    "piece": ("learning.piece", "learning.piece_to_answer", "learning.piece_on_record", "asking.piece"),
    "feedback_voice": ("learning.my_voice", "learning.voice_to_answer", "learning.voice_on_record", "asking.voice"),
    "concern_file": ("concerns.file",),
    "letter_to": ("letters.file",),
    "message_file": ("messages.file", "messages.looked_into_file"),
    "paper": ("papers.download",),
    "work_pack": ("packs.take",),
    "work_reply": ("asking.reply_file", "asking.my_file"),
    "import": (),  # read by its job, and given to nobody
    "stored_text": ("library.resource", "library.shelf_file", "learning.lesson_file"),  # the copy, with the file itself
    "bundle": (),  # read by its job, and given to nobody
    "upload": ("uploads.look",),  # how far it is, never its bytes
}

# Lists that may be taken out as a file, by the file's name, which the note of it carries: the endpoint that asks.
EXPORTS = {
    "imports": "imports.index",
    "lines": "imports.lines",
    "wrong-lines": "imports.wrong_lines",
    "not-here": "attendance.not_here",
    "people": "people.index",
    "answers": "learning.many",
    "to-answer": "learning.pile",
    "pupils": "pupils.index",
    "our-roll": "referrals.choose",
    "referrals": "referrals.index",
    "looks": "pupils.looks",
    "ledger": "library.ledger",
    "gaps": "gaps.subject",
    "gap-map": "gaps.index",
    "marks": "assessment.results",
    "class": "assessment.enter_class",
}

# What is put into the search index, and where a search hit of the kind is let through.
SEARCHED = {"lesson": "library.index"}

# Feeds: calendars that a program reads with a secret of its own. There is none; the first needs its row here.
FEEDS: dict[str, str] = {}
