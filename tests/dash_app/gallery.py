"""What do all charts and components look like? Writes one page with made-up figures.

Run `python -m tests.dash_app.gallery OUT.html [light|dark] [de|en]` and open the file in a browser.
"""

from __future__ import annotations

import json
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import plotly
from dash.development.base_component import Component

from dash_app import components, figures, sentences
from dash_app.components import Tile, chart_block
from schemas.catalogue import BERLIN, Agreement, Catalogue
from schemas.period import Period
from tests.dash_app import samples

ROOT = Path(__file__).resolve().parents[2]


def written(node: Any, graphs: list[dict[str, Any]]) -> str:
    """Return a component as HTML; charts are collected in `graphs` and leave a numbered place."""
    return components.markup(_without_graphs(node, graphs))


def _without_graphs(node: Any, graphs: list[dict[str, Any]]) -> Any:
    if isinstance(node, (list, tuple)):
        return [_without_graphs(child, graphs) for child in node]
    if not isinstance(node, (Component, dict)):
        return node
    made = node.to_plotly_json() if isinstance(node, Component) else node
    props = dict(made["props"])
    if made["type"] == "Graph":
        graphs.append(props["figure"])
        return components.element("Div", None, id=f"graph-{len(graphs)}", style=props["style"])
    return {**made, "props": {**props, "children": _without_graphs(props.get("children"), graphs)}}


def charts(theme: str, language: str) -> list[Any]:
    """Return all blocks of charts."""
    look: dict[str, Any] = {"language": language, "theme": theme}
    share: dict[str, Any] = {"indicator": samples.SHARE, "areas": samples.AREAS}
    quarter, months = samples.quarter(), samples.months()
    everywhere = samples.months(areas=list(samples.AREAS))
    rows = [samples.figure(value, of=of, period=period) for of, value, period in _ROWS]
    trend = figures.trend(months, **share, district="04", events=samples.EVENTS, **look)
    table: dict[str, Any] = {"areas": samples.AREAS, "language": language}
    return [
        _gauges(rows, look),
        _block(
            "bullet",
            sentences.bullet(rows, indicators=samples.INDICATORS, areas=samples.AREAS, language=language),
            language,
            chart=figures.bullet(rows, indicators=samples.INDICATORS, areas=samples.AREAS, **look),
        ),
        *(
            _block(
                "comparison",
                sentences.comparison(quarter, **share, district="04", language=language),
                language,
                chart=figures.comparison(quarter, **share, district="04", form=form, order=order, **look),
                table=components.figure_table(
                    quarter, by="area", indicators=samples.INDICATORS, caption="Vergleich", **table
                ),
            )
            for form, order in (("bars", "key"), ("dots", "value"))
        ),
        _block(
            "trend",
            sentences.trend(months, **share, district="04", language=language),
            language,
            chart=trend,
            notes=components.event_key(trend["layout"]["meta"]["key"], language),
            table=components.pivot_table(months, indicator=samples.SHARE, caption="Verlauf", **table),
        ),
        _block(
            "trend",
            sentences.small_multiples(everywhere, **share, language=language),
            language,
            content=components.multiples(everywhere, **share, district="04", href=str, **look),
            picture=figures.small_multiples(everywhere, **share, district="04", **look),
        ),
        _block(
            "map",
            sentences.tile_map(quarter, **share, language=language),
            language,
            content=components.tile_grid(quarter, **share, district="04", href=str, language=language),
            picture=figures.tile_map(quarter, **share, district="04", **look),
        ),
        _block("trend", sentences.gauge(rows[:1], **share, language=language), language, chart=_plain(look)),
        *(
            _exported(figure(everywhere, **share, district="04", **look))
            for figure in (figures.small_multiples,)
        ),
        _exported(figures.tile_map(quarter, **share, district="04", **look)),
    ]


_ROWS = (
    (samples.SHARE, 72.3, "2024-Q3"),
    (samples.NO_SHOW, 14.2, "2024-Q3"),
    (samples.DAYS, 16.2, "2024-Q3"),
    (samples.CONTROLS, 87.4, "2024"),
    (samples.BAND, 93.0, "2024-Q3"),
    (samples.COUNT, 123_456.0, "2024-Q3"),
    (samples.NO_SHOW, None, "2024-Q3"),
)


def _plain(look: dict[str, Any]) -> figures.Chart:
    """Return a trend of quarters without district and events."""
    values = (30.0, 25.5, 22.0, 18.0, 21.0, None, 16.0, 13.5)
    rows = [
        samples.figure(value, of=samples.DAYS, period=f"{2023 + n // 4}-Q{n % 4 + 1}")
        for n, value in enumerate(values)
    ]
    return figures.trend(rows, indicator=samples.DAYS, areas=samples.AREAS, **look)


def _block(kind: str, words: sentences.Words, language: str, **more: Any) -> Component:
    name = f"{kind}-{abs(hash((words.title, str(more.keys()))))}"
    return chart_block(kind, name=name, words=words, language=language, **more)


def _exported(chart: figures.Chart) -> dict[str, Any]:
    """Return a figure as an export draws it."""
    height = f"{chart['layout']['height']}px"
    return {"type": "Graph", "props": {"figure": chart, "style": {"height": height}}}


def _gauges(rows: list[Any], look: dict[str, Any]) -> dict[str, Any]:
    language = look["language"]
    blocks = [
        _block(
            "gauge",
            sentences.gauge(
                [row], indicator=samples.INDICATORS[row.indicator], areas=samples.AREAS, language=language
            ),
            language,
            chart=figures.gauge([row], indicator=samples.INDICATORS[row.indicator], **look),
        )
        for row in rows
    ]
    cards = [components.element("Div", block, "zb-card") for block in blocks]
    return components.element("Div", cards, "zb-grid", style={"--zb-column": "288px"})


def parts(catalogue: Catalogue, theme: str, language: str) -> list[Any]:
    """Return all components that are not charts."""
    agreement = next(a for a in catalogue.agreements if a.signatures and a.documents)
    changing = max(catalogue.agreements, key=lambda a: len(a.lifecycle))
    listed = list(samples.INDICATORS.values())
    matrix_rows = [row for i in listed for row in samples.quarter(i)]
    areas = [samples.AREAS[key] for key in samples.AREAS]
    indicator = max(catalogue.indicators.values(), key=lambda i: (len(i.targets), len(i.value.measures)))
    return [
        components.breadcrumbs(
            [("Überblick", "/"), ("Bürgerämter", "/vereinbarung/x"), (indicator.title(language), None)],
            language,
        ),
        components.demo_badge(language),
        components.tiles(
            [
                Tile("Ziele erreicht", "9 von 21", "4 knapp, 6 verfehlt", "/", "met"),
                Tile("Besser als im Vorquartal", "7"),
                Tile("Fehlende Lieferungen", "3", "Neukölln, Mitte"),
                Tile("Nächste Frist", "20.10.2024"),
            ]
        ),
        components.status_legend(language),
        components.matrix(
            [_agreement()],
            matrix_rows,
            areas=areas,
            href=lambda key, area: f"/kennzahl/{key}?bezirk={area}",
            caption="Alle Kennzahlen",
            period=Period.parse("2024-Q3"),
            trends={i.id: samples.months(i, areas=[BERLIN]) for i in listed},
            district="04",
            language=language,
            theme=theme,
        ),
        components.flag_marks(
            ["incomplete", "provisional", "revised", "estimated", "demo", "reported", "break"],
            language,
            districts=11,
        ),
        components.facts(agreement, catalogue, language),
        components.lifecycle(changing, catalogue, language),
        components.lifecycle(agreement, catalogue, language),
        components.signatures(agreement, catalogue, language),
        components.documents(agreement.documents, catalogue, language),
        components.definition(indicator, catalogue, language),
        components.notice("Ein Hinweis"),
        components.empty_state(
            "Keine Angaben",
            "Für diesen Zeitraum liegt keine Lieferung vor.",
            link=("Zu den Lieferungen", "/lieferungen"),
        ),
    ]


def _agreement() -> Agreement:
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
    graphs: list[dict[str, Any]] = []
    body = written([*parts(catalogue, theme, language), *charts(theme, language)], graphs)
    bootstrap = files("flask_bootstrap") / "static" / "bootstrap5" / "css" / "bootstrap.min.css"
    sheets = [Path(str(bootstrap)), *sorted((ROOT / "assets").glob("*.css"))]
    links = "".join(f'<link rel="stylesheet" href="{sheet.as_uri()}">' for sheet in sheets)
    library = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").as_uri()
    draw = "".join(
        f'Plotly.newPlot("graph-{n}",{json.dumps(g["data"])},{json.dumps(g["layout"])},'
        "{displayModeBar:false,responsive:true});"
        for n, g in enumerate(graphs, 1)
    )
    move = 'document.querySelector("main").style.marginTop=-(+location.hash.slice(1))+"px"'
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width">{links}'
    return (
        f'<!DOCTYPE html><html lang="{language}" data-bs-theme="{theme}"><head>{head}<script src="{library}"></script>'
        f'</head><body><main id="inhalt" style="padding:16px;max-width:1440px;margin:0 auto">{body}</main><script>{draw}{move}</script></body></html>'
    )


if __name__ == "__main__":
    from schemas.catalogue_files import read_catalogue

    target, theme, language = [*sys.argv[1:], *("gallery.html", "light", "de")[len(sys.argv) - 1 :]]
    Path(target).write_text(
        page(read_catalogue(ROOT / "data" / "catalogue"), theme, language), encoding="utf-8"
    )
