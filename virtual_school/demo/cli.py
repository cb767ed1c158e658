"""Commands of the demonstration."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from virtual_school.demo import grow as growing
from virtual_school.demo import load as loading
from virtual_school.demo import trying


@click.group("demo")
def demo() -> None:
    """The demonstration network."""


@demo.command("load")
@click.option("--if-empty", is_flag=True, help="Do nothing where there is a network already.")
@with_appcontext
def load(if_empty: bool) -> None:
    """Build the demonstration in an installation that has no network yet."""
    if not loading.is_empty():
        if if_empty:
            return
        raise click.ClickException("There is a network here already. `make demo` starts the demonstration afresh.")
    loading.load()
    click.echo("The demonstration network is ready.")


@demo.command("reset")
@with_appcontext
def reset() -> None:
    """Remove everything that was entered and build the demonstration anew. Refuses beside a real network."""
    try:
        loading.reset()
    except loading.NotADemonstration:
        raise click.ClickException("There is a real network in this installation. Nothing was changed.") from None
    click.echo("The demonstration network is as it was.")


@demo.command("grow")
@click.argument("times", type=click.IntRange(2, 100))
@click.option("--network", "slug", default="larkdale", help="Which demonstration; Larkdale otherwise.")
@with_appcontext
def grow(times: int, slug: str) -> None:
    """Make the demonstration so many TIMES as large: schools, staff and pupils with their history, copied."""
    network_id = loading.network_of(slug)
    if network_id is None:
        raise click.ClickException(f"There is no network {slug!r} here. `make demo` loads the demonstration.")
    try:
        rows = growing.grow(network_id, times)
    except growing.NotToGrow as because:
        raise click.ClickException(str(because)) from None
    click.echo(f"The demonstration is {times} times as large: {rows:,} rows were added.")


@click.command("try")
@click.argument("material", type=click.Path(exists=True, file_okay=False, path_type=Path))
@with_appcontext
def try_material(material: Path) -> None:
    """Walk real files through a lesson and print what came of each. In a demonstration only."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    # In a thread of its own, because a command runs inside an application context that its requests would share.
    with ThreadPoolExecutor(1) as apart:
        bad = apart.submit(_say_each, app, material).result()
    if bad:
        raise SystemExit(1)


def _say_each(app: Flask, material: Path) -> int:
    """Print what came of each thing; give how many are not as they should be."""
    bad = 0
    for came in trying.walk(app, material):
        bad += not came.well
        click.echo(f"{'ok ' if came.well else 'BAD'}  {came.what}: {came.words}")
    return bad


commands = [demo, try_material]
