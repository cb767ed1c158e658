"""Commands on the whole: check what must hold, draw the documentation."""

import click
from flask.cli import with_appcontext

from virtual_school.config import ROOT
from virtual_school.core import checking, drawing
from virtual_school.network.queries import all_networks


@click.command("check")
@with_appcontext
def check() -> None:
    """Run every rule that no constraint can hold. Ends with 1 when one does not hold."""
    networks = all_networks()
    found = list(checking.run([network.id for network in networks]))
    for broken in found:
        click.echo(f"{broken.rows} row(s) in network {broken.network_id}: {broken.name}")
    click.echo(f"{len(checking.all_checks())} rules checked in {len(networks)} network(s): {len(found)} broken.")
    if found:
        raise SystemExit(1)


@click.command("docs")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; end with 1 when a page is stale.")
def docs(only_check: bool) -> None:
    """Draw the data model, the states and the ranks from the code into docs/."""
    stale = []
    for name, page in drawing.pages().items():
        path = ROOT / "docs" / name
        if not path.exists() or path.read_text() != page:
            stale.append(name)
            if not only_check:
                path.parent.mkdir(exist_ok=True)
                path.write_text(page)
    click.echo(f"{'Stale' if only_check else 'Drawn anew'}: {', '.join(stale) or 'nothing'}")
    if only_check and stale:
        raise SystemExit(1)


commands = [check, docs]
