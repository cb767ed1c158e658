"""Pages of the library: lessons for authors, and the shelf that is open to a pupil who cannot be in lessons."""

from virtual_school.library.routes import bundles, lessons, questions, reading, said, shelf, steps, use
from virtual_school.library.routes.blueprint import bp

__all__ = ["bp", "bundles", "lessons", "questions", "reading", "said", "shelf", "steps", "use"]
