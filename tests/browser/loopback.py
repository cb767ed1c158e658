"""The application as it is served, to which a provider on the loopback address without TLS will do: for tests alone."""

from dataclasses import replace

from virtual_school import create_app
from virtual_school.config import Settings

app = create_app(replace(Settings.from_env(), testing=True))
