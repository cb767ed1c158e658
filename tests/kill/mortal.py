"""The application as it is served, which kills itself at a step that a request names: `X-Die: before the commit`.

`gunicorn --preload tests.kill.mortal:app`. The process that serves dies; gunicorn starts another.
"""

import os
import signal
from collections.abc import Callable
from typing import Any

from flask import has_request_context, request
from sqlalchemy.orm import Session

from virtual_school import create_app
from virtual_school.core import notes
from virtual_school.core.app import App
from virtual_school.core.saving import drafts, once
from virtual_school.learning import changes


def _die_if(step: str) -> None:
    if has_request_context() and request.headers.get("X-Die") == step:
        os.kill(os.getpid(), signal.SIGKILL)


def _around(owner: Any, name: str, what: str) -> None:
    real: Callable[..., Any] = getattr(owner, name)

    def mortal(*args: Any, **kwargs: Any) -> Any:
        _die_if(f"before {what}")
        answer = real(*args, **kwargs)
        _die_if(f"after {what}")
        return answer

    setattr(owner, name, mortal)


_around(drafts, "save", "the words are kept")
_around(changes, "hand_in", "it is handed in")
_around(once, "claim", "the key is taken")
_around(once, "went_to", "the place is written")
_around(Session, "commit", "the commit")
_around(notes, "write_collected", "the notes")
_around(App, "process_response", "the answer is ready")

app = create_app()
