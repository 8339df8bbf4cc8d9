from __future__ import annotations

from pathlib import Path

import pytest

from etl.source import Unreadable
from etl.sources import _csv_text
from etl.sources._csv_text import mirror
from schemas.findings import Finding
from tests.etl.sources.clerks import sent

NAMES = "anzahl;vorname\n9;Jörg\n7;Zoë\n"


def refused(path: Path) -> Finding:
    with pytest.raises(Unreadable) as caught:
        mirror(path)
    return caught.value.findings[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_umlauts_survive_every_encoding_that_offices_save_in(tmp_path: Path, encoding: str) -> None:
    table = mirror(sent(tmp_path, "a.csv", NAMES, encoding))
    assert table.rows.to_pydict() == {"anzahl": ["9", "7"], "vorname": ["Jörg", "Zoë"], "line": [2, 3]}
    assert table.findings == ()


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    table = mirror(sent(tmp_path, "a.csv", NAMES.replace(";", delimiter)))
    assert table.meta["delimiter"] == delimiter
    assert table.rows["vorname"].to_pylist() == ["Jörg", "Zoë"]


def test_the_line_excel_puts_first_is_no_data(tmp_path: Path) -> None:
    table = mirror(sent(tmp_path, "a.csv", "sep=;\n" + NAMES))
    assert table.rows["line"].to_pylist() == [3, 4]


def test_a_cell_with_line_breaks_does_not_shift_the_lines_of_later_findings(tmp_path: Path) -> None:
    text = 'wert;note\n1;"erste Zeile\nzweite Zeile"\n2;"a;b"\n\n3;c\n'
    table = mirror(sent(tmp_path, "a.csv", text))
    assert table.rows["line"].to_pylist() == [2, 4, 6]
    assert table.rows["note"].to_pylist() == ["erste Zeile\nzweite Zeile", "a;b", "c"]


def test_windows_line_ends_and_blank_lines_at_the_end_are_no_rows(tmp_path: Path) -> None:
    text = NAMES.replace("\n", "\r\n") + ";\r\n\r\n  \r\n"
    assert mirror(sent(tmp_path, "a.csv", text)).rows["line"].to_pylist() == [2, 3]


def test_empty_cells_that_excel_adds_behind_the_table_do_not_count(tmp_path: Path) -> None:
    table = mirror(sent(tmp_path, "a.csv", "anzahl;vorname;;\n9;Noah;;\n7;Elias;;\n"))
    assert table.rows.column_names == ["anzahl", "vorname", "line"]
    assert table.findings == ()


def test_columns_of_the_same_name_and_without_a_name_are_kept_apart(tmp_path: Path) -> None:
    table = mirror(sent(tmp_path, "a.csv", "wert;wert;;line\n1;2;3;4\n"))
    assert table.rows.column_names == ["wert", "wert (2)", "(3)", "line (2)", "line"]


@pytest.mark.parametrize(("row", "width"), [("9;Noah;m", "3"), ("9", "1")])
def test_a_row_with_too_few_or_too_many_cells_is_named_and_the_rest_is_read(
    tmp_path: Path, row: str, width: str
) -> None:
    table = mirror(sent(tmp_path, "a.csv", f"{NAMES}{row}\n5;Max\n"))
    found = table.findings[0]
    assert (found.rule, found.line, found.found, found.params["allowed"]) == ("wrong-width", 4, width, "2")
    assert table.rows["line"].to_pylist() == [2, 3, 5]


@pytest.mark.parametrize(
    ("text", "encoding", "word"),
    [
        ("ort\nNeuk\ufffdlln\n", "utf-8", "Neuk\ufffdlln"),
        ("ort\nNeukÃ¶lln\n", "utf-8", "NeukÃ¶lln"),
        ("ort\nTempelhof-SchÃ¶neberg\nMünchen\n", "cp1252", "Tempelhof-SchÃ¶neberg"),
        ("ort\nNeuk^lln\n", "utf-8", "Neuk^lln"),
        ("ort\nNeukÿlln\n", "cp1252", "Neukÿlln"),
        ("ort\nTempelhof-Sch?neberg\n", "utf-8", "Tempelhof-Sch?neberg"),
        ("ort\nTreptow-Köpenick\n", "cp850", "Treptow-K”penick"),
    ],
)
def test_damaged_umlauts_are_found_with_their_line(
    tmp_path: Path, text: str, encoding: str, word: str
) -> None:
    (found,) = mirror(sent(tmp_path, "a.csv", text, encoding)).findings
    assert (found.rule, found.line, found.column, found.found) == ("wrong-encoding", 2, "ort", word)


def test_a_code_page_that_windows_cannot_show_is_refused_with_its_line(tmp_path: Path) -> None:
    found = refused(sent(tmp_path, "a.csv", "ort\nMitte\nMünchen\n", "cp850"))
    assert (found.rule, found.line) == ("wrong-encoding", 3)


@pytest.mark.parametrize(
    "name", ["Maÿa", "Anaÿs", "Elÿ", "Âkif", "Ângelo", "João", "Ãsu", "Zaïa", "Bảo", "Berc̣em", "Ťaťána"]
)
def test_rare_letters_in_real_names_are_no_damage(tmp_path: Path, name: str) -> None:
    assert mirror(sent(tmp_path, "a.csv", f"anzahl;vorname\n1;{name}\n")).findings == ()


def test_an_address_with_a_question_mark_is_no_damage(tmp_path: Path) -> None:
    text = "ref\nhttp://www.tagesspiegel.de/berlin/12739856.html?inIsFirst=false\nWie viele?\nm^2\n"
    assert mirror(sent(tmp_path, "a.csv", text)).findings == ()


@pytest.mark.parametrize("text", ["", "\n\n", "  \n", "anzahl;vorname\n", "anzahl;vorname\n;\n\n"])
def test_a_file_without_data_is_empty(tmp_path: Path, text: str) -> None:
    assert refused(sent(tmp_path, "a.csv", text)).rule == "empty-file"


def test_a_quotation_mark_that_does_not_close_is_named_where_it_opens(tmp_path: Path) -> None:
    found = refused(sent(tmp_path, "a.csv", 'anzahl;vorname\n9;"Noah\n7;Elias\n'))
    assert (found.rule, found.line) == ("open-quote", 2)


def test_a_file_with_zero_bytes_is_unreadable_and_not_half_read(tmp_path: Path) -> None:
    found = refused(sent(tmp_path, "a.csv", NAMES * 2000 + "1;No\0ah\n"))
    assert (found.rule, found.line) == ("unreadable", 6001)


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_csv_text, "MOST_BYTES", 1000)
    assert refused(sent(tmp_path, "a.csv", NAMES * 100)).rule == "too-large"


def test_the_quick_and_the_careful_reader_agree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(f'{n};"Name, {n}"\n' for n in range(3000))
    path = sent(tmp_path, "a.csv", "anzahl;vorname\n" + rows, "cp1252")
    quick = mirror(path).rows
    monkeypatch.setattr(_csv_text, "_read_quickly", lambda *_: None)
    careful = mirror(path).rows
    assert quick.column_names == careful.column_names
    assert quick.to_pydict() == careful.to_pydict()


def test_the_careful_reader_puts_many_batches_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_csv_text, "_BATCH", 7)
    path = sent(tmp_path, "a.csv", "anzahl;vorname\n" + "".join(f"{n};A\n\n" for n in range(50)))
    assert mirror(path).rows["line"].to_pylist() == list(range(2, 102, 2))
