"""Commands of the queue: the worker, and a look at what was given up."""

import uuid

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import IntegrityError

from virtual_school.core.jobs import listing
from virtual_school.core.jobs.models import JobState
from virtual_school.core.jobs.worker import Worker


@click.command("worker")
@click.option("--once", is_flag=True, help="Run what is due now, then end.")
@click.option("--name", default="", help="What the worker calls itself; the host's name otherwise.")
@with_appcontext
def worker(once: bool, name: str) -> None:
    """Run jobs: mail, pictures, and what is due each day."""
    working = Worker(current_app._get_current_object(), name)  # type: ignore[attr-defined]
    click.echo(f"Worker {working.name} started.")
    if once:
        working.drain()
    else:
        working.work()
    click.echo(f"Worker {working.name} stopped.")


@click.group("jobs", invoke_without_command=True)
@click.pass_context
@with_appcontext
def jobs(context: click.Context) -> None:
    """Say what waits, and list the jobs that were given up."""
    if context.invoked_subcommand:
        return
    counts = listing.counts()
    click.echo(", ".join(f"{counts.get(state, 0)} {state.value.replace('_', ' ')}" for state in JobState))
    for row in listing.given_up():
        click.echo(f"{row.id}  {row.finished_at:%Y-%m-%d %H:%M}  {row.kind}  {row.attempts} attempts  {row.last_error}")


@jobs.command("retry")
@click.argument("job_id", type=click.UUID)
@with_appcontext
def retry(job_id: uuid.UUID) -> None:
    """Let a job that was given up start over."""
    try:
        if not listing.retry(job_id):
            raise click.ClickException(f"No job {job_id} was given up.")
    except IntegrityError:
        raise click.ClickException("The same work has been queued again since, and waits already.") from None
    click.echo("It waits for the worker.")


commands = [worker, jobs]
