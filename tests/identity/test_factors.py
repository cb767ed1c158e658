"""Second factors without a browser: who is asked, which codes hold, who may change and take away."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from cryptography.fernet import InvalidToken

from tests import make_factors as make
from tests.cast import PROVED_FOR, Cast, Person
from virtual_school.core import clock
from virtual_school.core.app import App
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.core.errors import Refused, TooMany, WrongState
from virtual_school.core.mail.models import Mail
from virtual_school.core.notes import write_collected
from virtual_school.identity import sealed
from virtual_school.identity.factors import actions, codes, policy, queries
from virtual_school.identity.factors.party import Party, party
from virtual_school.identity.factors.standing import Proofs, Standing, due_at, standing
from virtual_school.identity.models import Account, Authenticator, SignIn
from virtual_school.network.models import Network
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer

Acting = Callable[[Person], Viewer]
NOW = dt.datetime(2026, 11, 23, 9, 0, 10, tzinfo=dt.UTC)
NONE = Proofs(False, None, None)


@pytest.mark.parametrize(
    ("known", "people", "is_demonstration", "expected"),
    [
        (NONE, {}, False, Standing.WHOLE),  # a pupil
        (Proofs(True, None, None), {}, False, Standing.WHOLE),  # a pupil is never asked
        (NONE, {"is_carer": True}, False, Standing.WHOLE),
        (Proofs(True, None, None), {"is_carer": True}, False, Standing.ASK),
        (Proofs(True, NOW, None), {"is_carer": True}, False, Standing.WHOLE),
        (NONE, {"is_staff": True}, False, Standing.WHOLE),
        (Proofs(False, None, NOW - dt.timedelta(days=13)), {"is_staff": True}, False, Standing.WHOLE),
        (Proofs(False, None, NOW - dt.timedelta(days=14)), {"is_staff": True}, False, Standing.SET_UP),
        (Proofs(False, None, NOW - dt.timedelta(days=99)), {"is_staff": True}, True, Standing.WHOLE),
        (Proofs(True, None, NOW - dt.timedelta(days=99)), {"is_staff": True}, False, Standing.ASK),
        (Proofs(True, None, None), {"is_staff": True}, True, Standing.WHOLE),
        (Proofs(True, NOW, NOW - dt.timedelta(days=99)), {"is_staff": True}, False, Standing.WHOLE),
    ],
)
def test_who_is_asked_for_what(
    known: Proofs, people: dict[str, bool], is_demonstration: bool, expected: Standing
) -> None:
    who = {"is_staff": False, "is_carer": False, **people}
    assert standing(known, **who, is_demonstration=is_demonstration, grace_days=14, now=NOW) is expected


def test_no_grace_is_due_at_once() -> None:
    assert due_at(NONE, 0, NOW) == NOW
    who = {"is_staff": True, "is_carer": False, "is_demonstration": False}
    assert standing(NONE, **who, grace_days=0, now=NOW) is Standing.SET_UP


@pytest.mark.parametrize(
    ("host", "own", "public", "expected"),
    [
        ("localhost:5000", None, "", Party("localhost", "http://localhost:5000")),
        ("learn.example", "learn.example", "", Party("learn.example", "https://learn.example")),
        ("Learn.Example:8443", "learn.example", "", Party("learn.example", "https://learn.example:8443")),
        ("school.example", None, "https://school.example", Party("school.example", "https://school.example")),
        ("school.example", None, "http://school.example", None),  # there are none without TLS
        ("evil.example", "learn.example", "https://school.example", None),
        ("evil.localhost", None, "", None),
        ("127.0.0.1:5000", None, "", None),
        ("[::1]:5000", None, "", None),
        ("", None, "", None),
    ],
)
def test_passkeys_are_for_hosts_that_are_ours(host: str, own: str | None, public: str, expected: Party | None) -> None:
    assert party(host, "http", own, public) == expected


def test_codes_of_an_app_hold_for_three_half_minutes() -> None:
    step = int(NOW.timestamp()) // codes.STEP
    with clock.freeze(NOW):
        shown = {by: make.code_now(steps=by) for by in (-2, -1, 0, 1, 2)}
    found = {by: codes.step_of(make.SECRET, code, NOW) for by, code in shown.items()}
    assert found == {-2: None, -1: step - 1, 0: step, 1: step + 1, 2: None}
    assert codes.step_of(make.SECRET, f" {shown[0][:3]} {shown[0][3:]} ", NOW) == step


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "000000 or 1=1", "9" * 5000])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert codes.step_of(make.SECRET, typed, NOW) is None
    assert codes.plain(uuid.UUID(int=1), typed) is None


def test_what_is_sealed_is_read_again_and_not_by_chance(app: App) -> None:
    assert sealed.unseal(sealed.seal("é secret")) == "é secret"
    assert "secret" not in sealed.seal("secret") and sealed.seal("a") != sealed.seal("a")
    with pytest.raises(InvalidToken):
        sealed.unseal("rubbish")


def _shows(app: App, acting: Acting, person: Person, typed: str) -> bool:
    with app.test_request_context():
        viewer = acting(person)
        shown = actions.show_code(viewer, typed)
        db.session.commit()
        write_collected()
        return shown


def test_a_code_is_taken_once(app: App, cast: Cast, acting: Acting) -> None:
    make.app_of(cast.dani.account_id)
    with clock.freeze(NOW):
        code, before, after = make.code_now(), make.code_now(steps=-1), make.code_now(steps=1)
        assert _shows(app, acting, cast.dani, code)
        assert not _shows(app, acting, cast.dani, code)
        assert not _shows(app, acting, cast.dani, before)
        assert _shows(app, acting, cast.dani, after)
    row = db.session.get_one(SignIn, cast.dani.sign_in_id)
    assert row.second_at == NOW


def test_a_recovery_code_is_taken_once_and_only_from_its_owner(app: App, cast: Cast, acting: Acting) -> None:
    code, other, *_rest = make.recovery_codes(cast.dani.account_id)
    assert not _shows(app, acting, cast.lunt, code)
    assert _shows(app, acting, cast.dani, code.upper().replace("-", " "))
    assert not _shows(app, acting, cast.dani, code)
    assert queries.codes_left(cast.dani.account_id) == 9
    assert _shows(app, acting, cast.dani, other)


def test_an_app_that_was_never_confirmed_counts_for_nothing(app: App, cast: Cast, acting: Acting) -> None:
    make.app_of(cast.dani.account_id).confirmed_at = None
    assert not _shows(app, acting, cast.dani, make.code_now())


def test_guessing_ends_for_a_while_and_then_for_the_day(app: App, cast: Cast, acting: Acting) -> None:
    make.app_of(cast.dani.account_id)
    with clock.freeze(NOW):
        for _turn in range(actions.TRIES):
            assert not _shows(app, acting, cast.dani, "000000")
        with pytest.raises(TooMany):
            _shows(app, acting, cast.dani, make.code_now())
    for hour in range(1, 5):
        with clock.freeze(NOW + dt.timedelta(hours=hour)):
            for _turn in range(actions.TRIES):
                _shows(app, acting, cast.dani, "000000")
    with clock.freeze(NOW + dt.timedelta(hours=6)), pytest.raises(TooMany):
        _shows(app, acting, cast.dani, make.code_now())


def test_setting_up_an_app_gives_ten_codes_once(app: App, cast: Cast, acting: Acting) -> None:
    network = db.session.get_one(Network, cast.larkdale.network_id)
    with app.test_request_context(), clock.freeze(clock.now()):
        viewer = acting(cast.dani)
        row = actions.begin_authenticator(viewer)
        secret = sealed.unseal(row.sealed)
        assert secret not in row.sealed
        assert actions.confirm_authenticator(viewer, "000000", network) is None
        made = actions.confirm_authenticator(viewer, make.code_now(secret), network)
        assert made is not None and len(set(made)) == 10
        db.session.commit()
        assert not actions.show_code(viewer, make.code_now(secret)), "the code that set it up is spent"
        again = actions.begin_authenticator(viewer)
        secret = sealed.unseal(again.sealed)
        assert actions.confirm_authenticator(viewer, make.code_now(secret), network) == []
    live = db.session.scalars(sa.select(Authenticator).where(Authenticator.ended_at.is_(None))).all()
    assert [one.id for one in live] == [again.id]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Mail).where(Mail.to == "dani@larkdale.example"))


def test_new_codes_end_the_old(app: App, cast: Cast, acting: Acting) -> None:
    network = db.session.get_one(Network, cast.larkdale.network_id)
    make.app_of(cast.dani.account_id)
    with app.test_request_context():
        viewer = acting(cast.dani)
        first = actions.make_codes(viewer, network)
        second = actions.make_codes(viewer, network)
    assert not _shows(app, acting, cast.dani, first[0]) and _shows(app, acting, cast.dani, second[0])


def test_an_old_sign_in_changes_nothing_before_it_is_proved_again(app: App, cast: Cast, acting: Acting) -> None:
    with app.test_request_context(), clock.freeze(clock.now() + PROVED_FOR + dt.timedelta(minutes=31)):
        viewer = acting(cast.dani)
        with pytest.raises(Refused, match="a while ago"):
            actions.begin_authenticator(viewer)
        actions.proved_again(viewer)
        actions.begin_authenticator(viewer)


def test_pupils_have_no_second_factor(app: App, cast: Cast, acting: Acting) -> None:
    with app.test_request_context(), pytest.raises(Refused, match="Only staff"):
        actions.begin_authenticator(acting(cast.ellie))


def test_staff_keep_one_and_carers_need_not(app: App, cast: Cast, acting: Acting) -> None:
    network = db.session.get_one(Network, cast.larkdale.network_id)
    for person in (cast.dani, cast.mum):
        make.app_of(person.account_id)
        make.recovery_codes(person.account_id)
    with app.test_request_context():
        viewer = acting(cast.dani)
        with pytest.raises(Refused, match="at least one"):
            actions.end_authenticator(viewer, network, required=policy.is_staff(viewer))
        viewer = acting(cast.mum)
        actions.end_authenticator(viewer, network, required=policy.is_staff(viewer))
        assert queries.codes_left(viewer.account_id) == 0, "codes alone would be a weak second password"


@pytest.mark.parametrize(
    ("by", "whose", "allowed"),
    [
        ("administrator", "dani", True),
        ("administrator", "mum", True),
        ("administrator", "administrator", False),
        ("lead", "dani", True),
        ("lead", "mum", False),
        ("lead", "lead", False),
        ("dani", "mum", False),
        ("auditor", "dani", False),
    ],
)
def test_who_may_take_one_away(cast: Cast, acting: Acting, by: str, whose: str, allowed: bool) -> None:
    people = cast.larkdale.people
    roles = frozenset() if whose == "mum" else frozenset({Role.MENTOR})
    assert bool(policy.can_take_away(acting(people[by]), people[whose].account_id, roles)) is allowed


def test_taking_one_away_ends_everything_and_tells_them(app: App, cast: Cast, acting: Acting) -> None:
    network, account = db.session.get_one(Network, cast.larkdale.network_id), cast.dani.account_id
    make.app_of(account)
    make.recovery_codes(account)
    with app.test_request_context():
        viewer = acting(cast.administrator)
        theirs = db.session.get_one(Account, account)
        actions.take_away(viewer, theirs, network, "Phone lost; she stood before me.")
        with pytest.raises(WrongState):
            actions.take_away(viewer, theirs, network, "Again")
    assert not queries.held(account).has_second and not queries.held(account).codes_left
    assert db.session.get_one(SignIn, cast.dani.sign_in_id).ended_at is not None
    event = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.event == "second_factor.taken_away")).one()
    assert event.because == "Phone lost; she stood before me." and event.object_id == account
    mail = db.session.scalars(sa.select(Mail).where(Mail.account_id == account)).one()
    assert "took away your second way" in " ".join(mail.text.split())
