"""What a pupil is given for what they handed in."""

import secrets

# No letter that a person could take for a digit, or the other way round.
RECEIPT_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def new_receipt() -> str:
    """'AB12-CD34': short enough to read out on the telephone."""
    letters = "".join(secrets.choice(RECEIPT_LETTERS) for _place in range(8))
    return f"{letters[:4]}-{letters[4:]}"
