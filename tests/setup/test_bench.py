"""What the measurements reckon: ratios, what replaces what, and which cell is over the limit."""

from bench import rows
from bench.measure import Amount, Taken, ratio


def row(page: str, size: int, **changes: object) -> rows.Row:
    values = {"cpu_ms": 9.0, "low": 8.0, "high": 10.0, "ratio": 2.0, "against": None, "rps": 90.0, "p50_ms": 1.0}
    return rows.Row(page, "sqlite", size, **{**values, "p95_ms": 2.0, "queries": 5, "bytes": 900, **changes})


def test_a_ratio_is_the_median_of_those_of_the_runs():
    assert ratio([2.0, 30.0, 6.0], [1.0, 10.0, 1.0]) == 3.0
    assert Taken(cpus=[4.0, 6.0, 8.0], bare=[2.0, 2.0, 2.0]).ratio == 3.0


def test_each_hand_in_has_a_piece_of_work():
    assert Amount(warm=1, runs=2, count=3).hand_ins == 1 + 6 + 2


def test_what_is_measured_again_replaces_what_was_there(tmp_path):
    visit = rows.Visit("today", 1, 4, 4000, 1, 900)
    old = [row("today", 1), row("today", 10, against=1.2), visit]
    rows.write(rows.together(old, [row("today", 10, against=1.05)]), tmp_path / "latest.json")
    assert rows.read(tmp_path / "latest.json") == [row("today", 1), row("today", 10, against=1.05), visit]


def test_what_was_kept_before_there_were_sizes_is_let_go(tmp_path):
    (tmp_path / "latest.json").write_text("[]")
    assert rows.read(tmp_path / "latest.json") == []
    assert rows.read(tmp_path / "none.json") == []


def test_what_is_over_the_limit_stands_out():
    said = rows.tables([row("today", 10, against=1.15), row("desk", 10, against=1.16), row("pile", 1)])
    assert "| 1.15 |" in said and "| **1.16** |" in said
    assert said.count("\n") == 4
