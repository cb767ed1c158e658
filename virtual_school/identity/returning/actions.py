"""What whoever looks after the people does when somebody returns, or has another address."""

from flask_babel import gettext as _

from virtual_school.core.access import require
from virtual_school.core.errors import WrongState
from virtual_school.core.mail import queue_mail
from virtual_school.identity import queries
from virtual_school.identity.models import Account
from virtual_school.identity.returning import changes, letters, policy
from virtual_school.identity.throttle import typed_name
from virtual_school.network.models import Network
from virtual_school.network.viewer import Viewer


def reopen(viewer: Viewer, account: Account, because: str | None) -> None:
    require(policy.can_reopen(viewer))
    if account.closed_at is None:
        raise WrongState(_("This account is open."))
    if not because:
        raise WrongState(_("Say why it is opened again: it stands in the record of changes."))
    changes.reopen(viewer, account, because)


def change_address(viewer: Viewer, account: Account, typed: str, network: Network) -> None:
    """Change it, and say so where the letters went until now: somebody there may know that it is wrong."""
    require(policy.can_change_address(viewer))
    email, before = typed_name(typed), account.email
    if account.closed_at is not None:
        raise WrongState(_("This account is closed."))
    if email == before:
        raise WrongState(_("This is the address that they have."))
    if queries.name_taken(Account.email, email):
        raise WrongState(_("Somebody here has this email address already."))
    changes.change_address(viewer, account, email)
    if before:
        subject, words = letters.address_changed(network, account.name)
        queue_mail(before, subject, words, account_id=account.id)
