"""A virtual school for dispersed learners."""

from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask_babel import Babel
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from virtual_school import gate
from virtual_school.config import ROOT, Settings
from virtual_school.core import db as database
from virtual_school.core import errors, headers, packages, static, templating
from virtual_school.core.access import check_marks
from virtual_school.core.app import App
from virtual_school.core.htmx import htmx

migrate = Migrate(directory=str(ROOT / "migrations"))


def create_app(settings: Settings | None = None) -> App:
    """The application: configuration, core, packages, and nothing else."""
    settings = settings or Settings.from_env()
    app = App(
        "virtual_school",
        root_path=str(ROOT / "virtual_school"),
        template_folder=str(ROOT / "templates"),
        static_folder=None,
        instance_path=str(settings.instance),
    )
    _configure(app, settings)
    database.init_app(app)
    packages.load_models()
    migrate.init_app(app, database.db, compare_type=True, render_as_batch=True)
    babel = Babel(app, locale_selector=lambda: "en", timezone_selector=lambda: "Europe/London")
    babel.domain_instance = templating.Words()
    htmx.init_app(app)
    templating.init_app(app)
    headers.init_app(app)
    errors.init_app(app)
    gate.init_app(app)
    packages.register(app)
    static.init_app(app, ROOT / "static", settings.instance / "static")
    check_marks(app)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        TESTING=settings.testing,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        # An error names its statement and never the values: they are what people wrote, and errors are logged.
        SQLALCHEMY_ENGINE_OPTIONS={
            "pool_pre_ping": settings.database_url.startswith("postgresql"),
            "hide_parameters": True,
        },
        SESSION_COOKIE_NAME="school",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=timedelta(days=30),
        MAX_CONTENT_LENGTH=settings.upload_limit + 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_SSL_STRICT=False,
        BABEL_TRANSLATION_DIRECTORIES=str(Path(app.root_path) / "translations"),
        **settings.extra,
    )
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
