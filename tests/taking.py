"""What stands at an address; of a list that is asked why it leaves, the file itself, with a reason given."""

import uuid

from tests.client import Client

BECAUSE = "For the governors."


def whole(client: Client, url: str) -> str:
    said = client.open("GET", url, None).get_data(as_text=True)
    if 'action="/taking"' not in said:
        return said
    client.open("POST", "/taking", 303, data={"address": url, "because": BECAUSE, "once": uuid.uuid4().hex})
    given = client.open("GET", client.response.location, 200)
    assert given.headers["Content-Disposition"].startswith("attachment"), url
    return given.get_data(as_text=True)
