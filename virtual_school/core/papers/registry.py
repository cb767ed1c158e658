"""Which papers there are, and what makes the page of each."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from flask import current_app
from flask_babel import lazy_gettext as _l

from virtual_school.core.errors import NotVisible

Maker = Callable[[Any, uuid.UUID], str]
Stage = Callable[[Any], None]

NAME_LIMIT = 40


class Wearing(Protocol):
    """A hat, by what names it."""

    @property
    def key(self) -> str: ...


class Asker(Protocol):
    """Who asks for a paper, in the hat they wear."""

    @property
    def account_id(self) -> uuid.UUID | None: ...
    @property
    def hat(self) -> Wearing | None: ...


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper: the function that makes its page, and what the file is called."""

    make: Maker
    name: Any


KINDS: dict[str, Kind] = {}


def maker(kind: str, *, name: Any = None) -> Callable[[Maker], Maker]:
    """Name the function that makes the page of a kind of paper, as the viewer sees the thing.

    It raises `NotVisible` or `Refused` for whoever may not see it, and gives the same page for the same rows.
    """

    def register(make: Maker) -> Maker:
        if kind in KINDS:
            raise RuntimeError(f"two functions make the paper {kind!r}")
        if len(kind) > NAME_LIMIT:
            raise RuntimeError(f"the name of the paper {kind!r} is longer than {NAME_LIMIT} characters")
        KINDS[kind] = Kind(make, name or _l("Paper"))
        return make

    return register


class _Told:
    """Set once, at import, by the package that knows who people are."""

    stage: Stage = staticmethod(lambda viewer: None)


def set_stage(stage: Stage) -> Stage:
    """Say what a page needs to find when it is made outside a request: who is asking, in which network."""
    _Told.stage = staticmethod(stage)
    return stage


def page(viewer: Any, kind: str, about_id: uuid.UUID) -> str:
    """The page as this viewer may see it now; `NotVisible` for a kind that nobody makes."""
    if kind not in KINDS:
        raise NotVisible
    return KINDS[kind].make(viewer, about_id)


def page_of_job(viewer: Any, kind: str, about_id: uuid.UUID) -> str:
    """The same where there is no request: a page stands on one, so it is given an empty one."""
    with on_stage(viewer):
        return page(viewer, kind, about_id)


@contextmanager
def on_stage(viewer: Any) -> Iterator[None]:
    """What a template finds in a request, for a job that makes pages as this viewer."""
    with current_app.test_request_context():
        _Told.stage(viewer)
        yield
