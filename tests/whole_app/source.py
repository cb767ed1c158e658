"""The application's own source, read once: each module with its tree, its package and what it imports."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from virtual_school.core.packages import RANKS

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "virtual_school"

RANK = {package: number for number, packages in enumerate(RANKS) for package in packages}


@dataclass(frozen=True)
class Module:
    """A file of the application. `package` is None for what puts the packages together."""

    path: Path
    name: str
    package: str | None
    tree: ast.Module
    lines: int

    @property
    def where(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def concept(self) -> str:
        """'routes' for `routes.py` and for a file of a folder `routes/`."""
        inside = self.path.relative_to(HOUSE).parts
        return inside[1].removesuffix(".py") if len(inside) > 1 else ""

    def imports(self) -> Iterator[tuple[str, int]]:
        """Each name that is imported, dotted, with its line."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)

    def calls(self, name: str) -> Iterator[ast.Call]:
        """Calls of `name` or `something.name`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and _called(node).split(".")[-1] == name:
                yield node

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node


def _called(call: ast.Call) -> str:
    return ast.unparse(call.func)


@cache
def modules() -> tuple[Module, ...]:
    found = []
    for path in sorted(HOUSE.rglob("*.py")):
        inside = path.relative_to(HOUSE).parts
        source = path.read_text()
        package = inside[0] if len(inside) > 1 and inside[0] in RANK else None
        name = ".".join(("virtual_school", *inside)).removesuffix(".py").removesuffix(".__init__")
        found.append(Module(path, name, package, ast.parse(source), len(source.splitlines())))
    return tuple(found)


def in_packages() -> Iterator[Module]:
    return (module for module in modules() if module.package is not None)
