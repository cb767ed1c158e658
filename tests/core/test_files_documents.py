"""Documents are read apart: their words in order, whatever is wrong with them, in little time and memory."""

import datetime as dt
import os
import stat
import sys
import time

import pytest

from tests.core.filed import HERE, again, blobs, kept, small_app
from tests.library import made
from virtual_school.core import clock, files
from virtual_school.core.db import Base, begin, db, enter_network, writing
from virtual_school.core.files import StoredText, documents
from virtual_school.core.files.documents import apart, copying, reader
from virtual_school.core.files.documents.blocks import MOST_BLOCKS, MOST_LETTERS, checked, grouped, of_text, text_of
from virtual_school.core.files.states import CopyState, TextState


@pytest.fixture
def app(request, tmp_path):
    with small_app(request, tmp_path) as app, app.app_context():
        enter_network(HERE)
        yield app
        db.session.rollback()


def read(kind, data, folder):
    path = folder / "document"
    path.write_bytes(data)
    return reader.read(kind, path)


def test_a_document_of_word_in_its_order(tmp_path):
    data = made.docx("Read the page.", "- a link", "- a friend", "|Attack|Harm", "|Worm|It spreads")
    assert read("docx", data, tmp_path) == {
        "blocks": [
            ["heading", 1, "Keeping secrets"], ["text", "Read the page."], ["item", "a link"], ["item", "a friend"],
            ["row", ["Attack", "Harm"]], ["row", ["Worm", "It spreads"]],
        ],
        "broken": "",
    }  # fmt: skip


def test_slides_in_the_order_shown_without_the_speakers_notes(tmp_path):
    data = made.pptx(("Malware", "What harms"), ("Worms", "What spreads"), notes="The answer is 7.")
    assert read("pptx", data, tmp_path)["blocks"] == [
        ["page", 1], ["heading", 2, "Malware"], ["item", "What harms"],
        ["page", 2], ["heading", 2, "Worms"], ["item", "What spreads"],
    ]  # fmt: skip


def test_what_is_hidden_struck_out_or_remarked_is_not_read(tmp_path):
    vanish = "Word</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>Tapir</w:t></w:r><w:r><w:t>s."
    seen = "Not</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t> hidden."
    moved = "Left</w:t></w:r><w:moveFrom><w:r><w:t>Tapir</w:t></w:r></w:moveFrom><w:r><w:t>."
    found = read("docx", made.docx(vanish, seen, moved, heading="Unseen"), tmp_path)["blocks"]
    assert found == [["heading", 1, "Unseen"], ["text", "Words."], ["text", "Not hidden."], ["text", "Left."]]
    slides = made.pptx(("Malware", "What harms"), ("Answers", "Tapir"), ("Worms", "What spreads"), hidden=2)
    assert read("pptx", slides, tmp_path)["blocks"] == [
        ["page", 1], ["heading", 2, "Malware"], ["item", "What harms"],
        ["page", 3], ["heading", 2, "Worms"], ["item", "What spreads"],
    ]  # fmt: skip


def test_nor_in_an_open_document(tmp_path):
    struck = "<text:tracked-changes><text:p>Tapir</text:p></text:tracked-changes>"
    remark = "Read<office:annotation><text:p>Tapir</text:p></office:annotation> this, "
    hidden = "<text:span text:style-name='T1'>Tapir</text:span><text:hidden-text>Tapir</text:hidden-text>all of it."
    styles = "<style:style style:name='T1'><style:text-properties text:display='none'/></style:style>"
    document = made.odt("Secrets", f"{struck}{remark}{hidden}", styles=styles)
    assert read("odf", document, tmp_path)["blocks"] == [["heading", 2, "Secrets"], ["text", "Read this, all of it."]]


def test_an_open_document_and_a_pdf_and_text(tmp_path):
    assert read("odf", made.odt("Secrets", "Read this.", "one", "two"), tmp_path)["blocks"] == [
        ["heading", 2, "Secrets"], ["text", "Read this."], ["item", "one"], ["item", "two"],
    ]  # fmt: skip
    assert read("pdf", made.pdf("Shift by three"), tmp_path)["blocks"] == [["page", 1], ["text", "Shift by three"]]
    assert of_text("One\nline.\n\nTwo \x00\u202eof them.") == [
        ["text", "One line."], ["text", "Two of them."],
    ]  # fmt: skip


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
BROKEN = {
    "cut off": ("docx", made.docx("A page.")[:-30]),
    "no document in it": ("docx", made.zipped({"other.xml": "<x/>"})),
    "entities": ("docx", made.zipped({"word/document.xml": ENTITIES})),
    "a slide that is not there": ("pptx", made.zipped({"ppt/presentation.xml": "<x/>"})),
    "no pdf": ("pdf", b"%PDF-1.4\nnothing"),
    "nothing like it": ("odf", os.urandom(2000)),
}


@pytest.mark.parametrize(("kind", "data"), BROKEN.values(), ids=BROKEN)
def test_what_is_broken_breaks_nothing(kind, data, tmp_path):
    found = read(kind, data, tmp_path)
    assert found["broken"] and found["blocks"] == []


def test_no_more_than_anybody_reads(tmp_path):
    found = of_text("\n\n".join(["word " * 100] * 2000))
    assert len(text_of(found)) <= MOST_LETTERS + len(found) and len(found) <= MOST_BLOCKS
    found = read("docx", made.docx(*["x"] * (MOST_BLOCKS + 100)), tmp_path)["blocks"]
    assert len(found) == MOST_BLOCKS


def test_what_comes_from_the_other_process_is_looked_at():
    good = [["heading", 2, "x"], ["row", ["a", "b"]], ["page", 1]]
    assert checked([*good, ["heading", 9, "x"], ["script", "x"], ["row", [1]], "x", ["text"], ["page", "1"]]) == good
    assert checked({"blocks": []}) == []
    assert grouped([["item", "a"], ["item", "b"], ["text", "c"]]) == [("item", ["a", "b"]), ("text", ["c"])]


def run(command, folder, **more):
    limits = {"seconds": 5, "memory": 512 * apart.MEGABYTE, "written": apart.MEGABYTE}
    return apart.run([sys.executable, "-S", "-c", command], folder, **(limits | more), environ={})


def test_a_program_apart_has_little_of_everything(tmp_path):
    assert run("print(1)", tmp_path) == b"1\n"
    for greedy in ("bytearray(1 << 30)", "open('x', 'wb').write(bytes(2 << 20))", "raise SystemExit(3)"):
        with pytest.raises(apart.Failed):
            run(greedy, tmp_path)
    began = time.monotonic()
    with pytest.raises(apart.Failed):
        run("while True: pass", tmp_path, seconds=1)
    assert time.monotonic() - began < 10


def test_whoever_waits_may_end_it_and_it_ends(tmp_path):
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run("import time; time.sleep(60)", tmp_path, seconds=60, beat=stop)


# Stored ---------------------------------------------------------------------------------------------------------------

OFFICE = """#!{python}
import pathlib, sys
folder, document = sys.argv[sys.argv.index("--outdir") + 1:]
pathlib.Path(document).with_suffix(".pdf").write_bytes({pdf!r})
"""


@pytest.fixture
def office(tmp_path_factory, monkeypatch):
    """A program in LibreOffice's place, which makes the same page of everything."""
    folder = tmp_path_factory.mktemp("office")
    program = folder / "soffice"
    program.write_text(OFFICE.format(python=sys.executable, pdf=made.pdf("As it is printed")))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(copying.shutil, "which", lambda name: str(program) if name == "soffice" else None)
    return program


@pytest.fixture
def no_office(monkeypatch):
    monkeypatch.setattr(copying.shutil, "which", lambda name: None)


def wanted(data, name):
    stored = kept(data, name)
    with writing():
        documents.want(stored)
    return stored


def text_row(stored):
    begin(write=False)
    return db.session.get(StoredText, stored.id, populate_existing=True)


def test_words_and_a_copy_are_made_once(app, office):
    stored = wanted(made.docx("Read the page."), "Plan.docx")
    assert documents.make(stored.id) and not documents.make(stored.id)
    text = text_row(stored)
    assert (text.state, text.copy_state) == (TextState.READY, CopyState.READY)
    assert text.text == "Keeping secrets\nRead the page."
    assert documents.words_of([stored.id]) == {stored.id: "keeping keep secrets secret read the page"}
    _text, copy = documents.copy_of(stored)
    with files.read(copy) as opened:
        assert opened.read() == made.pdf("As it is printed")
    assert not list(files.filing().arriving.iterdir())


def test_without_libreoffice_there_are_words_and_no_copy(app, no_office):
    stored = wanted(made.docx("Read the page."), "Plan.docx")
    assert documents.make(stored.id)
    assert (text_row(stored).state, text_row(stored).copy_state) == (TextState.READY, CopyState.ABSENT)


def test_a_copy_is_made_once_libreoffice_came(app, office, monkeypatch):
    stored = wanted(made.docx("Read the page."), "Plan.docx")
    monkeypatch.setattr(copying.shutil, "which", lambda name: None)
    documents.make(stored.id)
    monkeypatch.setattr(copying.shutil, "which", lambda name: str(office) if name == "soffice" else None)
    assert documents.make(stored.id) is False  # no new words
    assert text_row(stored).copy_state is CopyState.READY


def test_a_document_of_older_days_is_read_from_its_copy(app, office):
    stored = wanted(b"{\\rtf1 old}", "Plan.rtf")
    assert documents.make(stored.id)
    assert text_row(stored).text == "As it is printed"


def test_a_document_of_older_days_waits_for_libreoffice_and_nobody_tries_until_then(app, office, monkeypatch):
    monkeypatch.setattr(copying.shutil, "which", lambda name: None)
    stored = wanted(b"{\\rtf1 old}", "Plan.rtf")
    assert not documents.make(stored.id)
    assert (text_row(stored).state, text_row(stored).copy_state) == (TextState.WAITING, CopyState.ABSENT)
    with clock.freeze(clock.now() + clock.BEHIND + dt.timedelta(hours=2)):
        assert documents.waiting(10) == []
        monkeypatch.setattr(copying.shutil, "which", lambda name: str(office) if name == "soffice" else None)
        assert documents.waiting(10) == [stored.id]
    assert documents.make(stored.id)
    assert text_row(stored).text == "As it is printed"


@pytest.mark.parametrize("bad", ["raise SystemExit(1)", "pass", "while True: pass"])
def test_a_copy_that_cannot_be_made_blocks_nothing(app, office, bad, monkeypatch):
    monkeypatch.setattr(copying, "SECONDS", 1)
    office.write_text(f"#!{sys.executable}\n{bad}\n")
    stored = wanted(made.docx("Read the page."), "Plan.docx")
    assert documents.make(stored.id)
    assert (text_row(stored).state, text_row(stored).copy_state) == (TextState.READY, CopyState.FAILED)


def test_one_without_words_says_so_and_one_that_is_broken_too(app, no_office):
    blank = wanted(made.docx(heading=""), "Scan.docx")
    broken = wanted(made.docx("x" * 500)[:-200], "Cut.docx")
    assert not documents.make(blank.id) and not documents.make(broken.id)
    assert text_row(blank).state is TextState.NONE
    assert text_row(broken).state is TextState.FAILED


def test_what_is_no_document_is_not_wanted(app):
    stored = kept(bytes(100), "film.mp4")
    with writing():
        assert not documents.want(stored)
    assert text_row(stored) is None


def test_what_killed_the_worker_again_and_again_is_given_up(app):
    stored = wanted(made.docx("x"), "Plan.docx")
    documents.give_up(stored.id)
    assert (text_row(stored).state, text_row(stored).copy_state) == (TextState.FAILED, CopyState.FAILED)


def test_words_and_copy_go_with_the_file(app, office, monkeypatch):
    here = [Base.metadata.tables[name] for name in ("stored_file", "stored_text", "upload")]
    monkeypatch.setattr("virtual_school.core.files.sweeping.tables", lambda: here)
    stored = wanted(made.docx("Read the page."), "Plan.docx")
    documents.make(stored.id)
    assert len(blobs()) == 2
    files.drop_unowned([again(stored).id])
    assert blobs() == [] and text_row(stored) is None


@pytest.mark.skipif(copying.program() is None, reason="LibreOffice is not on this computer")
def test_libreoffice_itself_makes_a_page(tmp_path):
    document = tmp_path / "document.rtf"
    document.write_bytes(b"{\\rtf1\\ansi Read the page.}")
    found = reader.read("pdf", copying.pdf_of(document, 10 << 20))
    assert "Read the page." in text_of(found["blocks"])
