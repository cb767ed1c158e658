"""What the pages of a demonstration show beside what every network's do: its cast with a sentence each, and the tour.

It has no page of its own: the blueprint brings what templates ask for.
"""

from typing import Any

from flask import Blueprint, g, request
from flask.blueprints import BlueprintSetupState

from virtual_school.demo.cast import BEGIN_WITH, FEATURED, GROUPS, NETWORKS, NOT_OFFERED, TOUR
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
        "tour_stop": tour_stop,
        "begin_first": begin_first,
        "about_network": about_network,
    }


def begin_first(networks: list[Network]) -> list[Network]:
    """The demonstration that a visitor begins with first, the others as they were."""
    return sorted(networks, key=lambda one: not (one.is_demonstration and one.slug == BEGIN_WITH))


def about_network(network: Network) -> Any:
    return NETWORKS.get(network.slug, "") if network.is_demonstration else ""


def featured(people: list[Any]) -> tuple[list[tuple[Any, Any]], list[tuple[Any, list[Any]]]]:
    """Those a visitor meets first, each with their sentence; and everybody else who is somebody to try."""
    by_name = {person.name: person for person in people}
    first = [(by_name[one.name], one.words) for one in FEATURED if one.name in by_name]
    shown = {person.name for person, _words in first} | NOT_OFFERED
    groups: dict[Any, list[Any]] = {words: [] for words in GROUPS.values()}
    for person in people:
        if person.name not in shown:
            groups[GROUPS.get(person.role, GROUPS[None])].append(person)
    return first, [(words, those) for words, those in groups.items() if those]


def said_by(first: list[tuple[Any, Any]]) -> dict[Any, Any]:
    return {person.id: words for person, words in first}


def tour_stop() -> dict[str, Any] | None:
    """The stop of the tour that the address names, and the ones beside it; none outside a demonstration."""
    network, asked = g.get("network"), request.args.get("tour", "")
    if network is None or not network.is_demonstration or not asked.isdecimal() or len(asked) > 2:
        return None
    number = int(asked)
    if not 1 <= number <= len(TOUR):
        return None
    there = g.get("viewer") is not None and g.viewer.name == TOUR[number - 1].name
    return {"number": number, "many": len(TOUR), "stop": TOUR[number - 1], "is_there": there}
