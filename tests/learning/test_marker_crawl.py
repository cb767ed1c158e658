"""Whoever answers from another school follows every link that they find: a first name, a year, the work, no way on."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from tests.cast import Cast, Person
from tests.client import Client

MOST = 120
# Elsewhere than their pile: their own account, the library, help; and what ends a sign-in.
PUPILS_OWN = re.compile(r"^/(pupils|assignments|plans|people|timetable|attendance|referrals|proud|my-)")


def test_no_page_or_fragment_says_more_or_leads_on(cast: Cast, client_of: Callable[[Person], Client]) -> None:
    lunt, ellie = client_of(cast.lunt), cast.ellie.pupil_id
    todo, done = ["/to-answer"], set[str]()
    while todo and len(done) < MOST:
        url = todo.pop(0)
        if url in done:
            continue
        done.add(url)
        response = lunt.get(url, None)
        assert response.status_code in (200, 302, 303), url
        if "html" not in response.content_type:
            continue
        page = response.text
        assert "Marsh" not in page and "Ellie M" not in page, url
        if not url.startswith("/worried"):  # which asks of every school of the network alike
            assert "Wren Hill" not in page or "Ellie" not in page, f"{url}: the school beside the name"
        assert str(ellie) not in page, f"{url}: the pupil's own identifier"
        for link in lunt.select("main [href], main [action], main [hx-get], main [hx-post]"):
            for name in ("href", "hx-get"):
                path = urlsplit(link.get(name) or "").path
                assert not PUPILS_OWN.match(path), f"{url} leads to {path}"
                if path.startswith(("/to-answer", "/worried", "/i-can-answer")):
                    todo.append(path)
    assert any(url.count("/") == 2 for url in done), "no hand-in was opened"
    work = cast.larkdale.work["in"]
    for path in (f"/pupils/{ellie}", f"/pupils/{ellie}/work", f"/assignments/{work.assignment_id}"):
        assert lunt.get(path, None).status_code in (403, 404), path
