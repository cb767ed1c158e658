"""Of whom no list reminds anybody (practice 13). Packages above register what they know; this one knows no reason.

Whoever needs their record still finds it: by name, or under 'Everything is stopped'.
"""

from collections.abc import Callable

import sqlalchemy as sa

from virtual_school.pupils.whereabouts import PupilId

Rule = Callable[[PupilId], sa.ColumnElement[bool]]

_rules: list[Rule] = []


def keeps_quiet(rule: Rule) -> Rule:
    """Register a condition under which nobody is reminded of a pupil."""
    if rule not in _rules:
        _rules.append(rule)
    return rule


def is_quiet(pupil_id: PupilId) -> sa.ColumnElement[bool]:
    return sa.or_(sa.false(), *(rule(pupil_id) for rule in _rules))
