"""What people do about their second factor. Whoever is refused is counted, as with passwords."""

import datetime as dt
import hashlib
import secrets
import uuid
from typing import Any

from flask_babel import gettext as _

from virtual_school.core import clock, notes
from virtual_school.core.access import Decision, require
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible, Refused, TooMany, WrongState
from virtual_school.core.mail import queue_mail
from virtual_school.identity import changes as identity_changes
from virtual_school.identity import letters, sealed
from virtual_school.identity import queries as identity
from virtual_school.identity.factors import changes, codes, passkeys, policy, queries
from virtual_school.identity.factors.party import Party
from virtual_school.identity.factors.standing import Standing, standing
from virtual_school.identity.models import Account, Authenticator, Passkey, SignIn, SpentChallenge
from virtual_school.network.models import Network
from virtual_school.network.numbers import number
from virtual_school.network.viewer import Viewer

TRIES, TRIES_WITHIN = 10, dt.timedelta(minutes=15)
# Six digits can be tried through in time by who has the password: so many a day, then it takes a person.
TRIES_A_DAY = 50
CHALLENGE = 32
PASSKEYS = 20


def show_code(viewer: Viewer, typed: str) -> bool:
    """The code of an app or a recovery code, typed on this device. True when it holds; the sign-in is whole then."""
    _may_try(viewer)
    row = queries.sign_in_here(viewer, lock=True)
    if not (_code_of_app(viewer, typed) or _recovery_code(viewer, typed)):
        refuse(viewer)
        return False
    changes.proved(row, second=True)
    notes.note("second_factor.shown", account_id=viewer.account_id, object_id=viewer.account_id)
    return True


def _may_try(viewer: Viewer) -> None:
    now, key = clock.now(), _key(viewer)  # as notes are stamped
    soon = notes.count_since("second_factor.refused", key, now - TRIES_WITHIN)
    today = notes.count_since("second_factor.refused", key, now - dt.timedelta(days=1))
    if soon >= TRIES or today >= TRIES_A_DAY:
        raise TooMany(_("Too many tries. Wait 15 minutes, or ask your network's administrator for help."))


def refuse(viewer: Viewer) -> None:
    notes.note("second_factor.refused", account_id=viewer.account_id, key=_key(viewer))


def _key(viewer: Viewer) -> bytes:
    return hashlib.sha256(f"second:{viewer.account_id}".encode()).digest()


def _code_of_app(viewer: Viewer, typed: str) -> bool:
    """Each half minute's code is taken once: the row is locked, and holds the last that was."""
    row = queries.authenticator(viewer.account_id, lock=True)
    step = codes.step_of(sealed.unseal(row.sealed), typed, clock.real()) if row else None
    if row is None or step is None or (row.last_step is not None and step <= row.last_step):
        return False
    row.last_step, row.used_at = step, clock.real()
    return True


def _recovery_code(viewer: Viewer, typed: str) -> bool:
    plain = codes.plain(viewer.account_id, typed) if viewer.account_id else None
    row = queries.recovery_code(viewer.account_id, sealed.code_digest(plain)) if plain else None
    if row is None:
        return False
    changes.use_code(viewer, row, queries.codes_left(viewer.account_id) - 1)
    return True


# an app ---------------------------------------------------------------------------------------------------------------


def begin_authenticator(viewer: Viewer) -> Authenticator:
    _may_change(viewer)
    return changes.begin_authenticator(viewer)


def confirm_authenticator(viewer: Viewer, typed: str, network: Network) -> list[str] | None:
    """The first code of a new app. Gives recovery codes for who has none; None when the code is not its."""
    _may_change(viewer)
    _may_try(viewer)
    row = queries.authenticator(viewer.account_id, confirmed=False, lock=True)
    if row is None:
        raise WrongState(_("This was not begun, or has been finished on another page. Begin again."))
    step = codes.step_of(sealed.unseal(row.sealed), typed, clock.real())
    if step is None:
        refuse(viewer)
        return None
    changes.confirm_authenticator(viewer, row, step)
    changes.proved(queries.sign_in_here(viewer, lock=True), second=True)
    _tell(viewer, network, _("An authenticator app was set up."))
    return _first_codes(viewer)


def end_authenticator(viewer: Viewer, network: Network, *, required: bool) -> None:
    held = queries.held(viewer.account_id)
    if held.authenticator is None:
        raise NotVisible
    _may_end(viewer, required=required, others=len(held.passkeys))
    changes.end_authenticator(viewer, held.authenticator)
    _no_codes_alone(viewer)
    _tell(viewer, network, _("The authenticator app was taken away."))


# codes on paper -------------------------------------------------------------------------------------------------------


def make_codes(viewer: Viewer, network: Network) -> list[str]:
    _may_change(viewer)
    if not queries.held(viewer.account_id).has_second:
        raise Refused(_("First set up an app or a passkey. Recovery codes are for the day when that is lost."))
    made = changes.make_codes(viewer)
    _tell(viewer, network, _("New recovery codes were made. The old ones do not work any more."))
    return made


def _first_codes(viewer: Viewer) -> list[str]:
    return [] if queries.codes_left(viewer.account_id) else changes.make_codes(viewer)


def _no_codes_alone(viewer: Viewer) -> None:
    """Codes are for the day when a factor is lost; without one they are nothing but a weak second password."""
    if viewer.account_id is not None and not queries.held(viewer.account_id).has_second:
        changes.end_codes(viewer.account_id)


# passkeys -------------------------------------------------------------------------------------------------------------


def new_challenge() -> bytes:
    return secrets.token_bytes(CHALLENGE)


def ask_to_make(viewer: Viewer, where: Party, challenge: bytes, network: Network) -> dict[str, Any]:
    """What the browser is asked to make a passkey of."""
    account = account_of(viewer)
    _may_change(viewer)
    held = queries.passkeys(account.id)
    if len(held) >= PASSKEYS:
        raise WrongState(_("You have %(many)d passkeys. End one that you do not use first.", many=PASSKEYS))
    shown = account.email or account.login_name or account.name
    here = [one for one in held if one.rp_id == where.rp_id]
    return passkeys.to_make(
        where, challenge, issuer=network.name, account_id=account.id, name=shown, shown=account.name, held=here
    )


def add_passkey(
    viewer: Viewer, where: Party, challenge: bytes, answer: dict[str, Any], *, name: str, network: Network
) -> Passkey:
    """Keep the passkey that the browser made. Whoever could make it is proved on this device, twice over."""
    account = account_of(viewer)
    _may_change(viewer)
    try:
        found = passkeys.made(where, challenge, answer)
    except passkeys.Unproved:
        raise WrongState(_("This passkey does not fit here. Try once more.")) from None
    spend(challenge)
    row = Passkey(
        account_id=account.id,
        credential_id=found.credential_id,
        public_key=found.credential_public_key,
        sign_count=found.sign_count,
        rp_id=where.rp_id,
        name=name,
        transports=passkeys.transports_in(answer),
        created_at=clock.real(),
    )
    changes.add_passkey(viewer, row)
    changes.proved(queries.sign_in_here(viewer, lock=True), second=True)
    _tell(viewer, network, _("A passkey was added: %(name)s.", name=name))
    return row


def end_passkey(viewer: Viewer, row: Passkey, network: Network, *, required: bool) -> None:
    held = queries.held(viewer.account_id)
    _may_end(viewer, required=required, others=len(held.passkeys) - 1 + (held.authenticator is not None))
    changes.end_passkey(viewer, row)
    _no_codes_alone(viewer)
    _tell(viewer, network, _("A passkey was ended: %(name)s.", name=row.name))


def prove_by_passkey(
    where: Party, challenge: bytes, answer: dict[str, Any], account_id: uuid.UUID | None = None
) -> Account | None:
    """The account that a passkey's answer proves, or None. With `account_id`, only that one's passkeys hold."""
    try:
        found = queries.passkey_of(passkeys.id_in(answer), where.rp_id, lock=True)
        if found is None or account_id not in (None, found[1].id):
            return None
        row, account = found
        proved = passkeys.proved(where, challenge, answer, row)
    except passkeys.Unproved:
        return None
    spend(challenge)
    row.sign_count, row.used_at = proved.new_sign_count, clock.real()
    db.session.flush()
    return account


def show_passkey(viewer: Viewer, where: Party, challenge: bytes, answer: dict[str, Any]) -> bool:
    """A passkey as the second factor, on this device. True when it holds; the sign-in is whole then."""
    row = queries.sign_in_here(viewer, lock=True)
    if prove_by_passkey(where, challenge, answer, viewer.account_id) is None:
        refuse(viewer)
        return False
    changes.proved(row, second=True)
    notes.note("second_factor.shown", account_id=viewer.account_id, object_id=viewer.account_id)
    return True


def spend(challenge: bytes) -> None:
    """A challenge is answered once. The second of two answers runs into the row, and is undone whole."""
    db.session.add(SpentChallenge(digest=hashlib.sha256(challenge).digest(), spent_at=clock.real()))
    db.session.flush()


def after_password(account_id: uuid.UUID, network: Network) -> Standing:
    """How far a new sign-in of theirs by password has come. Only staff, parents and carers have a second factor."""
    known = queries.proofs(account_id)
    return standing(
        known,
        is_staff=bool(identity.roles_of(account_id)),
        is_carer=known.has_second,
        is_demonstration=network.is_demonstration,
        grace_days=number("second_factor_grace_days"),
        now=clock.real(),
    )


# all of them ----------------------------------------------------------------------------------------------------------


def proved_again(viewer: Viewer) -> None:
    """They typed their password once more on this device."""
    changes.proved(queries.sign_in_here(viewer, lock=True), second=False)


def proved_at(row: SignIn) -> dt.datetime:
    return max(moment for moment in (row.created_at, row.second_at, row.proved_at) if moment is not None)


def take_away(viewer: Viewer, account: Account, network: Network, because: str) -> None:
    """In person, for somebody who has lost their second factor. They are told by mail, and signed out everywhere."""
    require(policy.can_take_away(viewer, account.id, identity.roles_of(account.id)))
    if not queries.held(account.id).has_second:
        raise WrongState(_("They have no second way to sign in that could be taken away."))
    changes.take_away(viewer, account.id, because)
    if account.email:
        said = _("%(name)s took away your second way to sign in, because you had lost it.", name=viewer.name)
        subject, words = letters.way_changed(network, account.name, said)
        queue_mail(account.email, subject, words, account_id=account.id)


def may_change(viewer: Viewer) -> Decision:
    return policy.can_change_ways(viewer, proved_at(queries.sign_in_here(viewer)), clock.real())


def _may_change(viewer: Viewer) -> None:
    require(may_change(viewer))


def _may_end(viewer: Viewer, *, required: bool, others: int) -> None:
    here = proved_at(queries.sign_in_here(viewer))
    require(policy.can_end_way(viewer, here, clock.real(), required=required, others=others))


def account_of(viewer: Viewer) -> Account:
    account = identity.open_account(viewer.account_id) if viewer.account_id else None
    if account is None:
        raise NotVisible
    return account


def _tell(viewer: Viewer, network: Network, said: str) -> None:
    """To the person's own address, so that they learn of it when it was not them."""
    account = account_of(viewer)
    if account.email:
        subject, words = letters.way_changed(network, account.name, said)
        queue_mail(account.email, subject, words, account_id=account.id)


def change_password(viewer: Viewer, hashed: str, network: Network) -> None:
    """Another password of one's own. Every other device is signed out; this one stays."""
    account = account_of(viewer)
    identity_changes.set_password(viewer, account_id=account.id, hashed=hashed, stays=viewer.sign_in_id)
    changes.proved(queries.sign_in_here(viewer, lock=True), second=False)
    _tell(viewer, network, _("Your password was changed. Every other device was signed out."))
