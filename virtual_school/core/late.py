"""The one late import of the code base, for modules whose library is heavy and often not needed at all."""

from importlib import import_module
from types import ModuleType


def late(name: str) -> ModuleType:
    """The module `name`, imported when first asked for. A test counts who asks, so that this stays an exception."""
    return import_module(name)
