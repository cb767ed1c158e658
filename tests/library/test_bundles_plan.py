"""What a zip becomes, whatever its files are called: worked out from its list, before anything is unpacked."""

import io
import stat
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.library import made
from virtual_school.library.bundles.paths import LeftOut, parts_of, place, safe, spelled
from virtual_school.library.bundles.plan import MOST_FILES, MOST_LESSONS, Plan, plan
from virtual_school.library.bundles.written import MOST_LETTERS, Part, in_order, is_written, parts

LIMIT = 10 << 20
SOME = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def planned(*names: str, name: str = "Ciphers.zip", done: frozenset[int] = frozenset()) -> Plan:
    with zipfile.ZipFile(io.BytesIO(made.zipped(dict.fromkeys(names, "x")))) as archive:
        return plan(archive.infolist(), name, LIMIT, done)


def titles(found: Plan) -> dict[str, list[str]]:
    return {draft.title: [one.place.said for one in draft.files] for draft in found.drafts}


def test_a_folder_is_a_lesson_and_what_lies_beside_them_too() -> None:
    found = planned("unit/Plan.pdf", "unit/L1/Sheet.docx", "unit/L1/Slides.pptx", "unit/L2/Sheet.docx")
    assert titles(found) == {
        "unit": ["Plan.pdf"],
        "unit: L1": ["Sheet.docx", "Slides.pptx"],
        "unit: L2": ["Sheet.docx"],
    }


def test_files_alone_are_one_lesson_by_the_name_of_the_zip() -> None:
    assert titles(planned("a.docx", "b.docx")) == {"Ciphers": ["a.docx", "b.docx"]}


def test_a_name_that_says_enough_stands_alone() -> None:
    assert list(titles(planned("unit/Caesar and his cipher/a.txt", "unit/2/b.txt"))) == [
        "unit: 2",
        "Caesar and his cipher",
    ]


def test_pictures_and_solutions_belong_to_the_lesson_above_them() -> None:
    found = planned("p/step_2.md", "p/step_10.md", "p/images/wheel.png", "p/solutions/code/done.py")
    assert titles(found) == {"p": ["images/wheel.png", "solutions/code/done.py", "step_2.md", "step_10.md"]}


LEADS_OUT = [
    "../x.txt",
    "a/../../x.txt",
    "/etc/passwd",
    "..\\..\\boot.ini",
    "C:\\Windows\\x.dll",
    "c:x.txt",
    "\\\\host\\x",
]
OF_THE_COMPUTER = [".DS_Store", "__MACOSX/._a.txt", "a/Thumbs.db", "a/~$Plan.docx", "a/desktop.ini", ".git/config"]


@pytest.mark.parametrize("path", LEADS_OUT)
def test_a_name_that_leads_outside_is_not_used(path: str) -> None:
    with pytest.raises(LeftOut, match="outside"):
        parts_of(path)


@pytest.mark.parametrize("path", OF_THE_COMPUTER)
def test_what_computers_write_for_themselves_is_not_used(path: str) -> None:
    with pytest.raises(LeftOut, match="Computers"):
        parts_of(path)


@pytest.mark.parametrize(
    ("name", "kept"),
    [("con.txt", "_con.txt"), ("LPT1", "_LPT1"), ("a<b>:c?.txt", "a_b__c_.txt"), ("a\u202egnp.exe", "agnp.exe"),
     ("🙈" * 255, "🙈" * 200), ("icon.png", "icon.png"), ("trailing. ", "trailing")],
)  # fmt: skip
def test_a_name_becomes_one_that_every_computer_can_write(name: str, kept: str) -> None:
    assert safe(name) == kept


@SOME
@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=5).map("/".join))
def test_no_name_leads_anywhere(path: str) -> None:
    try:
        found = place(parts_of(path))
    except LeftOut:
        return
    for part in (*found.folder, *found.below, found.name):
        assert part and part not in {".", ".."} and not set(part) & set('/\\\x00<>:"|?*') and len(part) <= 201


def test_windows_folders_are_folders() -> None:
    assert place(parts_of("unit\\L1\\Sheet.docx")).folder == ("unit", "L1")


def info(name: str, **more: int) -> zipfile.ZipInfo:
    found = zipfile.ZipInfo(name)
    found.file_size = 1
    for field, value in more.items():
        setattr(found, field, value)
    return found


def test_what_is_empty_locked_too_large_or_a_link_is_left_out_and_said() -> None:
    link = stat.S_IFLNK << 16
    infos = [
        info("a", file_size=0),
        info("b", flag_bits=1),
        info("c", file_size=LIMIT + 1),
        info("d", external_attr=link),
    ]
    said = [left.because for left in plan(infos, "x.zip", LIMIT).left]
    assert [words.split()[-2:] for words in said] == [
        ["is", "empty."], ["a", "password."], ["sent", "here."], ["another", "file."],
    ]  # fmt: skip


def test_there_is_an_end_to_what_is_made_of_one_zip() -> None:
    found = plan([info(f"{n}.txt") for n in range(MOST_FILES + 3)], "x.zip", LIMIT)
    assert len(found.drafts[0].files) == MOST_FILES and len(found.left) == 3
    found = plan([info(f"{n}/a.txt") for n in range(MOST_LESSONS + 3)], "x.zip", LIMIT)
    assert len(found.drafts) == MOST_LESSONS and len(found.left) == 3


def test_what_is_done_is_not_done_again() -> None:
    names = ("L1/a.txt", "L2/b.txt", "../x")
    assert planned(*names, done=frozenset({0, 1, 2})) == Plan([], [])
    assert [draft.title for draft in planned(*names, done=frozenset({0, 2})).drafts] == ["Ciphers: L2"]


def test_names_of_any_alphabet_are_read_as_they_were_written() -> None:
    said = info("Übung.txt".encode().decode("cp437"))
    assert spelled(said) == "Übung.txt"
    assert spelled(info("Übung.txt", flag_bits=0x800)) == "Übung.txt"


# Markdown -------------------------------------------------------------------------------------------------------------


def test_which_texts_are_a_lessons_own() -> None:
    assert [name for name in ("step_1.md", "README.md", "LICENSE.md", "notes.txt") if is_written(name)] == ["step_1.md"]
    assert sorted(["step_10", "step_9", "Step_1"], key=in_order) == ["Step_1", "step_9", "step_10"]


SOURCE = """## What you will make

Create a secret message.

--- no-print ---
![A wheel of letters](images/wheel.png){:width="300px"}
--- /no-print ---

Turn it **three** places.{:target="_blank"}
"""


def test_a_text_is_steps_with_its_picture_where_it_stands() -> None:
    assert parts(SOURCE) == [
        Part("What you will make", "Create a secret message."),
        Part(picture="wheel.png", alt="A wheel of letters"),
        Part(text="Turn it **three** places."),
    ]


def test_what_is_shown_of_another_site_becomes_a_link() -> None:
    framed = '<iframe src="https://play.example.org/a?b=1" width="600" allowfullscreen>\n</iframe>'
    (part,) = parts(f"# Try it\n\nPress Run.\n\n{framed}\n\nThen go on.")
    assert part.text == "Press Run.\n\n[play.example.org](https://play.example.org/a?b=1)\n\nThen go on."
    (other,) = parts("<iframe src='javascript:alert(1)'></iframe>")
    assert "](" not in other.text


def test_a_long_text_is_cut_between_paragraphs_and_nothing_is_lost() -> None:
    found = parts("\n\n".join(f"Paragraph {n}. " + "word " * 40 for n in range(200)))
    assert len(found) > 1 and all(len(part.text) <= MOST_LETTERS for part in found)
    assert sum(part.text.count("Paragraph") for part in found) == 200


@SOME
@given(st.text(max_size=300))
def test_any_text_is_some_steps_or_none(source: str) -> None:
    assert all(part.text or part.picture or part.title for part in parts(source))
