"""Identifiers: UUIDv7 (RFC 9562, section 5.7), ascending within a process.

They tell when, never who. Anything that must be secret is a random token apart (`token`).
"""

import hashlib
import os
import secrets
import threading
import time
import uuid

_lock = threading.Lock()
_last = 0


def uuid7() -> uuid.UUID:
    """A new identifier: 48 bits of Unix milliseconds, then a counter seeded at random, then 62 random bits.

    The 12 bits after the version are a counter within the millisecond; when it overflows, the time runs one
    millisecond ahead (RFC 9562, section 6.2, method 1), so that identifiers of one process always ascend.
    """
    global _last
    with _lock:
        stamp = (time.time_ns() // 1_000_000) << 12
        _last = stamp | (os.urandom(1)[0] << 3) if stamp > _last else _last + 1
        stamped = _last
    milliseconds, counter = stamped >> 12, stamped & 0xFFF
    tail = int.from_bytes(os.urandom(8), "big") & ((1 << 62) - 1)
    return uuid.UUID(int=(milliseconds & ((1 << 48) - 1)) << 80 | 0x7 << 76 | counter << 64 | 0b10 << 62 | tail)


def token() -> str:
    """A secret of 256 random bits for a link or a cookie; only its `digest` is stored."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> bytes:
    """The 32 bytes under which a secret token is stored (SHA-256: the token itself has the entropy)."""
    return hashlib.sha256(secret.encode()).digest()
