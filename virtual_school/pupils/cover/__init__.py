"""Who answers a pupil now: the mentor, whoever stands in while the mentor is off, or the adult at school."""

from virtual_school.pupils.cover.answering import Answering
from virtual_school.pupils.cover.queries import helpers_now, mentor_off, standing_in, who_answers

__all__ = ["Answering", "helpers_now", "mentor_off", "standing_in", "who_answers"]
