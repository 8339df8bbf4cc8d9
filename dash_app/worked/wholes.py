"""Berlin as a sum, what stays hidden, what changed: worked out with the figures shown?"""

from __future__ import annotations

import math

from dash_app import change_words
from dash_app.change_blocks import compared
from dash_app.changes import Change, Reason, What
from dash_app.comparisons import Comparison, is_own, publication_before
from dash_app.evidence import counts_of
from dash_app.metrics import shown
from dash_app.reading import Reading, site
from dash_app.sentences.words import difference, joined
from dash_app.worked.base import At, Example
from schemas.catalogue import BERLIN, Indicator
from schemas.observation import Figure, Status


def city(at: At) -> Example | None:
    """Work out Berlin from all twelve districts, beside the mean of percentages that is not used."""
    for indicator, frame in at.with_frames():
        berlin = next(f for f in frame if f.district == BERLIN)
        parts = [f for f in frame if f.district != BERLIN]
        if berlin.value is None or any(counts_of(f, indicator) is None for f in (berlin, *parts)):
            continue
        x, n = (math.fsum(f.numerator or 0 for f in parts), math.fsum(f.denominator or 0 for f in parts))
        if (x, n) != (berlin.numerator, berlin.denominator):
            continue  # Berlin was delivered and is not the sum
        mean = math.fsum(f.value or 0.0 for f in parts) / len(parts)
        hits, cases = ([at.number(each) for each in side] for side in zip(*map(_pair, parts), strict=True))
        steps = (
            at.t("worked.city.numerator", parts=" + ".join(hits), sum=at.number(x)),
            at.t("worked.city.denominator", parts=" + ".join(cases), sum=at.number(n)),
            at.t("worked.city.value", scale=at.number(indicator.value.scale), x=at.number(x), n=at.number(n),
                   value=at.shown(berlin.value, indicator)),
            at.t("worked.city.mean", mean=at.shown(mean, indicator)),
        )  # fmt: skip
        return Example(berlin, steps, "vergleich")
    return None


def _pair(figure: Figure) -> tuple[float, float]:
    return figure.numerator or 0.0, figure.denominator or 0.0


def hidden(at: At) -> Example | None:
    """Name what stays hidden in one period; never how many cases are behind it, or which came first."""
    for indicator, frame in at.with_frames():
        closed = [f for f in frame if f.status is Status.SUPPRESSED and not f.is_withheld]
        if not closed:
            continue
        names = joined([at.name(f) for f in closed], at.read.language)
        steps = (
            at.t("worked.hidden.least", least=indicator.min_cases),
            at.t("worked.hidden.closed", names=names),
            at.t("worked.hidden.why"),
        )
        return Example(closed[0], steps, "vergleich")
    return None


def changed(read: Reading) -> Example | None:
    """Take one value that another publication said differently, with the reason."""
    number = publication_before(site().store.publications(), read.snapshot.number)
    found = compared(read, number, read.snapshot.number) if number is not None else None
    change = _telling(found) if found else None
    if found is None or change is None or change.before is None or change.after is None:
        return None
    indicator, language = found.indicators[change.after.indicator], read.language
    words = {
        "first": found.before.number,
        "last": found.after.number,
        "before": change_words.side(change.before, indicator, language),
        "after": change_words.side(change.after, indicator, language),
        "difference": difference(change.after, change.before, indicator, language),
        "reasons": change_words.reasons(change, language),
    }
    steps = (read.t("worked.changed.values", **words), read.t("worked.changed.reason", **words))
    return Example(change.after, steps, "aenderungen", path="/lieferungen")


def _differ(before: Figure, after: Figure, indicator: Indicator) -> bool:
    """Tell whether two values differ as they are shown."""
    return shown(before.value, indicator.decimals) != shown(after.value, indicator.decimals)


def _telling(found: Comparison) -> Change | None:
    """Return the first revised value with numbers on both sides, else any other with numbers on both."""
    both = [
        change
        for change in found.changes
        if What.VALUE in change.what
        and change.before is not None
        and change.after is not None
        and change.before.value is not None
        and change.after.value is not None
        and not change.is_hidden
        and _differ(change.before, change.after, found.indicators[change.after.indicator])
    ]
    revised = (c for c in both if Reason.REVISION in c.reasons and is_own(c, found.indicators))
    return next(revised, both[0] if both else None)
