"""What does a Plotly page cost at least? One HTML file with the full plotly.js and the reference content.

Four gauges with target, bars of twelve districts with target line, their trend over sixty months, a table.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

PATH = "/vergleich"
INDICATORS = [
    "ba_terminausfallquote",
    "ba_termine_14_tage_quote",
    "ba_kapazitaetsauslastung",
    "ba_wartezeit_vor_ort_min",
]
VIEW = "ansicht=tafel"
SEARCH = f"?zeitraum=2026-09&kennzahl={','.join(INDICATORS)}&{VIEW}"
"""Our page with this content: the board of four indicators, with all months that the data have."""
DISTRICTS = [f"Bezirk {number:02}" for number in range(1, 13)]
MONTHS = [f"{2021 + number // 12}-{1 + number % 12:02}" for number in range(60)]
_PAGE = """<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Reference</title>
<link rel="icon" href="data:,"><script src="plotly.min.js"></script></head><body><main id="inhalt">
<div id="charts"></div><table id="table"></table></main><script>
const states = __STATES__;
function show(state) {
  states[state].forEach((figure, number) => {
    let place = document.getElementById('chart-' + number);
    if (!place) {
      place = document.createElement('div'); place.id = 'chart-' + number; place.style.height = '320px';
      document.getElementById('charts').append(place);
    }
    Plotly.react(place, figure.data, figure.layout, {displayModeBar: false});
  });
  document.getElementById('table').innerHTML = states[state][4].data[0].x
    .map((value, number) => `<tr><td>${number}</td><td>${value}</td></tr>`).join('');
}
show(0);
</script></body></html>"""


def figures(shift: int) -> list[dict[str, Any]]:
    """Return the charts of the reference content; `shift` changes all values."""
    values = [60 + (7 * number + 5 * shift) % 35 for number in range(12)]
    gauges = [_gauge(value) for value in values[:4]]
    bars = {
        "data": [{"type": "bar", "orientation": "h", "x": values, "y": DISTRICTS}],
        "layout": {"shapes": [{"type": "line", "x0": 80, "x1": 80, "y0": -0.5, "y1": 11.5}]},
    }
    lines = [
        {"type": "scatter", "mode": "lines", "name": name, "x": MONTHS, "y": _path(number + shift)}
        for number, name in enumerate(DISTRICTS)
    ]
    return [*gauges, bars, {"data": lines, "layout": {}}]


def _gauge(value: int) -> dict[str, Any]:
    target = {"value": 80, "line": {"width": 3}}
    indicator = {"type": "indicator", "mode": "gauge+number", "value": value}
    return {"data": [indicator | {"gauge": {"axis": {"range": [0, 100]}, "threshold": target}}], "layout": {}}


def _path(seed: int) -> list[int]:
    return [50 + (seed * 13 + month * 7) % 40 for month in range(60)]


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Write the page into a folder and serve it while the block runs; yields its address."""
    states = json.dumps([figures(0), figures(1)])
    (folder / "index.html").write_text(_PAGE.replace("__STATES__", states), encoding="utf-8")
    with as_file(files("plotly") / "package_data" / "plotly.min.js") as script:
        (folder / "plotly.min.js").write_bytes(script.read_bytes())
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{httpd.server_port}"
    finally:
        httpd.shutdown()
        httpd.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing per request."""
