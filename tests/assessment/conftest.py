"""What tests of marks share: a subject, and a person of the cast as a viewer."""

import uuid
from collections.abc import Callable

import pytest

from tests import make
from tests.cast import Cast, Person
from virtual_school.core.db import db
from virtual_school.network.viewer import Viewer

Acting = Callable[[Person], Viewer]


@pytest.fixture
def weaving(cast: Cast) -> uuid.UUID:
    made = make.subject("Weaving")
    db.session.commit()
    return made.id
