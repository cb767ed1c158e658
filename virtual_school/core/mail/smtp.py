"""Handing a letter to a mail server."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

TIMEOUT = 20  # seconds for each answer of the server
HERE = frozenset({"localhost", "127.0.0.1", "::1"})
NO_SUCH_RECIPIENT = range(550, 555)  # for good: no mailbox, not allowed, full for ever (RFC 5321, section 4.2.3)


class RefusedForGood(Exception):
    """The server will never take a letter to this address."""


class NotSafe(Exception):
    """The server offers no encryption, and a password would travel in the clear."""


@dataclass(frozen=True, slots=True)
class Server:
    host: str
    port: int
    user: str
    password: str
    tls: bool

    @classmethod
    def at(cls, url: str) -> "Server":
        """From `smtp://user:password@host:port` (TLS when offered) or `smtps://…` (TLS from the first byte)."""
        parts = urlsplit(url)
        tls = parts.scheme == "smtps"
        user = unquote(parts.username or "")
        usual = 465 if tls else 587 if user else 25
        return cls(parts.hostname or "localhost", parts.port or usual, user, unquote(parts.password or ""), tls)


def deliver(message: EmailMessage, sender: str, to: str, server: Server) -> None:
    """Returns when the server has taken the letter over. Raises RefusedForGood, or whatever went wrong this time."""
    with _connected(server, sender.rpartition("@")[2]) as connection:
        if server.user:
            if not isinstance(connection.sock, ssl.SSLSocket) and server.host not in HERE:
                raise NotSafe(f"{server.host} offers no STARTTLS")
            connection.login(server.user, server.password)
        try:
            connection.send_message(message, from_addr=sender, to_addrs=[to])
        except smtplib.SMTPRecipientsRefused as refused:
            if all(code in NO_SUCH_RECIPIENT for code, _ in refused.recipients.values()):
                raise RefusedForGood from None
            raise


def _connected(server: Server, name: str) -> smtplib.SMTP:
    """A connection, encrypted where the server can. The host's own name is not looked up: that can take long."""
    context = ssl.create_default_context()
    if server.tls:
        return smtplib.SMTP_SSL(server.host, server.port, local_hostname=name, timeout=TIMEOUT, context=context)
    connection = smtplib.SMTP(server.host, server.port, local_hostname=name, timeout=TIMEOUT)
    try:
        connection.ehlo()
        if connection.has_extn("starttls"):
            connection.starttls(context=context)
            connection.ehlo()
    except BaseException:
        connection.close()
        raise
    return connection
