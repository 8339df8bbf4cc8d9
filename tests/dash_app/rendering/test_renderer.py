"""Are pictures and papers what they should be, and does a browser that fails or hangs never hang us?"""

from __future__ import annotations

import base64
import io
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pikepdf
import psutil
import pytest
from PIL import Image

from dash_app import figures
from dash_app.figures import Chart
from dash_app.rendering import Frame, Picture, Renderer, Unavailable
from dash_app.rendering.renderer import BATCH
from tests.dash_app import samples

pytestmark = pytest.mark.browser

FRAME = Frame(
    title="Fünf <script>alert(1)</script> & „Ziele“",
    subtitle="=HYPERLINK(1)",
    lines=(("Zeitraum", "3. Quartal 2024"), ("Quelle", "Meldungen"), ("Adresse", "/kennzahl/x?stand=3#a")),
    demo="Demonstrationsdaten",
    alt="Mitte liegt vorn.",
)


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    with Renderer() as made:
        yield made


@pytest.fixture
def chart() -> Chart:
    frame = samples.quarter()
    indicator = samples.INDICATORS[frame[0].indicator]
    return figures.comparison(frame, indicator=indicator, areas=samples.AREAS, district="04")


def test_a_png_is_as_wide_on_paper_as_was_asked(renderer: Renderer, chart: Chart) -> None:
    data = renderer.picture(Picture(chart, "png", width_cm=12, dpi=300, frame=FRAME))
    image = Image.open(io.BytesIO(data))
    assert image.width == pytest.approx(12 / 2.54 * 300, abs=3)
    assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    assert image.info["Title"] == FRAME.title
    assert "Quelle: Meldungen" in image.info["Source"]


def test_an_svg_says_what_it_shows_and_names_with_markup_stay_text(renderer: Renderer, chart: Chart) -> None:
    svg = renderer.picture(Picture(chart, "svg", frame=FRAME)).decode()
    assert svg.startswith("<svg")
    for words in (
        "=HYPERLINK(1)",
        "Quelle: Meldungen",
        "Adresse: /kennzahl/x?stand=3#a",
        "Demonstrationsdaten",
    ):
        assert words in svg
    assert "<script" not in svg
    assert "&lt;script&gt;" in svg


def test_a_pdf_is_tagged_and_carries_title_language_and_words(renderer: Renderer, chart: Chart) -> None:
    data = renderer.picture(Picture(chart, "pdf", width_cm=16, frame=FRAME, language="en"))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 1
        assert float(pdf.pages[0].MediaBox[2]) == pytest.approx(16 / 2.54 * 72, abs=1)
        assert pdf.Root.Lang == "en"
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.docinfo.Title) == FRAME.title
        fonts = pdf.pages[0].Resources.Font
        assert all("FontFile" in str(_descriptor(font).keys()) for font in fonts.values())
        alts = [
            str(node.Alt) for node in pdf.objects if isinstance(node, pikepdf.Dictionary) and "/Alt" in node
        ]
        assert any("Mitte liegt vorn." in alt for alt in alts)


def _descriptor(font: pikepdf.Object) -> pikepdf.Object:
    inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    return inner.FontDescriptor


@pytest.mark.parametrize("format_", ["png", "svg"])
def test_the_same_choice_gives_the_same_bytes(chart: Chart, format_: str) -> None:
    order = Picture(chart, format_, frame=FRAME)  # type: ignore[arg-type]
    with Renderer() as first, Renderer() as second:
        assert first.picture(order) == first.picture(order) == second.picture(order)


def test_a_killed_browser_is_started_anew_and_the_batch_goes_on(chart: Chart) -> None:
    with Renderer() as renderer:
        made = renderer.pictures([Picture(chart)] * (2 * BATCH))
        first = [next(made), next(made)]
        for process in psutil.Process().children(recursive=True):  # those of `renderer`, too
            if "chrom" in process.name():
                process.kill()
        rest = list(made)
    assert len(rest) == 2 * BATCH - 2
    assert all(answer == first[0] for answer in [*first, *rest])
    assert renderer.starts == 2


def test_a_picture_that_hangs_is_given_up_and_the_next_one_is_drawn(chart: Chart) -> None:
    endless = {"type": "scatter", "x": list(range(400_000)), "y": [n % 7 for n in range(400_000)]}
    slow = {"data": [endless | {"mode": "markers"}] * 8, "layout": {"height": 300}}
    with Renderer(limit=8.0) as renderer:
        renderer.warm_up()
        start = time.monotonic()
        answers = list(renderer.pictures([Picture(slow), Picture(chart)]))
        assert time.monotonic() - start < 120
    assert isinstance(answers[0], Unavailable)
    assert answers[0].reason == "too-slow"
    assert isinstance(answers[1], bytes)


def test_a_chart_that_plotly_cannot_draw_is_said_and_nothing_else_suffers(
    renderer: Renderer, chart: Chart
) -> None:
    broken: Chart = {"data": "nothing", "layout": {"height": {"no": "number"}, "annotations": 7}}
    answers = list(renderer.pictures([Picture(broken | {"data": [None]}), Picture(chart)]))
    assert isinstance(answers[1], bytes)


def test_many_pictures_in_one_go_are_those_drawn_alone(renderer: Renderer, chart: Chart) -> None:
    other = chart | {"layout": chart["layout"] | {"height": 500}}
    orders = [Picture(chart), Picture(other), Picture(chart, "png", dpi=96)]
    assert list(renderer.pictures(orders)) == [renderer.picture(order) for order in orders]


def test_a_browser_that_is_started_beside_other_work_is_there_for_the_next_order(chart: Chart) -> None:
    with Renderer() as renderer:
        renderer.begin()
        assert renderer.picture(Picture(chart))
        assert renderer.starts == 1
    with Renderer() as renderer:
        renderer.begin()
    assert not renderer.is_open


def test_without_browser_it_is_said_at_once_what_to_do(chart: Chart, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with Renderer() as renderer, pytest.raises(Unavailable) as problem:
        renderer.picture(Picture(chart))
    assert problem.value.reason == "no-browser"
    assert "Chromium" in problem.value.message("de")
    assert "install" in problem.value.message("en")


def test_pages_of_the_browser_reach_no_network_and_no_file(renderer: Renderer, tmp_path: Path) -> None:
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)

    Image.new("RGB", (3, 5)).save(tmp_path / "secret.png")
    given = io.BytesIO()
    Image.new("RGB", (4, 5)).save(given, "PNG")
    allowed = "data:image/png;base64," + base64.b64encode(given.getvalue()).decode()
    with HTTPServer(("127.0.0.1", 0), Listener) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        places = (f"http://127.0.0.1:{server.server_port}/x", (tmp_path / "secret.png").as_uri(), allowed)
        images = "".join(f'<img alt="" src="{place}">' for place in places)
        page = (
            f'<!doctype html><html lang="de"><title>x</title><link rel="stylesheet" href="{places[0]}.css">'
        )
        data = renderer.paper(f"{page}{images}</html>")
        server.shutdown()
    assert asked == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        drawn = [each for each in pdf.pages[0].Resources.XObject.values() if each.Subtype == "/Image"]
        assert [int(image.Width) for image in drawn] == [4]


def test_a_paper_has_headings_as_bookmarks_and_its_scripts_do_not_run(renderer: Renderer) -> None:
    html = "<!doctype html><html lang='de'><head><title>Bericht</title></head><body><h1>Eins</h1><p>Text</p>"
    html += "<h2>Zwei</h2><script>document.body.innerHTML = ''</script></body></html>"
    with pikepdf.open(io.BytesIO(renderer.paper(html))) as pdf:
        assert pdf.Root.Lang == "de"
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Eins"]


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs pdftotext (package poppler-utils)")
def test_a_table_wider_than_the_paper_is_made_smaller_until_its_last_column_is_on_it(
    renderer: Renderer,
) -> None:
    cells = "".join(f"<td style='min-width: 120px'>Spalte{n}</td>" for n in range(14))
    html = "<!doctype html><html lang='de'><head><title>x</title><style>@page { size: 16cm 23cm; margin: 0 }"
    html += f"</style></head><body><table><tr>{cells}</tr></table></body></html>"
    paper, told = renderer.paper(html, width_cm=16), ["pdftotext", "-bbox", "-", "-"]
    words = subprocess.run(told, input=paper, capture_output=True, check=True).stdout.decode()
    ends = dict(re.findall(r'xMax="([\d.]+)"[^>]*>(Spalte\d+)<', words))
    assert len(ends) == 14 and max(map(float, ends)) <= 16 / 2.54 * 72


@pytest.mark.parametrize("measures", [{"width_cm": 2}, {"width_cm": 80}, {"dpi": 10}, {"height_cm": 0.5}])
def test_measures_that_no_picture_can_have_are_refused(chart: Chart, measures: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="picture"):
        Picture(chart, **measures)  # type: ignore[arg-type]
