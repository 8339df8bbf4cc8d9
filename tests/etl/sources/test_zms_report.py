"""Do reports of the appointment system become the right measures, and bad ones a clear finding?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from etl.source import HEAD_BYTES, Tidy, Unreadable
from etl.sources import zms_exchange
from etl.sources.zms_report import SOURCE
from schemas.catalogue import Catalogue
from schemas.findings import Severity
from tests.etl.sources.zms_files import (
    CAPACITY,
    HEADERS,
    SITE,
    YEAR,
    clients,
    clients_report,
    preamble,
    rules,
    tidied,
    values,
    write_json,
    write_report,
    write_xlsx,
)

SUMS: list[Any] = ["April", 2016, 94, 16, 80, 15, 14, 1, 0, 0, 66]
FRIDAY: list[Any] = ["Fr", "01.04.16", 84, 16, 80, 15, 4, 1, 3, 2, 61]
MONDAY: list[Any] = ["Mo", "04.04.16", 10, 0, 0, 0, 10, 0, 0, 0, 5]
DISTRICT = SITE[:1]


def report(folder: Path, rows: Sequence[Sequence[object]], created: datetime | None = None) -> Tidy:
    """Tidy a report of one sheet."""
    return tidied(SOURCE, write_report(folder / "report.xlsx", rows, created))


def places(tidy: Tidy) -> set[tuple[str, str]]:
    """Kinds and names of the places of all rows."""
    return {(row["place_kind"], row["place"]) for row in tidy.rows.to_pylist()}


def total(tidy: Tidy, measure: str) -> list[str | None]:
    """The printed totals of a measure."""
    return [row["value"] for row in tidy.totals.to_pylist() if row["measure"] == measure]


# Kundenstatistik ----


def test_days_of_a_report_count_for_their_month_and_the_row_of_sums_is_no_day(tmp_path: Path) -> None:
    tidy = report(tmp_path, clients_report([SUMS, FRIDAY, MONDAY]))
    assert values(tidy, "zms_clientscount") == {
        ("141", "2016-04", "", "2016-04-01"): "84",
        ("141", "2016-04", "", "2016-04-04"): "10",
    }
    assert places(tidy) == {("site", "141")}
    assert tidy.data_rows == 2 and not tidy.findings
    assert tidy.covers == (date(2016, 4, 1), date(2016, 4, 30))
    assert total(tidy, "zms_clientscount") == ["94"] and total(tidy, "zms_requestscount") == ["66"]


def test_findings_name_the_row_of_the_sheet_and_the_header(tmp_path: Path) -> None:
    broken = [*FRIDAY[:2], None, *FRIDAY[3:]]
    (finding,) = report(tmp_path, clients_report([SUMS, broken])).findings
    assert (finding.rule, finding.line, finding.column) == ("not-a-number", 9, "Kunden Erschienen")


def test_numbers_that_are_stored_as_text_are_the_same_numbers(tmp_path: Path) -> None:
    as_text = [[str(cell) for cell in row] for row in (SUMS, FRIDAY, MONDAY)]
    (tmp_path / "text").mkdir()
    written = report(tmp_path / "text", clients_report(as_text))
    stored = report(tmp_path, clients_report([SUMS, FRIDAY, MONDAY]))
    assert written.rows == stored.rows and written.totals == stored.totals


def test_what_was_not_counted_is_handed_on_as_it_is(tmp_path: Path) -> None:
    row = [*FRIDAY[:6], "N/A", "N/A", *FRIDAY[8:]]
    tidy = report(tmp_path, clients_report([row]))
    assert list(values(tidy, "zms_noappointment").values()) == ["N/A"]


def test_months_of_a_yearly_report_are_periods_of_their_own(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [None, 2016, 30, *[0] * 8],
        ["März", 2016, 10, *[0] * 8],
        ["April", 2016, 20, *[0] * 8],
    ]
    tidy = report(tmp_path, clients_report(rows, span=YEAR))
    assert values(tidy, "zms_clientscount") == {
        ("141", "2016-03", "", None): "10",
        ("141", "2016-04", "", None): "20",
    }
    assert total(tidy, "zms_clientscount") == ["30"] and tidy.data_rows == 2


def test_a_yearly_report_with_one_month_so_far_is_not_taken_for_its_sums(tmp_path: Path) -> None:
    rows: list[list[Any]] = [[None, "2016", 20, *[0] * 8], ["Januar", "2016", 20, *[0] * 8]]
    tidy = report(tmp_path, clients_report(rows, span=YEAR))
    assert values(tidy, "zms_clientscount") == {("141", "2016-01", "", None): "20"}


def test_sums_alone_are_the_figures_of_their_month(tmp_path: Path) -> None:
    tidy = report(tmp_path, clients_report([SUMS]))
    assert values(tidy, "zms_clientscount") == {("141", "2016-04", "", None): "94"}


def test_sums_alone_of_several_months_are_not_booked_on_the_first_one(tmp_path: Path) -> None:
    tidy = report(tmp_path, clients_report([SUMS], span=("01.04.2016", "31.05.2016")))
    assert tidy.rows.num_rows == 0 and total(tidy, "zms_clientscount") == ["94"]


def test_several_blocks_of_one_sheet_are_one_report(tmp_path: Path) -> None:
    first = clients_report([[*SUMS[:2], 84, *SUMS[3:]], FRIDAY], span=("01.04.2016", "31.05.2016"))
    header = [None, "Datum", *HEADERS]
    rows = [*first, [], header, ["Mai", 2016, 7, *[0] * 8], ["Mo", "02.05.16", 7, *[0] * 8]]
    tidy = report(tmp_path, rows)
    assert {period for _, period, *_ in values(tidy, "zms_clientscount")} == {"2016-04", "2016-05"}
    assert total(tidy, "zms_clientscount") == ["91"], "sums of both blocks against the rows of both"


def test_reports_of_several_sites_below_each_other_keep_their_places(tmp_path: Path) -> None:
    other = clients_report([MONDAY], names=[*SITE[:2], "Bürgeramt Wilmersdorfer Str."])
    tidy = report(tmp_path, [*clients_report([FRIDAY]), [], *other])
    assert places(tidy) == {("site", "141"), ("site", "142")}


def test_the_same_month_day_by_day_and_as_a_whole_would_count_double(tmp_path: Path) -> None:
    yearly: list[list[Any]] = [
        [None, "Datum", *HEADERS],
        [None, 2016, 94, *[0] * 8],
        ["April", 2016, 94, *[0] * 8],
    ]
    tidy = report(tmp_path, [*clients_report([FRIDAY], span=YEAR), [], *yearly])
    assert "duplicate-key" in rules(tidy)


def test_walk_in_columns_that_are_there_twice_count_once(tmp_path: Path) -> None:
    headers = [*HEADERS[:6], *HEADERS[4:6], *HEADERS[6:]]
    row = [*FRIDAY[:8], "4", "N/A", *FRIDAY[8:]]
    sums = [*SUMS[:6], 0, 0, 14, 1, *SUMS[8:]]
    tidy = report(tmp_path, clients_report([sums, row], headers=headers))
    assert list(values(tidy, "zms_noappointment").values()) == ["4"]
    assert list(values(tidy, "zms_missednoappointment").values()) == ["1"]
    assert total(tidy, "zms_noappointment") == ["14"], "the 0 is a column that the source does not add up"
    assert not tidy.findings


def test_walk_in_columns_that_do_not_agree_are_refused(tmp_path: Path) -> None:
    headers = [*HEADERS[:6], *HEADERS[4:6], *HEADERS[6:]]
    row = [*FRIDAY[:8], 0, 1, *FRIDAY[8:]]
    (finding,) = report(tmp_path, clients_report([row], headers=headers)).findings
    assert (finding.rule, finding.column, finding.found) == ("duplicate-key", HEADERS[4], "0 / 4")


def test_a_printed_zero_below_columns_that_the_source_never_adds_up_is_no_total(tmp_path: Path) -> None:
    tidy = report(tmp_path, clients_report([SUMS, FRIDAY, MONDAY]))
    assert total(tidy, "zms_ticketprinter") == [] and total(tidy, "zms_missednoappointment") == ["1"]


def test_a_header_without_its_empty_first_cell_stands_one_cell_to_the_left(tmp_path: Path) -> None:
    rows = clients_report([FRIDAY])
    rows[5] = ["Datum", *HEADERS]
    tidy = report(tmp_path, rows)
    assert list(values(tidy, "zms_clientscount").values()) == ["84"]


def test_remarks_below_the_figures_are_no_rows(tmp_path: Path) -> None:
    tidy = report(tmp_path, clients_report([FRIDAY, [], ["Stand: 02.05.2016, vorläufig"]]))
    assert tidy.data_rows == 1 and not tidy.findings


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["Fr", "31.04.16"], "Fr 31.04.16"),
        ([None, None], ""),
        (["Fr", "01.05.16"], "01.05.16"),
        (["Apryl", 2016], "Apryl 2016"),
    ],
)
def test_figures_without_a_date_in_the_days_of_the_report_are_refused(
    tmp_path: Path, cells: list[Any], found: str
) -> None:
    (finding,) = report(tmp_path, clients_report([FRIDAY, [*cells, *MONDAY[2:]]])).findings
    assert (finding.rule, finding.found, finding.line) == ("bad-period", found, 9)


def test_dates_that_excel_made_of_texts_are_read(tmp_path: Path) -> None:
    rows = clients_report([["Fr", date(2016, 4, 1), *FRIDAY[2:]]])
    rows[4] = ["Zeitraum:", date(2016, 4, 1), "bis", date(2016, 4, 30)]
    tidy = report(tmp_path, rows)
    assert list(values(tidy, "zms_missed")) == [("141", "2016-04", "", "2016-04-01")]


def test_a_report_without_known_columns_names_what_is_missing(tmp_path: Path) -> None:
    headers = ["Kunden", "Kundinnen"]
    (finding,) = report(tmp_path, clients_report([["Fr", "01.04.16", 1, 2]], headers=headers)).findings
    assert finding.rule == "missing-column" and "Kundinnen" in finding.message()


def test_a_report_without_rows_is_empty(tmp_path: Path) -> None:
    assert rules(report(tmp_path, preamble("Kundenstatistik"))) == ["empty-file"]
    assert rules(report(tmp_path, clients_report([]))) == ["empty-file"]


# Places ----


@pytest.mark.parametrize(
    ("names", "place"),
    [
        (["Charlottenburg-Wilmersdorf"], ("district", "Charlottenburg-Wilmersdorf")),
        (["Charlottenburg-Wilmersdorf", "Bürgeramt"], ("department", "74")),
        (
            ["Charlottenburg-Wilmersdorf", "Ordnungsamt"],
            ("department", "Ordnungsamt Charlottenburg-Wilmersdorf"),
        ),
        (["Charlottenburg-Wilmersdorf", "Bürgeramt", "Bürgeramt Heerstraße "], ("site", "141")),
        (["Mitte", "Bürgeramt", "Bürgeramt Heerstraße"], ("site", "Bürgeramt Heerstraße")),
        (["Bürgeramt Wilmersdorfer Str. Neubau"], ("site", "142")),
        (["Bürgeramt Mitte 10"], ("site", "Bürgeramt Mitte 10")),
        (["Stadt Charlottenburg", "Bürgeramt", "Bürgeramt Heerstraße"], ("site", "141")),
        (["Atlantis"], ("district", "Atlantis")),
    ],
)
def test_the_names_above_the_figures_say_whom_they_are_about(
    tmp_path: Path, names: list[str], place: tuple[str, str]
) -> None:
    assert places(report(tmp_path, clients_report([FRIDAY], names=names))) == {place}


@pytest.mark.parametrize(
    "names",
    [
        ["Bürgeramt Heerstraße Häschenschule", "Bürgeramt Wilmersdorfer Str."],
        ["Bürgeramt Heerstraße", "Bürgeramt Nirgendwo"],
    ],
)
def test_a_report_about_several_sites_cannot_be_split(tmp_path: Path, names: list[str]) -> None:
    tidy = report(tmp_path, clients_report([FRIDAY], names=names))
    (finding,) = tidy.findings
    assert finding.rule == "aggregated-sites" and finding.found == ", ".join(names)
    assert tidy.rows.num_rows == 0 and tidy.totals.num_rows == 0


# Which days a report covers ----


def test_a_report_about_some_days_of_a_month_says_which(tmp_path: Path) -> None:
    tidy = report(tmp_path, clients_report([FRIDAY], span=("01.04.2016", "15.04.2016")))
    assert list(values(tidy, "zms_missed")) == [("141", "2016-04", "2016-04-01/2016-04-15", "2016-04-01")]


def test_a_yearly_report_made_within_the_year_does_not_cover_the_rest(tmp_path: Path) -> None:
    rows = [["März", 2016, 10, *[0] * 8], ["April", 2016, 20, *[0] * 8]]
    tidy = report(tmp_path, clients_report(rows, span=YEAR), created=datetime(2016, 4, 15, 9))
    assert [(period, part) for _, period, part, _ in values(tidy, "zms_clientscount")] == [
        ("2016-03", ""),
        ("2016-04", "2016-04-01/2016-04-14"),
    ]


def test_the_date_of_an_old_workbook_that_was_filled_in_anew_does_not_count(tmp_path: Path) -> None:
    rows = [["März", 2016, 10, *[0] * 8], ["April", 2016, 20, *[0] * 8]]
    tidy = report(tmp_path, clients_report(rows, span=YEAR), created=datetime(2016, 1, 15, 9))
    assert {part for _, _, part, _ in values(tidy, "zms_clientscount")} == {""}


def test_without_its_days_a_report_covers_the_days_seen(tmp_path: Path) -> None:
    tidy = report(tmp_path, clients_report([SUMS, FRIDAY, MONDAY], span=None))
    assert {part for _, _, part, _ in values(tidy, "zms_missed")} == {"2016-04-01/2016-04-04"}


# Dienstleistungsstatistik ----

DAYS = ["01.04.2016", "04.04.2016"]


def services_report(
    rows: Sequence[Sequence[object]],
    *,
    days: Sequence[object] = DAYS,
    span: tuple[str, str] = ("01.04.2016", "30.04.2016"),
) -> list[list[Any]]:
    """A "Dienstleistungsstatistik" with its last row after a blank one."""
    header = ["Dienstleistung", "Ø Bearbeitungsdauer", "Summe", *days]
    return [
        *preamble("Dienstleistungsstatistik", SITE, span),
        header,
        *map(list, rows[:-1]),
        [],
        list(rows[-1]),
    ]


GOOD_SERVICES = [
    ["Führungszeugnis", "04:30", 7, 4, 3],
    ["Reisepass beantragen", "12:00", 23, 20, 3],
    ["Dienstleistung wurde nicht erfasst", "0", 25, 25, 0],
    ["Dienstleistung konnte nicht erbracht werden", "0", 2, 2, 0],
    ["Summe", "", 30, 24, 6],
]


def test_services_count_by_day_and_special_rows_do_not(tmp_path: Path) -> None:
    tidy = report(tmp_path, services_report(GOOD_SERVICES))
    assert values(tidy, "zms_dienstleistungen") == {
        ("141", "2016-04", "", "2016-04-01 Führungszeugnis"): "4",
        ("141", "2016-04", "", "2016-04-04 Führungszeugnis"): "3",
        ("141", "2016-04", "", "2016-04-01 Reisepass beantragen"): "20",
        ("141", "2016-04", "", "2016-04-04 Reisepass beantragen"): "3",
    }
    assert total(tidy, "zms_dienstleistungen") == ["30"] and not tidy.findings


def test_durations_are_minutes_times_services_of_the_whole_month(tmp_path: Path) -> None:
    tidy = report(tmp_path, services_report(GOOD_SERVICES))
    minutes = [row for row in tidy.rows.to_pylist() if row["measure"] == "zms_bearbeitung_minuten"]
    assert [(row["period"], row["value"], row["factor"]) for row in minutes] == [
        ("2016-04", "7", "4,5"),
        ("2016-04", "23", "12"),
    ]


def test_months_of_a_yearly_report_take_the_year_from_its_days(tmp_path: Path) -> None:
    months = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August"]
    months += ["September", "Oktober", "November", "Dezember"]
    rows = [["Führungszeugnis", "04:30", 5, *[0] * 3, 5, *[0] * 8], ["Summe", "", 5, *[0] * 3, 5, *[0] * 8]]
    tidy = report(tmp_path, services_report(rows, days=months, span=YEAR))
    found = values(tidy, "zms_dienstleistungen")
    assert found["141", "2016-04", "", "Führungszeugnis"] == "5" and len(found) == 12
    assert list(values(tidy, "zms_bearbeitung_minuten")) == [("141", "2016", "", "Führungszeugnis")]


def test_months_still_to_come_when_the_report_was_made_are_no_zeros(tmp_path: Path) -> None:
    rows = [["Führungszeugnis", "04:30", 5, 2, 3, 0, 0], ["Summe", "", 5, 2, 3, 0, 0]]
    months = ["Januar", "Februar", "März", "April"]
    span = ("01.01.2016", "30.04.2016")
    tidy = report(tmp_path, services_report(rows, days=months, span=span), created=datetime(2016, 3, 1, 9))
    assert [period for _, period, *_ in values(tidy, "zms_dienstleistungen")] == ["2016-01", "2016-02"]


def test_months_in_the_wrong_order_are_refused(tmp_path: Path) -> None:
    rows = [["Führungszeugnis", "04:30", 5, 2, 3], ["Summe", "", 5, 2, 3]]
    tidy = report(tmp_path, services_report(rows, days=["April", "Juni"], span=("01.04.2016", "31.05.2016")))
    assert rules(tidy)[0] == "bad-period" and tidy.findings[0].found == "Juni"


@pytest.mark.parametrize(
    ("row", "column", "wrong", "found"),
    [(0, 2, 8, "7"), (0, 3, 5, "8"), (4, 4, 7, "6")],
)
def test_rows_and_columns_that_do_not_add_up_are_named(
    tmp_path: Path, row: int, column: int, wrong: int, found: str
) -> None:
    rows = [list(cells) for cells in GOOD_SERVICES]
    rows[row][column] = wrong
    tidy = report(tmp_path, services_report(rows))
    assert "total-mismatch" in rules(tidy) and found in {finding.found for finding in tidy.findings}


def test_a_service_without_a_duration_makes_the_mean_too_low_so_it_is_left_out(tmp_path: Path) -> None:
    rows = [list(cells) for cells in GOOD_SERVICES]
    rows[0][1] = "0"
    tidy = report(tmp_path, services_report(rows))
    assert rules(tidy) == ["left-out"] and not values(tidy, "zms_bearbeitung_minuten")
    assert len(values(tidy, "zms_dienstleistungen")) == 4


def test_durations_of_days_that_are_no_period_are_left_out(tmp_path: Path) -> None:
    rows = [["Führungszeugnis", "04:30", 5, 2, 3], ["Summe", "", 5, 2, 3]]
    tidy = report(
        tmp_path, services_report(rows, days=["20.04.2016", "02.05.2016"], span=("20.04.2016", "05.05.2016"))
    )
    assert rules(tidy) == ["left-out"]


def test_services_without_columns_of_days_name_what_is_missing(tmp_path: Path) -> None:
    tidy = report(tmp_path, services_report([["Führungszeugnis", "04:30", 5], ["Summe", "", 5]], days=[]))
    assert rules(tidy) == ["missing-column"]


# Wartesituation ----

MARCH = ("01.03.2016", "31.03.2016")


def waiting_sheet(
    *, counts: bool = True, days: Sequence[str] = ("01.03.2016", "02.03.2016"), span: tuple[str, str] = MARCH
) -> list[list[Any]]:
    """A sheet of waiting times, with the block of people waiting or without."""
    rows: list[list[Any]] = [*preamble("Wartesituation", SITE, span), [None, "Max.", *days]]
    rows += [
        [f"{name} der Wartezeit in Min.", "56:00", "31:00", "10:00"]
        for name in ("Stunden-Max", "Durchschnitt")
    ]
    rows += [["Stundendurchschnitt (Spalten) der Wegezeit in Min.", "01:00", "01:00", "01:00"], []]
    head = ["Zeitabschnitte", "Tagesmaximum (Zeilenmaximum)"]
    rows += [[*head, "Durchschnittliche Wartezeit in Min. (Gesamt)"]]
    rows += [["8-9 Uhr", "12:30", "12:30", "-"], ["9-10 Uhr", "31:00", "31:00", "00:00"], []]
    if counts:
        rows += [[*head, "Wartende Gesamtkunden"], ["8-9 Uhr", 14, 14, "-"], ["9-10 Uhr", 6, 6, 0], []]
    rows += [[*head, "Durchschnittliche Wegezeit in Min. (Gesamt)"], ["8-9 Uhr", "00:30", "00:30", "-"]]
    return rows


def waiting_report(folder: Path, **how: Any) -> Tidy:
    """Tidy a report of the three sheets."""
    sheets = {name: waiting_sheet(**how) for name in ("Gesamt", "Terminkunden", "Spontankunden")}
    return tidied(SOURCE, write_xlsx(folder / "waitingstatistic_2016-03.xlsx", sheets))


def test_mean_waiting_times_become_minutes_of_all_who_waited(tmp_path: Path) -> None:
    tidy = waiting_report(tmp_path)
    assert values(tidy, "zms_wartende") == {
        ("141", "2016-03", "", "2016-03-01 08"): "14",
        ("141", "2016-03", "", "2016-03-01 09"): "6",
        ("141", "2016-03", "", "2016-03-02 09"): "0",
    }
    minutes = [row for row in tidy.rows.to_pylist() if row["measure"] == "zms_wartezeit_minuten_termin"]
    assert [(row["value"], row["factor"]) for row in minutes] == [("12,5", "14"), ("31", "6"), ("0", "0")]
    assert not tidy.findings


def test_mean_waiting_times_without_people_give_no_figures_and_say_why_once(tmp_path: Path) -> None:
    tidy = waiting_report(tmp_path, counts=False)
    assert tidy.rows.num_rows == 0 and rules(tidy) == ["no-figures"]
    assert tidy.findings[0].message("de") != tidy.findings[0].message("en")


def test_waiting_times_by_month_are_maxima_and_give_no_figures(tmp_path: Path) -> None:
    assert rules(waiting_report(tmp_path, days=["01.03.2016", "01.04.2016"], span=YEAR)) == ["no-figures"]


def test_sheets_of_waiting_times_go_to_the_measures_of_the_mapping(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    sheets = {name: waiting_sheet() for name in ("Gesamt", "Terminkunden", "Spontankunden")}
    tidy = tidied(SOURCE, write_xlsx(tmp_path / "a.xlsx", sheets), catalogue)
    measures = {row["measure"] for row in tidy.rows.to_pylist()}
    assert {"zms_wartende", "zms_wartezeit_minuten", "zms_wartende_termin"} <= measures
    assert len(values(tidy, "zms_wartende")) == 3 and "duplicate-key" not in rules(tidy)


# Terminkapazität and raw data ----


def test_capacity_is_read_with_its_german_headers(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["141", "2016-04-01", "10", "20"], ["141", "2016-04-02", 15, 25]]
    tidy = report(tmp_path, [*preamble("Terminkapazität"), list(CAPACITY), *rows])
    assert values(tidy, "zms_plannedcount") == {
        ("141", "2016-04", "", "2016-04-01"): "20",
        ("141", "2016-04", "", "2016-04-02"): "25",
    }
    assert {row["column"] for row in tidy.rows.to_pylist()} == set(CAPACITY[2:])


def test_capacity_without_its_days_covers_what_is_seen_or_what_its_name_says(tmp_path: Path) -> None:
    rows = [*preamble("Terminkapazität", span=None), list(CAPACITY), ["141", "2016-04-04 08:00", 10, 20]]
    parts = {}
    for name in (
        "terminkapazitaet.xlsx",
        "raw_statistic_capacityscope_141_2016-04.xlsx",
        "x_2016-04-01_2016-04-15.xlsx",
    ):
        tidy = tidied(SOURCE, write_report(tmp_path / name, rows))
        ((_, _, parts[name], _),) = values(tidy, "zms_bookedcount")
    assert list(parts.values()) == ["2016-04-04/2016-04-04", "", "2016-04-01/2016-04-15"]


def test_capacity_of_several_sites_is_a_sum_under_the_first_id_and_cannot_be_used(tmp_path: Path) -> None:
    names = ["Bürgeramt Heerstraße", "Bürgeramt Wilmersdorfer Str."]
    rows = [*preamble("Terminkapazität", names), list(CAPACITY), ["141", "2016-04-01", 10, 20]]
    tidy = report(tmp_path, rows)
    assert rules(tidy) == ["aggregated-sites"] and tidy.rows.num_rows == 0


def test_capacity_of_days_to_come_is_left_out(tmp_path: Path) -> None:
    rows = [["141", "2016-04-01", 10, 20], ["141", "2016-04-29", 0, 20]]
    created = datetime(2016, 4, 10, 9)
    tidy = report(tmp_path, [*preamble("Terminkapazität"), list(CAPACITY), *rows], created)
    assert list(values(tidy, "zms_plannedcount")) == [
        ("141", "2016-04", "2016-04-01/2016-04-09", "2016-04-01")
    ]
    assert rules(tidy) == ["left-out"]


@pytest.mark.parametrize(
    "header",
    [
        ["subjectid", "date", "clientscount", "missed"],
        ["ID of a scope", "Date of entry", "Amount of clients", "Amount of missed clients"],
    ],
)
def test_raw_data_are_read_in_old_and_new_words(tmp_path: Path, header: list[str]) -> None:
    path = write_report(
        tmp_path / "raw_statistic_clientscope_141_2016.xlsx", [header, ["141", "2016-04", "84", "16"]]
    )
    tidy = tidied(SOURCE, path)
    assert values(tidy, "zms_missed") == {("141", "2016-04", "", None): "16"}
    assert tidy.covers == (date(2016, 1, 1), date(2016, 12, 31))


def test_raw_numbers_of_a_machine_are_not_taken_for_thousands(tmp_path: Path) -> None:
    header = ["subjectid", "date", "hour", "waitingcount", "waitingtime"]
    tidy = report(
        tmp_path, [header, ["141", "2016-04-01", 8, "6", "23.415"], ["141", "2016-04-01", 9, 1, 7.5]]
    )
    assert tidy.decimal == ","
    assert list(values(tidy, "zms_wartezeit_minuten").values()) == ["23,415", "7,5"]


# The file ----


def test_report_and_exchange_deliver_the_same(tmp_path: Path) -> None:
    asked = [2, 3, 4, 5, 6, 7, 10]
    rows = [["141", "2016-04-01", *(FRIDAY[n] for n in asked)]]
    exchanged = tidied(zms_exchange.SOURCE, write_json(tmp_path / "a.json", clients(rows)))
    reported = report(tmp_path, clients_report([FRIDAY]))
    columns = ["place_kind", "place", "period", "part", "measure", "value", "key"]
    delivered = reported.rows.select(columns).to_pylist()
    assert all(row in delivered for row in exchanged.rows.select(columns).to_pylist())


def test_invented_figures_are_marked_in_the_preamble_and_the_mark_is_no_place(tmp_path: Path) -> None:
    rows = clients_report([FRIDAY], names=DISTRICT)
    assert not report(tmp_path, rows).demo
    rows.insert(1, ["DEMONSTRATIONSDATEN – keine amtlichen Zahlen"])
    tidy = report(tmp_path, rows)
    assert tidy.demo and places(tidy) == {("district", "Charlottenburg-Wilmersdorf")}


def test_other_sheets_and_hidden_sheets_are_left_alone(tmp_path: Path) -> None:
    sheets = {"Notizen": [["Bitte beachten", 1]], "Worksheet": clients_report([FRIDAY])}
    tidy = tidied(SOURCE, write_xlsx(tmp_path / "a.xlsx", sheets))
    assert tidy.data_rows == 1 and not tidy.findings


def test_umlauts_that_were_damaged_on_the_way_are_refused(tmp_path: Path) -> None:
    rows = clients_report([FRIDAY], names=["TempelhofÂ­-SchÃ¶neberg"])
    assert "wrong-encoding" in rules(report(tmp_path, rows))


@pytest.mark.parametrize(
    "rows",
    [[["Vorname", "Anzahl"], ["Noah", 9]], [["ID", "Datum", "Name"], [1, "2016-04-01", "x"]], [["nur Text"]]],
)
def test_other_workbooks_are_left_to_other_sources(tmp_path: Path, rows: list[list[object]]) -> None:
    path = write_report(tmp_path / "mappe.xlsx", rows)
    assert not SOURCE.recognises(path, path.read_bytes()[:HEAD_BYTES])


def test_a_report_that_was_cut_off_on_the_way_is_ours_by_its_name_and_says_so(tmp_path: Path) -> None:
    path = write_report(tmp_path / "clientstatistic_2016-04.xlsx", clients_report([FRIDAY]))
    path.write_bytes(path.read_bytes()[:2000])
    assert SOURCE.recognises(path, path.read_bytes())
    with pytest.raises(Unreadable) as raised:
        SOURCE.read(path)
    assert [finding.severity for finding in raised.value.findings] == [Severity.ERROR]


def test_the_catalogue_knows_every_header_of_the_statistics_of_customers(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    tidy = tidied(SOURCE, write_report(tmp_path / "a.xlsx", clients_report([FRIDAY])), catalogue)
    assert tidy.rows.num_rows == len(HEADERS) and places(tidy) == {("site", "141")} and not tidy.findings
