"""Pages of pupils: for staff, for somebody outside, for families."""

from virtual_school.pupils.routes import (
    away,
    care,
    cover,
    family,
    helping,
    inviting,
    joining,
    looking_in,
    looks,
    outside,
    pages,
    rolls,
    windows,
)
from virtual_school.pupils.routes.blueprint import bp

blueprints = [bp, joining.bp, cover.bp]

__all__ = [
    "away",
    "bp",
    "care",
    "cover",
    "family",
    "helping",
    "inviting",
    "joining",
    "looking_in",
    "looks",
    "outside",
    "pages",
    "rolls",
    "windows",
]
