"""Builders: one plain row each, with whatever a test does not care about filled in. They flush and never commit.

Everything goes through `db.session`, so a row lands in the network that the session has entered.
"""

import datetime as dt
import io
import itertools
import uuid
from typing import Any, TypeVar

from virtual_school.core import clock, files, text
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import Base, begin, db
from virtual_school.core.files import StoredFile, Upload
from virtual_school.core.ids import digest, token
from virtual_school.core.jobs import Job
from virtual_school.core.mail.models import Mail
from virtual_school.core.notes import Note
from virtual_school.core.saving.models import Draft, Once
from virtual_school.identity.models import Account, Credential, CredentialKind, Invitation, Membership, SignIn
from virtual_school.learning.models import (
    Answerer,
    Assignment,
    Attempt,
    Feedback,
    HandIn,
    Outcome,
    Piece,
    Reply,
)
from virtual_school.library.models import (
    STEP_WORDS,
    WORDS,
    Audience,
    Lesson,
    LessonRevision,
    LessonState,
    Resource,
    RevisionResource,
    RevisionStep,
    Step,
    StepKind,
)
from virtual_school.network.models import Network, NetworkMember, Organisation, OrganisationKind, Term, TermKind
from virtual_school.network.roles import Role
from virtual_school.pupils.models import (
    Basis,
    CareKind,
    CareLink,
    Carer,
    Enrolment,
    Part,
    Pupil,
    Responsibility,
    RollStatus,
    Window,
    WindowPart,
)

Row = TypeVar("Row", bound=Base)

_numbers = itertools.count(1)
LONG_AGO = dt.timedelta(days=60)


def _add(table: type[Row], given: dict[str, Any], /, **ordinary: Any) -> Row:
    row = table(**{**ordinary, **given})
    db.session.add(row)
    db.session.flush()
    return row


def _since() -> dt.date:
    return clock.today() - LONG_AGO


# network --------------------------------------------------------------------------------------------------------------


def network(**given: Any) -> Network:
    slug = f"network-{next(_numbers)}"
    return _add(Network, given, slug=slug, name=f"{slug} School", created_at=clock.now())


def organisation(name: str = "Northmoor School", **given: Any) -> Organisation:
    ordinary = {"name": name, "sort_key": text.sort_key(name), "kind": OrganisationKind.SCHOOL}
    return _add(Organisation, given, created_at=clock.now(), **ordinary)


def member(organisation: Organisation, **given: Any) -> NetworkMember:
    return _add(NetworkMember, given, organisation_id=organisation.id, starts_on=_since())


def subject(words: str = "Computing", **given: Any) -> Term:
    return _add(Term, given, kind=TermKind.SUBJECT, words=words, sort_key=text.sort_key(words))


# identity -------------------------------------------------------------------------------------------------------------


def account(name: str = "Robin Vale", **given: Any) -> Account:
    login_name = f"{text.sort_key(name).replace(' ', '.')}.{next(_numbers)}"[-60:]
    ordinary = {"name": name, "sort_key": text.sort_key(name), "login_name": login_name}
    return _add(Account, given, created_at=clock.now(), **ordinary)


def credential(account: Account, hashed: str, **given: Any) -> Credential:
    ordinary = {"account_id": account.id, "kind": CredentialKind.PASSWORD, "secret": hashed}
    return _add(Credential, given, created_at=clock.now(), **ordinary)


def sign_in(account: Account, secret: str = "", **given: Any) -> SignIn:
    until = clock.now() + dt.timedelta(days=30)
    ordinary = {"account_id": account.id, "digest": digest(secret or token()), "device": "Chrome on Android"}
    return _add(SignIn, given, created_at=clock.now(), expires_at=until, **ordinary)


def invitation(account: Account, secret: str = "", **given: Any) -> Invitation:
    until = clock.now() + dt.timedelta(days=7)
    ordinary = {"account_id": account.id, "digest": digest(secret or token())}
    return _add(Invitation, given, created_at=clock.now(), expires_at=until, **ordinary)


def membership(account: Account, organisation: Organisation, role: Role, **given: Any) -> Membership:
    ordinary = {"account_id": account.id, "organisation_id": organisation.id, "role": role}
    return _add(Membership, given, starts_on=_since(), **ordinary)


# pupils ---------------------------------------------------------------------------------------------------------------


def pupil(name: str = "Alex Marsh", account: Account | None = None, **given: Any) -> Pupil:
    known_as, _space, family = name.partition(" ")
    ordinary = {"given_name": known_as, "family_name": family, "known_as": known_as, "sort_key": text.sort_key(name)}
    born = dt.date(clock.today().year - 15, 3, 14)
    ordinary |= {"account_id": account.id if account else None, "date_of_birth": born, "year": 10}
    return _add(Pupil, given, created_at=clock.now(), **ordinary)


def enrolment(pupil: Pupil, organisation: Organisation, **given: Any) -> Enrolment:
    ordinary = {"pupil_id": pupil.id, "organisation_id": organisation.id, "status": RollStatus.CURRENT}
    return _add(Enrolment, given, starts_on=_since(), **ordinary)


def carer(pupil: Pupil, name: str = "Jo Marsh", **given: Any) -> Carer:
    ordinary = {"pupil_id": pupil.id, "name": name, "called": "Mum", "parent_in_law": True, "lives_with": True}
    return _add(Carer, given, responsibility=Responsibility.BIRTH, created_at=clock.now(), **ordinary)


def care_link(account: Account, pupil: Pupil, kind: CareKind = CareKind.MENTOR, **given: Any) -> CareLink:
    ordinary = {"account_id": account.id, "pupil_id": pupil.id, "kind": kind}
    return _add(CareLink, given, starts_on=_since(), **ordinary)


def window(
    pupil: Pupil, account: Account, organisation: Organisation, parts: tuple[Part, ...] = (Part.WORK,), **given: Any
) -> Window:
    ordinary = {"pupil_id": pupil.id, "account_id": account.id, "organisation_id": organisation.id}
    ordinary |= {"purpose": "To plan their placement.", "basis": Basis.AGREEMENT, "opened_by": account.id}
    until = clock.today() + LONG_AGO
    made = _add(Window, given, starts_on=_since(), ends_on=until, **ordinary)
    for part in parts:
        _add(WindowPart, {}, window_id=made.id, part=part)
    return made


# library --------------------------------------------------------------------------------------------------------------


def lesson(author: Account, organisation: Organisation, subject: Term, **given: Any) -> Lesson:
    ordinary = {"author_id": author.id, "organisation_id": organisation.id, "subject_id": subject.id, "year": 10}
    ordinary |= {"title": "Searching a list", "outcome": "I can find a number in a list.", "minutes": 40}
    ordinary |= {"instructions": "1. Read the page.\n2. Try the **first** search.", "state": LessonState.DRAFT}
    ordinary |= {"created_at": clock.now(), "changed_at": clock.now(), "changed_by": author.id}
    return _add(Lesson, given, **ordinary)


def revision(
    lesson: Lesson, resources: tuple[Resource, ...] = (), steps: tuple[Step, ...] = (), **given: Any
) -> LessonRevision:
    """The lesson as it is now, posted with these files and steps."""
    ordinary = {name: getattr(lesson, name) for name in WORDS} | {"lesson_id": lesson.id, "number": 1}
    made = _add(LessonRevision, given, posted_by=lesson.author_id, posted_at=clock.now(), **ordinary)
    for resource in resources:
        _add(RevisionResource, {}, revision_id=made.id, resource_id=resource.id)
    for step in steps:
        revision_step(made, step)
    lesson.state = LessonState.POSTED
    db.session.flush()
    return made


def resource(lesson: Lesson, stored: StoredFile, name: str = "Worksheet.pdf", **given: Any) -> Resource:
    ordinary = {"lesson_id": lesson.id, "stored_file_id": stored.id, "name": name, "position": 1}
    ordinary |= {"audience": Audience.PUPILS, "added_by": lesson.author_id}
    return _add(Resource, given, added_at=clock.now(), **ordinary)


def step(lesson: Lesson, text: str = "Read this.", **given: Any) -> Step:
    return _add(Step, given, lesson_id=lesson.id, kind=StepKind.TEXT, text=text, position=1)


def revision_step(revision: LessonRevision, step: Step, **given: Any) -> RevisionStep:
    """A step as it is now, frozen with a revision."""
    ordinary = {name: getattr(step, name) for name in ("position", *STEP_WORDS)}
    return _add(RevisionStep, given, revision_id=revision.id, step_id=step.id, **ordinary)


# learning -------------------------------------------------------------------------------------------------------------


def assignment(pupil: Pupil, revision: LessonRevision, set_by: Account, **given: Any) -> Assignment:
    ordinary = {"pupil_id": pupil.id, "revision_id": revision.id, "set_by": set_by.id}
    return _add(Assignment, given, set_at=clock.now(), **ordinary)


def answerer(assignment: Assignment, account: Account, organisation: Organisation, **given: Any) -> Answerer:
    """Who answers a piece of work, with the window onto it that they need unless they reach the pupil anyway."""
    ordinary = {"assignment_id": assignment.id, "account_id": account.id, "organisation_id": organisation.id}
    return _add(Answerer, given, starts_on=_since(), **ordinary)


def marker(assignment: Assignment, pupil: Pupil, account: Account, organisation: Organisation) -> Window:
    """Name somebody of another school to answer: the answerer and their window onto this one piece of work."""
    answerer(assignment, account, organisation)
    about = {"about_kind": "assignment", "about_id": assignment.id, "purpose": "To answer this piece of work."}
    return window(pupil, account, organisation, ends_on=None, **about)


def attempt(assignment: Assignment, **given: Any) -> Attempt:
    return _add(Attempt, given, assignment_id=assignment.id, number=1, opened_at=clock.now())


def piece(attempt: Attempt, stored: StoredFile, **given: Any) -> Piece:
    ordinary = {"attempt_id": attempt.id, "stored_file_id": stored.id, "name": "my-page.pdf", "position": 1}
    return _add(Piece, given, added_at=clock.now(), **ordinary)


def hand_in(attempt: Attempt, **given: Any) -> HandIn:
    ordinary = {"attempt_id": attempt.id, "text": "I looked at each number until I found 7."}
    ordinary |= {"receipt": f"R{next(_numbers):06}"}
    return _add(HandIn, given, pressed_at=clock.now(), arrived_at=clock.now(), **ordinary)


def feedback(hand_in: HandIn, returned_by: Account, **given: Any) -> Feedback:
    ordinary = {"hand_in_id": hand_in.id, "text": "You explained the steps in order. Try it on a longer list."}
    ordinary |= {"outcome": Outcome.ANOTHER_GO, "returned_by": returned_by.id}
    return _add(Feedback, given, returned_at=clock.now(), **ordinary)


def reply(feedback: Feedback, account: Account, **given: Any) -> Reply:
    ordinary = {"feedback_id": feedback.id, "account_id": account.id, "text": "Thank you, I will try."}
    return _add(Reply, given, sent_at=clock.now(), **ordinary)


# core -----------------------------------------------------------------------------------------------------------------


def stored_file(content: bytes = b"A page of work.\n", name: str = "page.txt") -> StoredFile:
    """A file whose bytes lie in the store. What the session holds is committed first: no bytes under a lock."""
    db.session.commit()
    begin(write=False)
    received = files.receive(io.BytesIO(content), name)
    db.session.rollback()
    return files.keep(received)


def upload(account: Account, **given: Any) -> Upload:
    return _add(Upload, given, account_id=account.id, filename="photo.jpg", length=1000)


def draft(account: Account, subject: str = "feedback:1", **given: Any) -> Draft:
    ordinary = {"account_id": account.id, "subject": subject, "text": "Some words so far", "version": 1}
    return _add(Draft, given, writer="tab-1", seq=1, saved_at=clock.now(), **ordinary)


def once(account: Account, key: str = "a-key", **given: Any) -> Once:
    return _add(Once, given, account_id=account.id, key=key, location="/", at=clock.now())


def note(kind: str = "refused", **given: Any) -> Note:
    return _add(Note, given, kind=kind, at=clock.now())


def audit_event(event: str = "assignment.withdrawn", **given: Any) -> AuditEvent:
    return _add(AuditEvent, given, event=event, at=clock.now(), hat="mentor")


def mail(to: str = "somebody@example.org", **given: Any) -> Mail:
    ordinary = {"to": to, "subject": "There is something to see", "text": "Sign in to see it."}
    return _add(Mail, given, message_id=f"<{uuid.uuid4()}@school.example>", **ordinary)


def job(kind: str = "files.sweep", **given: Any) -> Job:
    return _add(Job, given, kind=kind, rule="prepared pictures")
