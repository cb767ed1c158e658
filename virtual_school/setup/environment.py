"""Makes `.venv` and installs the locked packages into it. Does nothing when the lock is what was installed last."""

import argparse
import hashlib
import importlib.util
import shutil
import subprocess
import sys

from ground import PYTHON, ROOT, VENV, main, run, say, stop

RUNTIME = "requirements.txt"
DEVELOPMENT = "requirements-dev.txt"


def ensure(lock: str = RUNTIME) -> None:
    """The virtual environment with every package of the lock file in it."""
    if not _venv_works():
        _make_venv()
    content = (ROOT / lock).read_bytes()
    stamp = VENV / f"installed-{lock.replace('/', '-')}"
    fingerprint = hashlib.sha256(content).hexdigest()
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    _install(lock)
    stamp.write_text(fingerprint)


def _venv_works() -> bool:
    if not PYTHON.exists():
        return False
    check = "import sys; sys.exit(sys.version_info < (3, 11))"
    return subprocess.run([PYTHON, "-c", check], capture_output=True, check=False).returncode == 0


def _make_venv() -> None:
    fast = shutil.which("uv") is not None
    if not fast and importlib.util.find_spec("ensurepip") is None:
        stop("This Python cannot make virtual environments: install its venv module (apt install python3-venv).")
    say("Making .venv")
    without = ["--without-pip"] if fast else []
    run(sys.executable, "-m", "venv", "--clear", *without, VENV, otherwise="Could not make .venv: see above.")


def _install(lock: str) -> None:
    say(f"Installing the packages of {lock} (the first time takes about a minute)")
    if not _with_uv(lock):
        _with_pip(lock)
    # On every core, and even where the environment forbids Python to do it as it imports: each later start is quicker.
    _quiet(str(PYTHON), "-m", "compileall", "-q", "-j", "0", str(VENV / "lib"))


def _with_uv(lock: str) -> bool:
    uv = shutil.which("uv")
    target = ("--python", str(PYTHON))
    return uv is not None and _quiet(uv, "pip", "install", "--quiet", *target, "--require-hashes", "-r", lock)


def _with_pip(lock: str) -> None:
    if not _quiet(str(PYTHON), "-m", "pip", "--version"):
        run(PYTHON, "-m", "ensurepip", otherwise="Could not put pip into .venv: see above.")
    # The lock names every package, so there is nothing to resolve.
    pip = ("install", "-qq", "--no-input", "--disable-pip-version-check", "--no-compile", "--no-deps")
    otherwise = f"The packages of {lock} could not be installed: see above. Can this machine reach its package index?"
    run(PYTHON, "-m", "pip", *pip, "--require-hashes", "-r", lock, otherwise=otherwise)


def _quiet(*command: str) -> bool:
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0


def _from_command_line() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="also what tests, linters and the bench need")
    ensure(DEVELOPMENT if parser.parse_args().dev else RUNTIME)


if __name__ == "__main__":
    main(_from_command_line)
