"""From which files and by which sum was a figure made, in words?"""

from __future__ import annotations

from collections.abc import Sequence

from dash_app import formats
from dash_app.chain.speaker import Said, Speaker
from dash_app.components.definition import formula
from dash_app.explanation import Sheet, Term, Way
from dash_app.figures import full_name
from dash_app.metrics import exact
from dash_app.steps import Item
from schemas.findings import Severity

LINES_NAMED = 4
"""So many blocks of lines of a file are named; of more their number."""
FINDINGS_NAMED = 8
"""So many findings are told; the page of the delivery has all."""


class Making(Speaker):
    """The steps from the files to the value as it is shown."""

    # Where it is written ----

    def deliveries(self) -> Said:
        """Say from how many measurements of which files the value comes."""
        sheets = self.found.sheets
        if not sheets:
            key = "none" if self.figure.value is None else "closed"
            key = "withheld" if self.figure.is_withheld else key
            return self.t(f"explanation.deliveries.{key}"), []
        total = sum(sheet.measurements for sheet in sheets)
        files = self.t.plural("explanation.files", len(sheets))
        said = self.t.plural("explanation.deliveries.said", total, files=files)
        return said, [Item(self._sheet(sheet), sheet.delivery.id) for sheet in sheets]

    def _sheet(self, sheet: Sheet) -> str:
        areas = [full_name(key, self.catalogue.areas_by_key) for key in sheet.delivery.districts]
        name = sheet.delivery.name
        words = {
            "file": f"{name} ({areas[0]})" if len(areas) == 1 else name,
            "lines": self._lines(sheet.lines),
            "loaded": formats.moment(sheet.delivery.loaded, self.language),
            "number": sheet.delivery.publication,
        }
        return self.t.plural("explanation.sheet", sheet.measurements, **words)

    def _lines(self, blocks: Sequence[tuple[int, int]]) -> str:
        if len(blocks) > LINES_NAMED:
            return self.t.plural(
                "explanation.lines.many", len(blocks), first=blocks[0][0], last=blocks[-1][1]
            )
        named = [f"{first}" if first == last else f"{first}–{last}" for first, last in blocks]
        is_one = len(blocks) == 1 and blocks[0][0] == blocks[0][1]
        return self.t("explanation.lines.one" if is_one else "explanation.lines", lines=", ".join(named))

    def checks(self) -> Said:
        """Say what the checks found in these files."""
        sheets = self.found.sheets
        if not sheets:
            return "", []
        counts = {
            "errors": sum(sheet.delivery.errors for sheet in sheets),
            "warnings": sum(sheet.delivery.warnings for sheet in sheets),
            "infos": sum(sheet.delivery.infos for sheet in sheets),
        }
        if not any(counts.values()):
            return self.t("explanation.checks.none"), []
        here = [(sheet, finding) for sheet in sheets for finding in sheet.findings or ()]
        here.sort(key=lambda pair: list(Severity).index(pair[1].severity))
        parts = {
            name: self.t.plural(f"explanation.checks.{name}", count)
            for name, count in counts.items()
            if count
        }
        said = self.t("explanation.checks.said", parts=", ".join(parts.values()))
        closed = self.indicator.min_cases is not None
        unread = any(sheet.findings is None for sheet in sheets)
        more = (
            self.t("explanation.checks.closed")
            if closed
            else self.t("explanation.checks.unread")
            if unread and not here
            else self._here(len(here))
        )
        items = [
            Item(f"{sheet.delivery.name}: {finding.message(self.language)}", sheet.delivery.id)
            for sheet, finding in here[:FINDINGS_NAMED]
        ]
        return f"{said} {more}", items

    def _here(self, count: int) -> str:
        if not count:
            return self.t("explanation.checks.here.none")
        key = "explanation.checks.here.more" if count > FINDINGS_NAMED else "explanation.checks.here"
        return self.t.plural(key, count, shown=FINDINGS_NAMED)

    # How it was computed ----

    def measures(self) -> Said:
        """Say what goes into the formula."""
        terms = self.found.terms
        if not terms or not self.found.sheets:
            return "", []
        by_measure: dict[str, Term] = {}
        for term in terms:
            by_measure.setdefault(term.measure, term)
        items = [Item(self._term(term)) for term in by_measure.values()]
        said = self.t.plural("explanation.measures.said", len(items))
        unused = sum(not origin.is_used for origin in self.found.origins)
        if unused:
            said += " " + self.t.plural("explanation.measures.unused", unused)
        return said, items

    def _term(self, term: Term) -> str:
        known = self.catalogue.measures_by_id.get(term.measure)
        value = self.t("explanation.hidden") if term.value is None else self.count(term.value)
        title = known.title(self.language) if known else term.measure
        return self.t.plural("explanation.term", term.measurements, measure=title, value=value)

    def formula(self) -> Said:
        """Say the formula with the numbers put in, or why there is no number."""
        found, t = self.found, self.t
        words = formula(self.indicator, self.catalogue, self.language)
        match found.way:
            case Way.HIDDEN if self.figure.is_withheld:
                return t("explanation.formula.withheld", formula=words), []
            case Way.HIDDEN:
                least = self.indicator.min_cases or 0
                return t.plural("explanation.formula.hidden", least, formula=words), []
            case Way.MISSING:
                return self._missing(words), []
            case Way.FINISHED:
                return t("explanation.formula.finished", value=self.exact()), []
        said = t("explanation.formula.said", formula=words, numbers=self._numbers())
        if found.way is Way.ADDED:
            said += " " + t("explanation.formula.added")
        if not found.agrees:
            said += " " + t("explanation.formula.differs")
        return said, []

    def _missing(self, words: str) -> str:
        figure = self.figure
        if figure.state == "text" and figure.text:
            return self.t("explanation.formula.text", text=figure.text)
        if figure.text:
            return self.t("explanation.formula.sign", text=figure.text)
        if figure.denominator == 0:
            return self.t("explanation.formula.zero", formula=words)
        return self.t("explanation.formula.missing", formula=words)

    def _numbers(self) -> str:
        """Return the formula with the numbers put in: "100 × 16 ÷ (84 + 16) = 16"."""
        value, figure = self.indicator.value, self.figure
        if figure.value is None:
            return ""
        scale = "" if value.scale == 1 else f"{formats.number(value.scale, 0, self.language)} × "
        if value.is_count or figure.numerator is None or figure.denominator is None:
            top = self._sum("numerator", figure.value / value.scale)
            return f"{scale}{top} = {self.exact()}" if scale or "+" in top or "−" in top else top
        top = self._sum("numerator", figure.numerator)
        below = self._sum("denominator", figure.denominator)
        return f"{scale}{top} ÷ {below} = {self.exact()}"

    def _sum(self, side: str, total: float) -> str:
        listed = [term for term in self.found.terms if term.side == side]
        known = [(term.sign, term.value) for term in listed if term.value is not None]
        if len(listed) < 2 or len(known) < len(listed) or not self.found.agrees:
            return self.count(total)
        text = "".join(f" {'−' if sign < 0 else '+'} {self.count(value)}" for sign, value in known)
        return f"({text.removeprefix(' + ').removeprefix(' ')})"

    def rounding(self) -> Said:
        """Say how the value became the one that is shown."""
        found, value = self.found, self.figure.value
        if found.shown is None or value is None:
            return "", []
        decimals = self.indicator.decimals
        words = {
            "exact": self.exact(),
            "shown": formats.figure_text(self.figure, self.indicator, self.language),
        }
        key = "same" if exact(value) == found.shown else "said"
        return self.t.plural(f"explanation.rounding.{key}", decimals, **words), []
