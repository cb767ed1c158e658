"""Addresses as a letter may carry them: checked, and in ASCII on the wire."""

import re
from email.utils import formataddr, parseaddr

from email_validator import EmailNotValidError, validate_email

from virtual_school.core.mail.models import ADDRESS_LIMIT

# A dot-atom at a host name (RFC 5322, section 3.4.1). Names that end in .local or .test are let through: a school's own
# server may know them.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_PLAIN = re.compile(rf"(?=.{{3,{ADDRESS_LIMIT}}}\Z)(?=.{{1,64}}@){_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*")


class BadAddress(ValueError):
    """It is no address that mail can be sent to. Says nothing of the address itself."""

    def __init__(self) -> None:
        super().__init__("not an address that mail can be sent to")


def address(given: str) -> str:
    """The address, its domain in ASCII; BadAddress when mail cannot be sent there. Asks no name server."""
    given = given.strip()
    if _PLAIN.fullmatch(given):
        return given
    try:
        checked = validate_email(given, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        raise BadAddress from None
    if not checked.ascii_email or not _PLAIN.fullmatch(checked.ascii_email):
        raise BadAddress
    return checked.ascii_email


def is_address(given: str) -> bool:
    try:
        return bool(address(given))
    except BadAddress:
        return False


def sender(given: str) -> tuple[str, str]:
    """What `MAIL_FROM` says: the address, and the From line with the name before it."""
    name, found = parseaddr(given)
    plain = address(found)
    return plain, formataddr((name, plain))


def domain(given: str) -> str:
    return sender(given)[0].rpartition("@")[2].lower()
