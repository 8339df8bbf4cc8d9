from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from etl.source import Unreadable
from schemas.catalogue import Catalogue
from tests.etl.sources.clerks import answer, finding, read, sent, source_of, workbook

HEAD = "meldebogen;bezirk;berichtszeitraum;kennung;bezeichnung;einheit;wert;bemerkung\n"
STANDESAMT = (
    HEAD
    + "standesamt-meldung;Neukölln;2024-Q3;sta_geburten;Beurkundete Geburten;Anzahl;1.234;\n"
    + "standesamt-meldung;Neukölln;2024-Q3;sta_geburtsurkunde_tage;Summe;Tage;8-12 Wochen;nicht gezählt\n"
    + "standesamt-meldung;Neukölln;2024-Q3;sta_stellen_ist;Besetzte Stellen;VZÄ;12,5;\n"
    + "standesamt-meldung;Neukölln;2024-Q3;sta_sterbefall_offen;Offene Vorgänge;Anzahl;;\n"
)
SAVED_FROM_EXCEL = (
    "Meldebogen der Sozialen Wohnhilfen;;;;\nMeldebogen;wohnhilfen-meldebogen;;;\nBezirk;BA Nkn;;;\n"
    "Berichtszeitraum;1. Halbjahr 2024;;;\n;;;;\nKennung;Bezeichnung;Einheit;Wert;Bemerkung\n"
    "wh_beratungen;Beratungen;Anzahl;5.723;\nwh_erhalten;Erhaltene Wohnungen;Anzahl;.;\n"
)


def test_a_csv_form_gives_a_row_for_each_measure_that_is_filled_in(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    _, tidy = read(sent(tmp_path, "meldung.csv", STANDESAMT, "cp1252"), catalogue)
    rows = [
        (r["line"], r["place"], r["period"], r["measure"], r["value"], r["note"])
        for r in tidy.rows.to_pylist()
    ]
    assert rows == [
        (2, "Neukölln", "2024-Q3", "sta_geburten", "1.234", None),
        (3, "Neukölln", "2024-Q3", "sta_geburtsurkunde_tage", "8-12 Wochen", "nicht gezählt"),
        (4, "Neukölln", "2024-Q3", "sta_stellen_ist", "12,5", None),
    ]
    assert (tidy.data_rows, tidy.demo, tidy.findings) == (3, False, ())


def test_a_workbook_saved_as_csv_by_excel_is_still_the_form(tmp_path: Path, catalogue: Catalogue) -> None:
    path = sent(tmp_path, "meldebogen.csv", SAVED_FROM_EXCEL, "cp1252")
    assert source_of(path).slug == "wohnhilfen-meldebogen"  # type: ignore[union-attr]
    rows = [
        (r["line"], r["place"], r["period"], r["measure"], r["value"])
        for r in read(path, catalogue)[1].rows.to_pylist()
    ]
    assert rows == [
        (7, "BA Nkn", "2024-H1", "wh_beratungen", "5.723"),
        (8, "BA Nkn", "2024-H1", "wh_erhalten", "."),
    ]


def test_numbers_words_and_signs_reach_the_publication_as_what_they_are(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    later = "standesamt-meldung;Neukölln;2024-Q3;sta_ehen;Eheschließungen;Anzahl;…;\n"
    file = answer(sent(tmp_path, "meldung.csv", STANDESAMT + later), catalogue)
    assert (file.status, file.rows, file.observations) == ("loaded", 4, 4)
    assert finding(file, "text-value").found == "8-12 Wochen"
    assert finding(file, "sign").params["meaning"] == "Angabe folgt später"


def test_a_filled_workbook_is_read_as_excel_keeps_it(tmp_path: Path, catalogue: Catalogue) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        [
            ["Quartalsmeldung"],
            ["Meldebogen", "standesamt-meldung"],
            ["Bezirk", "Treptow-Köpenick"],
            ["Zeitraum:", "III/2024"],
            [],
            ["Kennung", "Bezeichnung", "Einheit", "Wert", "Bemerkung"],
            ["sta_geburten", "Beurkundete Geburten", "Anzahl", 412, None],
            ["STA_STELLEN_IST", "Besetzte Stellen", "VZÄ", 7.5, "Zugang im August", "intern: prüfen"],
            ["sta_ehen", "Eheschließungen", "Anzahl", "sofort", None],
        ],
    )
    table, tidy = read(path, catalogue)
    rows = [(r["line"], r["place"], r["period"], r["measure"], r["value"]) for r in tidy.rows.to_pylist()]
    assert rows == [
        (7, "Treptow-Köpenick", "2024-Q3", "sta_geburten", "412"),
        (8, "Treptow-Köpenick", "2024-Q3", "sta_stellen_ist", "7,5"),
        (9, "Treptow-Köpenick", "2024-Q3", "sta_ehen", "sofort"),
    ]
    assert [(f.rule, f.line, f.found) for f in table.findings] == [("left-out", 8, "intern: prüfen")]


def test_one_csv_can_hold_several_districts_and_periods(tmp_path: Path, catalogue: Catalogue) -> None:
    row = "standesamt-meldung;{};{};sta_ehen;Eheschließungen;Anzahl;5;\n"
    text = (
        HEAD
        + row.format("Mitte", "2024-Q1")
        + row.format("Mitte", "2024-Q2")
        + row.format("Pankow", "2024-Q1")
    )
    file = answer(sent(tmp_path, "a.csv", text), catalogue)
    assert (file.status, file.observations) == ("loaded", 3)


def test_a_form_that_does_not_name_itself_is_known_by_its_ids(tmp_path: Path) -> None:
    text = "Bezirk;Mitte\nQuartal;2024-Q1\nkennung;wert\nwh_mizi;12\n"
    assert source_of(sent(tmp_path, "a.csv", text)).slug == "wohnhilfen-meldebogen"  # type: ignore[union-attr]


ROW = "standesamt-meldung;Neukölln;2024-Q3;sta_geburten;Beurkundete Geburten;Anzahl;1.234;"
BAD = {
    "unknown-indicator": (ROW.replace("sta_geburten", "sta_geburtn"), 2, "kennung", "sta_geburtn"),
    "unknown-district": (ROW.replace("Neukölln", "Köln"), 2, None, "Köln"),
    "bad-period": (ROW.replace("2024-Q3", "2024-Q5"), 2, "berichtszeitraum", "2024-Q5"),
    "not-a-number": (ROW.replace("1.234", "viele"), 2, "wert", "viele"),
    "negative-value": (ROW.replace("1.234", "-3"), 2, "wert", "-3"),
    "wrong-unit": (ROW.replace("Anzahl", "%"), 2, "einheit", "%"),
    "duplicate-key": (
        f"{ROW}\n{ROW.replace('1.234', '1.243')}",
        3,
        "wert",
        "Neukölln · 2024-Q3 · sta_geburten",
    ),
}


@pytest.mark.parametrize("rule", BAD)
def test_a_form_filled_in_wrongly_is_rejected_and_told_why(
    tmp_path: Path, catalogue: Catalogue, rule: str
) -> None:
    text, line, column, found = BAD[rule]
    file = answer(sent(tmp_path, "a.csv", f"{HEAD}{text}\n"), catalogue)
    assert file.status == "rejected"
    said = finding(file, rule)
    assert (said.line, said.column, said.found) == (line, column, found)


def test_an_id_of_another_form_is_not_taken(tmp_path: Path, catalogue: Catalogue) -> None:
    file = answer(sent(tmp_path, "a.csv", HEAD + ROW.replace("sta_geburten", "wh_mizi") + "\n"), catalogue)
    assert finding(file, "unknown-indicator").found == "wh_mizi"


def test_a_mistyped_id_is_answered_with_the_one_meant_in_both_languages(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    text = HEAD + ROW.replace("sta_geburten", "sta_geburtn") + "\n"
    said = finding(answer(sent(tmp_path, "a.csv", text), catalogue), "unknown-indicator")
    assert "(gemeint: sta_geburten?)" in said.message("de")
    assert "(meant: sta_geburten?)" in said.message("en")


@pytest.mark.parametrize("period", ["2024", "2024-03", "31.03.2024", "aktuell", ""])
def test_a_form_is_for_a_quarter_or_a_half_year(tmp_path: Path, catalogue: Catalogue, period: str) -> None:
    file = answer(sent(tmp_path, "a.csv", HEAD + ROW.replace("2024-Q3", period) + "\n"), catalogue)
    assert file.status == "rejected"
    assert "2024-H1" in finding(file, "bad-period").message()


@pytest.mark.parametrize(
    ("label", "column"), [("Bezirk", "bezirk"), ("Berichtszeitraum", "berichtszeitraum")]
)
def test_a_head_without_district_or_period_is_named(
    tmp_path: Path, catalogue: Catalogue, label: str, column: str
) -> None:
    text = "\n".join(line for line in SAVED_FROM_EXCEL.splitlines() if not line.startswith(label))
    file = answer(sent(tmp_path, "a.csv", text), catalogue)
    assert (file.status, finding(file, "missing-column").column) == ("rejected", column)


def test_a_form_without_the_column_for_values_is_named(tmp_path: Path, catalogue: Catalogue) -> None:
    file = answer(sent(tmp_path, "a.csv", (HEAD + ROW + "\n").replace(";wert;", ";Zahl;")), catalogue)
    assert (file.status, finding(file, "missing-column").column) == ("rejected", "wert")


def test_an_empty_form_is_empty(tmp_path: Path, catalogue: Catalogue) -> None:
    with pytest.raises(Unreadable) as caught:
        read(sent(tmp_path, "a.csv", HEAD + ROW.replace("1.234", "") + "\n"), catalogue)
    assert caught.value.findings[0].rule == "empty-file"


def test_a_date_that_excel_made_of_a_span_is_no_number(tmp_path: Path, catalogue: Catalogue) -> None:
    rows: list[list[object]] = [
        ["Meldebogen", "standesamt-meldung"], ["Bezirk", "Mitte"], ["Berichtszeitraum", "2024-Q3"],
        ["Kennung", "Wert"], ["sta_geburtsurkunde_tage", date(2024, 12, 8)],
    ]  # fmt: skip
    file = answer(workbook(tmp_path / "a.xlsx", rows), catalogue)
    assert finding(file, "not-a-number").found == "2024-12-08"


@pytest.mark.parametrize("place", ["bemerkung", "head"])
def test_demonstration_data_say_so(tmp_path: Path, catalogue: Catalogue, place: str) -> None:
    if place == "bemerkung":
        path = sent(tmp_path, "a.csv", f"{HEAD}{ROW}DEMONSTRATIONSDATEN\n")
    else:
        path = sent(
            tmp_path, "a.csv", SAVED_FROM_EXCEL.replace("Bezirk;", "Demonstrationsdaten;;;;\nBezirk;")
        )
    assert read(path, catalogue)[1].demo


def test_a_title_with_a_comma_does_not_hide_the_semicolons(tmp_path: Path, catalogue: Catalogue) -> None:
    text = "Meldung, drittes Quartal\n\n" + HEAD + ROW + "\n"
    _, tidy = read(sent(tmp_path, "a.csv", text), catalogue)
    assert [(r["line"], r["value"]) for r in tidy.rows.to_pylist()] == [(4, "1.234")]


def test_a_damaged_district_in_the_head_is_said_to_be_damaged(tmp_path: Path, catalogue: Catalogue) -> None:
    file = answer(sent(tmp_path, "a.csv", SAVED_FROM_EXCEL.replace("BA Nkn", "NeukÃ¶lln")), catalogue)
    assert (file.status, finding(file, "wrong-encoding").line) == ("rejected", 3)


def test_a_form_without_its_header_row_says_which_column_is_needed(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    lines = [line for line in SAVED_FROM_EXCEL.splitlines() if not line.startswith("Kennung")]
    file = answer(sent(tmp_path, "a.csv", "\n".join(lines)), catalogue)
    assert (file.source, file.status) == ("wohnhilfen-meldebogen", "rejected")
    assert finding(file, "missing-column").column == "kennung"
