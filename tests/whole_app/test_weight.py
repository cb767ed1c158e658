"""What a phone must fetch: the first visit to a pupil's page with everything, and the next."""

import gzip
import re

FIRST, NEXT = 85_000, 25_000


def weigh(app, path, **headers):
    """The bytes of an answer over the wire, its headers included, and its text."""
    with app.test_client() as browser:
        answer = browser.get(path, headers={"Accept-Encoding": "gzip", **headers})
        body = answer.get_data()
        answer.close()
    assert answer.status_code == 200, path
    return len(body) + sum(len(name) + len(value) + 4 for name, value in answer.headers)


def test_a_pupils_first_visit_and_the_next(app, cast, client):
    client.inspects = False
    client.sign_in(cast.ellie)
    page = client.get("/today")
    html = page.get_data(as_text=True)
    with_everything = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', html))
    with app.test_client() as browser:
        for sheet in [path for path in with_everything if path.endswith(".css")]:
            answer = browser.get(sheet)
            style = answer.get_data(as_text=True)
            answer.close()
            with_everything |= {
                f"/static/vendor/{name}" for name in re.findall(r"url\(\"?([^)\"]+\.woff2)\"?\)", style)
            }
    assert any(path.endswith(".woff2") for path in with_everything)
    assert any(path.endswith(".js") for path in with_everything)
    page_alone = len(gzip.compress(html.encode(), 4)) + sum(len(name) + len(value) + 4 for name, value in page.headers)
    total = page_alone + sum(weigh(app, path) for path in with_everything)
    assert page_alone < NEXT
    assert total < FIRST, {path: weigh(app, path) for path in sorted(with_everything)}


def test_what_does_not_change_is_kept_for_good(app, client):
    html = client.get("/n/larkdale/").get_data(as_text=True)
    for path in set(re.findall(r'(?:href|src)="(/static/[^"]+)"', html)):
        with app.test_client() as browser:
            answer = browser.get(path)
            answer.close()
        assert "immutable" in answer.headers["Cache-Control"], path
