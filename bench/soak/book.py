"""Each person's own book of what the server confirmed. At the end the database is held against it."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Saved:
    """A box that saves itself: the text last confirmed, and one sent after it whose answer nobody heard."""

    confirmed: str | None = None
    unheard: str | None = None


@dataclass(slots=True)
class Book:
    """What was confirmed. Keys are what stands in the addresses: identifiers of work, hand-ins, contacts."""

    # By login name and subject, as the house names it: 'work:<id>:<go>', 'feedback:<id>', 'contact:<id>'.
    drafts: dict[tuple[str, str], Saved] = field(default_factory=dict)
    # By work and go: the words, and where the receipt is.
    handed_in: dict[tuple[str, int], tuple[str, str]] = field(default_factory=dict)
    # By hand-in: the words and the outcome.
    returned: dict[str, tuple[str, str]] = field(default_factory=dict)
    # By contact: its words.
    contacts: dict[str, str] = field(default_factory=dict)
    # What was asked for and never confirmed, by the same keys: may be there or not.
    unheard: list[str] = field(default_factory=list)
    # A page that did not show what was confirmed, the moment it was read again.
    lost: list[str] = field(default_factory=list)
    autosaves: int = 0

    def saved(self, who: str, subject: str) -> Saved:
        return self.drafts.setdefault((who, subject), Saved())

    def sending(self, who: str, subject: str, text: str) -> None:
        self.saved(who, subject).unheard = text

    def heard(self, who: str, subject: str, text: str) -> None:
        saved = self.saved(who, subject)
        saved.confirmed, saved.unheard = text, None
        self.autosaves += 1

    def spent(self, who: str, subject: str) -> None:
        """The text was sent for good: its draft must be gone."""
        self.drafts[who, subject] = Saved()

    def looked(self, who: str, subject: str, shown: str) -> None:
        """A page was opened again: does it show what was confirmed?"""
        saved = self.saved(who, subject)
        if saved.confirmed is not None and shown not in (saved.confirmed, saved.unheard):
            self.lost.append(f"{subject} of {who}: the page shows {shown[-60:]!r}, not {saved.confirmed[-60:]!r}")

    def written(self) -> dict[str, Any]:
        """For the one who proves it."""
        return {
            "drafts": [[who, subject, s.confirmed, s.unheard] for (who, subject), s in self.drafts.items()],
            "handed_in": [[work, go, text, at] for (work, go), (text, at) in self.handed_in.items()],
            "returned": [[hand_in, text, outcome] for hand_in, (text, outcome) in self.returned.items()],
            "contacts": [[note, words] for note, words in self.contacts.items()],
            "unheard": self.unheard,
        }
