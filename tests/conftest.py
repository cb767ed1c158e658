"""What every test has: the application on a real database of either engine, the cast, and the inspector client."""

import gc
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests import one_day  # noqa: F401 - before whatever asks the time

# isort: split
from tests import cast as casting
from tests import databases, inspector
from tests.cast import Cast, Person
from tests.client import Client, Statements
from tests.left_the_house import MARK, House
from tests.services import Cluster, postgres
from tests.together import keep_together
from virtual_school.core.app import App
from virtual_school.core.db import db, enter_network
from virtual_school.identity import queries as identity
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.viewers import viewer_of

ENGINES = ("sqlite", "postgresql")
FOLDERS = ("files", "mail", "texts", "uploads")

_services = ExitStack()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", choices=ENGINES, default="sqlite", help="the database under the whole run")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "only_on(engine): what a test asks exists on one engine alone")
    config.addinivalue_line("markers", f"{MARK}(why): its letters or texts must name somebody")
    if config.getoption("--engine") == "postgresql" and not hasattr(config, "workerinput"):
        _services.enter_context(postgres(durable=False))  # workers find it in the environment


def pytest_unconfigure(config: pytest.Config) -> None:
    _services.close()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is for the other engine, and of PostgreSQL's run what is the same on both.

    That is what asks for no database of this run's: every one of those comes by way of the fixture `engine`.
    """
    engine = config.getoption("--engine")
    wanted = [item for item in items if all(engine in mark.args for mark in item.iter_markers("only_on"))]
    if engine == "postgresql":
        wanted = [item for item in wanted if "engine" in getattr(item, "fixturenames", ())]
    config.hook.pytest_deselected(items=[item for item in items if item not in wanted])
    items[:] = wanted
    for item in wanted:
        if "loaded" in getattr(item, "fixturenames", ()):  # the demonstration, which takes long to load: in one process
            item.add_marker(pytest.mark.xdist_group("demonstration"))
    if hasattr(config, "workerinput"):
        keep_together(wanted)


def pytest_collection_finish() -> None:
    """Requests make much that is soon let go: looking so often for what is left of it takes a quarter of their time."""
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest) -> str:
    """The name of the engine of this run."""
    return str(request.config.getoption("--engine"))


@pytest.fixture(scope="session")
def cluster(engine: str) -> Iterator[Cluster | None]:
    if engine != "postgresql":
        yield None
        return
    with postgres(durable=False) as running:
        yield running


class Stage:
    """One worker's installation: the application, its database with the cast in it, its folder."""

    def __init__(self, where: databases.Database, folder: Path) -> None:
        self.where, self.instance, self.kept = where, folder / "instance", folder / "kept"
        self.app: App = databases.installed(where, self.instance)
        with self.app.app_context():
            self.cast: Cast = casting.build()
            self.house = House(self.cast)
            db.session.remove()
            where.keep()
            databases.spare_the_disk(db.engine)
            self.statements = Statements(db.engine)
        self._copy(self.instance, self.kept)
        self._was = self._listing(self.kept)

    def put_back(self) -> None:
        """Rows, files and what the process remembered become what they were before the first test."""
        if self.statements.wrote:
            self.where.put_back()
            self.statements.wrote = False
            if self._listing(self.instance) != self._was:
                self._copy(self.kept, self.instance)
        for remembered in ("network_hosts", "files_checked"):
            self.app.extensions.pop(remembered, None)

    @staticmethod
    def _listing(of: Path) -> dict[str, tuple[int, int]]:
        """What lies in the folders, with size and time of each file: copies keep their times."""
        found = (path for name in FOLDERS for path in (of / name).rglob("*"))
        stats = ((path, path.stat()) for path in found)
        return {str(p.relative_to(of)): (s.st_size, s.st_mtime_ns) if p.is_file() else (0, 0) for p, s in stats}

    @staticmethod
    def _copy(source: Path, target: Path) -> None:
        for name in FOLDERS:
            shutil.rmtree(target / name, ignore_errors=True)
            if (source / name).is_dir():
                shutil.copytree(source / name, target / name)


@pytest.fixture(scope="session")
def stage(
    engine: str, cluster: Cluster | None, worker_id: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("stage")
    inspector.reads_all = engine == "sqlite"
    where: databases.Database = databases.Sqlite(folder)
    if cluster is not None:
        where = databases.Postgresql(cluster, f"stage_{worker_id}")
    made = Stage(where, folder)
    gc.collect()
    gc.freeze()  # what is here by now stays, and need not be looked through again and again
    yield made
    with made.app.app_context():
        db.engine.dispose()
    where.drop()


@pytest.fixture
def app(request: pytest.FixtureRequest, stage: Stage) -> Iterator[App]:
    """The application. The test itself stands in Larkdale: `db.session` and `make.…` read and write there.

    What the test wrote is committed before each request of its client, and what it read is read anew after it. At its
    end, what left the house is looked through.
    """
    with stage.app.app_context():
        enter_network(stage.cast.larkdale.network_id)
        try:
            yield stage.app
            if stage.statements.wrote:
                stage.house.look(request.node)
        finally:
            db.session.remove()
            stage.put_back()


@pytest.fixture
def cast(app: App, stage: Stage) -> Cast:
    return stage.cast


@pytest.fixture
def client(app: App, stage: Stage) -> Client:
    """A browser without JavaScript that inspects every page it is given. Nobody is signed in."""
    return Client(app, stage.statements)


@pytest.fixture
def client_of(app: App, stage: Stage) -> Callable[[Person], Client]:
    """Another browser, with somebody signed in: `client_of(cast.lunt)`."""
    return lambda person: Client(app, stage.statements).sign_in(person)


@pytest.fixture
def acting(app: App) -> Callable[[Person], Viewer]:
    """The viewer that a person is, for calling queries and actions; the test stands in their network from then on."""

    def viewer_for(person: Person) -> Viewer:
        db.session.commit()
        enter_network(person.network_id)
        found = identity.device(person.secret)
        assert found is not None
        return viewer_of(found)

    return viewer_for


@pytest.fixture
def new_database(engine: str, cluster: Cluster | None, worker_id: str, tmp_path: Path) -> Iterator[databases.Database]:
    """An engine's database that no other test sees, not made yet; dropped afterwards."""
    where: databases.Database = databases.Sqlite(tmp_path / "database")
    if cluster is not None:
        where = databases.Postgresql(cluster, f"own_{worker_id}")
    yield where
    where.drop()
