"""Settings, typed, from the environment; one clear line when one is wrong."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent

UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
# Without encryption a key travels no further than this machine.
ON_THIS_HOST = frozenset({("http", "localhost"), ("http", "127.0.0.1"), ("http", "::1")})


class ConfigError(SystemExit):
    """A setting is wrong. Ends the program with one line that names the setting and what it should be."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the environment decides.

    `database_url` is what web and worker connect with: on PostgreSQL a role that owns nothing. `database_owner_url` is
    the owner's, for migrations only. `files_url` is `file:///path` or `s3://bucket/prefix?endpoint=…&region=…`.
    `mail_url` is `smtp://user:password@host:port` (`smtps://` for TLS from the start) or empty: then mail is written as
    files to `instance/mail/`. `text_url` is where GOV.UK Notify answers, or empty: then texts are files in
    `instance/texts/`. `public_url` is where people find the site: the links in letters lead there, unless their
    network has a host of its own. `clamd_url` is `tcp://host:port` or `unix:///path` of a ClamAV daemon that looks at
    every file before anybody but its sender opens it, or empty: then none is looked at. `trusted_proxies` counts the
    proxies in front whose headers may be believed.
    """

    secret_key: str
    instance: Path
    database_url: str
    database_owner_url: str
    files_url: str
    mail_url: str = ""
    mail_from: str = "no-reply@localhost"
    text_url: str = ""
    notify_api_key: str = ""
    notify_template: str = ""
    public_url: str = ""
    trusted_proxies: int = 0
    secure_cookies: bool = False
    upload_limit: int = 250 * 1024 * 1024
    clamd_url: str = ""
    testing: bool = False
    extra: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        instance = Path(environ.get("INSTANCE") or ROOT / "instance").resolve()
        instance.mkdir(parents=True, exist_ok=True)
        database = _database(environ.get("DATABASE_URL") or f"sqlite:///{instance / 'virtual_school.sqlite3'}")
        texts = _texts(environ)
        return cls(
            secret_key=environ.get("SECRET_KEY") or _kept_secret(instance / "secret-key"),
            instance=instance,
            database_url=database,
            database_owner_url=_database(environ.get("DATABASE_OWNER_URL") or database),
            files_url=_one_of("FILES_URL", environ.get("FILES_URL") or f"file://{instance / 'files'}", ("file", "s3")),
            mail_url=_one_of("MAIL_URL", environ.get("MAIL_URL") or "", ("smtp", "smtps")),
            mail_from=environ.get("MAIL_FROM") or "no-reply@localhost",
            text_url=texts[0],
            notify_api_key=texts[1],
            notify_template=texts[2],
            public_url=_one_of("PUBLIC_URL", environ.get("PUBLIC_URL") or "", ("https", "http")),
            trusted_proxies=_number("TRUSTED_PROXIES", environ.get("TRUSTED_PROXIES") or "0"),
            secure_cookies=_yes("SECURE_COOKIES", environ.get("SECURE_COOKIES") or "no"),
            upload_limit=_number("UPLOAD_LIMIT_MB", environ.get("UPLOAD_LIMIT_MB") or "250") * 1024 * 1024,
            clamd_url=_one_of("CLAMD_URL", environ.get("CLAMD_URL") or "", ("tcp", "unix")),
        )


def _kept_secret(path: Path) -> str:
    """The installation's own secret key: made once, readable by its owner alone."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as made:
        key = secrets.token_hex(32)
        made.write(key + "\n")
    return key


def _database(url: str) -> str:
    url = url.replace("postgres://", "postgresql://", 1)
    if not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise ConfigError(f"DATABASE_URL must begin with sqlite:/// or postgresql://, not {url.split(':', 1)[0]!r}")
    return url


def _one_of(name: str, url: str, schemes: tuple[str, ...]) -> str:
    if url and urlsplit(url).scheme not in schemes:
        raise ConfigError(f"{name} must begin with {' or '.join(f'{s}://' for s in schemes)}, not {url!r}")
    return url


def _texts(environ: Mapping[str, str]) -> tuple[str, str, str]:
    """Where texts go, with key and template: all three or none. The key itself is never said again."""
    url, key = environ.get("TEXT_URL") or "", environ.get("NOTIFY_API_KEY") or ""
    template = environ.get("NOTIFY_TEMPLATE") or ""
    parts = urlsplit(url)
    if url and (not parts.hostname or (parts.scheme != "https" and (parts.scheme, parts.hostname) not in ON_THIS_HOST)):
        raise ConfigError(f"TEXT_URL must begin with https://, not {url!r}")
    if url and not re.fullmatch(f".+-{UUID}-{UUID}", key):
        raise ConfigError("NOTIFY_API_KEY must be the whole key as GOV.UK Notify shows it: name-service-secret")
    if url and not re.fullmatch(UUID, template):
        raise ConfigError(f"NOTIFY_TEMPLATE must be the ID of a text message template, not {template!r}")
    return url, key, template


def _number(name: str, value: str) -> int:
    if not value.isascii() or not value.isdigit():
        raise ConfigError(f"{name} must be a whole number, not {value!r}")
    return int(value)


def _yes(name: str, value: str) -> bool:
    if value.lower() not in {"yes", "no"}:
        raise ConfigError(f"{name} must be yes or no, not {value!r}")
    return value.lower() == "yes"
