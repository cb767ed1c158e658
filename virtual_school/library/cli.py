"""Commands of the library: take in open lesson data, and index everything anew."""

import uuid
from pathlib import Path

import click
from flask.cli import with_appcontext

from virtual_school.core.db import enter_network, writing
from virtual_school.core.errors import Problem
from virtual_school.library import actions, oak
from virtual_school.network.queries import all_networks

A_BATCH = 20


@click.group("library")
def library() -> None:
    """The library of work that schools post."""


@library.command("import-oak")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--network", "slug", default=None, help="Which network, where there is more than one.")
@click.option("--by", "email", required=True, help="The address of whoever takes them in: the drafts are theirs.")
@click.option("--subject", "only", multiple=True, help="Only this subject, as Oak calls it. May be given again.")
@click.option("--year", type=click.IntRange(1, 14), default=None, help="The year, instead of the key stage's first.")
@click.option("--limit", type=click.IntRange(1), default=None, help="No more than so many.")
@with_appcontext
def import_oak(
    file: Path, slug: str | None, email: str, only: tuple[str, ...], year: int | None, limit: int | None
) -> None:
    """Make drafts of Oak National Academy's lesson data: title, unit, outcome, keywords, what is often got wrong.

    They are under the Open Government Licence, which every page of them says. What is there already is left as it is.
    """
    enter_network(_network(slug))
    try:
        lessons, unread = oak.read(file)
        wanted = [one for one in lessons if not only or one.subject in only][:limit]
        made = 0
        for first in range(0, len(wanted), A_BATCH):
            with writing():
                viewer = actions.importer(email)
                made += len(actions.take_in(viewer, wanted[first : first + A_BATCH], year=year))
    except (oak.NotOak, Problem) as error:
        raise click.ClickException(getattr(error, "because", None) or str(error)) from None
    click.echo(f"{made} drafts made of {len(wanted)} lessons; {len(wanted) - made} there already or of other subjects.")
    if unread:
        click.echo(f"{unread} entries of the file could not be read, and were left out.")


@library.command("index")
@click.option("--network", "slug", default=None, help="Only this network.")
@with_appcontext
def index(slug: str | None) -> None:
    """Make every lesson findable anew: after an upgrade that finds by more than before. It may run beside the web."""
    networks = _networks(slug)
    if not networks:
        raise click.ClickException("There is no such network.")
    click.echo(f"{sum(_index(network_id) for network_id in networks)} lessons indexed.")


def _index(network_id: uuid.UUID) -> int:
    """A few at a time, so that nobody waits long to post."""
    enter_network(network_id)
    done, after = 0, None
    while True:
        with writing():
            some, after = actions.index_again(after, A_BATCH)
        if not some:
            return done
        done += some


def _networks(slug: str | None) -> list[uuid.UUID]:
    return [network.id for network in all_networks() if slug in (None, network.slug)]


def _network(slug: str | None) -> uuid.UUID:
    there = _networks(slug)
    if len(there) != 1:
        raise click.ClickException("Name the network: --network SLUG.")
    return there[0]


commands = [library]
