"""Pages of concerns, for who they are handed to and who raised them; and of calls for help."""

from virtual_school.safeguarding.routes import concerns, glass, helping, protecting, serious, worried

blueprints = [concerns.bp, glass.bp, helping.bp, protecting.bp, serious.bp, worried.bp]
