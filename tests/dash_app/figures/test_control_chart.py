"""Does the control chart show limits, special causes and new beginnings honestly, whatever the series?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
import pytest

from dash_app import components, figures, sentences
from dash_app.figures import Chart
from schemas.catalogue import Indicator
from schemas.observation import Figure
from schemas.period import Level, Period
from tests.dash_app import samples

CALM = (12.0, 12.4, 11.8, 12.1, 12.5, 11.9, 12.2, 12.0, 11.7, 12.3, 12.1, 11.9, 12.2, 12.0)
TEXT = {"de": "Neue Software", "en": "New software"}


def rows(values: Sequence[float | None], of: Indicator = samples.NO_SHOW, **more: Any) -> list[Figure]:
    first = Period.of(Level.MONTH, 2023, 1)
    return [
        samples.figure(value, of=of, area="08", period=str(first.shift(n)), **more)
        for n, value in enumerate(values)
    ]


def drawn(frame: Sequence[Figure], of: Indicator = samples.NO_SHOW, **look: Any) -> Chart:
    return figures.spc(frame, indicator=of, areas=samples.AREAS, **look)


def said(frame: Sequence[Figure], of: Indicator = samples.NO_SHOW, language: str = "de") -> sentences.Words:
    return sentences.spc(frame, indicator=of, areas=samples.AREAS, area="08", language=language)


def traces(chart: Chart, name: str) -> list[dict[str, Any]]:
    return [trace for trace in chart["data"] if trace["name"] == name]


SERIES: dict[str, Sequence[float | None]] = {
    "calm": CALM,
    "improving": [*CALM, 8.0],
    "worsening": [*CALM, 15.0],
    "gaps": [*CALM[:4], None, None, *CALM[4:], None],
    "constant": [12.0] * 14,
    "one point": [12.0],
    "all missing": [None] * 14,
    "few": CALM[:8],
    "zeros": [0.0, 0.1] * 7,
    "nothing": [],
}


@pytest.mark.parametrize("name", SERIES)
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_series_has_a_valid_chart_a_sentence_and_a_table(name: str, language: str) -> None:
    frame = rows(SERIES[name])
    for theme in ("light", "dark"):
        chart = drawn(frame, language=language, theme=theme)
        go.Figure(chart)
        assert "NaN" not in json.dumps(chart)
    words = said(frame, language=language)
    assert words.title and len(words.caption) > 20 and "None" not in words.caption
    table = components.control_table(
        frame, indicator=samples.NO_SHOW, caption=words.caption, language=language
    )
    assert str(table).count("<tr>") == len(frame) + 1


def test_a_chart_begins_with_the_first_value_that_counts() -> None:
    frame = rows([None] * 30 + [*CALM])
    assert drawn(frame)["layout"]["xaxis"]["range"][0].startswith("2025-07")
    words = said(frame)
    assert words.subtitle.endswith("Juli 2025 – August 2026")
    assert "Lücken" not in words.caption, "nothing is missing before the first value"


def test_special_causes_differ_by_shape_and_are_named_and_noise_is_a_dot() -> None:
    better, worse = (drawn(rows([*CALM, value])) for value in (8.0, 16.0))
    (line,) = traces(better, "Neukölln")
    assert set(line["marker"]["symbol"][:-1]) == {"circle"}
    assert line["marker"]["symbol"][-1] == "diamond"
    assert traces(worse, "Neukölln")[0]["marker"]["symbol"][-1] == "square"
    (label,) = [n for n in better["layout"]["annotations"] if n.get("name") == "run outside"]
    assert label["text"] == "<b>besser</b><br>außerhalb"


def test_limits_of_few_values_are_dotted_and_said_to_be_provisional() -> None:
    assert traces(drawn(rows(CALM[:8])), "upper")[0]["line"]["dash"] == "dot"
    assert traces(drawn(rows(CALM)), "upper")[0]["line"]["dash"] == "longdash"
    assert "beruhen auf 8 Werten und sind vorläufig" in said(rows(CALM[:8])).caption


def test_a_break_ends_line_and_limits_and_a_rebase_says_who_decided_and_why() -> None:
    values = [*CALM, *(value - 6 for value in CALM)]
    change = {"from": "2024-03-01", "text": TEXT}
    decision = {"from": "2024-03-01", "reason": TEXT, "by": {"de": "Lenkungskreis", "en": "Board"}}
    for key, entry in (("breaks", change), ("rebases", decision)):
        of = samples.indicator(id="x", polarity="lower_is_better", **{key: [entry]})
        chart = drawn(rows(values, of), of)
        assert len(traces(chart, "mean")) == 2
        assert None in traces(chart, "Neukölln")[0]["y"]
    assert "Neue Software. Entschieden von: Lenkungskreis" in said(rows(values, of), of).caption
    assert any("Lenkungskreis" in each for each in chart["layout"]["meta"]["key"])


def test_the_sentence_tells_noise_from_movement_and_movement_from_reliability() -> None:
    calm = said(rows(CALM))
    assert calm.title == "Neukölln: nur die übliche Schwankung"
    assert "wird das Ziel (10\N{NO-BREAK SPACE}%) nicht erreicht" in calm.caption
    moved = said(rows([*CALM, 8.0]))
    assert moved.title == "Neukölln: besser, als die übliche Schwankung erklärt"
    assert "Die Grenzen beruhen auf dem früheren Niveau" in moved.caption
    neutral = samples.indicator(id="n", polarity="neutral", targets=[])
    assert said(rows([*CALM, 8.0], neutral), neutral).title.startswith("Neukölln: niedriger")


def test_a_series_without_limits_says_why_instead_of_calling_itself_stable() -> None:
    for name, why in (("one point", "mindestens 6"), ("all missing", "keine Werte"), ("constant", "gleich")):
        words = said(rows(SERIES[name]))
        assert why in words.caption and "noch nicht zu beurteilen" in words.title


def test_an_older_value_is_not_taken_for_the_missing_newest_one() -> None:
    assert "Im März 2024 fehlt die Angabe (letzter Wert: Februar 2024)." in said(rows([*CALM, None])).caption
