"""The lock files: exact, hashed, naming no place to fetch from, and telling the same story as what was asked for."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.txt", "requirements-dev.txt", "virtual_school/setup/node.txt")
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[a-z0-9,]+\])?==([^\s;\\]+)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / name).read_text()))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_and_hashed(lock: str) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", (ROOT / lock).read_text())[1:]
    unhashed = [entry.splitlines()[0] for entry in entries if not PIN.match(entry) or "--hash=sha256:" not in entry]
    assert entries
    assert not unhashed, f"{lock} would install these without knowing what they are: {unhashed}"


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_says_where_to_fetch_from(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert not re.search(r"https?:|file:|^--(?!hash)|--index|--find-links", text, re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_is_what_was_asked_for(lock: str) -> None:
    asked = pins(lock.replace(".txt", ".in"))
    assert asked.items() <= pins(lock).items(), f"{lock} is older than its .in file: make lock"


def test_the_tests_run_on_what_the_school_runs_on() -> None:
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()
