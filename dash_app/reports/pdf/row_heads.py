"""Which cell names the row of a table, for those who hear a PDF cell by cell?

The typesetter marks heads of columns only (docs/decisions/0026). What it wrote is opened once more: in each
row the cell that stands first becomes its head.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name


def with_row_heads(content: bytes) -> bytes:
    """Return a tagged PDF in whose tables each row has a head; the same bytes for the same file."""
    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        for row in _rows(pdf.Root.StructTreeRoot.K):
            _name(row)
        # "Suspects" is not written unless it is true: poppler takes the word "false" for damage.
        if not bool(pdf.Root.MarkInfo.get("/Suspects", True)):
            del pdf.Root.MarkInfo["/Suspects"]
        pdf.save(out, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()


def _rows(node: Any) -> Iterator[Any]:
    """Yield the rows of tables in a part of the structure."""
    if isinstance(node, Array):
        for part in node:
            yield from _rows(part)
    elif isinstance(node, Dictionary):
        if node.get("/S") == Name.TR:
            yield node
        elif "/K" in node:
            yield from _rows(node.K)


def _name(row: Any) -> None:
    """Make the first cell the head of a row; heads of columns and the names of groups stay what they are.

    Which heads belong to a cell follows from the directions of all heads then: the lists of the typesetter,
    which know only columns, are taken away.
    """
    cells = [cell for cell in row.K if isinstance(cell, Dictionary)] if isinstance(row.K, Array) else []
    if len(cells) < 2 or cells[0].S != Name.TD:
        return
    cells[0].S = Name.TH
    for place, cell in enumerate(cells):
        cell.A = Array([_described(each, is_head=place == 0) for each in cell.A])


def _described(attributes: Any, *, is_head: bool) -> Any:
    """Return the attributes of a cell as they are when its row has a head."""
    if attributes.get("/O") != Name.Table:
        return attributes
    kept = {key: value for key, value in attributes.items() if key != "/Headers"}
    return Dictionary(kept | {"/Scope": Name.Row} if is_head else kept)
