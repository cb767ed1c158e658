"""An installation with a queue, emptied after every test."""

from collections.abc import Iterator

import pytest

from tests.queues import Installation, installation
from tests.services import Cluster


@pytest.fixture(scope="session")
def place(cluster: Cluster | None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installation(cluster, tmp_path_factory.mktemp("jobs")) as made:
        yield made


@pytest.fixture
def house(place: Installation) -> Iterator[Installation]:
    with place.emptied() as made:
        yield made
