"""Pages of work: a pupil's own, the answerer's pile, everybody else's record of it, and setting it."""

from virtual_school.learning.queries import worried, worried_stuck
from virtual_school.learning.routes import (
    bank,
    changing,
    choosing,
    covering,
    criteria,
    handing_in,
    hiding,
    lesson_files,
    mine,
    pieces,
    pile,
    record,
    remarks,
    setting,
    steps,
    stuck,
    voice,
    writing_down,
)
from virtual_school.learning.routes.blueprint import bp

__all__ = [
    "bank",
    "bp",
    "changing",
    "choosing",
    "covering",
    "criteria",
    "handing_in",
    "hiding",
    "lesson_files",
    "mine",
    "pieces",
    "pile",
    "record",
    "remarks",
    "setting",
    "steps",
    "stuck",
    "voice",
    "worried",
    "writing_down",
    "worried_stuck",
]
