"""Are the examples of the methods right: the numbers of the statistics, and of the page that shows them?"""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from dash_app.reading import Reading, reading
from dash_app.settings import Settings
from dash_app.statistics import funnel, wilson_interval, xmr
from dash_app.worked import Example, examples
from tests.dash_app.publication_files import catalogue, indicator, share, write_publication
from tests.web import Node, Site

MONTHS = [f"{year}-{month:02}" for year in (2023, 2024) for month in range(1, 13)]
KEYS = [f"{n:02}" for n in range(1, 13)]
TARGET = [{"from": "2022-01-01", "value": 80, "tolerance": 2, "source": "quelle"}]
SIZES = {key: 100 + 40 * int(key) for key in KEYS}


def hits(key: str, n: int) -> int:
    """Cases in time of a district in the n-th month; Pankow is far below all others."""
    rate = 0.5 if key == "03" else 0.70 + 0.02 * ((n * 7 + int(key) * 3) % 5)
    return round(SIZES[key] * rate)


def rows_of(slug: str, months: list[str]) -> list[dict[str, object]]:
    rows = []
    for n, month in enumerate(months):
        counts = {key: hits(key, n) for key in KEYS}
        rows += [share(slug, key, month, counts[key], SIZES[key]) for key in KEYS]
        rows.append(share(slug, "00", month, sum(counts.values()), sum(SIZES.values())))
    return rows


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One share with two years of months, one with eight months."""
    place = tmp_path_factory.mktemp("home")
    listed = [indicator(slug, targets=TARGET, levels=["month"]) for slug in ("q", "kurz")]
    write_publication(place, catalogue(*listed), rows_of("q", MONTHS) + rows_of("kurz", MONTHS[-8:]))
    return place


@pytest.fixture(scope="module")
def server(home: Path) -> Flask:
    made: Flask = create_app(Settings(home=home)).server
    return made


def made(server: Flask, query: str = "zeitraum=2024-12") -> dict[str, Example | None]:
    with server.test_request_context(f"/methodik?{query}"):
        read: Reading = reading(**dict(part.split("=") for part in query.split("&")))
        return dict(examples(read))


def text_of(found: Example | None) -> str:
    assert found is not None
    return " ".join(found.steps).replace("\u00a0", " ")


def page(home: Path, address: str) -> Node:
    return Site(home).page(address).main


def number(text: str) -> float:
    return float(text.replace(".", "").replace(",", "."))


def test_the_interval_is_wilsons_and_the_one_in_the_table(server: Flask, home: Path) -> None:
    text = text_of(made(server)["intervalle"])
    x, n = hits("01", 23), SIZES["01"]
    interval = wilson_interval(x, n)
    assert interval is not None
    assert f"Zähler {x}, Nenner {n}" in text
    low, high = re.findall(r"als Anteile ([\d,]+) bis ([\d,]+)\.", text)[0]
    assert number(low) == pytest.approx(interval.lower, abs=5e-5)
    assert number(high) == pytest.approx(interval.upper, abs=5e-5)
    shown = re.findall(r"Gezeigt wird ([\d,–]+ %)", text)[0]
    twin = page(home, "/kennzahl/q?zeitraum=2024-12").one(id="vergleich").all("table")[0].text
    assert shown in twin.replace("\u00a0", " ")


def test_berlin_is_the_sum_and_not_the_mean(server: Flask, home: Path) -> None:
    text = text_of(made(server)["berlin"])
    x, n = sum(hits(key, 23) for key in KEYS), sum(SIZES.values())
    values = [100 * hits(key, 23) / SIZES[key] for key in KEYS]
    assert f"= {x:,}.".replace(",", ".") in text and f"÷ {n:,} =".replace(",", ".") in text
    found = re.findall(r"= ([\d,]+) %\.", text)[0]
    assert number(found) == pytest.approx(100 * x / n, abs=0.05)
    mean = re.findall(r"Werte wäre ([\d,]+) %", text)[0]
    assert number(mean) == pytest.approx(sum(values) / 12, abs=0.05)
    assert f"Berlin kommt auf {found} %" in page(home, "/kennzahl/q?zeitraum=2024-12").text.replace(
        "\u00a0", " "
    )


def test_the_distance_in_cases_is_the_one_of_the_sentence(server: Flask, home: Path) -> None:
    text = text_of(made(server)["luecke"])
    x, n = sum(hits(key, 23) for key in KEYS), sum(SIZES.values())
    missing = math.ceil(0.8 * n - x)
    assert f"fehlen {missing}." in text
    assert f"Zum Ziel fehlen {missing} Fälle" in page(home, "/kennzahl/q?zeitraum=2024-12").text


def test_the_funnel_names_the_district_outside_with_the_limits_of_the_statistics(
    server: Flask, home: Path
) -> None:
    text = text_of(made(server)["trichter"])
    result = funnel([(hits(key, 23), SIZES[key]) for key in KEYS], "proportion")
    point = result.points[2]
    assert point.alert is not None and point.signal != "none"
    assert "Pankow hat n = 220 Fälle" in text
    weit = re.findall(r"weit \(99,8 %\) ([\d,]+) % bis ([\d,]+) %", text)[0]
    assert [number(end) for end in weit] == pytest.approx([100 * end for end in point.alert], abs=0.05)
    assert "Pankow" in page(home, "/kennzahl/q?zeitraum=2024-12").one(id="trichter").all("figcaption")[0].text


def test_the_control_chart_has_the_limits_of_the_statistics_and_of_the_page(
    server: Flask, home: Path
) -> None:
    text = text_of(made(server)["regelkarte"])
    totals = [sum(hits(key, n) for key in KEYS) for n in range(24)]
    result = xmr([100 * x / sum(SIZES.values()) for x in totals], improvement="increase")
    assert result.mean is not None and result.lower is not None and result.upper is not None
    assert "Aus 24 Werten seit Januar 2023" in text
    ends = re.findall(r"mittlerer Sprung: ([\d,]+) % bis ([\d,]+) %", text)[0]
    assert [number(end) for end in ends] == pytest.approx([result.lower, result.upper], abs=0.05)
    caption = page(home, "/kennzahl/q?zeitraum=2024-12").one(id="schwankung").all("figcaption")[0].text
    assert f"Üblich sind Werte von {ends[0]} % bis {ends[1]} %" in caption.replace("\u00a0", " ")


def test_the_contribution_adds_up(server: Flask) -> None:
    text = text_of(made(server)["beitrag"])
    gaps = {key: 0.8 * SIZES[key] - hits(key, 23) for key in KEYS}
    short = {key: gap for key, gap in gaps.items() if gap > 0}
    total = re.findall(r"sind es zusammen ([\d.,]+);", text)[0]
    assert number(total) == sum(math.ceil(gap - 1e-9) for gap in short.values()), "as the page counts them"
    assert f"In allen {len(short)} Bezirken" in text


def test_the_direction_is_told_of_a_share_without_firm_limits_as_on_its_page(
    server: Flask, home: Path
) -> None:
    found = made(server)["richtung"]
    assert found is not None and found.figure.indicator == "kurz" and found.is_shown
    caption = page(home, "/kennzahl/kurz?zeitraum=2024-12").one(id="schwankung").all("figcaption")[0].text
    assert found.steps[-1] in caption


def test_where_nothing_fits_the_example_says_so(server: Flask, home: Path) -> None:
    found = made(server)
    nothing = [key for key in ("raten", "fallzahlen", "aenderungen", "prognose") if found[key] is None]
    assert len(nothing) == 4
    text = page(home, "/methodik?zeitraum=2024-12").text
    assert "Keine gezeigte Kennzahl hat hier einen Zähler" in text
    assert "In diesem Zeitraum ist nichts gesperrt" in text
    assert "Es gibt keine frühere Veröffentlichung" in text


def test_examples_follow_the_district_of_the_reader(server: Flask) -> None:
    found = made(server, "zeitraum=2024-12&bezirk=02")
    for section in ("intervalle", "trichter", "regelkarte", "luecke"):
        example = found[section]
        assert example is not None and example.figure.district == "02", section


@pytest.mark.parametrize("query", ["?zeitraum=2024-12", "?zeitraum=2024-12&bezirk=02&sprache=en"])
def test_every_example_leads_to_a_place_that_is_there(home: Path, query: str) -> None:
    site = Site(home)
    boxes = site.page(f"/methodik{query}").main.by_class("zb-example")
    links = [a.attributes["href"] for box in boxes for a in box.all("a")]
    assert len(links) >= 8
    for link in links:
        path, _, anchor = link.partition("#")
        assert not anchor or site.page(path).main.all(id=anchor), link


def test_every_chart_leads_to_the_section_that_explains_it(home: Path) -> None:
    site = Site(home)
    known = {node.attributes["id"] for node in site.page("/methodik").main.all("section")}
    for address in ("/", "/kennzahl/q", "/bezirk/01", "/vergleich"):
        main = site.page(address).main
        ways = [a.attributes["href"] for p in main.by_class("zb-chart__method") for a in p.all("a")]
        sections = {way.partition("#")[2] for way in ways if "/methodik" in way}
        assert sections and sections <= known, address
        assert len(ways) >= len(main.all("figure")), address
