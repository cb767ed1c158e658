"""Pages of concerns, for who they are handed to and who raised them; and of calls for help."""

from virtual_school.safeguarding.routes import concerns, helping

blueprints = [concerns.bp, helping.bp]
