"""Marks on routes, and decisions that give their reason.

A route without a mark stops the application from starting (`check_marks`). A mark says who may knock; which rows they
reach is decided by the loaders and policies of the package.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask

from virtual_school.core.errors import Refused

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Allowed:
    """Yes, and why: `because` is a sentence that the person concerned may read."""

    because: str

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Denied:
    """No, and why: the same words stand on the disabled button and on the 403 page."""

    because: str

    def __bool__(self) -> bool:
        return False


Decision = Allowed | Denied


def require(decision: Decision) -> Allowed:
    """Go on when allowed; otherwise answer 403 with the decision's own words."""
    if isinstance(decision, Denied):
        raise Refused(decision.because)
    return decision


@dataclass(frozen=True, slots=True)
class Mark:
    """Who may knock at a route: everyone, anyone signed in, or only those acting in one of `hats`."""

    public: bool = False
    hats: frozenset[Hashable] = frozenset()
    unlocked: bool = False
    commits_on_get: bool = False
    half: frozenset[Hashable] = frozenset()
    on_device: bool = False


def mark_of(view: Callable[..., Any]) -> Mark | None:
    return getattr(view, "__access_mark__", None)


def marked(view: View, **changes: Any) -> View:
    """Put a mark on a view, or add to the one it has."""
    old = mark_of(view)
    kept = {} if old is None else {name: getattr(old, name) for name in Mark.__slots__}
    view.__access_mark__ = Mark(**{**kept, **changes})  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Anyone, signed in or not."""
    return marked(view, public=True)


def signed_in(view: View) -> View:
    """Anyone with an account, whichever hat they wear."""
    return marked(view)


def unlocked(view: View) -> View:
    """The view holds no transaction while it works, and writes inside `with writing():` itself.

    For what takes long: hashing a password, receiving a file. Stands below the mark that says who.
    """
    return marked(view, unlocked=True)


def commits_on_get(view: View) -> View:
    """A GET that writes, because another system's protocol calls back that way."""
    return marked(view, commits_on_get=True)


def also_half(*standings: Hashable) -> Callable[[View], View]:
    """Also for whose sign-in is not whole yet, in one of these standings. Every other route is closed to them.

    Stands below the mark that says who. A public route without it answers them as it answers anybody.
    """
    return lambda view: marked(view, half=frozenset(standings))


def on_device(view: View) -> View:
    """A page or file that a pupil’s own device may keep for when there is no line. Every other answer is kept nowhere.

    Stands below the mark that says who.
    """
    return marked(view, on_device=True)


def check_marks(app: Flask) -> None:
    """Refuse to start when a route has no mark."""
    bare = sorted(name for name, view in app.view_functions.items() if mark_of(view) is None)
    if bare:
        raise RuntimeError(f"routes without an access mark (@public, @signed_in, @staff, @only): {', '.join(bare)}")
