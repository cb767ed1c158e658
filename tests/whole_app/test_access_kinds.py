"""Jobs, papers, files, exports, feeds and what is searched: each kind has its row, and each row its kind."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache

import pytest

import tests.cast_safeguarding  # noqa: F401  # declares the cast's own kind of paper
from tests.whole_app.access_jobs import JOBS, For, Job
from tests.whole_app.access_kinds import EXPORTS, FEEDS, FILES, PAPERS, SEARCHED
from tests.whole_app.access_table import TABLE
from tests.whole_app.named import there_is
from tests.whole_app.source import Module, modules
from virtual_school.core import packages, papers
from virtual_school.core.app import App
from virtual_school.core.db import Base
from virtual_school.core.jobs.registry import HANDLERS, PERIODS
from virtual_school.network.viewer import SYSTEM_RIGHTS

# Read from the source.
pytestmark = pytest.mark.only_on("sqlite")

packages.load_models()
ROWS = {row.endpoint for row in TABLE}


def same(kinds: Iterable[str], rows: Iterable[str], what: str) -> None:
    kinds, rows = set(kinds), set(rows)
    assert sorted(kinds - rows) == [], f"{what} without a row: add each to tests/whole_app/access_kinds.py"
    assert sorted(rows - kinds) == [], f"rows without {what}"


def ours(kinds: Iterable[str]) -> set[str]:
    """What the program brings: tests declare kinds of their own beside it."""
    return {kind for kind in kinds if not kind.startswith("test.")}


def test_every_job_has_its_row_and_every_row_its_job() -> None:
    same(ours(HANDLERS), (job.kind for job in JOBS), "jobs")
    assert len({job.kind for job in JOBS}) == len(JOBS), "a row twice"


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.kind)
def test_a_job_acts_for_whom_its_row_says(job: Job) -> None:
    period = PERIODS.get(job.kind)
    if period is not None:
        assert job.acts is (For.NETWORK if period.each_network else For.INSTALLATION)
    else:
        assert job.acts is (For.PERSON if job.kind in queued_for_somebody() else For.NETWORK)
    assert job.reads and job.changes
    assert there_is(job.shown), f"{job.shown} is not written"


@cache
def queued_for_somebody() -> set[str]:
    """The kinds that are queued with `acts_for`: by their own name, or by one that is handed on in the same file."""
    found: set[str] = set()
    for module in modules():
        for call in module.calls("queue"):
            if any(keyword.arg == "acts_for" for keyword in call.keywords):
                first = call.args[0] if call.args else None
                own = {first.value} if isinstance(first, ast.Constant) else _words(module) & set(HANDLERS)
                found |= {str(kind) for kind in own}
    return found


def _words(module: Module) -> set[str]:
    return {
        node.value for node in ast.walk(module.tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_right_of_the_system_is_used() -> None:
    spoken = {word for module in modules() if module.name != "virtual_school.network.viewer" for word in _words(module)}
    assert sorted(set(SYSTEM_RIGHTS) - spoken) == [], "the system may do what it never does: take the right away"


def test_every_paper_has_its_row_and_every_row_its_paper() -> None:
    same(papers.registry.KINDS, PAPERS, "papers")
    assert [named for named in PAPERS.values() if not there_is(named)] == []


def test_every_table_that_owns_a_file_has_its_row() -> None:
    owners = {table.name for table in Base.metadata.sorted_tables if "stored_file_id" in table.c}
    same(owners, FILES, "tables that own a file")


def test_every_route_that_gives_bytes_out_is_named_there_and_in_the_table(app: App) -> None:
    named = {endpoint for endpoints in FILES.values() for endpoint in endpoints}
    giving = {function for module in modules() if module.concept == "routes" or module.path.name == "routes.py"
              for function in functions_that_call(module, "files.send")}  # fmt: skip
    assert {endpoint.partition(".")[2] for endpoint in named - {"uploads.look"}} == giving
    assert named <= set(app.view_functions), "an endpoint that is not there"
    assert named <= ROWS | {"uploads.look"}


def functions_that_call(module: Module, name: str) -> Iterator[str]:
    for function in module.functions():
        if any(isinstance(node, ast.Call) and ast.unparse(node.func) == name for node in ast.walk(function)):
            yield function.name


def test_every_export_has_its_row_and_its_route(app: App) -> None:
    named: set[str] = set()
    for module in modules():
        for call in module.calls("answer"):
            if ast.unparse(call.func) in {"lists.answer", "answer"}:
                named |= {str(word.value.value) for word in call.keywords
                          if word.arg == "name" and isinstance(word.value, ast.Constant)}  # fmt: skip
        if module.concept == "routes":
            named |= {word.removesuffix(".csv") for word in _words(module) if word.endswith(".csv") and "/" not in word}
    same(named, EXPORTS, "exports")
    assert set(EXPORTS.values()) <= ROWS & set(app.view_functions)


def test_every_feed_has_its_row(app: App) -> None:
    feeds = {rule.endpoint for rule in app.url_map.iter_rules() if rule.rule.endswith((".ics", ".xml", ".rss"))}
    speaking = {module.where for module in modules() if "text/calendar" in _words(module)}
    same(feeds, FEEDS, "feeds")
    assert bool(speaking) == bool(FEEDS), f"a calendar is sent from {sorted(speaking)}: give it its row"


def test_every_kind_that_is_searched_has_its_row() -> None:
    kinds = {
        constant(module, call.args[0])
        for module in modules()
        for call in module.calls("put")
        if ast.unparse(call.func) == "search.put" and call.args
    }
    same(kinds, SEARCHED, "kinds that are searched")
    assert set(SEARCHED.values()) <= ROWS


def constant(module: Module, node: ast.expr) -> str:
    """A word, or the name of one at the top of the same file."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    for statement in module.tree.body:
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == ast.unparse(node):
            return str(ast.literal_eval(statement.value))
    return ast.unparse(node)
