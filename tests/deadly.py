"""Makes this process kill itself, as `kill -9` does, when it comes to a step of sending a letter or a text."""

import datetime as dt
import itertools
import os
import signal
import smtplib
from collections.abc import Callable
from functools import partial
from typing import Any

from virtual_school.core import clock
from virtual_school.core.jobs import leases
from virtual_school.core.mail import folder, sending, smtp
from virtual_school.core.texts import folder as text_folder
from virtual_school.core.texts import notify
from virtual_school.core.texts import sending as texts
from virtual_school.notices import digests


def die(*args: Any, **kwargs: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def before(owner: Any, name: str) -> Callable[[], None]:
    return lambda: setattr(owner, name, die)


def after(owner: Any, name: str) -> Callable[[], None]:
    real = getattr(owner, name)

    def then_die(*args: Any, **kwargs: Any) -> None:
        real(*args, **kwargs)
        die()

    return lambda: setattr(owner, name, then_die)


def at_the(number: int, owner: Any, name: str) -> Callable[[], None]:
    """The so many-th time that it is called."""
    real, called = getattr(owner, name), itertools.count(1)

    def then_die(*args: Any, **kwargs: Any) -> Any:
        return die() if next(called) == number else real(*args, **kwargs)

    return lambda: setattr(owner, name, then_die)


class HalfWritten:
    """A file in which only half of what is written arrives."""

    def __init__(self, file: Any) -> None:
        self.file = file

    def __enter__(self) -> "HalfWritten":
        return self

    def __exit__(self, *problem: object) -> None:
        self.file.close()

    def write(self, body: bytes) -> None:
        self.file.write(body[: len(body) // 2])
        self.file.flush()
        die()


def write_half() -> None:
    real = os.fdopen
    os.fdopen = lambda handle, mode: HalfWritten(real(handle, mode))  # type: ignore[assignment]


def send_half() -> None:
    def data(self: smtplib.SMTP, message: bytes) -> None:
        self.putcmd("data")
        self.getreply()
        self.send(message[: len(message) // 2])
        die()

    smtplib.SMTP.data = data  # type: ignore[assignment,method-assign]


BOTH = {
    "before it is read": before(sending, "read"),
    "after it is read": after(sending, "read"),
    "before it is marked": before(sending, "mark"),
    "after it is marked": after(sending, "mark"),
    "before the job is done": before(leases, "finish"),
    "after the job is done": after(leases, "finish"),
}
INTO_THE_FOLDER = BOTH | {
    "before it is written": before(folder, "deliver"),
    "half written": write_half,
    "before it is renamed": before(os, "replace"),
    "after it is renamed": after(os, "replace"),
}
TO_THE_SERVER = BOTH | {
    "before it is connected": before(smtp, "deliver"),
    "before the recipient": before(smtplib.SMTP, "rcpt"),
    "half sent": send_half,
    "after it is accepted": after(smtplib.SMTP, "data"),
}


A_TEXT = {
    "before the text is read": before(texts, "read"),
    "after the text is read": after(texts, "read"),
    "before the text is marked": before(texts, "mark"),
    "after the text is marked": after(texts, "mark"),
    "before its job is done": before(leases, "finish"),
    "after its job is done": after(leases, "finish"),
}
A_TEXT_INTO_THE_FOLDER = A_TEXT | {
    "before the text is written": before(text_folder, "deliver"),
    "the text half written": write_half,
    "before the text is renamed": before(os, "replace"),
    "after the text is renamed": after(os, "replace"),
}
A_TEXT_TO_THE_SERVICE = A_TEXT | {
    "before the text is handed over": before(notify, "deliver"),
    "after the text is accepted": after(notify, "deliver"),
}


# Some letters are made by then, and some are half made.
A_DAYS_LETTERS = {
    "in a letter's transaction": at_the(30, digests, "_mark"),
    "after a letter's transaction": at_the(3, digests, "_fitting"),
}


def arm(step: str) -> None:
    (INTO_THE_FOLDER | TO_THE_SERVER | A_TEXT_INTO_THE_FOLDER | A_TEXT_TO_THE_SERVICE | A_DAYS_LETTERS)[step]()


def letters_wait() -> None:
    """The letters of a day are made and queued, and sent by nobody until tomorrow."""
    digests.queue_mail = partial(digests.queue_mail, not_before=clock.now() + dt.timedelta(days=1))  # type: ignore[attr-defined]
