"""Without a mail server, a letter is one file in `instance/mail/<network>/`, named by its Message-ID."""

from email.message import EmailMessage
from pathlib import Path

from virtual_school.core import whole_files
from virtual_school.core.mail.letters import Letter


def deliver(letter: Letter, message: EmailMessage, folder: Path) -> None:
    """Whole or not at all, and on the disk when this returns. Again, it replaces itself: there is one file a letter."""
    whole_files.put(folder / str(letter.network_id), letter.message_id.strip("<>"), ".eml", message.as_bytes())
