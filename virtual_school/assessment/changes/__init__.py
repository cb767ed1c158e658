"""Changes of marks and what pupils can do, audited and flushed. They check the state of things, not the person."""

from virtual_school.assessment.changes.entering import enter, withdraw
from virtual_school.assessment.changes.kinds import define, retire, take_up
from virtual_school.assessment.changes.showing import Source, evidence, withdraw_evidence

__all__ = ["Source", "define", "enter", "evidence", "retire", "take_up", "withdraw", "withdraw_evidence"]
