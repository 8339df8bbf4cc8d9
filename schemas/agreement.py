"""What was agreed between Senate and districts, with whom, and how far has it come?"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from schemas.indicator import Indicator
from schemas.words import Moment, Slug, Text, Visibility, Words


class AgreementKind(StrEnum):
    """Kinds of agreement between Senate and districts."""

    POLITICAL = "politische_erklaerung"
    FRAMEWORK = "rahmenzielvereinbarung"
    SECTOR = "fachliche_zielvereinbarung"
    PROJECT = "projektvereinbarung"


class Stage(StrEnum):
    """Stages of an agreement; sources show that it can go back (deferred, redirected) or pause."""

    PREPARATION = "vorbereitung"
    DRAFTING = "in_erarbeitung"
    EXPERT_DRAFT = "auf_fachebene_erarbeitet"
    COORDINATION = "politische_abstimmung"
    SIGNING = "unterschriftenprozess"
    SIGNED = "unterzeichnet"
    IN_FORCE = "in_kraft"
    CONTINUATION = "fortschreibung"
    DEFERRED = "zurueckgestellt"
    REDIRECTED = "umsteuerung"
    ENDED = "beendet"


class LifecycleStep(Words):
    """A stage that an agreement reached, as a source states it."""

    stage: Stage
    since: Moment
    text: Text
    source: Slug


class Term(Words):
    """Period for which an agreement is concluded."""

    since: Moment
    until: Moment | None = None
    source: Slug


class Side(StrEnum):
    """Who signs for whom."""

    SENATE = "senat"
    DISTRICT = "bezirk"


class SignatureState(StrEnum):
    """What is known of a signature; `unknown` where no source names the district."""

    SIGNED = "unterzeichnet"
    RESERVED = "unterzeichnet_mit_erklaerung"
    PENDING = "ausstehend"
    UNKNOWN = "nicht_belegt"


class Signature(Words):
    """Signature of one party; districts by their area key, the Senate side by name."""

    side: Side
    party: str
    state: SignatureState
    signed: Moment | None = None
    reservation: Text | None = None
    document: Slug | None = None
    source: Slug | None = None


class Document(Words):
    """A document that belongs to an agreement."""

    id: Slug
    title: str
    dated: Moment | None = None
    visibility: Literal[Visibility.INTERNAL, Visibility.PUBLIC]
    url: str | None = None
    source: Slug | None = None


class Goal(Words):
    """A goal of an agreement with the indicators that measure it."""

    id: Slug
    title: Text
    description: Text | None = None
    source: Slug | None = None
    indicators: tuple[Indicator, ...] = ()


class Release(StrEnum):
    """Whether a delivery through the browser needs a second person before it is published."""

    REQUIRED = "required"
    NONE = "none"


class Agreement(Words):
    """A target agreement; one YAML file."""

    id: Slug
    title: Text
    short: Text
    kind: AgreementKind
    legal_basis: Text
    lead: Text
    summary: Text
    lifecycle: tuple[LifecycleStep, ...] = Field(min_length=1)
    term: Term | None = None
    signatures: tuple[Signature, ...] = ()
    documents: tuple[Document, ...] = ()
    goals: tuple[Goal, ...] = ()
    sources: tuple[Slug, ...] = Field(min_length=1)
    order: int = 100
    release: Release = Release.REQUIRED
    """A delivery that touches several agreements needs it as soon as one of them requires it."""

    @property
    def stage(self) -> Stage:
        """Stage reached last."""
        return self.lifecycle[-1].stage

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Indicators of all goals, in order."""
        return tuple(indicator for goal in self.goals for indicator in goal.indicators)
