"""Commands that begin a real network."""

import re

import click
from flask.cli import with_appcontext

from virtual_school.core.db import writing
from virtual_school.core.errors import Problem
from virtual_school.core.ids import uuid7
from virtual_school.identity import changes
from virtual_school.identity.actions import INVITATION
from virtual_school.network import changes as networks
from virtual_school.network.models import OrganisationKind
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer

PERSON = re.compile(r"\s*(?P<name>[^<>]+?)\s*<(?P<email>[^<>\s]+@[^<>\s]+)>\s*")


@click.group("network")
def network() -> None:
    """Networks of this installation."""


@network.command("make")
@click.argument("name")
@click.argument("slug")
@click.option("--lead", required=True, help="Who leads the Virtual School: 'Ruth Amadi <ruth@school.example>'.")
@click.option("--host", default=None, help="The network's own host name, if it has one.")
@with_appcontext
def make(name: str, slug: str, lead: str, host: str | None) -> None:
    """Make a network with its first Virtual School lead; print the link with which they choose a password.

    SLUG stands in the address of the sign-in page: /n/SLUG/.
    """
    person = PERSON.fullmatch(lead)
    if person is None:
        raise click.BadParameter("write it as 'Name <email>'", param_hint="--lead")
    if not re.fullmatch(r"[a-z][a-z0-9-]{1,39}", slug):
        raise click.BadParameter("small letters, digits and hyphens, at least two", param_hint="SLUG")
    try:
        secret = _make(name, slug, person["name"], person["email"], host)
    except Problem as problem:
        raise click.ClickException(problem.because) from None
    click.echo(f"{name} is at /n/{slug}/. {person['name']} chooses a password within {INVITATION.days} days at:")
    click.echo(f"/n/{slug}/invitation/{secret}")


def _make(name: str, slug: str, lead: str, email: str, host: str | None) -> str:
    by = Viewer.system("installation", uuid7())
    with writing():
        networks.make_network(by, slug=slug, name=name, host=host)
        school = networks.add_organisation(by, name=name, kind=OrganisationKind.VIRTUAL_SCHOOL)
        networks.join(by, organisation_id=school.id)
        account = changes.make_account(by, name=lead, email=email)
        changes.give_membership(by, account_id=account.id, organisation_id=school.id, role=Role.VIRTUAL_SCHOOL_LEAD)
        return changes.make_invitation(by, account_id=account.id, lasts=INVITATION)


commands = [network]
