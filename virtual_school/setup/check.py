"""`make test` and `make lint`: installs what they need, runs every step, and ends with a summary of what ran."""

import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from subprocess import DEVNULL, PIPE, STDOUT, Popen

import environment
from ground import PYTHON, ROOT, main, run, say, stop

VENV_PYTHON = str(PYTHON)
SERVICES = (VENV_PYTHON, "tests/services.py")
# What one test prepares for its neighbours is prepared in one process: tests of a group run together.
PYTEST = (VENV_PYTHON, "-m", "pytest", "-n", "2", "--dist=loadgroup")
SUMMARY = re.compile(r"=+ (.*\b(?:passed|failed|errors?|deselected|no tests ran)\b.* in [\d.]+s.*?) =+")


@dataclass(frozen=True)
class Step:
    name: str
    command: tuple[str, ...]
    about: str = ""


@dataclass(frozen=True)
class Outcome:
    name: str
    passed: bool
    seconds: float
    summary: str


LINT = (
    Step("ruff", (VENV_PYTHON, "-m", "ruff", "check", ".")),
    Step("ruff format", (VENV_PYTHON, "-m", "ruff", "format", "--check", ".")),
    Step("mypy", (VENV_PYTHON, "-m", "mypy")),
    Step("djlint", (VENV_PYTHON, "-m", "djlint", "--quiet", "--lint", "templates")),
)
SUITES = (
    Step("SQLite", (*PYTEST, "--engine=sqlite", "--ignore=tests/browser")),
    Step(
        "PostgreSQL",
        (*PYTEST, "--engine=postgresql", "--ignore=tests/browser"),
        "(deselected: what asks for no database ran with SQLite's, and what only SQLite has)",
    ),
    Step("browser", (*PYTEST, "tests/browser")),
)


def lint() -> None:
    environment.ensure(environment.DEVELOPMENT)
    _finish([_run(step) for step in LINT])


def test() -> None:
    environment.ensure(environment.DEVELOPMENT)
    run(PYTHON, "virtual_school/setup/assets.py", otherwise="The front-end assets could not be made: see above.")
    _ensure_postgres()
    _ensure_chromium()
    _finish([_run(step) for step in (*LINT, *SUITES)])


def _ensure_postgres() -> None:
    run(*SERVICES, "postgres", "--", "true", otherwise="The tests need a PostgreSQL of their own: see above.")


def _ensure_chromium() -> None:
    """The system's; else the distribution's package, where it may be installed; else the one Playwright fetches."""
    if _chromium_runs():
        return
    say("No Chromium on this machine: installing one")
    libraries = [] if os.geteuid() else ["--with-deps"]
    for command in (*_packaged_chromium(), [VENV_PYTHON, "-m", "playwright", "install", *libraries, "chromium"]):
        subprocess.run(command, cwd=ROOT, stdin=DEVNULL, stdout=DEVNULL, check=False)
        if _chromium_runs():
            return
    run(*SERVICES, "chromium", otherwise="The browser journeys need it.")


def _chromium_runs() -> bool:
    return subprocess.run([*SERVICES, "chromium"], cwd=ROOT, capture_output=True, check=False).returncode == 0


def _packaged_chromium() -> list[list[str]]:
    may = [] if not os.geteuid() else ["sudo", "--non-interactive"]
    if not shutil.which("apt-get") or (may and not shutil.which("sudo")):
        return []
    apt = [*may, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    return [[*apt, "update"], [*apt, "install", "--yes", "--no-install-recommends", "chromium"]]


def _run(step: Step) -> Outcome:
    """Run a step, showing what it says as it says it, and keep the line in which pytest sums up."""
    say(f"\n── {step.name}")
    started, summary = time.monotonic(), ""
    with Popen(step.command, cwd=ROOT, text=True, stdin=DEVNULL, stdout=PIPE, stderr=STDOUT) as process:
        for line in process.stdout or ():
            sys.stdout.write(line)
            sys.stdout.flush()
            found = SUMMARY.fullmatch(line.strip())
            summary = found[1] if found else summary
    return Outcome(step.name, process.returncode == 0, time.monotonic() - started, " ".join([summary, step.about]))


def _finish(outcomes: list[Outcome]) -> None:
    say("\n── what ran")
    for outcome in outcomes:
        verdict = "passed" if outcome.passed else "FAILED"
        say(f"  {outcome.name:<14} {verdict}  {outcome.seconds:5.0f} s  {outcome.summary}".rstrip())
    failed = [outcome.name for outcome in outcomes if not outcome.passed]
    if failed:
        stop(f"Failed: {', '.join(failed)}")
    say("Everything passed.")


if __name__ == "__main__":
    wanted = {"test": test, "lint": lint}.get(" ".join(sys.argv[1:]))
    main(wanted or (lambda: stop("Say which: check.py test, or check.py lint")))
