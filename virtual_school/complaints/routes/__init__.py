"""Pages of complaints: made by anybody, answered by whoever has them."""

from virtual_school.complaints import worries
from virtual_school.complaints.routes import answering, making
from virtual_school.complaints.routes.blueprint import bp

__all__ = ["answering", "bp", "making", "worries"]
