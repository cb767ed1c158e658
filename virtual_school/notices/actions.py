"""What people do with what they are told, and with how they are told."""

import uuid
from collections.abc import Mapping
from typing import Any

from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.network.numbers import number
from virtual_school.network.viewer import Viewer
from virtual_school.notices import changes, policy, queries
from virtual_school.notices.hours import Quiet


def open_notice(viewer: Viewer, notice_id: uuid.UUID) -> str:
    """Go there: from now on it is seen. Gives where."""
    notice = queries.own(viewer, notice_id)
    changes.see(notice)
    return notice.path


def see(viewer: Viewer, notice_id: uuid.UUID) -> None:
    changes.see(queries.own(viewer, notice_id))


def see_shown(viewer: Viewer, newest: uuid.UUID) -> None:
    """All of the page in hand and those before them."""
    changes.see_shown(_account(viewer), queries.own(viewer, newest).id)


def choose(viewer: Viewer, values: Mapping[str, Any]) -> None:
    """Choose how one is told oneself. Raises `WrongState` where what is chosen may not be."""
    if not policy.is_pupil(viewer.hats):
        told = policy.can_switch_off_urgent(viewer, email=values["urgent_email"], text=values["urgent_text"])
        quiet = Quiet(values["quiet_from"], values["quiet_until"])
        day = number("am_begins"), number("pm_ends")
        for allowed in (told, policy.can_be_quiet(viewer, quiet, day)):
            if not allowed:
                raise WrongState(allowed.because)
    changes.choose(viewer, _account(viewer), values)


def letters_off(by: Viewer, account_id: uuid.UUID) -> None:
    """By the link in a letter: whoever reads a letter may end letters, and can do nothing else with it."""
    changes.letters_off(by, account_id)


def _account(viewer: Viewer) -> uuid.UUID:
    if viewer.account_id is None:
        raise NotVisible
    return viewer.account_id
