"""Strings that break things, in each name: kept as they are, or refused at their line and column. Nothing is run."""

import sqlalchemy as sa

from tests.cast import Cast
from tests.client import Client
from tests.imports.filed import BORN, HEADS, lines, of_csv, page, read, upn, worked
from virtual_school.core import text
from virtual_school.core.app import App
from virtual_school.core.db import db
from virtual_school.imports.models import Verdict
from virtual_school.pupils.models import Pupil

STRINGS = (
    "<script>alert(1)</script>",
    "'; DROP TABLE pupil; --",
    '=HYPERLINK("http://x","y")',
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "-2+3",
    "{{ 7*7 }}",
    "${7*7}",
    "%(name)s %s %d",
    "../../etc/passwd",
    "null",
    "NULL",
    "undefined",
    "true",
    "NaN",
    "0x0",
    "123",
    "1/2",
    "田中さんにあげて下さい",
    "Ω≈ç√∫˜µ≤≥÷",
    "Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤",
    "😍😍",
    "مُنَاقَشَةُ سُبُلِ",
    "\u202eotpos\u202c",
    "a\u0000b",
    "a\ufeffb",
    "\u200b",
    " ",
    "tab\tin it",
    "two\nlines",
    "x" * 201,
    "O'Neill-Sørensen",
    "Robert\\'); x",
    "<img src=x onerror=alert(1)>",
)


def test_in_each_name_it_is_kept_whole_or_refused_at_its_place(app: App, cast: Cast, client: Client) -> None:
    client.sign_in(cast.administrator)
    heads = (*HEADS, "PreferredForename")
    rows = [(upn(number), string, "Fine", BORN, "9", "Fine") for number, string in enumerate(STRINGS)]
    rows += [(upn(100 + number), "Fine", string, BORN, "9", "") for number, string in enumerate(STRINGS)]
    rows += [(upn(200 + number), "Fine", "Fine", BORN, "9", string) for number, string in enumerate(STRINGS)]
    found = read(app, client, cast, of_csv(rows, heads))
    held = lines(found)
    assert len(held) == len(rows)
    for line in held:
        if line.verdict is Verdict.WRONG:
            assert line.problems and all("“" in place for place in line.problems), line.line
    client.get(page(found, "/lines?what=wrong"))
    client.get(page(found, "/lines?what=new"))
    client.get(page(found))
    client.submit('form[action$="/confirm"]', skips_wrong="y")
    worked(app)
    kept = {pupil.upn: pupil for pupil in db.session.scalars(sa.select(Pupil).where(Pupil.upn.is_not(None)))}
    for number, string in enumerate(STRINGS):
        pupil = kept.get(upn(number))
        if pupil is not None:
            assert pupil.family_name == " ".join(text.line(string).split())
            assert set(string) - set(pupil.family_name) <= set("\n\t "), string
    assert "O'Neill-Sørensen" in {pupil.family_name for pupil in kept.values()}
    assert "a\u0000b" not in {pupil.family_name for pupil in kept.values()}
    assert client.get(page(found, "/wrong-lines.csv")).data.startswith(b"\xef\xbb\xbf")
    for line in client.response.get_data(as_text=True).splitlines():
        assert not any(cell.startswith(("=", "+", "@")) for cell in line.split(","))
