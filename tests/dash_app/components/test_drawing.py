"""Does a dial without a chart library show what its figure says?"""

import re

import pytest

from dash_app import components, figures
from dash_app.components import markup
from dash_app.figures import Chart
from tests.dash_app import samples


def dial(value: float | None = 72.3, *, suppressed: bool = False) -> Chart:
    return figures.gauge([samples.figure(value, suppressed=suppressed)], indicator=samples.SHARE)


def test_every_shape_and_every_word_of_the_figure_is_drawn() -> None:
    chart = dial()
    drawn = markup(components.drawing(chart, "Zufriedenheit"))
    layout = chart["layout"]
    assert len(re.findall("<(?:path|circle|rect) ", drawn)) == len(layout["shapes"])
    told = [line for note in layout["annotations"] for line in note["text"].split("<br>")]
    assert re.findall("<tspan[^>]*>([^<]*)</tspan>", drawn) == told
    assert 'role="img" aria-label="Zufriedenheit"' in drawn


def test_the_mark_of_the_target_lies_where_the_figure_has_it() -> None:
    chart = dial()
    layout = chart["layout"]
    target = next(shape for shape in layout["shapes"] if shape.get("name") == "target")
    (low, high), left = layout["yaxis"]["range"], layout["xaxis"]["range"][0]
    scale = layout["height"] / (high - low)
    x, y = (target["x0"] - left) * scale, (high - target["y0"]) * scale
    starts = [
        (float(a), float(b))
        for a, b in re.findall(r'd="M([\d.]+),([\d.]+)L', markup(components.drawing(chart, "")))
    ]
    assert any(a == pytest.approx(x, abs=0.02) and b == pytest.approx(y, abs=0.02) for a, b in starts)


@pytest.mark.parametrize("chart", [dial(88.0, suppressed=True), dial(None)], ids=["hidden", "missing"])
def test_without_a_value_the_dial_says_so_instead_of_pointing_to_zero(chart: Chart) -> None:
    assert "actual" not in {shape.get("name") for shape in chart["layout"]["shapes"]}
    drawn = markup(components.drawing(chart, ""))
    assert chart["layout"]["annotations"][0]["text"] in drawn
    assert ">0,0" not in drawn


def test_words_of_a_catalogue_stay_words() -> None:
    chart = dial()
    chart["layout"]["annotations"][0] |= {"text": "&lt;script&gt;alert(1)&lt;/script&gt;"}
    drawn = markup(components.drawing(chart, '"><script>'))
    assert "<script" not in drawn
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in drawn


def test_a_shape_that_cannot_be_drawn_is_not_left_out_in_silence() -> None:
    chart = dial()
    chart["layout"]["shapes"][0] |= {"type": "hexagon", "x0": 0, "x1": 1, "y0": 0, "y1": 1}
    with pytest.raises(KeyError, match="hexagon"):
        components.drawing(chart, "")
