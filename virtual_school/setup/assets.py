"""Fetch the front-end packages and compile them into static/vendor/.

Run by path (`python3 virtual_school/setup/assets.py`) with nothing but the standard library. A second run with the same
inputs does nothing. Every file is put in place whole, the manifest last, so a server that reads while this runs never
sees half a build.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from node import node

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
VENDOR = STATIC / "vendor"
MODULES = ROOT / "node_modules"
BUILD = MODULES / ".build"
MANIFEST = VENDOR / "manifest.json"
PACKAGES = ("package.json", "package-lock.json", ".npmrc")
SCRIPTS = {"app.js": "app.js", "uploads.js": "uploads.js", "staff.js": "staff.js", "card.js": "card.js"}
SCRIPTS |= {"passkeys.js": "passkeys.js", "show.js": "show.js", "thread.js": "thread.js", "help.js": "help.js"}
SCRIPTS |= {"recorder.js": "recorder.js"}
SCRIPTS |= {"meaning.js": "meaning.js", "aloud.js": "aloud.js", "ruler.js": "ruler.js"}
SCRIPTS |= {"phone.js": "phone.js", "phone_page.js": "phone_page.js"}
FONTS = {f"lexend-{weight}.woff2": f"lexend-latin-{weight}-normal.woff2" for weight in (400, 700)}
LICENSED = ("@noble/ciphers", "govuk-frontend", "htmx.org", "@fontsource/lexend", "tus-js-client")
BROWSERS = "--target=chrome90,firefox90,safari15"


def digest(*contents: bytes) -> str:
    """One sha256 over several contents, in order."""
    total = hashlib.sha256()
    for content in contents:
        total.update(hashlib.sha256(content).digest())
    return total.hexdigest()


def inputs() -> Iterator[Path]:
    """Everything that decides what comes out, in a steady order."""
    yield Path(__file__)
    yield from (ROOT / name for name in PACKAGES)
    for folder in ("css", "js", "sass"):
        yield from sorted(path for path in (STATIC / folder).rglob("*") if path.is_file())


def fingerprint() -> str:
    """Names count too: a renamed file is a changed input."""
    return digest(*(part for path in inputs() for part in (path.name.encode(), path.read_bytes())))


def is_current(wanted: str) -> bool:
    """True when the last build had these inputs and none of what it made was touched since."""
    try:
        manifest = json.loads(MANIFEST.read_text("utf-8"))
        return manifest["inputs"] == wanted and all(
            hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == made for name, made in manifest["files"].items()
        )
    except (OSError, ValueError, KeyError):
        return False


def run(*command: str | Path) -> None:
    """Run one tool; when it stops, show all that it said."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"Assets: this step did not work: {' '.join(map(str, command))}\n{done.stdout}{done.stderr}")


def install() -> None:
    """`npm ci`, once for each state of the lock file. No package's own script runs."""
    wanted = digest(*((ROOT / name).read_bytes() for name in PACKAGES))
    marker = MODULES / ".installed"
    if marker.is_file() and marker.read_text("utf-8") == wanted:
        return
    run(*node().npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    marker.write_text(wanted, "utf-8")


def bundle(source: Path, made: Path, *options: str) -> None:
    """One file out of a module or stylesheet and all that it imports, small."""
    run(
        node().node,
        MODULES / "esbuild/bin/esbuild",
        source,
        "--bundle",
        "--minify",
        BROWSERS,
        *options,
        f"--outfile={made}",
    )


def compile_styles() -> None:
    """GOV.UK Frontend through Sass, our overlay through the bundler, one file for the browser."""
    sass, govuk = MODULES / "sass/sass.js", BUILD / "govuk.css"
    quiet = ("--style=compressed", "--no-source-map", "--no-charset", f"--load-path={MODULES}")
    run(node().node, sass, *quiet, STATIC / "sass/govuk.scss", govuk)
    bundle(STATIC / "css/app.css", BUILD / "overlay.css", "--external:*.woff2")
    parts = [(BUILD / name).read_text("utf-8").lstrip("\ufeff") for name in ("govuk.css", "overlay.css")]
    (BUILD / "out/app.css").write_text(with_hashed_fonts("".join(parts)), "utf-8")


def with_hashed_fonts(styles: str) -> str:
    """Name each font as the server publishes it (name.<ten of its hash>.ending): a stylesheet cannot ask for it."""
    for made, source in FONTS.items():
        stem, _, ending = made.rpartition(".")
        content = (MODULES / "@fontsource/lexend/files" / source).read_bytes()
        styles = styles.replace(made, f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{ending}")
    return styles


def compile_scripts() -> None:
    """Our modules and the libraries they import, one file for each moment they are needed."""
    for source, made in SCRIPTS.items():
        bundle(STATIC / "js" / source, BUILD / "out" / made, "--format=esm", "--legal-comments=none")


def copy_fonts_and_licences() -> None:
    for made, source in FONTS.items():
        shutil.copyfile(MODULES / "@fontsource/lexend/files" / source, BUILD / "out" / made)
    for package in LICENSED:
        folder = MODULES / package
        about = json.loads((folder / "package.json").read_text("utf-8"))
        own = [path for path in (folder / "LICENSE", folder / "LICENSE.txt", folder / "README.md") if path.is_file()]
        head = f"{about['name']} {about['version']}\nLicence: {about['license']}\n\n"
        name = package.replace("@", "").replace("/", "-")
        (BUILD / f"out/licence-{name}.txt").write_text(head + own[0].read_text("utf-8"), "utf-8")


def put_in_place(wanted: str) -> None:
    """Swap each file in, drop what is no longer made, write the manifest last."""
    made = sorted((BUILD / "out").iterdir())
    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in made}
    for path in made:
        os.replace(path, VENDOR / path.name)
    for path in VENDOR.iterdir():
        if path.name not in hashes and path not in (MANIFEST, VENDOR / ".lock"):
            path.unlink()
    fresh = BUILD / "manifest.json"
    fresh.write_text(json.dumps({"inputs": wanted, "files": hashes}, indent=1), "utf-8")
    os.replace(fresh, MANIFEST)


def build(wanted: str) -> None:
    install()
    shutil.rmtree(BUILD, ignore_errors=True)
    (BUILD / "out").mkdir(parents=True)
    compile_styles()
    compile_scripts()
    copy_fonts_and_licences()
    put_in_place(wanted)


def main() -> None:
    if is_current(fingerprint()):
        return
    VENDOR.mkdir(parents=True, exist_ok=True)
    with (VENDOR / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = fingerprint()
        if not is_current(wanted):
            build(wanted)
            print("Assets: compiled into static/vendor/")


if __name__ == "__main__":
    main()
