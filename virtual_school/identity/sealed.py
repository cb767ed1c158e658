"""Secrets that must be read again, encrypted under a key that the database does not hold."""

import base64
import functools
import hashlib
import hmac

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

# Fixed: another label would be another key, and what was sealed could not be read.
SEALING, DIGESTING = b"virtual school: sealed secrets 1", b"virtual school: digests of codes 1"


def seal(text: str) -> str:
    """The text, encrypted and authenticated."""
    return _fernet(_secret()).encrypt(text.encode()).decode()


def unseal(text: str) -> str:
    """What `seal` was given. Raises `cryptography.fernet.InvalidToken` for anything else."""
    return _fernet(_secret()).decrypt(text.encode()).decode()


def code_digest(code: str) -> bytes:
    """The 32 bytes under which a short code is stored: of no use to whoever has the rows but not the key."""
    return hmac.digest(_key(_secret(), DIGESTING), code.encode(), hashlib.sha256)


def _secret() -> str:
    return str(current_app.config["SECRET_KEY"])


@functools.lru_cache(maxsize=8)
def _fernet(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key(secret, SEALING)))


@functools.lru_cache(maxsize=8)
def _key(secret: str, label: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=label).derive(secret.encode())
