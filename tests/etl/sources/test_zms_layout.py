"""Do the first rows of a report say whom and which days it is about?"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.etl.sources.zms_files import YEAR, values
from tests.etl.sources.zms_workbooks import FRIDAY, MONDAY, SUMS, clients_report, places, report

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
        (["Mitte", "Bürgeramt", "Bürgeramt Heerstraße"], ("site", "Bürgeramt Heerstraße (Mitte)")),
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
        ["Bürgeramt Heerstraße, Bürgeramt Wilmersdorfer Str."],
        ["Charlottenburg-Wilmersdorf", "Bürgeramt Heerstraße, Bürgeramt Wilmersdorfer Str."],
        ["Charlottenburg-Wilmersdorf", "Bürgeramt", "Bürgeramt Heerstraße; Bürgeramt Wilmersdorfer Str."],
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
