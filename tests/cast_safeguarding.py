"""A concern and a call for help about each pupil in the cast, and a paper that their mentor has asked for."""

import uuid
from typing import TYPE_CHECKING

from flask import current_app, g, render_template_string

from tests import make_hours
from tests import make_safeguarding as make
from tests.make import stored_file
from virtual_school.core import clock, papers
from virtual_school.core.papers.jobs import digest_of
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import queries as pupils
from virtual_school.pupils.models import Part, Pupil

if TYPE_CHECKING:
    from tests.cast import Casting

# What a safeguarding lead of the school reads, and nobody else; said in no other place of the cast.
COPY = "He locks the door at night."
WORDS = "A heron said it to me at the gate."
PAGE = (
    '{% extends "papers/layout.html" %}{% block title %}About {{ name }}{% endblock %}{% block content %}{% endblock %}'
)


@papers.maker("about")
def about(viewer: Viewer, pupil_id: uuid.UUID) -> str:
    """The plainest paper there is: a pupil's name, for whoever reaches their plan."""
    pupil, _opened = pupils.find(viewer, pupil_id, Part.PLAN)
    return render_template_string(PAGE, name=pupil.known_as)


def add(casting: "Casting", child: Pupil, mentor: str) -> None:
    """Write it for one pupil whose mentor is the person of this key."""
    accounts, ids, key = casting.accounts, casting.side.ids, _key(casting, child)
    at_wren_hill = casting.places["wren_hill"] if key == "ellie" else None
    about_id = uuid.uuid4()
    concern = make.concern(child, accounts[mentor], at_wren_hill, about_id, copy=COPY, words=WORDS)
    ids |= {f"concern of {key}": concern.id, f"worried about of {key}": about_id}
    ids[f"concern_file of {key}"] = make.concern_file(concern).id
    ids[f"serious of {key}"] = make.serious(child, accounts[mentor], at_wren_hill).id
    ids[f"help of {key}"] = make.asked_for_help(child).id
    setter, ended = accounts[mentor].id, clock.now()
    place_id = next(iter(casting.places.values())).id
    ids[f"keep of {key}"] = make.keep_apart(child, setter, place_id=place_id, ended_at=ended).id
    ids[f"hold of {key}"] = make.hold(child, setter, ended_at=ended).id
    ids[f"off_account of {key}"] = accounts[mentor].id
    ids[f"off of {key}"] = make_hours.days_off(accounts[mentor]).id
    told = make.notice(accounts[mentor], "letter.new", "/notices", about_id=child.id)
    ids[f"notice of {key}"] = told.id
    make.choices(accounts[mentor])
    make.digest(accounts[mentor], told)
    hat = str(ids[f"membership of {mentor}"])
    ids[f"paper of {key}"] = make.paper(accounts[mentor], hat, "about", child.id).id
    made = make.paper(accounts[mentor], hat, "about", child.id)
    with current_app.test_request_context():
        g.viewer, g.network = None, casting.network
        page = render_template_string(PAGE, name=child.known_as)
    made.stored_file_id = stored_file(f"%PDF-1.7 about {key}\n".encode(), "paper.pdf").id
    made.made_at, made.digest = clock.now(), digest_of(page)
    ids[f"made paper of {key}"] = made.id


def _key(casting: "Casting", child: Pupil) -> str:
    return next(person.key for person in casting.side if person.pupil_id == child.id)
