"""Does the sign of a figure say all four things, in marks and in words, and nothing that is not known?"""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import get_args

import pytest

from dash_app import components
from dash_app.components import glyph, glyph_legend, markup
from dash_app.control import Standing
from dash_app.sentences import standing_words
from dash_app.statistics import Assurance, Judgement
from schemas.observation import Status
from tests.dash_app import samples

FULL = Standing(Status.MET, "consistent_pass", "improvement", is_complete=False)


def test_every_combination_has_a_sign_and_a_sentence_of_its_own() -> None:
    everything = [
        Standing(status, assurance, variation, is_complete)
        for status, assurance, variation, is_complete in product(
            (Status.MET, Status.NEAR, Status.MISSED),
            (*get_args(Assurance), None),
            (*get_args(Judgement), None),
            (True, False),
        )
    ]
    for language in ("de", "en"):
        assert len({standing_words(each, language) for each in everything}) == len(everything)
        signs = {markup(glyph(each, language, with_words=False)) for each in everything}
        assert len(signs) == len(everything), "readable without colour: each has its own shapes"


def test_words_are_the_text_of_the_sign() -> None:
    made = markup(glyph(FULL, "de"))
    words = (
        "Erreicht; zuverlässig zu erreichen; besser als übliche Schwankung; "
        "unvollständig, vorläufig oder geschätzt."
    )
    assert f'aria-label="{words}"' in made and 'role="img"' in made


@pytest.mark.parametrize("status", [Status.NO_DATA, Status.SUPPRESSED])
def test_where_there_is_no_figure_nothing_is_said_of_it(status: Status) -> None:
    made = markup(glyph(Standing(status, is_complete=False), "de"))
    assert "<i>" not in made and "*" not in made and "Schwankung" not in made


def test_without_target_there_is_no_word_of_reliability() -> None:
    words = standing_words(Standing(Status.NO_TARGET, None, "common_cause"), "de")
    assert "übliche Schwankung" in words and "Zuverlässigkeit" not in words


def test_a_cell_speaks_all_of_it_and_the_missing_cases_too() -> None:
    row = samples.figure(72.0, area="04", cases=1000)
    cell = components.value_cell(
        row, samples.SHARE, "de", standing=Standing(row.status, "inconsistent", "common_cause")
    )
    made = markup(cell)
    assert "mal erreicht, mal verfehlt; übliche Schwankung" in made
    assert "80 Termine" in made or "80 Fälle" in made
    assert made.count("aria-label") == 1 and 'role="img"' in made, "one text for sign and number"


def test_every_mark_has_a_style_and_a_line_in_the_key(root: Path) -> None:
    style = (root / "assets" / "45-glyphs.css").read_text(encoding="utf-8")
    legend = markup(glyph_legend("de"))
    for name in ("pass", "mixed", "fail", "better", "worse", "other", "usual"):
        assert f".zb-glyph--{name}" in style
        assert f"zb-glyph--{name}" in legend
