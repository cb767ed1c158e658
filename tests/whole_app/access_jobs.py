"""Who may do what where no route stands: jobs. A kind of job without its row here fails `test_access_kinds.py`.

`shown` names the test in which the rule is seen to hold.
"""

from dataclasses import dataclass
from enum import Enum


class For(Enum):
    """For whom a job acts."""

    PERSON = "whoever asked, as they are when it runs, in the hat they asked in"
    NETWORK = "the system under its rule, inside one network"
    INSTALLATION = "the system under its rule, in no network: it sees nothing behind the wall"


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of job: for whom it acts, what it may read, what it may change."""

    kind: str
    acts: For
    reads: str
    changes: str
    shown: str


JOBS = [
    Job(
        "help.unseen",
        For.NETWORK,
        "whether anybody has seen that call",
        "who is told of it",
        "tests/safeguarding/test_help_minutes.py::test_with_one_lead_it_goes_to_the_head_and_the_virtual_school",
    ),
    Job(
        "answers.promised",
        For.NETWORK,
        "what waits for an answer, until when, and whether whoever promised it is there",
        "who is named to answer it, and who is told of it",
        "tests/learning/test_who_answers.py::test_what_is_held_back_is_told_to_nobody",
    ),
    Job(
        "notices.now",
        For.NETWORK,
        "that notice, and whether its reader may still follow it",
        "the letter and the text of it",
        "tests/notices/test_sending.py::test_whoever_lost_the_pupil_is_sent_nothing",
    ),
    Job(
        "notices.digests",
        For.NETWORK,
        "who wants a letter at this hour",
        "the jobs that make them",
        "tests/notices/test_letters.py::test_whoever_wants_none_has_none",
    ),
    Job(
        "notices.digest",
        For.NETWORK,
        "what waits for those people, and whether they may still follow it",
        "their letter of the day",
        "tests/notices/test_letters.py::test_what_was_seen_settled_or_lost_is_not_in_it",
    ),
    Job(
        "notices.tidy",
        For.NETWORK,
        "how old notices are",
        "their rows, which it removes",
        "tests/notices/test_letters.py::test_after_some_months_all_of_it_is_gone",
    ),
    Job(
        "concern.late",
        For.NETWORK,
        "whether anybody has read that concern",
        "who is told of it",
        "tests/safeguarding/test_worried_late.py::test_unread_it_goes_to_the_next",
    ),
    Job(
        "serious.late",
        For.NETWORK,
        "whether anybody has seen it",
        "who is told of it",
        "tests/safeguarding/test_serious.py::test_unseen_it_goes_to_whoever_leads_the_virtual_school",
    ),
    Job(
        "paper.make",
        For.PERSON,
        "what the page of the paper's kind shows to whoever asked",
        "that paper",
        "tests/core/test_papers.py::test_who_lost_the_pupil_meanwhile_gets_none",
    ),
    Job(
        "letter.make",
        For.NETWORK,
        "that letter as it was sent, to that receiver",
        "the file of that receiver",
        "tests/letters/test_sending.py::test_no_file_is_made_of_one_that_was_taken_back_meanwhile",
    ),
    Job(
        "import.read",
        For.PERSON,
        "the file that they brought, and who is here already of those whom they may bring in",
        "the lines of that import",
        "tests/imports/test_role_ends.py::test_a_file_is_not_read",
    ),
    Job(
        "import.write",
        For.PERSON,
        "the lines of the import that they confirmed",
        "the people whom these lines name",
        "tests/imports/test_role_ends.py::test_writing_ends_with_the_batch_at_hand_and_another_goes_on",
    ),
    Job(
        "import.undo",
        For.PERSON,
        "what the import did",
        "what the import did, and nothing else of a pupil's",
        "tests/imports/test_role_ends.py::test_taking_back_ends_with_the_batch_at_hand",
    ),
    Job(
        "imports.tidy",
        For.NETWORK,
        "imports that are over",
        "their lines and files, which go",
        "tests/core/test_jobs_periods.py::test_a_job_of_each_network_runs_inside_it",
    ),
    Job(
        "identity.reset",
        For.NETWORK,
        "the account whose address was typed",
        "its reset link, and the letter with it",
        "tests/identity/test_resets.py::test_nobody_has_no_letter_and_is_told_the_same",
    ),
    Job(
        "mail.send",
        For.NETWORK,
        "the letter that it is about",
        "what became of it",
        "tests/core/test_mail.py::test_a_letter_that_may_never_go_is_withheld",
    ),
    Job(
        "text.send",
        For.NETWORK,
        "the text that it is about",
        "what became of it",
        "tests/core/test_texts.py::test_a_text_that_may_never_go_is_withheld",
    ),
    Job(
        "files.prepare",
        For.NETWORK,
        "the stored picture that it is about, or any file where files are checked",
        "that file",
        "tests/core/test_files_shown.py::test_preparing_twice_changes_nothing",
    ),
    Job(
        "files.erase",
        For.NETWORK,
        "bytes that came a second time, by their digest",
        "these bytes",
        "tests/core/test_files_shown.py::test_a_prepared_picture_sent_again_is_recognised_and_the_copy_erased",
    ),
    Job(
        "files.sweep",
        For.NETWORK,
        "which bytes and uploads no row owns",
        "these",
        "tests/core/test_files_swept.py::test_what_a_row_owns_outlives_its_upload",
    ),
    Job(
        "library.read",
        For.NETWORK,
        "the document that it is about",
        "its words and its copy, and by what its lessons are found",
        "tests/library/test_documents.py::test_words_that_only_staff_may_read_are_found_by_no_pupil",
    ),
    Job(
        "library.read_waiting",
        For.NETWORK,
        "which documents still wait to be read",
        "the jobs that read them",
        "tests/library/test_documents.py::test_what_still_waits_after_an_hour_is_read_again",
    ),
    Job(
        "library.unpack",
        For.PERSON,
        "the zip that they brought",
        "drafts of the school for which they brought it",
        "tests/library/test_bundles.py::test_whose_role_has_ended_makes_no_drafts",
    ),
    Job(
        "pack.make",
        For.PERSON,
        "the lessons that they chose, as far as these are theirs to have in the role they asked in",
        "that pack",
        "tests/packs/test_packs_kept.py::test_whoever_lost_the_role_meanwhile_gets_none",
    ),
    Job(
        "packs.tidy",
        For.NETWORK,
        "packs older than a week",
        "these",
        "tests/packs/test_packs_kept.py::test_it_is_gone_after_a_week_and_its_file_with_it",
    ),
    Job(
        "request.pass_on",
        For.NETWORK,
        "that request, and who teaches its subject",
        "whether the network is asked, and who is told of it",
        "tests/asking/test_network.py::test_while_everything_is_stopped_nothing_goes_on",
    ),
    Job(
        "away.days",
        For.NETWORK,
        "which absences have a day to tell of",
        "who is told of it, and requests of whoever is back, which it ends",
        "tests/asking/test_pupils_away.py::test_while_everything_is_stopped_nobody_is_told",
    ),
    Job(
        "papers.tidy",
        For.NETWORK,
        "papers older than a day",
        "these",
        "tests/core/test_papers.py::test_it_is_gone_after_a_day_and_its_file_with_it",
    ),
    Job(
        "referrals.lapse",
        For.NETWORK,
        "referrals on their last days",
        "the state of these",
        "tests/referrals/test_moves.py::test_it_ends_by_itself_where_nobody_waits_for_us",
    ),
    Job(
        "demo.go_on",
        For.NETWORK,
        "the demonstration's own network, where a network is one",
        "the same",
        "tests/demo/test_going_on.py::test_on_the_real_day_nothing_happens_by_itself",
    ),
    Job(
        "database.analyse",
        For.INSTALLATION,
        "how many rows there are",
        "what the database knows of its tables",
        "tests/whole_app/test_walls.py::test_in_no_network_nothing_is_seen",
    ),
    Job(
        "jobs.tidy",
        For.INSTALLATION,
        "the queue",
        "jobs that are long finished",
        "tests/core/test_jobs_periods.py::test_what_is_long_finished_is_thrown_away",
    ),
]
