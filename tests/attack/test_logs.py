"""What goes wrong is logged without what people wrote."""

import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import Cast
from virtual_school.core import errors
from virtual_school.core.app import App
from virtual_school.core.db import db

WORDS = "I do not feel safe at home"


def test_a_failing_statement_does_not_tell_its_words(app: App) -> None:
    statement = sa.text("INSERT INTO no_such_table (words) VALUES (:words)")
    with pytest.raises(sa.exc.DBAPIError) as failed:
        db.session.execute(statement, {"words": WORDS})
    assert WORDS not in str(failed.value)
    db.session.rollback()


def test_a_row_that_is_refused_is_not_logged(cast: Cast) -> None:
    with pytest.raises(sa.exc.IntegrityError) as failed:
        make.organisation(WORDS, laestab="123/4567")
        make.organisation(WORDS, laestab="123/4567")
    assert WORDS not in errors._without_values(failed.value)
    db.session.rollback()
