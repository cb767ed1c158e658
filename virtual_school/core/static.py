"""Static files: a content hash in the name, compressed once at start, immutable for a year. WhiteNoise serves them."""

import gzip
import hashlib
import os
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

COMPRESSIBLE = {".css", ".js", ".svg", ".json", ".txt"}
YEAR = 31_536_000


def publish(source: Path, target: Path) -> dict[str, str]:
    """Copy every file of `source` to `target` under `name.<hash>.ext`, text also gzipped; give name -> hashed name.

    What is already there under its hash is left alone, so that a second start writes nothing.
    """
    names: dict[str, str] = {}
    for path in sorted(p for p in source.rglob("*") if p.is_file() and p.suffix != ".scss"):
        body = path.read_bytes()
        name = path.relative_to(source).as_posix()
        stem, dot, ending = name.rpartition(".")
        hashed = f"{stem}.{hashlib.sha256(body).hexdigest()[:10]}{dot}{ending}" if stem else name
        names[name] = hashed
        _write_once(target / hashed, body)
        if path.suffix in COMPRESSIBLE:
            _write_once(target / f"{hashed}.gz", gzip.compress(body, 9, mtime=0))
    return names


def _write_once(path: Path, body: bytes) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_bytes(body)
    part.replace(path)


def init_app(app: Flask, source: Path, target: Path) -> None:
    names = publish(source, target)
    target.mkdir(parents=True, exist_ok=True)
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=target,
        prefix="/static/",
        max_age=YEAR,
        immutable_file_test=lambda path, url: True,
        allow_all_origins=False,
        add_headers_function=_headers,
    )
    app.extensions["static_names"] = names
    app.jinja_env.globals["static_url"] = lambda name: f"/static/{names[name]}"


def _headers(headers: dict[str, str], path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
