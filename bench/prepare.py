"""Fills a migrated, empty database for a measurement, and says what to ask for."""

import datetime as dt
import json
import sys
import uuid

from flask import Flask

from virtual_school import create_app
from virtual_school.core import clock
from virtual_school.core.db import db, enter_network, writing
from virtual_school.core.ids import digest, token
from virtual_school.demo.load import load
from virtual_school.identity import passwords
from virtual_school.identity.models import Account, Credential, CredentialKind, Membership, SignIn
from virtual_school.learning.models import Answerer, Assignment, AssignmentState, Attempt, HandIn
from virtual_school.library.models import LessonRevision
from virtual_school.network.models import Network
from virtual_school.pupils.changes import enter_pupil, begin_care, enrol, open_window
from virtual_school.pupils.models import Basis, CareKind, Enrolment, Part, Pupil
from virtual_school.network.viewer import Viewer

PASSWORD = "plum-kettle-harbour-42"
TODAY, PILE = 12, 50


def _account(login: str) -> Account:
    return db.session.query(Account).filter((Account.login_name == login) | (Account.email == login)).one()


def _sign_in(account: Account) -> str:
    secret = token()
    db.session.add(
        SignIn(
            account_id=account.id,
            digest=digest(secret),
            device="bench",
            created_at=clock.now(),
            expires_at=clock.now() + dt.timedelta(days=1),
        )
    )
    return secret


def _assignment(
    pupil_id: uuid.UUID,
    mentor: Account,
    answerer: Account,
    organisation: uuid.UUID,
    revision: uuid.UUID,
    state: AssignmentState,
) -> Assignment:
    row = Assignment(pupil_id=pupil_id, revision_id=revision, set_by=mentor.id, set_at=clock.now(), state=state)
    db.session.add(row)
    db.session.flush()
    db.session.add(Answerer(assignment_id=row.id, account_id=answerer.id, organisation_id=organisation))
    open_window(
        Viewer.system("demonstration", row.network_id),
        pupil_id=pupil_id,
        account_id=answerer.id,
        organisation_id=organisation,
        parts=frozenset({Part.WORK}),
        purpose="Answers this piece of work",
        basis=Basis.DUTY,
        about=("assignment", row.id),
    )
    return row


def _hand_in(assignment: Assignment, n: int) -> None:
    attempt = Attempt(assignment_id=assignment.id, number=1, opened_at=clock.now())
    db.session.add(attempt)
    db.session.flush()
    at = clock.now() - dt.timedelta(minutes=n)
    words = "One person needs 75 g. " * 20
    db.session.add(HandIn(attempt_id=attempt.id, text=words, pressed_at=at, arrived_at=at, receipt=f"B{n:04}-0000"))


def _another_pupil(by: Viewer, school: uuid.UUID, mentor: Account) -> Pupil:
    """A pupil of the bench's own, so that the many hand-ins leave the measured Today as it is."""
    account = Account(name="Bench Pupil", sort_key="bench pupil", login_name="bench.pupil", created_at=clock.now())
    db.session.add(account)
    db.session.flush()
    pupil = enter_pupil(
        by, given_name="Bench", family_name="Pupil", date_of_birth=dt.date(2012, 1, 1), year=10, account_id=account.id
    )
    enrol(by, pupil_id=pupil.id, organisation_id=school)
    begin_care(by, account_id=mentor.id, pupil_id=pupil.id, kind=CareKind.MENTOR)
    return pupil


def prepare(app: Flask, hand_ins: int) -> dict[str, object]:
    """The demonstration, a pupil with a fortnight's work, a full pile, and as many pieces to hand in as are asked."""
    with app.app_context():
        load()
        network = db.session.query(Network).filter_by(slug="larkdale").one()
        enter_network(network.id)
        hashed = passwords.hashed(PASSWORD)
        with writing():
            enter_network(network.id)
            by = Viewer.system("demonstration", network.id)
            ellie = db.session.query(Pupil).filter_by(given_name="Ellie").one()
            mentor, lunt = _account("dani.okafor@larkdale.example"), _account("helen.lunt@larkdale.example")
            account = db.get_or_404(Account, ellie.account_id)
            db.session.add(
                Credential(account_id=account.id, kind=CredentialKind.PASSWORD, secret=hashed, created_at=clock.now())
            )
            ashfold = db.session.query(Enrolment).filter(Enrolment.pupil_id != ellie.id).first()
            from_school = _school_of(lunt)
            revision = db.session.query(LessonRevision).filter_by(title="Ratio in recipes").one().id
            todays = [
                _assignment(ellie.id, mentor, lunt, from_school, revision, AssignmentState.NOT_STARTED)
                for _ in range(TODAY)
            ]
            assert ashfold is not None
            other = _another_pupil(by, ashfold.organisation_id, mentor)
            for n in range(PILE):
                _hand_in(_assignment(other.id, mentor, lunt, from_school, revision, AssignmentState.HANDED_IN), n)
            to_hand_in = [
                _assignment(other.id, mentor, mentor, from_school, revision, AssignmentState.NOT_STARTED)
                for _ in range(hand_ins)
            ]
            secrets = {
                "pupil": _sign_in(account),
                "bench": _sign_in(_account("bench.pupil")),
                "teacher": _sign_in(lunt),
            }
        return {
            "network": str(network.id),
            "login": account.login_name,
            "lesson": str(todays[0].id),
            "hand_ins": [str(row.id) for row in to_hand_in],
            "secrets": secrets,
        }


def _school_of(account: Account) -> uuid.UUID:
    """The organisation of an account's first membership."""
    return db.session.query(Membership).filter_by(account_id=account.id).order_by(Membership.id).first().organisation_id


if __name__ == "__main__":
    print(json.dumps(prepare(create_app(), int(sys.argv[1]))))  # noqa: T201
