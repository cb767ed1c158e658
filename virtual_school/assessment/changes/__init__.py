"""Changes of marks and what pupils can do, audited and flushed. They check the state of things, not the person."""

from virtual_school.assessment.changes.showing import Source, evidence, withdraw_evidence

__all__ = ["Source", "evidence", "withdraw_evidence"]
