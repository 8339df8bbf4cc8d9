"""Are projections the same for the same values, and made anew only for other ones?"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl import projections
from etl.corrections import Corrections
from etl.load import load
from etl.projections import processes
from etl.projections.series import Task
from etl.publish import Publications
from tests.etl.small import indicator, row, small_catalogue, write

TARGET = [{"from": "2022-01-01", "value": 20, "source": "beleg"}]
MONTHS = [f"{year}-{month:02}" for year in (2023, 2024) for month in range(1, 13)]
CATALOGUE = small_catalogue(
    indicator(
        "share",
        {"ratio": ["missed", "kept + missed"], "scale": 100},
        ["month", "quarter"],
        polarity="lower_is_better",
        targets=TARGET,
    ),
    indicator("count", {"sum": "kept"}, ["month"], unit="Anzahl", decimals=0),
)
pytestmark = pytest.mark.usefixtures("tidy_files")


def publish(folder: Path, home: Path, months: Sequence[str], name: str = "a", size: int = 100) -> None:
    rows: list[dict[str, Any]] = []
    for month in months:
        n = MONTHS.index(month)
        for key in ("01", "02"):
            rows.append(row(key, month, "missed", 20 + (n * 5 + int(key)) % 7))
            rows.append(row(key, month, "kept", size))
    corrections = Corrections(())
    path = write(folder, name, rows)
    assert load([path], home=home, catalogue=CATALOGUE, corrections=corrections).publication


def ask(home: Path, question: str, number: int = 1) -> list[tuple[Any, ...]]:
    with duckdb.connect(Publications(home).path(number), read_only=True) as con:
        return con.execute(question).fetchall()


def test_every_area_with_a_target_has_a_projection_or_a_reason(tmp_path: Path, home: Path) -> None:
    publish(tmp_path, home, MONTHS)
    found = ask(home, "SELECT district, obstacle, until, known FROM projection ORDER BY district")
    assert len(found) == 13
    assert found[1] == ("01", None, "2025-12", 24)
    assert found[3] == ("03", "no_values", "2025-12", 0)
    assert ask(home, "SELECT DISTINCT indicator FROM projection") == [("share",)], "no target, no projection"
    assert ask(home, "SELECT district, count(*) FROM projected GROUP BY ALL ORDER BY ALL") == [
        ("00", 12), ("01", 12), ("02", 12),
    ]  # fmt: skip


def test_the_same_values_give_the_same_numbers_whatever_their_order(tmp_path: Path, home: Path) -> None:
    publish(tmp_path, home, MONTHS)
    publish(tmp_path, tmp_path / "other", MONTHS[::-1])
    for table in ("projection", "projected"):
        question = f"SELECT * FROM {table} ORDER BY ALL"
        assert ask(home, question) == ask(tmp_path / "other", question)


def test_what_rests_on_the_same_values_is_taken_over(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, home, MONTHS)
    asked: list[int] = []

    def counting(tasks: Sequence[Task]) -> Any:
        asked.append(len(tasks))
        return processes.computed(tasks)

    monkeypatch.setattr(projections, "computed", counting)
    rows = [row("02", MONTHS[3], "missed", 60), row("02", MONTHS[3], "kept", 90)]
    path = write(tmp_path, "b", rows)
    assert load([path], home=home, catalogue=CATALOGUE, corrections=Corrections(())).publication == 2
    assert asked == [2], "of the corrected district and of Berlin"
    same = "SELECT * FROM projected WHERE district = '01' ORDER BY ALL"
    assert ask(home, same) == ask(home, same, 2)
    assert len(ask(home, "SELECT * FROM projected", 2)) == 36


def test_a_publication_from_before_projections_is_a_history_like_any_other(
    tmp_path: Path, home: Path
) -> None:
    publish(tmp_path, home, MONTHS[:-1])
    with duckdb.connect(Publications(home).path(1)) as con:
        con.execute("DROP TABLE projection; DROP TABLE projected")
    publish(tmp_path, home, MONTHS, "b")
    assert len(ask(home, "SELECT * FROM projected", 2)) == 36


def test_no_process_starts_where_there_is_nothing_to_project(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_start", lambda: pytest.fail("a process was started"))
    publish(tmp_path, home, MONTHS[:6])
    assert {row[0] for row in ask(home, "SELECT obstacle FROM projection")} == {"too_short", "no_values"}


def ending(words: str) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [sys.executable, "-c", words], encoding="utf-8", stdin=pipe, stdout=pipe, stderr=pipe
    )


def test_a_load_is_not_lost_because_no_projection_can_be_computed(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_start", lambda: ending("raise SystemExit('kein Speicher')"))
    publish(tmp_path, home, MONTHS)
    reasons = ask(home, "SELECT obstacle, count(*) FROM projection GROUP BY ALL ORDER BY ALL")
    assert reasons == [("no_values", 10), ("not_computed", 3)]
    assert ask(home, "SELECT count(*) FROM projected") == [(0,)]
    assert ask(home, "SELECT count(*) > 0 FROM value") == [(True,)], "all values are published"
    (said,) = ask(home, "SELECT severity, message_de FROM finding WHERE rule = 'projection-failed'")
    assert said[0] == "warning"
    assert said[1].startswith("Nicht berechenbare Prognosen: 3 (kein Speicher)")
    assert "das nächste Laden versucht es erneut" in said[1]


def test_what_could_not_be_computed_is_tried_again_by_the_next_load(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(processes, "_start", lambda: ending("raise SystemExit('kein Speicher')"))
        publish(tmp_path, home, MONTHS)
    rows = [row("02", MONTHS[3], "missed", 60), row("02", MONTHS[3], "kept", 90)]
    path = write(tmp_path, "b", rows)
    load([path], home=home, catalogue=CATALOGUE, corrections=Corrections(()))
    assert ask(home, "SELECT count(*) FROM projection WHERE obstacle = 'not_computed'", 2) == [(0,)]
    assert len(ask(home, "SELECT * FROM projected", 2)) == 36


def test_one_series_that_ends_its_process_costs_only_its_own_projection(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, start = iter([True, False]), processes._start
    deadly = (
        "import json, os, sys; from etl.forecasting.work import answer; given = json.load(sys.stdin); "
        "print(json.dumps(answer(given[0])), flush=True); sys.stdout.write('{\"half'); sys.stdout.flush(); "
        "os.kill(os.getpid(), 9)"
    )
    monkeypatch.setattr(processes, "_start", lambda: ending(deadly) if next(begun) else start())
    publish(tmp_path, home, MONTHS)
    found = ask(home, "SELECT district, obstacle FROM projection WHERE obstacle IS DISTINCT FROM 'no_values'")
    assert sorted(found) == [("00", None), ("01", "not_computed"), ("02", None)]
    (said,) = ask(home, "SELECT message_de FROM finding WHERE rule = 'projection-failed'")
    assert said[0].startswith("Nicht berechenbare Prognosen: 1 (Signal 9)")
