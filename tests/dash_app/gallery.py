"""What do all charts and components look like? Writes one page with made-up figures.

Run `python -m tests.dash_app.gallery OUT.html [light|dark] [de|en]` and open the file in a browser.
"""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import plotly
from dash.development.base_component import Component

from dash_app import components, figures, sentences
from dash_app.components import Tile, chart_block
from dash_app.components.frozen import data
from dash_app.theme import template
from schemas.catalogue import BERLIN, Agreement, Catalogue
from schemas.observation import FLAGS, Figure
from schemas.period import Period
from tests.dash_app import samples

ROOT = Path(__file__).resolve().parents[2]


def charts(theme: str, language: str) -> list[Any]:
    """Return all blocks of charts."""
    look: dict[str, Any] = {"language": language, "theme": theme}
    return [_gauges(look), _bullet(look), *_comparisons(look), *_courses(look), *_maps(look)]


def _bullet(look: dict[str, Any]) -> Component:
    shared: dict[str, Any] = {"indicators": samples.INDICATORS, "areas": samples.AREAS}
    words = sentences.bullet(_rows(), **shared, language=look["language"])
    return _block("bullet", words, look, chart=figures.bullet(_rows(), **shared, **look))


def _comparisons(look: dict[str, Any]) -> list[Component]:
    frame, language = samples.quarter(), look["language"]
    words = sentences.comparison(frame, **_SHARE, district="04", language=language)
    table = components.figure_table(
        frame,
        by="area",
        indicators=samples.INDICATORS,
        areas=samples.AREAS,
        caption=words.caption,
        language=language,
    )
    charts = [figures.comparison(frame, **_SHARE, district="04", form=f, order=o, **look) for f, o in _FORMS]
    return [_block("comparison", words, look, chart=chart, table=table) for chart in charts]


def _courses(look: dict[str, Any]) -> list[Any]:
    frame, language = samples.months(), look["language"]
    chart = figures.trend(frame, **_SHARE, district="04", events=samples.EVENTS, **look)
    words = sentences.trend(frame, **_SHARE, district="04", language=language)
    table = components.pivot_table(frame, **_SHARE, caption=words.caption, language=language)
    key = components.event_key(chart["layout"]["meta"]["key"], language)
    rows = samples.quarters()
    days = sentences.trend(rows, indicator=samples.DAYS, areas=samples.AREAS, language=language)
    plain = figures.trend(rows, indicator=samples.DAYS, areas=samples.AREAS, **look)
    return [
        _block("trend", words, look, chart=chart, notes=key, table=table),
        _block("trend", days, look, chart=plain),
    ]


def _maps(look: dict[str, Any]) -> list[Any]:
    frame, everywhere, language = (
        samples.quarter(),
        samples.months(areas=list(samples.AREAS)),
        look["language"],
    )
    multiples = components.multiples(everywhere, **_SHARE, district="04", href=str, **look)
    tiles = components.tile_grid(frame, **_SHARE, district="04", href=str, language=language)
    pictures = figures.small_multiples(everywhere, **_SHARE, district="04", **look)
    tile_map = figures.tile_map(frame, **_SHARE, district="04", **look)
    course = sentences.small_multiples(everywhere, **_SHARE, language=language)
    words = sentences.tile_map(frame, **_SHARE, language=language)
    return [
        _block("trend", course, look, content=multiples, picture=pictures),
        _block("map", words, look, content=tiles, picture=tile_map),
        _exported(pictures),
        _exported(tile_map),
    ]


_SHARE: dict[str, Any] = {"indicator": samples.SHARE, "areas": samples.AREAS}
_FORMS: tuple[tuple[Literal["bars", "dots"], Literal["key", "value"]], ...] = (
    ("bars", "key"),
    ("dots", "value"),
)
_ROWS = (
    (samples.SHARE, 72.3, "2024-Q3"),
    (samples.NO_SHOW, 14.2, "2024-Q3"),
    (samples.DAYS, 16.2, "2024-Q3"),
    (samples.CONTROLS, 87.4, "2024"),
    (samples.BAND, 93.0, "2024-Q3"),
    (samples.COUNT, 123_456.0, "2024-Q3"),
    (samples.NO_SHOW, None, "2024-Q3"),
)


def _rows() -> list[Figure]:
    return [samples.figure(value, of=of, period=period) for of, value, period in _ROWS]


def _block(kind: str, words: sentences.Words, look: dict[str, Any], **more: Any) -> Component:
    name = f"{kind}-{abs(hash((words, str(more))))}"
    return chart_block(kind, name=name, words=words, language=look["language"], **more)


def _exported(chart: figures.Chart) -> components.Element:
    """Return a figure as an export draws it."""
    place = components.element("Div", None, "zb-plot", style={"height": f"{chart['layout']['height']}px"})
    return components.element("Div", [data(chart), place])


def _gauges(look: dict[str, Any]) -> components.Element:
    cards = []
    for row in _rows():
        indicator = samples.INDICATORS[row.indicator]
        words = sentences.gauge([row], indicator=indicator, areas=samples.AREAS, language=look["language"])
        block = _block("gauge", words, look, chart=figures.gauge([row], indicator=indicator, **look))
        cards.append(components.element("Div", block, "zb-card"))
    return components.element("Div", cards, "zb-grid", style={"--zb-column": "288px"})


def parts(catalogue: Catalogue, theme: str, language: str) -> list[Any]:
    """Return all components that are not charts."""
    agreement = next(a for a in catalogue.agreements if a.signatures and a.documents)
    changing = max(catalogue.agreements, key=lambda a: len(a.lifecycle))
    indicator = max(catalogue.indicators.values(), key=lambda i: (len(i.targets), len(i.value.measures)))
    return [
        components.breadcrumbs([("Überblick", "/"), ("Bürgerämter", "/x"), ("Wartezeit", None)], language),
        components.demo_badge(language),
        components.tiles(_TILES),
        components.status_legend(language),
        _matrix(theme, language),
        components.flag_marks(FLAGS, language, districts=11),
        components.facts(agreement, catalogue, language),
        components.lifecycle(changing, catalogue, language),
        components.lifecycle(agreement, catalogue, language),
        components.signatures(agreement, catalogue, language),
        components.documents(agreement.documents, catalogue, language),
        components.definition(indicator, catalogue, language),
        components.notice("Ein Hinweis"),
        components.empty_state("Keine Angaben", "Es liegt keine Lieferung vor.", link=("Lieferungen", "/")),
    ]


_TILES = (
    Tile("Ziele erreicht", "9 von 21", "4 knapp, 6 verfehlt", "/", "met"),
    Tile("Besser als im Vorquartal", "7"),
    Tile("Fehlende Lieferungen", "3", "Neukölln, Mitte"),
    Tile("Nächste Frist", "20.10.2024"),
)


def _matrix(theme: str, language: str) -> components.Element:
    listed = list(samples.INDICATORS.values())
    return components.matrix(
        [agreement()],
        [row for indicator in listed for row in samples.quarter(indicator)],
        areas=list(samples.AREAS.values()),
        href=lambda key: f"/kennzahl/{key}",
        proof=lambda figure: f"/kennzahl/{figure.indicator}?bezirk={figure.district}#herkunft",
        caption="Alle Kennzahlen",
        period=Period.parse("2024-Q3"),
        trends={indicator.id: samples.months(indicator, areas=[BERLIN]) for indicator in listed},
        district="04",
        language=language,
        theme=theme,
    )


def agreement() -> Agreement:
    """Return an agreement with the indicators of the samples."""
    listed = list(samples.INDICATORS.values())
    text = {"de": "Gute Erreichbarkeit und verlässliche Bearbeitung", "en": "Good access and reliable work"}
    step = {"stage": "in_kraft", "since": "2022", "text": text, "source": "va"}
    goals = [{"id": f"ziel-{n}", "title": text, "indicators": listed[n * 3 : n * 3 + 3]} for n in range(2)]
    return Agreement.model_validate(
        {
            "id": "probe",
            "title": text,
            "short": text,
            "kind": "fachliche_zielvereinbarung",
            "legal_basis": text,
        }
        | {"lead": text, "summary": text, "lifecycle": [step], "goals": goals, "sources": ["va"]}
    )


def page(catalogue: Catalogue, theme: str, language: str) -> str:
    """Return the page as one file; styles are linked, the chart library comes from the installed package."""
    shared = data(template(theme), id="shell-template")
    body = components.markup([shared, *parts(catalogue, theme, language), *charts(theme, language)])
    bootstrap = files("flask_bootstrap") / "static" / "bootstrap5" / "css" / "bootstrap.min.css"
    sheets = [Path(str(bootstrap)), *sorted((ROOT / "assets").glob("*.css"))]
    links = "".join(f'<link rel="stylesheet" href="{sheet.as_uri()}">' for sheet in sheets)
    library = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").as_uri()
    ours = (
        (ROOT / "assets" / f"{name}.js").read_text(encoding="utf-8") for name in ("34-ticks", "35-charts")
    )
    draw = "".join(ours) + "zielblick.charts.all();"
    move = 'document.querySelector("main").style.marginTop=-(+location.hash.slice(1))+"px"'
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width">{links}'
    script = f'<script src="{library}"></script>'
    style = "padding:16px;max-width:1440px;margin:0 auto"
    main = f'<main id="inhalt" style="{style}">{body}</main><script>{draw}{move}</script>'
    html = f'<html lang="{language}" data-bs-theme="{theme}">'
    return f"<!DOCTYPE html>{html}<head>{head}{script}</head><body>{main}</body></html>"


if __name__ == "__main__":
    from schemas.catalogue_files import read_catalogue

    target, theme, language = [*sys.argv[1:], *("gallery.html", "light", "de")[len(sys.argv) - 1 :]]
    Path(target).write_text(
        page(read_catalogue(ROOT / "data" / "catalogue"), theme, language), encoding="utf-8"
    )
