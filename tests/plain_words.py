"""Words that no pupil's page says, each with what to say instead or why: plain words, and none that wounds."""

import re

NOT_TO_PUPILS = {
    "failed": "says the child failed; say what to do next",
    "failure": "as 'failed'",
    "missing": "'not handed in yet'",
    "missed": "'not handed in yet'",
    "overdue": "'was for Tuesday'",
    "late": "say the day that it was for",
    "incomplete": "'not handed in yet'",
    "deadline": "'for Friday'",
    "student": "'pupil', or 'you'",
    "grade": "'mark', or the kind of grade; a school year is 'year'",
    "submit": "'hand in'",
    "submission": "'what you handed in'",
    "submitted": "'handed in'",
    "assignment": "'work'",
    "deferred": "'another go'",
    "resubmit": "'another go'",
    "attempt": "'go'",
    "assess": "'answer', 'read'",
    "assessment": "as 'assess'",
    "invalid": "say what to type instead",
    "unauthorised": "say whom to ask",
    "forbidden": "say whom to ask",
    "upload": "'add a photo or file'",
    "sync": "'saved', 'not saved yet'",
    "offline": "'on this phone, not sent yet'",
    "server": "'the school's computer'",
    "browser": "'this phone', 'this computer'",
}

PATTERN = re.compile(rf"\b({'|'.join(NOT_TO_PUPILS)})s?\b", re.IGNORECASE)


def unkind(text: str) -> list[str]:
    """What of the text a pupil should not read, each with what to say instead."""
    found = {match.group(1).lower() for match in PATTERN.finditer(text)}
    return sorted(f"{word!r}: {NOT_TO_PUPILS[word]}" for word in found)
