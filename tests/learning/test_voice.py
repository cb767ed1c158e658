"""An answer said aloud: sent as it is recorded, its sayer's until it is returned, with what it says in words."""

from collections.abc import Callable

from tests.cast import Cast, Person
from tests.client import Client
from tests.learning.steps import give_back, hand_in, set_to_ellie
from tests.learning.test_recording import PART, TUS, WEBM

ClientOf = Callable[[Person], Client]
WORDS = "Well seen. Now say why."


def said(teacher: Client, handed_in: object, sound: bytes = WEBM, status: int = 303) -> str:
    """Record, and stop: the upload."""
    named = {"Upload-Length": str(len(sound)), "Upload-Metadata": "filename UmVjb3JkaW5nLndlYm0="}
    place = teacher.open("POST", "/uploads", 201, headers=TUS | named).headers["Location"]
    teacher.open("PATCH", place, 204, headers=PART | {"Upload-Offset": "0"}, data=sound)
    upload = place.rsplit("/", 1)[1]
    teacher.post(f"/to-answer/{handed_in}/voice", {"upload": upload, "recorded": "sound"}, status)
    return str(upload)


def test_said_aloud_is_heard_when_it_is_returned(client: Client, client_of: ClientOf, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    ellie, lunt, dani, tariq = (client_of(one) for one in (cast.ellie, cast.lunt, cast.dani, cast.tariq))
    handed_in = hand_in(ellie, work, "I looked at each number.")
    lunt.get(f"/to-answer/{handed_in}")
    assert lunt.one(".recorder").get("data-attach-url") == f"/to-answer/{handed_in}/voice"
    lunt.post(f"/to-answer/{handed_in}/voice", {}, 422)
    said(lunt, handed_in, WEBM + b"the first try")
    upload = said(lunt, handed_in)
    lunt.post(f"/to-answer/{handed_in}/voice", {"upload": upload, "recorded": "sound"})
    lunt.get(f"/to-answer/{handed_in}", fragment="voice-kept")
    own = lunt.one("#voice-kept audio").get("src")
    assert lunt.open("GET", own, 200).get_data() == WEBM, "the last one, in the place of the one before"
    lunt.get(f"/to-answer/{handed_in}")
    lunt.submit("#voice-form", said=WORDS)
    heard = f"/my-work/{work}/voice/{upload}/a.webm"
    on_record = f"/assignments/{work}/voice/{upload}/a.webm"
    for other, path, voice in ((ellie, f"/my-work/{work}", heard), (dani, f"/assignments/{work}", on_record)):
        other.get(path)
        assert WORDS not in other.words() and not other.select(".said-aloud")
        other.get(voice, 404)

    give_back(lunt, handed_in, "Nearly.", "another_go")
    lunt.follow()
    lunt.submit("form[data-undo]")
    ellie.get(heard, 404)
    give_back(lunt, handed_in, "Nearly.", "another_go")
    for other, path, voice in (
        (ellie, f"/my-work/{work}", heard),
        (dani, f"/assignments/{work}", on_record),
        (lunt, f"/to-answer/{handed_in}", own),
    ):
        other.get(path)
        assert WORDS in other.words(".said-aloud")
        assert other.open("GET", voice, 206, headers={"Range": "bytes=0-3"}).get_data() == WEBM[:4]
    tariq.get(heard, 404)
    lunt.post(f"/to-answer/{handed_in}/voice/remove", {}, 409)
