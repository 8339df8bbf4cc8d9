"""Which report does somebody want: of what, about when, for whom, in which words?"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from schemas.period import Period

Kind = Literal["report", "form"]
"""`report`: the progress report of one agreement; `form`: the three-column form of one or all agreements."""
Scope = Literal["full", "short"]
"""`full`: every indicator with a target has its own charts; `short`: one chart for each goal."""
Addressee = Literal["steering", "committee", "district"]
State = Literal["draft", "final"]
Look = Literal["light", "print"]
"""Charts in colours, or in grey for black-and-white printers (themes of `dash_app.theme`)."""
MOST_EDITS = 400
MOST_CHARACTERS = 4000
"""Length of an edited sentence; a longer one is text of its own and belongs into the Word document."""

Words = Annotated[str, StringConstraints(max_length=MOST_CHARACTERS)]


class Part(BaseModel):
    """Base of choice and report: frozen, and unknown keys are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Edit(Part):
    """Words of the author in place of a generated sentence."""

    key: str = Field(max_length=200)
    """Key of the sentence: `message.state`, `chart.trend.ba_terminausfallquote`."""
    text: Words


class Choice(Part):
    """What the report is about. The same choice from the same publication gives the same document."""

    agreement: str = ""
    """Id of the agreement; empty for all, which only the form has."""
    period: Period
    districts: tuple[str, ...] = ()
    """Keys of districts; all twelve where empty. With one, the report is about that district."""
    language: Literal["de", "en"] = "de"
    publication: int | None = None
    """Number; the current publication where left out."""
    since: int | None = None
    """Publication of the last report; the one before where left out."""
    kind: Kind = "report"
    scope: Scope = "full"
    addressee: Addressee = "steering"
    reference: str = Field("", max_length=80)
    """File reference of the addressee, such as the "Rote Nummer" of the committee."""
    state: State = "draft"
    look: Look = "light"
    edits: tuple[Edit, ...] = Field((), max_length=MOST_EDITS)
