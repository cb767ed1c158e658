"""Codes that a person types: six digits of an app (RFC 6238), and recovery codes on paper."""

import datetime as dt
import hmac
import secrets
import uuid

import pyotp
import segno

STEP = 30
STEPS_AROUND = (0, -1, 1)  # a clock that is half a minute off still works
HOW_MANY = 10
# None that are read or heard for one another.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
LENGTH = 10


def new_secret() -> str:
    return pyotp.random_base32()


def step_of(secret: str, typed: str, now: dt.datetime) -> int | None:
    """The half minute whose code was typed, or None when it is the code of none around now."""
    digits = "".join(letter for letter in typed if letter.isascii() and letter.isdigit())
    if len(digits) != 6:
        return None
    current, app = int(now.timestamp()) // STEP, pyotp.TOTP(secret)
    fitting = [current + by for by in STEPS_AROUND if hmac.compare_digest(app.generate_otp(current + by), digits)]
    return fitting[0] if fitting else None


def qr(secret: str, name: str, issuer: str) -> str:
    """The picture that the app reads, as a `data:` address."""
    address = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=issuer)
    picture: str = segno.make(address, error="m").svg_data_uri(scale=5, border=4, light="#fff", omitsize=False)
    return picture


def in_fours(secret: str) -> str:
    """The secret as somebody types it who cannot point a camera at the picture."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def new_codes() -> list[str]:
    """Ten codes of 49 random bits each, written 'abcde-fghjk'."""
    made = ("".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(HOW_MANY))
    return [f"{code[:5]}-{code[5:]}" for code in made]


def plain(account_id: uuid.UUID, typed: str) -> str | None:
    """A recovery code as its digest is made of it, or None for what cannot be one."""
    code = "".join(letter for letter in typed.casefold() if letter in LETTERS)
    return f"{account_id}:{code}" if len(code) == LENGTH and len(typed) < 40 else None
