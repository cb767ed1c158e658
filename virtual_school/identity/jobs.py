"""Letters that nobody waits for: made after the answer, so that the answer tells nothing."""

from virtual_school.core.db import begin, writing
from virtual_school.core.jobs import Run, job
from virtual_school.identity.resets import actions
from virtual_school.identity.resets.links import Base
from virtual_school.network.queries import of_transaction


@job("identity.reset")
def reset(run: Run) -> None:
    """The letter with a reset link, for an address that was somebody's. Run twice, the second link is the one."""
    by = run.by
    begin(write=False)
    with writing():
        account = actions.open_account(run.payload.get("account"))
        if account is not None:
            actions.send(by, account, of_transaction(), Base.unpacked(run.payload))
