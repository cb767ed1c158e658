"""A school whose server dies on request, on a database that waits for its disk."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests import cast as casting
from tests import databases, servers
from tests.kill.phone import Phone
from tests.kill.school import School
from tests.services import postgres
from virtual_school.core.db import db, enter_network


@pytest.fixture(scope="module")
def mortal_school(engine: str, worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    folder = tmp_path_factory.mktemp("mortal")
    with ExitStack() as services:
        where: databases.Database = databases.Sqlite(folder)
        if engine == "postgresql":
            where = databases.Postgresql(services.enter_context(postgres(durable=True)), f"mortal_{worker_id}")
        app = databases.installed(where, folder / "instance")
        with app.app_context():
            cast = casting.build()
            db.session.remove()
            where.keep()
            db.engine.dispose()
        environment = databases.environment_for(where, folder / "instance")
        server = servers.Server(environment, folder / "web.log", app="tests.kill.mortal:app", options=("--preload",))
        yield School(app, cast, server, where)
        server.kill()
        with app.app_context():
            db.engine.dispose()
        where.drop()


@pytest.fixture
def school(mortal_school: School) -> Iterator[School]:
    """The school as it was first, its server running; the test stands in Larkdale."""
    with mortal_school.app.app_context():
        mortal_school.where.put_back_live()
        enter_network(mortal_school.cast.larkdale.network_id)
        mortal_school.up()
        yield mortal_school
        db.session.remove()


@pytest.fixture
def phone(school: School) -> Phone:
    app, ellie = school.app, school.cast.ellie
    work = school.cast.larkdale.work["new"]
    return Phone(school.server, servers.cookie_of(app, ellie), servers.token_of(app), work.assignment_id)
