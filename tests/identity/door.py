"""The door of Larkdale, and what is typed there."""

from tests.cast import PASSWORD, Cast

DOOR = "/n/larkdale/"


def typed(cast: Cast, **given: str) -> dict[str, str]:
    return {"name": cast.dani.login_name, "password": PASSWORD, "next": ""} | given
