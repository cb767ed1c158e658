"""Addresses as a letter may carry them: checked, and in ASCII on the wire."""

from email.utils import formataddr, parseaddr

from email_validator import EmailNotValidError, validate_email


class BadAddress(ValueError):
    """It is no address that mail can be sent to. Says nothing of the address itself."""

    def __init__(self) -> None:
        super().__init__("not an address that mail can be sent to")


def address(given: str) -> str:
    """The address, its domain in ASCII; BadAddress when mail cannot be sent there. Asks no name server."""
    try:
        checked = validate_email(
            given.strip(), check_deliverability=False, globally_deliverable=False, allow_smtputf8=False
        )
    except EmailNotValidError:
        raise BadAddress from None
    return checked.ascii_email or checked.normalized


def sender(given: str) -> tuple[str, str]:
    """What `MAIL_FROM` says: the address, and the From line with the name before it."""
    name, found = parseaddr(given)
    plain = address(found)
    return plain, formataddr((name, plain))


def domain(given: str) -> str:
    return sender(given)[0].rpartition("@")[2].lower()
