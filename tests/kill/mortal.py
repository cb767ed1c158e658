"""The application as it is served, which kills itself at a step that a request names: `X-Die: before the commit`.

With `X-Full` its disk is full from that step on: neither a row nor a file can be written for this request.

`gunicorn --preload tests.kill.mortal:app`. The process that serves dies; gunicorn starts another.
"""

import errno
import os
import signal
from collections.abc import Callable
from typing import Any

from flask import g, has_request_context, request
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from virtual_school import create_app
from virtual_school.core import notes
from virtual_school.core.app import App
from virtual_school.core.files.store import FolderStore
from virtual_school.core.saving import drafts, once
from virtual_school.learning import changes


def _die_if(step: str) -> None:
    if has_request_context() and request.headers.get("X-Die") == step:
        os.kill(os.getpid(), signal.SIGKILL)


def _full_if(step: str) -> None:
    if has_request_context() and request.headers.get("X-Full") == step:
        g.disk_is_full = True


def _is_full() -> bool:
    return has_request_context() and bool(g.get("disk_is_full"))


def _no_row(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
    if _is_full() and statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
        raise OperationalError(statement, None, OSError(errno.ENOSPC, "database or disk is full"))


def _no_file(real: Callable[..., Any]) -> Callable[..., Any]:
    def put(*args: Any, **kwargs: Any) -> Any:
        if _is_full():
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*args, **kwargs)

    return put


event.listen(Engine, "before_cursor_execute", _no_row)
setattr(FolderStore, "put", _no_file(FolderStore.put))  # noqa: B010 - a method of a class that is typed


def _around(owner: Any, name: str, what: str) -> None:
    real: Callable[..., Any] = getattr(owner, name)

    def mortal(*args: Any, **kwargs: Any) -> Any:
        _die_if(f"before {what}")
        _full_if(f"before {what}")
        answer = real(*args, **kwargs)
        _die_if(f"after {what}")
        _full_if(f"after {what}")
        return answer

    setattr(owner, name, mortal)


_around(App, "preprocess_request", "it is looked at")
_around(drafts, "save", "the words are kept")
_around(changes, "keep_answer", "the answer is kept")
_around(changes, "hand_in", "it is handed in")
_around(once, "claim", "the key is taken")
_around(once, "went_to", "the place is written")
_around(Session, "commit", "the commit")
_around(notes, "write_collected", "the notes")
_around(App, "process_response", "the answer is ready")

app = create_app()
