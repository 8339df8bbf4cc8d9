"""What does a progress report say, part by part, before anybody decides how it looks?

`reports.builder.build_report` makes it; Word, PDF, HTML, PowerPoint and Excel only render it. Every text is
in the language of the report already. Numbers stand beside their texts: `value` is in the unit of the
indicator and not rounded, as `zielblick values` gives it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import Field

from dash_app.reports.choice import Choice, Part
from schemas.catalogue import Area, Indicator
from schemas.observation import Figure, Status

ChartKind = Literal["bullet", "comparison", "trend"]


class Sentence(Part):
    """A generated sentence; `text` is what the document says, perhaps in the words of its author."""

    key: str
    """Stable name, by which edits find it; unique in a report."""
    text: str
    generated: str

    @property
    def is_edited(self) -> bool:
        """Whether the author said it in other words."""
        return self.text != self.generated


class Sign(Part):
    """The sign of a figure: status, reliability, movement, completeness."""

    status: Status
    mark: str
    """Character of the status: ● met, ◐ near, ■ missed, ○ no target, – no data, x suppressed."""
    move: str
    """Character of the movement: ▲ better, ▼ worse, ◆ other change, empty for usual noise or unknown."""
    is_complete: bool
    words: str
    """The whole sign as a sentence."""


class Cell(Part):
    """A cell of a table; `value` is the number behind the text."""

    lead: str = ""
    """Bold words before the text."""
    text: str = ""
    """May have several paragraphs, one a line."""
    value: float | None = None
    unit: str = ""
    decimals: int = 0
    sign: Sign | None = None
    indicator: str = ""
    """Ids of indicator, area and period where the cell shows a figure of the publication."""
    district: str = ""
    period: str = ""


class Column(Part):
    """A column; `weight` is its share of the width."""

    key: str
    title: str
    long: str = ""
    """Title in full where `title` is an abbreviation."""
    is_number: bool = False
    weight: float = 1.0


class Row(Part):
    """A row; of a group the one cell is a heading over the rows that follow."""

    cells: tuple[Cell, ...]
    is_group: bool = False


class Table(Part):
    """A table with caption and head; the first cell of each row is its header."""

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    is_wide: bool = False
    """Whether it needs a page on its side."""


class Chart(Part):
    """A chart with its message, the sentence below it, and the same figures as a table."""

    key: str
    kind: ChartKind
    title: str
    subtitle: str
    sentence: Sentence
    figure: dict[str, Any]
    """Plain Plotly figure in the look chosen; `figure["layout"]["height"]` in pixels. Never changed."""
    indicators: tuple[str, ...]
    figures: tuple[Figure, ...]
    table: Table
    notes: tuple[str, ...] = ()
    """What lines and letters in the chart mean, such as events."""

    @property
    def alternative(self) -> str:
        """Text for those who do not see the chart: its message and its sentence."""
        return f"{self.title}. {self.subtitle}. {self.sentence.text}"


class Comment(Part):
    """What an office wrote about a figure, or about a target (register)."""

    indicator: str
    district: str = ""
    author: str
    day: date
    text: str
    state: str = ""


class Measure(Part):
    """What is done about a target that is missed (register)."""

    indicator: str
    district: str = ""
    title: str
    owner: str = ""
    starts: date | None = None
    due: date | None = None
    effect: str = ""
    state: str = ""


class Remarks(Part):
    """What the register knows of the indicators of a report."""

    comments: tuple[Comment, ...] = ()
    measures: tuple[Measure, ...] = ()


class IndicatorPart(Part):
    """One indicator with a target: its charts, and what was commented; `note` where it has no chart."""

    id: str
    title: str
    note: str = ""
    charts: tuple[Chart, ...]
    comments: Table | None = None


class GoalPart(Part):
    """One goal: its figures as a table, all of them as bullets, and its indicators one by one."""

    id: str
    title: str
    description: str = ""
    sentence: Sentence
    table: Table
    chart: Chart | None = None
    """None where no indicator of the goal has a figure."""
    indicators: tuple[IndicatorPart, ...] = ()


class Lapse(Part):
    """A target that is missed or nearly met: what the figures tell, and what is done about it."""

    indicator: str
    title: str
    sentence: Sentence
    areas: tuple[Cell, ...]
    """Figures that miss the target, Berlin first."""
    measures: tuple[Measure, ...] = ()


class Exceptions(Part):
    """Section of the lapses; `table` holds the same with measure, owner and due date."""

    sentence: Sentence
    lapses: tuple[Lapse, ...]
    table: Table | None = None
    notes: tuple[str, ...] = ()


class Quality(Part):
    """Section on data: what was delivered, what is missing, what the checks found, what was revised."""

    sentences: tuple[Sentence, ...]
    deliveries: Table | None = None
    missing: Table | None = None
    findings: Table | None = None
    revisions: Table | None = None
    notes: tuple[str, ...] = ()


class Definition(Part):
    """What an indicator means, and what was agreed when."""

    indicator: str
    title: str
    entries: tuple[tuple[str, str], ...]
    """Term and text: meaning, formula, unit, direction, source, ..."""
    targets: Table | None = None


class Source(Part):
    """A published source that the report rests on."""

    title: str
    address: str = ""


class Head(Part):
    """Title and the facts before the first section."""

    title: str
    subtitle: str
    addressee: str
    facts: tuple[tuple[str, str], ...]
    """Term and text: reference, legal basis, parties, period, state of the data, link, draft or final."""
    is_demo: bool
    demo: str = ""
    """What is said where demonstration figures are among those shown."""


class Signature(Part):
    """A line of the sign-off block: who signs; name and day are filled in by hand."""

    role: str


class Report(Part):
    """The whole report."""

    choice: Choice
    language: str
    publication: int
    created: datetime
    """When the publication was made."""
    stamp: datetime
    """When the document was made; it and what the register holds are what the choice does not decide."""
    permalink: str
    """Address that shows the same figures for ever."""
    file_name: str
    """Without suffix: `Fortschrittsbericht_buergeraemter_2026-Q3_V3`."""
    head: Head
    message: tuple[Sentence, ...] = ()
    notes: tuple[str, ...] = ()
    """What is missing as a whole: no figures for the period, no indicators."""
    form: Table
    """Three columns: description, time frame, lead authority."""
    matrix: Table | None = None
    legend: tuple[str, ...] = ()
    goals: tuple[GoalPart, ...] = ()
    bare_goals: tuple[str, ...] = ()
    """Goals without indicators: title and description in one line."""
    exceptions: Exceptions | None = None
    quality: Quality | None = None
    definitions: tuple[Definition, ...] = ()
    sources: tuple[Source, ...] = ()
    edited: Table | None = None
    """Sentences in the author's words beside the generated ones; None where nothing was edited."""
    signatures: tuple[Signature, ...] = ()

    indicators: tuple[Indicator, ...] = Field((), repr=False)
    """Indicators of the report as the catalogue defines them, for renderers that format numbers."""
    areas: tuple[Area, ...] = Field((), repr=False)
    """Berlin and the chosen districts."""
    figures: tuple[Figure, ...] = Field((), repr=False)
    """Every figure shown anywhere in the report, each once, by indicator, period, area."""

    @property
    def title(self) -> str:
        """Title of the document."""
        return self.head.title

    @property
    def charts(self) -> tuple[Chart, ...]:
        """All charts in the order of the document."""
        found: list[Chart] = []
        for goal in self.goals:
            found += [goal.chart] if goal.chart else []
            found += [chart for indicator in goal.indicators for chart in indicator.charts]
        return tuple(found)
