"""Without a service for texts, each is one file in `instance/texts/<network>/`, named by its reference."""

from pathlib import Path

from virtual_school.core import whole_files
from virtual_school.core.texts.messages import Outgoing


def deliver(text: Outgoing, folder: Path) -> None:
    """Whole or not at all, and on the disk when this returns. Again, it replaces itself: there is one file a text."""
    body = f"To: {text.to}\nWritten: {text.created_at:%Y-%m-%d %H:%M:%S} UTC\n\n{text.words}\n"
    whole_files.put(folder / str(text.network_id), text.reference, ".txt", body.encode())
