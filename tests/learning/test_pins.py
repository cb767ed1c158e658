"""What is said of a place on a photo: by its name or to the point; on the pupil's own photo once it is returned."""

from collections.abc import Callable

from tests.cast import Cast, Person
from tests.client import Client
from tests.learning.steps import give_back, hand_in, set_to_ellie
from tests.learning.test_pieces import photo, pieces, prepared, send
from virtual_school.core.db import db, writing
from virtual_school.learning.places import NAMES, name_of, point_in

ClientOf = Callable[[Person], Client]


def marks(reader: Client) -> list[tuple[str | None, str | None]]:
    """Where the marks of a page stand."""
    there = [mark for picture in reader.select(".pins") for mark in picture.iter() if str(mark.tag).endswith("circle")]
    return [(mark.get("cx"), mark.get("cy")) for mark in there]


def test_a_pin_is_the_answerers_until_it_is_returned_on_the_photo(
    client: Client, client_of: ClientOf, cast: Cast
) -> None:
    work = set_to_ellie(client, cast)
    ellie, lunt, dani = client_of(cast.ellie), client_of(cast.lunt), client_of(cast.dani)
    ellie.get(f"/my-work/{work}")
    send(ellie, work, ("first.png", photo(kind="PNG")), ("second.png", photo(90, 60, kind="PNG")))
    prepared()
    handed_in = hand_in(ellie, work, "")
    first, second = pieces(work)
    lunt.get(f"/to-answer/{handed_in}")
    lunt.submit("#pin-form", piece=str(second.id), place="top-right", words="", status=422)
    assert "Write a few words" in lunt.words("#handed-photos")
    lunt.submit("#pin-form", piece=str(cast.larkdale.work["in"].piece_id), words="Whose is this?", status=422)
    assert "Choose another one" in lunt.words("#handed-photos") and "Whose is this?" in lunt.words("#pin-form")
    lunt.submit("#pin-form", piece=str(second.id), place="top-right", words="Label this axis.")
    lunt.follow()
    lunt.submit("#pin-form", piece=str(second.id), place="top-right", x="900", y="100", words="And its unit.")
    lunt.get(f"/to-answer/{handed_in}", fragment="handed-photos")
    assert marks(lunt) == [("83.3%", "16.6%"), ("90.0%", "10.0%")]
    assert "Top right: Label this axis." in lunt.words(".remarks")

    for other, path in ((ellie, f"/my-work/{work}"), (dani, f"/assignments/{work}")):
        other.get(path)
        assert "Label this axis." not in other.words() and not other.select(".pins")
    give_back(lunt, handed_in, "Nearly.", "another_go")
    ellie.get(f"/my-work/{work}")
    assert len(marks(ellie)) == 2
    assert ellie.one(".card--feedback .pinned img").get("data-piece") == str(second.id)
    ellie.submit(".card--feedback .remarks li:first-child form")
    for other, path in ((lunt, f"/to-answer/{handed_in}"), (dani, f"/assignments/{work}")):
        other.get(path)
        assert "has seen to this" in other.words(".remarks")
    assert not lunt.select("#pin-form"), "what was returned is not changed"

    # Staff take away a photo that is another child's: what was said of it goes with it.
    db.session.expire_all()
    with writing():
        second.removed_at, second.withdrawn_by = first.added_at, cast.dani.account_id
    for other, path in ((ellie, f"/my-work/{work}"), (lunt, f"/to-answer/{handed_in}"), (dani, f"/assignments/{work}")):
        other.get(path)
        assert "Label this axis." not in other.words()


def test_a_place_is_where_it_is_called() -> None:
    for name in NAMES:
        assert name_of(*point_in(name, None, None)) == name
    assert point_in("top-left", 10, 20) == (10, 20)
    assert point_in("middle", 10, 20) == (500, 500), "another place was chosen after pointing"
    assert name_of(1000, 1000) == "bottom-right" and point_in("middle", 5000, 1) == (500, 500)
