"""Which measurements does `make bench` make?"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tools import server
from tools.bench import Row, browsing, loading, queries, rendering, serving, table, together

Measurement = Callable[[Path], Iterator[Row]]
MEASUREMENTS: dict[str, Measurement] = {
    "load": loading.large_file,
    "queries": queries.page_queries,
    "catalogue": queries.catalogue,
    "start": serving.start_to_first_answer,
    "answers": serving.answers,
    "pages": browsing.pages,
    "pictures": rendering.pictures,
    "together": together.together,
}


def main() -> int:
    """Make all measurements, or those named; prints rows as they come, then the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"only these: {', '.join(MEASUREMENTS)}")
    parser.add_argument(
        "--home", type=Path, help="home folder to measure with; demonstration data where left out"
    )
    given = parser.parse_args()
    if unknown := set(given.names) - set(MEASUREMENTS):
        parser.error(
            f"there is no measurement {', '.join(sorted(unknown))}; there are {', '.join(MEASUREMENTS)}"
        )
    rows: list[Row] = []
    with server.demo_home(given.home) as home:
        for name, measure in MEASUREMENTS.items():
            if given.names and name not in given.names:
                continue
            print(f"measuring: {name} …", file=sys.stderr, flush=True)
            for row in measure(home):
                print(f"  {row.what}: {row.figure:.3g} {row.unit} {row.verdict}", file=sys.stderr, flush=True)
                rows.append(row)
    print(table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
