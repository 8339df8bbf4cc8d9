"""Is every mistake in a catalogue named with its place, so that a clerk can put it right?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from schemas.catalogue_files import CatalogueError, Problem, check_catalogue, read_catalogue
from tests.schemas.small_catalogue import FILES, write_catalogue

LIB = "agreements/libraries.yaml"
SITES = "sources/counter.yaml"
IND = "goals[0].indicators[0]"


def broken(folder: Path, file: str, old: str, new: str) -> list[Problem]:
    """Problems of the small catalogue with one text replaced in one file."""
    assert old in FILES[file], f"{old!r} is not in the small catalogue"
    return check_catalogue(write_catalogue(folder, FILES | {file: FILES[file].replace(old, new, 1)}))


def test_the_catalogue_of_the_project_has_no_problems(root: Path) -> None:
    assert [problem.message() for problem in check_catalogue(root / "data" / "catalogue")] == []


def test_the_small_catalogue_is_read_as_written(tmp_path: Path) -> None:
    folder = write_catalogue(tmp_path)
    assert check_catalogue(folder) == []
    catalogue = read_catalogue(folder)
    indicator = catalogue.indicators["visits_per_hour"]
    assert [area.key for area in catalogue.districts] == ["01", "08"], "keys keep their leading zero"
    assert indicator.targets[0].since == date(2022, 1, 1)
    assert indicator.target_on(date(2024, 6, 30), "08") == indicator.targets[2]
    assert catalogue.agreements[0].lifecycle[1].since == "2022-01-01", "dates that may be vague stay text"
    assert catalogue.agreements[0].lifecycle[0].since == "2021"
    assert catalogue.mapping("counter").sites[0].id == "1"


MISTAKES = {
    # kind: file, text, its replacement; path, found, allowed
    "unknown-key": [
        (LIB, "kind: fach", "art: fach", "art", "art", "legal_basis"),
    ],
    "comma": [
        (LIB, "de: Planung,", "de: Planung, Vergleich,", IND + ".purpose.Vergleich", "Vergleich", "Text"),
    ],
    "missing-key": [
        (LIB, "kind: fach", "art: fach", "kind", "", "projektvereinbarung"),
        (LIB, "en: Visits per hour}", "fr: Visites}", IND + ".title.en", "", "Text"),
    ],
    "not-allowed": [
        (LIB, "stage: in_kraft", "stage: gilt", "lifecycle[1].stage", "gilt", "in_kraft"),
        (LIB, "value: 12,", "value: zwölf,", IND + ".targets[1].value", "zwölf", "12.5"),
        (LIB, "value: 12,", "value: nan,", IND + ".targets[1].value", "nan", "12.5"),
        (LIB, "from: 2022-01-01, to", "from: 01.01.2022, to",
         IND + ".targets[0].from", "01.01.2022", "2024-03-31"),
        (LIB, "decimals: 1", "decimals: 7", IND + ".decimals", "7", "<= 3"),
        (LIB, "due: 30", "due: bald", IND + ".due", "bald", "12"),
        (LIB, "id: open-doors", "id: Open Doors", "goals[0].id", "Open Doors", "a-z"),
        (LIB, "levels: [quarter, year]", "levels: []", IND + ".levels", "[]", ">= 1"),
        (LIB, "levels: [quarter, year]", "levels: year", IND + ".levels", "year", "[..."),
        (LIB, "{de: Senat, en: Senate}", "Senat", "lead", "Senat", "key: value"),
        (LIB, "{de: Mehr Besuche, en: More visits}", "{de: \"\", en: x}", "summary.de", "", "Text"),
        ("measures.yaml", "unit: Anzahl", "unit: Anzahl, negative: nein",
         "measures[0].negative", "nein", "true, false"),
        (SITES, "name: Haus am Markt", "name: Haus am Markt, kind: shop",
         "sites[0].kind", "shop", "site, department, organisation"),
        ("areas.yaml", "kind: city", "kind: district", "areas", "city", "city: 00"),
    ],
    "contradiction": [
        (LIB, "value: 12, ", "", IND + ".targets[1]", "value", "`lower` and `upper`"),
        (LIB, "value: 12,", "lower: 9, upper: 8,", IND + ".targets[1]", "upper", "above"),
        (LIB, "value: 12,", "lower: 7, upper: 8,", IND, "lower", "band"),
        (LIB, "to: 2022-12-31", "to: 2021-12-31", IND + ".targets[0]", "to", "before"),
        (LIB, "to: 2022-12-31", "to: 2023-03-31", IND + ".targets[1]", "2023-03-31", "in force at once"),
        (LIB, "due_level: quarter", "due_level: month", IND, "due_level", "levels"),
        (LIB, "due: 30\n        ", "", IND, "due: null", "need `due`"),
        (LIB, "higher_is_better", "neutral", IND, "neutral", "no targets"),
        (LIB, "[quarter, year]", "[quarter, date]", IND, "date", "reported"),
        (LIB, "ratio: [visits, opened]", "sum: visits", IND + ".min_cases", "5", "none"),
        (LIB, "min_cases: 5", "survey: true", IND + ".survey", "min_cases", "recognised"),
        (LIB, "{min: 0, max: 500}", "{min: 9, max: 5}", IND + ".plausible", "9, 5", "above"),
        (LIB, "{ratio: [visits, opened], scale: 1}", "{scale: 1}", IND + ".value", "ratio", "exactly one"),
        (LIB, "ratio: [visits, opened]", "ratio: [visits * 2, opened]",
         IND + ".value.ratio[0]", "visits * 2", "sum of measures"),
        (LIB, "since: 2022-01-01", "since: Mai 2022", "lifecycle[1].since", "Mai 2022", "2024-03"),
        (LIB, "since: 2022-01-01", "since: 2020-12-31", "lifecycle[1].since", "2020-12-31", "2021"),
        (LIB, "until: 2023-12-31", "until: 2021", "term.until", "2021", "2022"),
        (LIB, "    reservation: {de: Vorbehalt, en: Reservation}\n", "",
         "signatures[2].reservation", "unterzeichnet_mit_erklaerung", "reservation"),
        ("events.yaml", "to: 2024-05-31", "to: 2024-02-29", "events[0].to", "2024-02-29", "before"),
    ],
    "duplicate-id": [
        (LIB, "id: visits_per_hour", "id: residents", "indicators[0].id", "residents", "1 x"),
        (LIB, "id: visits_per_hour", "id: visits", "measures[0].id", "visits", "1 x"),
        (LIB, "party: 08", "party: 01", "signatures[2].party", "01", "1 x"),
        ("references.yaml", "references:\n", "references:\n  - {id: letter, title: Another}\n",
         "references[1].id", "letter", "1 x"),
        ("areas.yaml", "abbreviations: [Nkn]", "abbreviations: [mitte]", "areas[2]", "mitte", "1 x"),
        ("areas.yaml", "column: 2", "column: 1", "areas[2].tile", "column", "1 x"),
        (SITES, "id: 2", "id: 1", "sites[1].id", "1", "1 x"),
        (SITES, "Haus am Kanal", "Haus-am-Markt", "sites[1].name", "Haus-am-Markt", "1 x"),
    ],
    "unknown-id": [
        (LIB, "sources: [letter]\nlife", "sources: [leter]\nlife", "sources[0]", "leter", "references.yaml"),
        (LIB, "value: 10, source: letter", "value: 10, source: diary",
         IND + ".targets[0].source", "diary", "references.yaml"),
        (LIB, "ratio: [visits, opened]", "ratio: [visits, closed]",
         IND + ".value.ratio", "closed", "measures.yaml"),
        (LIB, "area: 08", "area: 13", IND + ".targets[2].area", "13", "areas.yaml"),
        (LIB, "party: 08", "party: 13", "signatures[2].party", "13", "areas.yaml (district)"),
        (LIB, "document: declaration", "document: letter", "signatures[2].document", "letter", "documents"),
        ("events.yaml", "[visits_per_hour]", "[visit_per_hour]",
         "events[0].indicators[0]", "visit_per_hour", "context.yaml"),
        ("events.yaml", "areas: [08]", "areas: [09]", "events[0].areas[0]", "09", "areas.yaml"),
        ("measures.yaml", "source: counter", "source: meter", "measures[0].source", "meter", "sources/"),
        (SITES, "Besuche: visits", "Besuche: visitors", "columns.Besuche", "visitors", "measures.yaml"),
        (SITES, "district: 08", "district: 00", "sites[1].district", "00", "areas.yaml (district)"),
    ],
    "wrong-name": [
        (SITES, "source: counter", "source: meter", "source", "meter", "counter"),
    ],
    "syntax": [
        ("areas.yaml", "short: Berlin}", "short: Berlin", "", "expected", "YAML"),
        ("areas.yaml", "short: Mitte", "short: *name", "", "undefined alias", "YAML"),
    ],
    "duplicate-key": [
        (LIB, "id: libraries\n", "id: libraries\nid: libraries\n", "id", "id", "1 x"),
    ],
    "alias": [
        ("areas.yaml", "name: Mitte, short: Mitte", "name: &name Mitte, short: *name",
         "areas[1].short", "*", ""),
        ("areas.yaml", "key: 01", "key: !!int 01", "areas[1].key", "tag:yaml.org,2002:int", ""),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "file", "old", "new", "path", "found", "allowed"),
    [(kind, *mistake) for kind, mistakes in MISTAKES.items() for mistake in mistakes],
)
def test_a_mistake_is_reported_with_place_found_and_allowed(
    tmp_path: Path, kind: str, file: str, old: str, new: str, path: str, found: str, allowed: str
) -> None:
    problems = broken(tmp_path, file, old, new)
    listed = "\n".join(f"{p.kind} | {p.path} | {p.found} | {p.allowed}" for p in problems)
    named = [p for p in problems if (p.kind, p.path) == (kind, path)]
    assert named, listed
    assert found in named[0].found and allowed in named[0].allowed, listed
    assert named[0].line is not None
    german, english = named[0].message(), named[0].message("en")
    assert named[0].file in german and f"Zeile {named[0].line}" in german
    assert f"line {named[0].line}" in english and german != english
    assert "{" not in named[0].de.replace(named[0].found, "").replace(named[0].allowed, "")
    with pytest.raises(CatalogueError) as error:
        read_catalogue(tmp_path)
    assert error.value.problems == problems


def test_the_line_is_that_of_the_mistake(tmp_path: Path) -> None:
    (problem,) = broken(tmp_path, LIB, "decimals: 1", "decimals: 7")
    assert FILES[LIB].splitlines()[problem.line - 1 if problem.line else 0].strip() == "decimals: 1"


def test_programs_get_file_path_found_and_allowed(tmp_path: Path) -> None:
    (problem,) = broken(tmp_path, LIB, "decimals: 1", "decimals: 7")
    assert problem.record() == {
        "kind": "not-allowed",
        "file": LIB,
        "line": problem.line,
        "path": IND + ".decimals",
        "found": "7",
        "allowed": "<= 3",
        "message": str(problem),
    }


def test_all_problems_of_all_files_are_listed_at_once(tmp_path: Path) -> None:
    files = FILES | {
        "areas.yaml": FILES["areas.yaml"].replace("kind: unit", "kind: office"),
        "events.yaml": FILES["events.yaml"].replace("areas: [08]", "areas: [77]"),
        LIB: FILES[LIB].replace("decimals: 1", "decimals: 9").replace("area: 08", "area: 77"),
    }
    problems = check_catalogue(write_catalogue(tmp_path, files))
    assert {(p.file, p.path) for p in problems} == {
        ("areas.yaml", "areas[3].kind"),
        ("events.yaml", "events[0].areas[0]"),
        (LIB, f"{IND}.decimals"),
        (LIB, f"{IND}.targets[2].area"),
    }


def test_a_misspelt_id_gets_a_hint(tmp_path: Path) -> None:
    (problem,) = broken(tmp_path, "events.yaml", "source: letter", "source: lettr")
    assert "„letter“?" in problem.message() and "“letter”?" in problem.message("en")


def test_a_list_that_cannot_be_read_does_not_make_everything_that_it_lists_unknown(tmp_path: Path) -> None:
    (problem,) = check_catalogue(
        write_catalogue(tmp_path, FILES | {"references.yaml": "references: [{id: a"})
    )
    assert (problem.file, problem.kind) == ("references.yaml", "syntax")


def test_a_missing_folder_is_one_clear_problem(tmp_path: Path) -> None:
    (problem,) = check_catalogue(tmp_path / "nowhere")
    assert problem.kind == "missing-folder" and "nowhere" in problem.message()
    with pytest.raises(CatalogueError):
        read_catalogue(tmp_path / "nowhere")


def test_an_empty_folder_says_which_files_are_missing(tmp_path: Path) -> None:
    missing = [p.file for p in check_catalogue(tmp_path) if p.kind == "missing-file"]
    assert missing == ["areas.yaml", "measures.yaml", "references.yaml"]


@pytest.mark.parametrize(
    "name", ["agreements/more.yml", "notes.txt", "agreements/old/libraries.yaml", "goals.yaml"]
)
def test_files_that_would_never_be_read_are_named(tmp_path: Path, name: str) -> None:
    (problem,) = check_catalogue(write_catalogue(tmp_path, FILES | {name: "id: x\n"}))
    assert (problem.kind, problem.file) == ("unknown-file", name)


def test_hidden_files_and_readmes_do_no_harm(tmp_path: Path) -> None:
    extra = {".DS_Store": "x", "README.md": "# About", "agreements/.libraries.yaml.swp": "x"}
    assert check_catalogue(write_catalogue(tmp_path, FILES | extra)) == []


def test_an_empty_file_and_a_wrong_encoding_are_problems_of_that_file(tmp_path: Path) -> None:
    folder = write_catalogue(tmp_path, FILES | {"context.yaml": ""})
    (folder / "events.yaml").write_bytes("events: [Körbe]".encode("cp1252"))
    found = {(p.file, p.kind) for p in check_catalogue(folder)}
    assert found == {("context.yaml", "not-allowed"), ("events.yaml", "unreadable")}


def test_endless_nesting_is_a_problem_not_a_crash(tmp_path: Path) -> None:
    folder = write_catalogue(tmp_path, FILES | {"events.yaml": "events: " + "[" * 5000 + "]" * 5000})
    assert {p.file for p in check_catalogue(folder)} == {"events.yaml"}


def test_one_system_names_a_site_alike_in_all_its_mappings(tmp_path: Path) -> None:
    other = FILES[SITES].replace("source: counter", "source: counter-report")
    moved = other.replace("{id: 2, district: 08", "{id: 2, district: 01")
    assert check_catalogue(write_catalogue(tmp_path, FILES | {"sources/counter-report.yaml": other})) == []
    found = check_catalogue(write_catalogue(tmp_path, FILES | {"sources/counter-report.yaml": moved}))
    assert [(p.kind, p.path) for p in found] == [("duplicate-id", "sites[1]")]


def test_two_indicators_of_an_agreement_need_two_titles(tmp_path: Path) -> None:
    text = FILES[LIB]
    start = text.index("      - id: visits_per_hour")
    twin = text[start:].replace("id: visits_per_hour", "id: twin").replace("en: Visits per hour", "en: Twin")
    found = check_catalogue(write_catalogue(tmp_path, FILES | {LIB: text + twin}))
    assert [(p.kind, p.path) for p in found] == [("duplicate-id", "goals[0].indicators[1].title.de")]


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    folder = write_catalogue(tmp_path)
    (folder / "agreements" / "gone.yaml").symlink_to(folder / "nowhere.yaml")
    assert {(p.file, p.kind) for p in check_catalogue(folder)} == {("agreements/gone.yaml", "unreadable")}
