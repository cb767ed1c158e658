"""What the pages of a demonstration show beside what every network's do: its cast with a sentence each, and the tour.

It has no page of its own: the blueprint brings what templates ask for.
"""

from typing import Any

from flask import Blueprint, g, request, url_for
from flask.blueprints import BlueprintSetupState

from virtual_school.demo.cast import ALSO, BEGIN_WITH, CHILD, FEATURED, GROUPS, NETWORKS, NOT_OFFERED, TOUR
from virtual_school.demo.queries import named
from virtual_school.network.models import Network

bp = Blueprint("demo", __name__)


@bp.record_once
def name_first(state: BlueprintSetupState) -> None:
    """Whom everybody is to find among those one may be."""
    names = {one.name for one in FEATURED} | {one.name for one in TOUR}
    state.app.extensions["demonstration_first"] = tuple(sorted(names))


@bp.app_context_processor
def beside() -> dict[str, Any]:
    return {
        "featured": featured,
        "said_by": said_by,
        "begins_at": begins_at,
        "tour_stop": tour_stop,
        "begin_first": begin_first,
        "about_network": about_network,
    }


def begin_first(networks: list[Network]) -> list[Network]:
    """The demonstration that a visitor begins with first, the others as they were."""
    return sorted(networks, key=lambda one: not (one.is_demonstration and one.slug == BEGIN_WITH))


def about_network(network: Network) -> Any:
    return NETWORKS.get(network.slug, "") if network.is_demonstration else ""


def featured(people: list[Any]) -> tuple[list[Any], list[tuple[Any, list[Any]]]]:
    """Those a visitor meets first, each with their sentence; and everybody else who is somebody to try."""
    by_name = {person.name: person for person in people}
    first = [by_name[one.name] for one in FEATURED if one.name in by_name]
    shown = {person.name for person in first} | NOT_OFFERED
    groups: dict[Any, list[Any]] = {words: [] for words in GROUPS.values()}
    for person in people:
        if person.name not in shown:
            groups[GROUPS.get(person.role, GROUPS[None])].append(person)
    return first, [(words, those) for words, those in groups.items() if those]


def said_by(people: list[Any]) -> dict[Any, Any]:
    """A sentence on each of those who have one."""
    words = ALSO | {one.name: one.words for one in FEATURED}
    return {person.id: words[person.name] for person in people if person.name in words}


def begins_at(people: list[Any]) -> dict[Any, str]:
    """Where somebody's sentence is about, when that is not where they begin."""
    paths = {one.name: one.path for one in FEATURED if one.path}
    return {person.id: _address(paths[person.name]) for person in people if person.name in paths}


def tour_stop() -> dict[str, Any] | None:
    """The stop of the tour that the address names, and the ones beside it; none outside a demonstration."""
    network, asked = g.get("network"), request.args.get("tour", "")
    if network is None or not network.is_demonstration or not asked.isdecimal() or len(asked) > 2:
        return None
    number = int(asked)
    if not 1 <= number <= len(TOUR):
        return None
    stop = TOUR[number - 1]
    return {"number": number, "many": len(TOUR), "stop": stop, "path": _address(stop.path)}


def _address(path: str) -> str:
    """Where it is in this network: of the first child the page for their carers."""
    if path != CHILD:
        return path
    child = named(FEATURED[0].name)
    return url_for("pupils.child", pupil_id=child) if child else "/home"
