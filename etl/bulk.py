"""How do rows of Python get into DuckDB at once?

Value by value, DuckDB's parameters cost a hundred times as much as one Arrow table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb
import pyarrow as pa

Kind = pa.DataType
TEXT: Kind = pa.string()
WHOLE: Kind = pa.int32()
NUMBER: Kind = pa.float64()
TRUTH: Kind = pa.bool_()
DAY: Kind = pa.date32()


def make(
    con: duckdb.DuckDBPyConnection,
    name: str,
    columns: Mapping[str, Kind],
    rows: Sequence[Sequence[object]],
) -> None:
    """Make (or make anew) a temporary table with typed columns and all rows."""
    cells = list(zip(*rows, strict=True)) or [()] * len(columns)
    arrays = [pa.array(cell, kind) for cell, kind in zip(cells, columns.values(), strict=True)]
    _with_rows(
        con, pa.table(arrays, list(columns)), f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM new_rows"
    )


def append(con: duckdb.DuckDBPyConnection, name: str, records: Sequence[Mapping[str, object]]) -> None:
    """Append records to a table; the keys are the names of its columns."""
    if records:
        _with_rows(
            con, pa.Table.from_pylist(list(records)), f"INSERT INTO {name} BY NAME SELECT * FROM new_rows"
        )


def _with_rows(con: duckdb.DuckDBPyConnection, rows: pa.Table, statement: str) -> None:
    con.register("new_rows", rows)
    try:
        con.execute(statement)
    finally:
        con.unregister("new_rows")
