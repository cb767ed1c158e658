"""What is of one group runs in one process: the second finds what the first left."""

import os

import pytest

pytestmark = pytest.mark.xdist_group("together")
_ran: list[str] = []


@pytest.mark.parametrize("number", range(4))
def test_a_group_is_not_torn_apart(number: int, request: pytest.FixtureRequest) -> None:
    _ran.append(str(number))
    assert _ran == [str(one) for one in range(number + 1)]
    if "PYTEST_XDIST_WORKER" in os.environ:
        assert request.node.nodeid.endswith("@together")
