"""Core's own pages: health, uploads, and the outbox of a demonstration."""

from virtual_school.core import health
from virtual_school.core.files import tus
from virtual_school.core.mail import outbox

blueprints = [health.bp, outbox.bp, tus.bp]
