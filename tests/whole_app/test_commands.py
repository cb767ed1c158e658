"""Commands on the whole: the drawn pages are the code's, and every rule holds in what the demonstration loads."""

from pathlib import Path

from tests import databases
from virtual_school.config import ROOT
from virtual_school.core import drawing
from virtual_school.core.app import App
from virtual_school.core.db import db


def test_the_drawn_pages_are_the_codes(app: App) -> None:
    stale = [name for name, page in drawing.pages().items() if (ROOT / "docs" / name).read_text() != page]
    assert not stale, f"run `make docs`: {stale}"


def test_the_demonstration_breaks_no_rule(new_database: databases.Database, tmp_path: Path) -> None:
    app = databases.installed(new_database, tmp_path / "instance")
    with databases.in_environment(new_database, tmp_path / "instance"):
        loaded = app.test_cli_runner().invoke(args=["demo", "load"])
        assert loaded.exit_code == 0, loaded.output
        checked = app.test_cli_runner().invoke(args=["check"])
    with app.app_context():
        db.engine.dispose()
    assert checked.exit_code == 0, checked.output
    assert "rules checked in 2 network(s): 0 broken." in checked.output
