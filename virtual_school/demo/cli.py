"""Commands of the demonstration."""

import click
from flask.cli import with_appcontext

from virtual_school.demo import load as loading


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


commands = [demo]
