"""Pages of asking for work: whoever asks, the pupil's own teacher, the network's teachers, the pupil."""

from virtual_school.asking.routes import answering, asking, away, mine, taught
from virtual_school.asking.routes.blueprint import bp

__all__ = ["answering", "asking", "away", "bp", "mine", "taught"]
