"""What the desk shows of the pupils whom a mentor answers for, loaded together.

`caseload` asks one question a kind of fact however many pupils there are; `known` is the widest of them.
"""

from virtual_school.insight.queries.caseload import CaseOf, Weeks, caseload
from virtual_school.insight.queries.sessions import Sessions

__all__ = ["CaseOf", "Sessions", "Weeks", "caseload"]
