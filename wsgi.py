"""The application as a web server finds it: `gunicorn wsgi:app`."""

from virtual_school import create_app

app = create_app()
