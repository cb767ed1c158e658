"""To which numbers a text can go, and what is said beside the field when it cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from virtual_school.core.app import App
from virtual_school.core.forms import Form
from virtual_school.core.texts import BadNumber, mobile, shown, telephone
from virtual_school.core.texts.field import MobileField


@pytest.mark.parametrize(
    "given",
    [
        "07700900123",
        " 07700 900 123 ",
        "(07700) 900-123",
        "07700.900.123",
        "+44 7700 900123",
        "+44 (0)7700 900123",
        "0044 7700 900123",
        "44 7700 900123",
        "7700 900123",
        "07700\u2013900123",
        "07700\u00a0900123",
    ],
)
def test_however_it_is_typed(given: str) -> None:
    assert mobile(given) == "+447700900123"


@pytest.mark.parametrize("given", ["07624 123456", "07911 123456", "07112 345678", "07512 345678"])
def test_every_mobile_of_these_islands(given: str) -> None:
    assert mobile(given) == "+44" + given[1:].replace(" ", "")


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("020 7946 0018", "landline"),
        ("+44 161 496 0123", "landline"),
        ("01632 960001", "landline"),
        ("+1 202 555 0142", "United Kingdom"),
        ("0033 6 12 34 56 78", "United Kingdom"),
        ("+07700900123", "United Kingdom"),
        ("", "like 07700 900123"),
        ("07700 90012", "like 07700 900123"),
        ("07700 9001234", "like 07700 900123"),
        ("07000 900123", "like 07700 900123"),
        ("07600 900123", "like 07700 900123"),
        ("0800 001 066", "like 07700 900123"),
        ("0909 879 0123", "like 07700 900123"),
        ("ring me", "like 07700 900123"),
        ("07700 900123 ext 4", "like 07700 900123"),
        ("07700 900123, 07700 900124", "like 07700 900123"),
        ("03 33", "like 07700 900123"),
        ("٠٧٧٠٠٩٠٠١٢٣", "like 07700 900123"),
        ("+" * 50, "United Kingdom"),
    ],
)
def test_what_no_text_goes_to(given: str, words: str) -> None:
    with pytest.raises(BadNumber) as refused:
        mobile(given)
    assert words in refused.value.words


@pytest.mark.parametrize(
    ("given", "kept", "said"),
    [
        ("020 7946 0018", "+442079460018", "020 7946 0018"),
        ("+44 (0)161 496 0123", "+441614960123", "01614 960123"),
        ("07700 900123", "+447700900123", "07700 900123"),
    ],
)
def test_what_can_be_rung(given: str, kept: str, said: str) -> None:
    assert telephone(given) == kept == telephone(said) and shown(kept) == said


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("given", ["", "999", "07000 900123", "0909 879 0123", "+1 202 555 0142", "ring me"])
def test_what_nobody_is_rung_on(given: str) -> None:
    with pytest.raises(BadNumber):
        telephone(given)


@given(st.integers(0, 999_999_999).map(lambda rest: f"07{rest:09d}"))
def test_what_is_kept_is_kept_again(given: str) -> None:
    try:
        kept = mobile(given)
    except BadNumber:
        assert given[2] in "06"
        return
    assert mobile(kept) == kept == mobile(shown(kept))


class AForm(Form):
    number = MobileField("Mobile")


def filled(app: App, typed: str) -> AForm:
    with app.test_request_context("/", method="POST"):
        form = AForm(MultiDict({"number": typed}), meta={"csrf": False})
        form.validate()
        return form


def test_the_field_keeps_what_was_typed_when_it_is_wrong(app: App) -> None:
    wrong = filled(app, "020 7946 0018")
    assert "landline" in wrong.errors["number"][0] and wrong.number._value() == "020 7946 0018"
    right = filled(app, "07700 900123")
    assert right.number.data == "+447700900123" and right.number._value() == "07700 900123"
    nothing = filled(app, "  ")
    assert nothing.number.data == "" and not nothing.errors
