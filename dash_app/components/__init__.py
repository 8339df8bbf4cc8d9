"""What are pages made of? Blocks of charts, tables, marks and small things, each a function."""

from dash_app.components.agreement import documents, facts, lifecycle, moment, reference, signatures
from dash_app.components.chain import chain
from dash_app.components.chart_block import chart_block
from dash_app.components.control_table import control_table
from dash_app.components.definition import definition, formula, target_history
from dash_app.components.drawing import drawing
from dash_app.components.frozen import Element, element, frozen, markup
from dash_app.components.glyph import glyph, glyph_legend
from dash_app.components.matrix import matrix
from dash_app.components.multiples import multiples
from dash_app.components.notices import Tile, breadcrumbs, empty_state, event_key, notice, tiles
from dash_app.components.picture import picture
from dash_app.components.projection_table import projection_table
from dash_app.components.provenance import provenance
from dash_app.components.status import (
    demo_badge,
    described,
    example_mark,
    flag_marks,
    status_legend,
    status_mark,
    status_word,
    value_cell,
)
from dash_app.components.tables import (
    Cell,
    Column,
    Grid,
    data_table,
    figure_grid,
    figure_table,
    pivot_table,
    scrolling,
    target_text,
)
from dash_app.components.tile_grid import tile_grid
from dash_app.sentences.words import period_of

__all__ = [
    "Cell",
    "Column",
    "Element",
    "Grid",
    "Tile",
    "breadcrumbs",
    "chain",
    "chart_block",
    "control_table",
    "data_table",
    "definition",
    "demo_badge",
    "described",
    "documents",
    "drawing",
    "element",
    "empty_state",
    "event_key",
    "example_mark",
    "facts",
    "figure_grid",
    "figure_table",
    "flag_marks",
    "formula",
    "frozen",
    "glyph",
    "glyph_legend",
    "lifecycle",
    "markup",
    "matrix",
    "moment",
    "multiples",
    "notice",
    "period_of",
    "picture",
    "pivot_table",
    "projection_table",
    "provenance",
    "reference",
    "scrolling",
    "signatures",
    "status_legend",
    "status_mark",
    "status_word",
    "target_history",
    "target_text",
    "tile_grid",
    "tiles",
    "value_cell",
]
