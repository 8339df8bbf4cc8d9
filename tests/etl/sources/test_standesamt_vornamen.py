from __future__ import annotations

import csv
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from etl.corrections import Corrections
from schemas.catalogue import Catalogue
from tests.etl.sources.clerks import answer, finding, read, sent, source_of

GOOD = "anzahl;vorname;geschlecht;position\n9;Noah;m;1\n7;Elias;m;2\n3;Mia;w;1\n"
EARLY = "vorname;anzahl;geschlecht\nMarie;115;w\nNoah;20;m\n"

DATES = "2023-01-01_2023-12-31"
NAMES = {
    "2012/mitte.csv": ("Mitte", "2012"),
    "2012/neukoelln.csv": ("Neukölln", "2012"),
    "2014/standesamt_i.csv": ("Standesamt I in Berlin", "2014"),
    "2015/standesamt-i.csv": ("Standesamt I in Berlin", "2015"),
    "2016/Vornamen_Mitte.csv": ("Mitte", "2016"),
    "2016/Tempelhof-Schoeneberg_Vornamen.csv": ("Tempelhof-Schöneberg", "2016"),
    "2017/Neukölln Vornamen 2017.csv": ("Neukölln", "2017"),
    "x/I in Berlin Vornamen 2018.csv": ("Standesamt I in Berlin", "2018"),
    "x/Treptow-Köpenick von Berlin Vornamen 2019.csv": ("Treptow-Köpenick", "2019"),
    "x/Vornamenstatistik 2021 C.-W..csv": ("Charlottenburg-Wilmersdorf", "2021"),
    "x/Vornamenstatistik 2021 Libg.csv": ("Lichtenberg", "2021"),
    "x/Vornamenstatistik 2021 I in Berlin.csv": ("Standesamt I in Berlin", "2021"),
    f"x/Nkn Vornamenstatistik_{DATES}.csv": ("Neukölln", "2023"),
    f"2024/T.-S. Vornamenstatistik_{DATES}.csv": ("Tempelhof-Schöneberg", "2023"),
    "x/SPANDAU VORNAMEN 2020 (1).csv": ("Spandau", "2020"),
    "x/Vornamen Standesamt Pankow 2020 korrigiert.csv": ("Pankow", "2020"),
    "x/Vornamen-Reinickendorf-2020.csv": ("Reinickendorf", "2020"),
    "x/Charlottenburg Wilmersdorf Vornamen 2020.csv": ("Charlottenburg-Wilmersdorf", "2020"),
}


@pytest.mark.parametrize("name", NAMES)
def test_office_and_year_are_read_from_every_way_to_name_the_file(
    tmp_path: Path, catalogue: Catalogue, name: str
) -> None:
    _, tidy = read(sent(tmp_path, name, GOOD), catalogue)
    rows = tidy.rows.to_pylist()
    assert {(row["place"], row["period"]) for row in rows} == {NAMES[name]}
    assert tidy.findings == ()


def test_a_name_from_a_mac_with_split_umlauts_is_the_same_office(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    name = unicodedata.normalize("NFD", "Neukölln Vornamen 2017.csv")
    _, tidy = read(sent(tmp_path, name, GOOD), catalogue)
    assert set(tidy.rows["place"].to_pylist()) == {"Neukölln"}


def test_only_first_names_count_children_where_there_are_positions(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    _, tidy = read(sent(tmp_path, "Mitte Vornamen 2019.csv", GOOD), catalogue)
    rows = [(r["line"], r["measure"], r["value"], r["key"]) for r in tidy.rows.to_pylist()]
    assert rows == [(2, "vornamen_position_1", "9", "Noah|m|1"), (4, "vornamen_position_1", "3", "Mia|w|1")]
    assert tidy.data_rows == 3


def test_every_name_counts_where_there_are_no_positions(tmp_path: Path, catalogue: Catalogue) -> None:
    swapped = "anzahl;vorname;geschlecht\n115;Marie;w\n20;Noah;m\n"
    for name, text in (("2013/mitte.csv", EARLY), ("2015/mitte.csv", swapped)):
        _, tidy = read(sent(tmp_path, name, text), catalogue)
        assert set(tidy.rows["measure"].to_pylist()) == {"vornamen_alle"}
        assert tidy.rows["value"].to_pylist() == ["115", "20"]


def test_a_row_without_a_name_is_no_name_given_but_still_a_child(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    early = answer(sent(tmp_path, "2013/mitte.csv", EARLY + ";1;w\n"), catalogue)
    assert early.status == "loaded"
    assert (finding(early, "empty-name").line, finding(early, "empty-name").column) == (4, "vorname")
    _, tidy = read(sent(tmp_path, "2013/mitte.csv", EARLY + ";1;w\n"), catalogue)
    assert tidy.rows["value"].to_pylist() == ["115", "20"]
    _, tidy = read(sent(tmp_path, "Mitte Vornamen 2019.csv", GOOD + "2;;w;1\n"), catalogue)
    assert tidy.rows["value"].to_pylist() == ["9", "3", "2"]


ALL_BUT_COUNT = "n, vorname, geschlecht, position"
BAD = {
    "unknown-district": ("2019/Atlantis Vornamen 2019.csv", GOOD, "Atlantis"),
    "bad-period": ("eingang/Mitte Vornamen.csv", GOOD, "eingang/Mitte Vornamen.csv"),
    "not-a-number": ("2019/Mitte Vornamen.csv", GOOD.replace("9;Noah", "neun;Noah"), "neun"),
    "negative-value": ("2019/Mitte Vornamen.csv", GOOD.replace("9;Noah", "-9;Noah"), "-9"),
    "missing-column": ("2019/Mitte Vornamen.csv", GOOD.replace("anzahl", "n"), ALL_BUT_COUNT),
    "empty-file": ("2019/Mitte Vornamen.csv", "", ""),
    "duplicate-key": ("2019/Mitte Vornamen.csv", GOOD + "8;Noah;m;1\n", "Mitte · 2019 · Noah|m|1"),
    "wrong-encoding": ("2019/Mitte Vornamen.csv", GOOD.replace("Noah", "JÃ¶rg"), "JÃ¶rg"),
    "wrong-width": ("2019/Mitte Vornamen.csv", GOOD.replace("9;Noah;m;1", "9;Noah, Max;m;1;;2"), "6"),
}  # fmt: skip


@pytest.mark.parametrize("rule", BAD)
def test_a_broken_list_is_rejected_and_told_why(tmp_path: Path, catalogue: Catalogue, rule: str) -> None:
    name, text, found = BAD[rule]
    file = answer(sent(tmp_path, name, text), catalogue)
    assert (file.source, file.status) == ("standesamt-vornamen", "rejected")
    assert finding(file, rule).found == found


@pytest.mark.parametrize(
    ("row", "rule", "column"),
    [
        ("sieben;Elias;m;2", "not-a-number", "anzahl"),
        ("-7;Elias;m;2", "negative-value", "anzahl"),
        ("7;Elias;m;zwei", "not-a-number", "position"),
        ("7;Elias;m;", "not-a-number", "position"),
        ("7;Elias;m;0", "not-a-number", "position"),
    ],
)
def test_what_no_figure_uses_is_looked_at_too(
    tmp_path: Path, catalogue: Catalogue, row: str, rule: str, column: str
) -> None:
    file = answer(sent(tmp_path, "2019/Mitte Vornamen.csv", GOOD.replace("7;Elias;m;2", row)), catalogue)
    assert file.status == "rejected"
    assert (finding(file, rule).line, finding(file, rule).column) == (3, column)


@pytest.mark.parametrize(
    "name",
    [
        "2020/Mitte Vornamenstatistik_2022-01-01_2022-06-30.csv",
        "2020/Mitte Vornamen 2019-2021.csv",
        "Mitte Vornamen 19.csv",
    ],
)
def test_a_list_that_is_not_for_one_year_is_no_list_of_a_year(
    tmp_path: Path, catalogue: Catalogue, name: str
) -> None:
    file = answer(sent(tmp_path, name, GOOD), catalogue)
    assert file.status == "rejected"
    assert finding(file, "bad-period").found.endswith(Path(name).name)


def test_a_name_with_two_offices_is_nobody_s_list(tmp_path: Path, catalogue: Catalogue) -> None:
    file = answer(sent(tmp_path, "2019/Mitte Spandau Vornamen.csv", GOOD), catalogue)
    assert finding(file, "unknown-district").found == "Mitte Spandau"


def test_a_list_for_all_of_berlin_is_no_office(tmp_path: Path, catalogue: Catalogue) -> None:
    _, tidy = read(sent(tmp_path, "2019/Vornamen Land Berlin 2019 Standesämter.csv", GOOD), catalogue)
    assert "Berlin" not in tidy.rows["place"].to_pylist()


def test_standesamt_i_is_taken_but_lies_outside_the_districts(tmp_path: Path, catalogue: Catalogue) -> None:
    file = answer(sent(tmp_path, "x/I in Berlin Vornamen 2018.csv", GOOD), catalogue)
    assert file.status == "loaded"
    assert finding(file, "extra-unit").found == "Standesamt I in Berlin"


def test_a_list_without_a_header_is_known_by_its_name(tmp_path: Path, catalogue: Catalogue) -> None:
    file = answer(sent(tmp_path, "2019/Mitte Vornamen.csv", "9;Noah;m;1\n7;Elias;m;2\n"), catalogue)
    assert (file.source, file.status) == ("standesamt-vornamen", "rejected")
    assert {f.column for f in file.findings} == {"anzahl", "vorname", "geschlecht"}


def test_other_files_are_left_to_others(tmp_path: Path) -> None:
    for name, text in (("brief.txt", "Sehr geehrte Damen und Herren,\n"), ("liste.csv", "name;zahl\na;1\n")):
        assert source_of(sent(tmp_path, name, text)) is None


def test_demonstration_data_say_so_in_their_name(tmp_path: Path, catalogue: Catalogue) -> None:
    _, tidy = read(sent(tmp_path, "Mitte Vornamen 2025 DEMONSTRATION.csv", GOOD), catalogue)
    assert tidy.demo
    assert set(tidy.rows["place"].to_pylist()) == {"Mitte"}
    assert not read(sent(tmp_path, "Mitte Vornamen 2025.csv", GOOD), catalogue)[1].demo


NO_NAMES = """
    al bestimmt bin da de del dela der do el kein keinen la nicht noch noche oğlu ohne und van von wegen zur
    Familienname Vorname Vornamen! (Eigenname) (Großvatersname) (Mittelname) (Vatersname) (Vorname) (Vorname
    (Vornamen - 'evič
""".split()  # noqa: SIM905
"""Words that the open data leave out of the lists."""


def test_all_real_lists_add_up_to_the_published_sums(
    root: Path, shared_data: Path, catalogue: Catalogue
) -> None:
    with (root / "data/figures/published_figures.csv").open(encoding="utf-8", newline="") as handle:
        published = {
            (r["indicator"], r["district"], r["period"]): int(r["value"])
            for r in csv.DictReader(handle)
            if r["indicator"] in ("sta_vornamen_vergeben", "sta_kinder_mit_erstem_vornamen")
        }
    indicators = {
        "vornamen_alle": "sta_vornamen_vergeben",
        "vornamen_position_1": "sta_kinder_mit_erstem_vornamen",
    }
    corrections = Corrections.read(root / "data/corrections")
    compared = Counter[bool]()
    for path in sorted((shared_data / "standesamt-vornamen").glob("*/*.csv")):
        source = source_of(path)
        assert source is not None, path
        table, _ = corrections.apply(source.slug, path, source.read(path))
        tidy = source.tidy(table, catalogue)
        assert {f.rule for f in (*table.findings, *tidy.findings)} <= {"empty-name"}, path
        rows = tidy.rows.to_pylist()
        key = (indicators[rows[0]["measure"]], rows[0]["place"], rows[0]["period"])
        names = [row for row in rows if row["key"].split("|")[0] not in NO_NAMES]
        is_office = key in published
        assert is_office or key[1] == "Standesamt I in Berlin", path
        compared[is_office] += 1
        if is_office:
            assert sum(int(row["value"]) for row in names) == published[key], path
    assert compared == {True: 108, False: 4}


def test_real_children_of_2017_as_delivered(shared_data: Path, catalogue: Catalogue) -> None:
    total = {}
    for path in (shared_data / "standesamt-vornamen/2017").glob("*.csv"):
        rows = read(path, catalogue)[1].rows.to_pylist()
        total[rows[0]["place"]] = sum(int(row["value"]) for row in rows)
    assert (total["Mitte"], total["Reinickendorf"], sum(total.values())) == (5419, 1153, 42991)
