"""What a person’s own device may keep for when there is no line, and what it fetches by itself to keep it."""

from flask import Response, g, request

# Whose device may keep this answer. Without it nothing is kept: it is for a script alone, and changes no cache.
KEPT_FOR = "X-Kept-For"

# The device asks by itself, and nobody reads: nothing is noted as opened.
BY_ITSELF = "X-Keeping"


def is_by_itself() -> bool:
    return BY_ITSELF in request.headers


def stays_away() -> None:
    """This answer is kept nowhere after all."""
    g.stays_away = True


def say(response: Response, account_id: object) -> None:
    """Only what came whole and in order is worth keeping."""
    if response.status_code == 200 and not g.get("stays_away"):
        response.headers[KEPT_FOR] = str(account_id)
