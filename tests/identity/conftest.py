"""What the tests of signing in share."""

from collections.abc import Iterator

import pytest

from tests.cast import Cast
from tests.identity.going import DOMAIN, entered
from tests.mock_provider import MockProvider
from virtual_school.core.app import App
from virtual_school.identity.models import SignInProvider


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


@pytest.fixture
def ashfold(cast: Cast, school_it: MockProvider) -> SignInProvider:
    """Ashfold's provider; whoever goes there is Ms Lunt, its teacher."""
    school_it.claims |= {"email": f"Lunt@{DOMAIN.title()}"}
    return entered(cast, school_it.issuer)
