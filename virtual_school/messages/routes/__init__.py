"""Pages of threads."""

from virtual_school.messages import worried
from virtual_school.messages.routes import oversight, starting, taking_back, threads
from virtual_school.messages.routes.blueprint import bp

__all__ = ["bp", "oversight", "starting", "taking_back", "threads", "worried"]
