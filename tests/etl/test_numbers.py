"""A figure read wrongly is quoted wrongly in a committee: every way to write a number, a sign or a word."""

from __future__ import annotations

import duckdb
import pytest

from etl import numbers


def parse(text: str, decimal: str = ",") -> tuple[float | None, str, bool]:
    """Number, mark behind it, and whether it is a statement in words."""
    sql = f"""
        WITH cleaned AS (SELECT {numbers.clean("$1::VARCHAR")} AS text), cored AS (SELECT text,
        {numbers.core("text")} AS core, {numbers.mark("text")} AS mark FROM cleaned) SELECT
        {numbers.number("core", "$2::VARCHAR")}, mark, regexp_matches(lower(text), '{numbers.WORDS}') FROM
        cored
    """
    found = duckdb.connect().execute(sql, [text, decimal]).fetchone()
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12), ("1.234", 1234), ("1.234,5", 1234.5), ("1234,5", 1234.5), ("1.234.567", 1234567),
        ("0,5", 0.5),
        ("33.3", 33.3), ("12.50", 12.5), ("-5", -5), ("−5", -5), ("+5", 5), ("12,3 %", 12.3), ("12,3%", 12.3),
        ("1 234,5", 1234.5), ("1\u00a0234", 1234), ("1\u202f234", 1234), ("  7 ", 7), ("98,4 Prozent", None),
        ("", None),
        ("neun", None), ("1.23.4", None), ("1,2,3", None), ("12 Tage", None), ("NaN", None), ("inf", None),
        ("1e400", None),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(text: str, number: float | None) -> None:
    assert parse(text)[0] == number


@pytest.mark.parametrize(
    ("text", "number"), [("1.234", 1.234), ("1234.5", 1234.5), ("1,234.5", 1234.5), ("1e3", 1000)]
)
def test_numbers_as_machines_write_them(text: str, number: float) -> None:
    assert parse(text, ".")[0] == number


@pytest.mark.parametrize(
    ("text", "number", "mark"),
    [("44800 s", 44800, "s"), ("12 p", 12, "p"), ("12r", 12, "r"), ("(120)", 120, "(")],
)
def test_marks_behind_a_number_are_kept_apart(text: str, number: float, mark: str) -> None:
    assert parse(text)[:2] == (number, mark)


@pytest.mark.parametrize(
    "text",
    [
        "sofort",
        "Sofort",
        "8-12 Wochen",
        "8–12 Wochen",
        "1 bis 5 Tage",
        "<15",
        "mehr als 11 %",
        "3 Wochen",
        "15 bis 20 Prozent",
    ],
)
def test_words_and_ranges_are_statements(text: str) -> None:
    number, _, is_words = parse(text)
    assert number is None and is_words


@pytest.mark.parametrize("text", ["neun", "abc", "=1+1", "12a", "siehe Mail"])
def test_other_words_are_no_statement(text: str) -> None:
    assert parse(text)[0] is None and not parse(text)[2]
