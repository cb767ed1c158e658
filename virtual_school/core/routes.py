"""Core's own pages: health, uploads, papers, and the outbox of a demonstration."""

from virtual_school.core import health
from virtual_school.core.files import tus
from virtual_school.core.mail import outbox
from virtual_school.core.papers import routes as papers
from virtual_school.core.taking import routes as taking

blueprints = [health.bp, outbox.bp, papers.bp, taking.bp, tus.bp]
