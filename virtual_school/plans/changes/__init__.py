"""Changes of a plan, audited and flushed. They check the state of the plan, never the person."""

from virtual_school.plans.changes.drafting import Quoted, draft_plan

__all__ = ["Quoted", "draft_plan"]
