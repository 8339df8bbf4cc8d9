"""Does the catalogue of the project say what was agreed, with its sources, and nothing that nobody said?"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pydantic import BaseModel

from schemas.catalogue import Catalogue, Indicator, SignatureState, Stage, Text
from schemas.period import Level, Period

FIXED = {
    "ba_terminausfallquote": (
        "ratio",
        "zms_missedwithappointment",
        "zms_withappointment + zms_missedwithappointment",
        100,
    ),
    "ba_kunden": ("sum", "zms_clientscount", "", 1),
    "ba_kapazitaetsauslastung": ("ratio", "zms_bookedcount", "zms_plannedcount", 100),
    "sta_kinder_mit_erstem_vornamen": ("sum", "vornamen_position_1", "", 1),
    "sta_vornamen_vergeben": ("sum", "vornamen_alle", "", 1),
}
IN_FULL = {"buergeraemter": 10, "standesaemter": 9, "soziale-wohnhilfen": 7}
LIFE_CYCLE_ONLY = {
    "radverkehr": Stage.PREPARATION,
    "bibliotheken": Stage.PREPARATION,
    "gruenanlagen": Stage.DEFERRED,
    "oegd": Stage.PREPARATION,
    "freiwilligenagenturen": Stage.PREPARATION,
    "schulreinigung": Stage.PREPARATION,
    "sauberkeit": Stage.REDIRECTED,
}


@pytest.mark.parametrize(("indicator", "formula"), FIXED.items())
def test_promised_formulas_are_to_the_letter(
    catalogue: Catalogue, indicator: str, formula: tuple[str, str, str, float]
) -> None:
    value = catalogue.indicators[indicator].value
    assert (value.kind, str(value.numerator)) == formula[:2]
    assert (str(value.denominator) if value.denominator else "", value.scale) == formula[2:]


def test_appointments_add_up_from_months_and_names_are_yearly(catalogue: Catalogue) -> None:
    for name in ("ba_terminausfallquote", "ba_kunden", "ba_kapazitaetsauslastung"):
        assert {Level.MONTH, Level.QUARTER, Level.YEAR} <= set(catalogue.indicators[name].levels)
    for name in ("sta_kinder_mit_erstem_vornamen", "sta_vornamen_vergeben"):
        assert catalogue.indicators[name].levels == (Level.YEAR,)


def test_every_published_figure_has_its_indicator_agreement_and_level(
    catalogue: Catalogue, root: Path
) -> None:
    with (root / "data" / "figures" / "published_figures.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        indicator = catalogue.indicators[row["indicator"]]
        agreement = catalogue.agreement_of.get(indicator.id)
        if indicator.id != "ba_krankenquote":  # kept apart from the agreement, see its purpose
            assert (agreement.id if agreement else "kontext") == row["agreement"], row
        if "/" not in row["period"]:
            assert Period.parse(row["period"]).level in indicator.levels, row


def test_the_main_agreements_are_complete(catalogue: Catalogue) -> None:
    by_id = {agreement.id: agreement for agreement in catalogue.agreements}
    for name, least in IN_FULL.items():
        assert len(by_id[name].indicators) >= least
        assert {s.party for s in by_id[name].signatures if s.side == "bezirk"} == {
            area.key for area in catalogue.districts
        }
    for name in ("buergeraemter", "standesaemter"):
        surveys = [i.id for i in by_id[name].indicators if i.survey]
        assert any("kunden" in i for i in surveys) and any("mitarbeitende" in i for i in surveys)


@pytest.mark.parametrize(("agreement", "stage"), LIFE_CYCLE_ONLY.items())
def test_agreements_in_preparation_are_known_by_their_life_cycle(
    catalogue: Catalogue, agreement: str, stage: Stage
) -> None:
    found = next(a for a in catalogue.agreements if a.id == agreement)
    assert found.stage is stage
    assert found.signatures == () and found.term is None
    assert all(i.due is None and not i.targets for i in found.indicators)


def test_the_tree_targets_are_the_published_ones_with_floor_and_baseline(catalogue: Catalogue) -> None:
    for name, value, floor, baseline in (
        ("sb_anteil_lebende_baeume", 95, 90, "89,5"),
        ("sb_kontrollquote", 125, 100, "87,4"),
    ):
        indicator = catalogue.indicators[name]
        (target,) = indicator.targets
        assert (target.value, target.floor, target.source) == (value, floor, "taspo")
        assert target.note and baseline in target.note.de
        assert (indicator.plausible.max or 0) >= value, "a target above 100 % needs room"


def test_registrars_have_a_target_band(catalogue: Catalogue) -> None:
    (target,) = catalogue.indicators["sta_besetzungsquote"].targets
    assert (target.lower, target.upper, target.source) == (85, 90, "europesays")


def test_reservation_and_political_declaration_are_as_the_sources_say(catalogue: Catalogue) -> None:
    by_id = {agreement.id: agreement for agreement in catalogue.agreements}
    reserved = [s for s in by_id["buergeraemter"].signatures if s.state is SignatureState.RESERVED]
    assert [(s.party, s.signed, s.document) for s in reserved] == [("06", "2021-11-02", "ba-erklaerung-sz")]
    unknown = [s for s in by_id["buergeraemter"].signatures if s.state is SignatureState.UNKNOWN]
    assert len(unknown) == 13, "eleven districts and two Senate departments: no source says that they signed"
    declared = [s for s in by_id["politische-erklaerung-2022"].signatures if s.side == "bezirk"]
    assert len(declared) == 12 and {s.signed for s in declared} == {"2022-03-30"}


def test_a_target_that_no_source_states_says_so(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators.values():
        for target in indicator.targets:
            if target.is_example:
                assert target.note, indicator.id
                assert target.note.de.startswith("Beispiel"), indicator.id
                assert target.note.en.startswith("Example"), indicator.id


def test_published_figures_from_before_the_examples_are_not_judged_by_them(catalogue: Catalogue) -> None:
    examples = [t for i in catalogue.indicators.values() for t in i.targets if t.is_example]
    assert min(target.since for target in examples) >= date(2022, 1, 1)


def test_sums_have_no_target_that_would_change_with_the_length_of_the_period(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators.values():
        if indicator.targets and indicator.value.kind in ("sum", "last"):
            assert len(indicator.levels) == 1, indicator.id


def test_only_what_an_office_delivers_is_due(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators.values():
        if indicator.value.kind == "reported":
            assert indicator.due is None, f"{indicator.id} is published, nobody owes it"
        elif indicator.due is not None:
            assert indicator.due_from == date(2023, 1, 1), indicator.id


def test_forms_list_their_measures_for_the_level_on_which_they_are_due(catalogue: Catalogue) -> None:
    for source in ("standesamt-meldung", "wohnhilfen-meldebogen"):
        options = catalogue.mapping(source).options
        listed = {m: level for level in ("quarter", "half") for m in options.get(level, ())}
        assert set(listed) == {m.id for m in catalogue.measures if m.source == source}
        for indicator in catalogue.indicators.values():
            for measure in set(indicator.value.measures) & set(listed):
                assert indicator.due_periods == listed[measure], (indicator.id, measure)


def test_every_measure_of_forms_and_surveys_serves_an_indicator(catalogue: Catalogue) -> None:
    used = {measure for i in catalogue.indicators.values() for measure in i.value.measures}
    asked = {m.id for m in catalogue.measures if not m.source.startswith("zms")}
    assert asked <= used, "nobody should be asked for a number that is not shown"


def test_surveys_have_wording_for_every_question_in_both_languages(catalogue: Catalogue) -> None:
    options = catalogue.mapping("befragung").options
    questions, english, index = options["questions"], options["questions_en"], options["index"]
    assert isinstance(questions, dict) and isinstance(english, dict) and set(questions) == set(english)
    for question in questions:
        kind = "summe" if question in index else "positiv"
        assert {f"{question}_gueltig", f"{question}_{kind}"} <= set(catalogue.measures_by_id)


def test_staff_are_protected(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators.values():
        if "mitarbeitende" in indicator.id:
            assert indicator.visibility == "own" and (indicator.min_cases or 0) >= 10, indicator.id
            assert "Person" in indicator.purpose.de or "anonym" in indicator.purpose.de
    sickness = catalogue.indicators["ba_krankenquote"]
    assert sickness.id not in catalogue.agreement_of and sickness.visibility == "internal"
    assert "nie je Bezirk" in sickness.purpose.de


def test_districts_are_found_by_the_spellings_of_deliveries(catalogue: Catalogue) -> None:
    places = catalogue.areas_by_key
    assert [area.key for area in catalogue.districts] == [f"{n:02}" for n in range(1, 13)]
    assert "Libg" in places["11"].abbreviations and "C.-W." in places["04"].abbreviations
    assert all(str(11000 + int(a.key)) in a.abbreviations for a in catalogue.districts)
    assert all(len(area.short) <= 12 for area in catalogue.districts), "columns of the matrix are narrow"
    assert {(a.tile.row, a.tile.column) for a in catalogue.districts if a.tile} <= {
        (row, column) for row in (1, 2, 3) for column in range(1, 7)
    }


def test_every_district_has_three_sites_for_the_demonstration(catalogue: Catalogue) -> None:
    for source in ("zms-exchange", "zms-report"):
        for number in range(1, 13):
            sites = {s.id: s for s in catalogue.mapping(source).sites if s.id.startswith(f"90{number}")}
            wanted = [sites[f"90{number}{i}"] for i in (1, 2, 3)]
            assert {site.district for site in wanted} == {f"{number:02}"}
            assert all("Demo" in site.name for site in wanted)


def test_reports_and_exchange_speak_of_the_same_sites(catalogue: Catalogue) -> None:
    assert catalogue.mapping("zms-exchange").sites == catalogue.mapping("zms-report").sites
    heerstrasse = next(s for s in catalogue.mapping("zms-exchange").sites if s.id == "141")
    assert (heerstrasse.district, heerstrasse.name) == ("04", "Bürgeramt Heerstraße")


def test_invented_events_say_so_and_published_ones_have_a_source(catalogue: Catalogue) -> None:
    for event in catalogue.events:
        if event.demo:
            assert event.title.de.endswith("(Demo)") and event.title.en.endswith("(demo)")
            assert event.text and "Erfunden" in event.text.de and "Made-up" in event.text.en
            assert event.source is None and date(2023, 1, 1) <= event.since <= date(2026, 9, 30)
        else:
            assert event.source, event.id


def test_narrow_titles_fit(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators.values():
        short = indicator.short or indicator.title
        for language in ("de", "en"):
            assert len(short(language)) <= 30, f"{indicator.id}: {short(language)}"


def _texts(model: BaseModel) -> Iterator[Text]:
    for name in type(model).model_fields:
        value = getattr(model, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Text):
                yield item
            elif isinstance(item, BaseModel):
                yield from _texts(item)


def test_texts_are_set_with_care_in_both_languages(catalogue: Catalogue) -> None:
    for text in _texts(catalogue):
        assert '"' not in text.de + text.en and "'" not in text.de + text.en, "typographic quotes"
        assert text.de.count("„") == text.de.count("“"), text.de
        assert "„" not in text.en.replace("„8-12 Wochen", ""), text.en
        assert not re.search(r"\b(fuer|ueber|aemter|Buerger)", text.de), text.de
        assert not re.search(r"  |\s[.,;]", text.de + text.en), text.de
        assert not (len(text.de) > 40 and text.de == text.en), text.de
        assert not re.search(r"\d %|(§|\bAbs\.|\bNr\.) \d", text.de), f"a line may break there: {text.de}"
        assert not re.search(r"\d\s%|\b\d\d\.\d\d\.\d{4}|§", text.en), f"written as in German: {text.en}"


def test_descriptions_and_purposes_are_sentences(catalogue: Catalogue) -> None:
    def sentences(indicator: Indicator) -> Iterator[str]:
        for text in (indicator.description, indicator.purpose):
            yield from (text.de, text.en)

    for indicator in catalogue.indicators.values():
        for sentence in sentences(indicator):
            assert sentence.endswith(".") and sentence[0].isupper(), f"{indicator.id}: {sentence}"
