"""A recording arrives in parts while it is made, goes on after a killed tab, and is played in the page."""

from collections.abc import Callable

from tests.cast import Cast, Person
from tests.client import Client
from tests.learning.steps import hand_in, set_to_ellie
from tests.learning.test_pieces import pieces

ClientOf = Callable[[Person], Client]

WEBM = bytes.fromhex("1a45dfa39f4286810142f7810142f2810442f381084282847765626d") + b"\x42\x87\x81\x04\x42\x85\x81\x02"
TUS = {"Tus-Resumable": "1.0.0"}
PART = TUS | {"Content-Type": "application/offset+octet-stream"}


def test_sent_in_parts_gone_on_with_and_heard(client: Client, client_of: ClientOf, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    ellie, lunt, tariq = client_of(cast.ellie), client_of(cast.lunt), client_of(cast.tariq)
    ellie.get(f"/my-work/{work}")
    assert ellie.one(".recorder").get("data-attach-url") == f"/my-work/{work}/pieces"
    named = {"Upload-Defer-Length": "1", "Upload-Metadata": "filename UmVjb3JkaW5nLndlYm0="}
    place = ellie.open("POST", "/uploads", 201, headers=TUS | named).headers["Location"]
    upload = place.rsplit("/", 1)[1]
    ellie.open("PATCH", place, 204, headers=PART | {"Upload-Offset": "0"}, data=WEBM)
    # The tab is killed. The page that opens next asks how far it was; nobody else may.
    there = ellie.open("HEAD", place, 200, headers=TUS).headers
    assert there["Upload-Offset"] == str(len(WEBM)) and there["Upload-Defer-Length"] == "1"
    tariq.open("HEAD", place, 404, headers=TUS)
    ellie.post(f"/my-work/{work}/pieces", {"upload": upload, "recorded": "sound"}, 409)
    ellie.open("PATCH", place, 204, headers=PART | {"Upload-Offset": str(len(WEBM))}, data=b"more sound")
    whole = str(len(WEBM) + 10)
    ellie.open("PATCH", place, 409, headers=PART | {"Upload-Offset": whole, "Upload-Length": "5"})
    for _twice in range(2):
        ellie.open("PATCH", place, 204, headers=PART | {"Upload-Offset": whole, "Upload-Length": whole})
    for _twice in range(2):
        ellie.post(f"/my-work/{work}/pieces", {"upload": upload, "recorded": "sound"})
    assert len(pieces(work)) == 1
    ellie.get(f"/my-work/{work}")
    assert ellie.select("#pieces audio")
    made = hand_in(ellie, work, "")
    lunt.get(f"/to-answer/{made}")
    sent = lunt.open("GET", lunt.one(".pile__work audio").get("src"), 206, headers={"Range": "bytes=0-3"})
    assert sent.get_data() == WEBM[:4] and sent.mimetype == "video/webm"
