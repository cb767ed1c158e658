"""What the tests of signing in share."""

from collections.abc import Iterator

import pytest

from tests.mock_provider import MockProvider
from virtual_school.core.app import App


@pytest.fixture(scope="session")
def running() -> Iterator[MockProvider]:
    with MockProvider() as provider:
        yield provider


@pytest.fixture
def school_it(app: App, running: MockProvider) -> MockProvider:
    """The provider as a school's IT has set it up."""
    running.claims = {"sub": "subject-1", "email": "", "email_verified": True}
    running.about, running.spoil, running.down, running.says_no = {}, None, False, False
    app.extensions.pop("providers_published", None)
    running.codes.clear()
    running.asked.clear()
    running.heard.clear()
    return running
