"""Against which target and by which rule was a figure judged, and what was it before, in words?"""

from __future__ import annotations

from collections.abc import Iterator

from dash_app import formats
from dash_app.chain.speaker import Said, Speaker
from dash_app.explanation import Earlier
from dash_app.figures import full_name, goal, status_word
from dash_app.figures.labels import floor_value
from dash_app.queries import Origin
from dash_app.steps import Item
from schemas.catalogue import Target
from schemas.observation import Figure, Status


class Judging(Speaker):
    """The steps from the target to the history of the value."""

    # How it was judged ----

    def target(self) -> Said:
        """Say which target is in force and who states it."""
        target = self.figure.target
        if target is None:
            return self.t("explanation.target.none"), []
        words = {"target": goal(target, self.indicator, self.language), "validity": self._validity(target)}
        said = self.t("explanation.target.said", **words)
        items = [Item(text) for text in self._bounds(target)]
        if target.is_example:
            items.append(Item(self.t("explanation.target.example")))
        elif found := self.found.reference:
            items.append(Item(self.t("explanation.target.source", source=found.title), address=found.url))
        if target.note:
            items.append(Item(target.note(self.language)))
        return said, items

    def _validity(self, target: Target) -> str:
        since = formats.day(target.since, self.language)
        if target.until is None:
            return self.t("explanation.target.since", since=since)
        until = formats.day(target.until, self.language)
        return self.t("explanation.target.between", since=since, until=until)

    def _bounds(self, target: Target) -> Iterator[str]:
        if target.floor is not None:
            floor = floor_value(target, self.indicator, self.language)
            yield self.t("explanation.target.floor", floor=floor)
        if target.tolerance is not None:
            yield self.t("explanation.target.tolerance", tolerance=self._away(target.tolerance))
        if target.area:
            area = full_name(target.area, self.catalogue.areas_by_key)
            yield self.t("explanation.target.area", area=area)

    def rule(self) -> Said:
        """Say how the value is judged and with which result."""
        figure, target, t = self.figure, self.figure.target, self.t
        if target is None:
            return t("explanation.rule.none", status=status_word(figure, self.language)), []
        bound = goal(target, self.indicator, self.language)
        said = t(f"explanation.rule.{self.indicator.polarity.value}", target=bound)
        near = self.found.near
        if near == "floor":
            said += " " + t(
                "explanation.rule.floor", floor=floor_value(target, self.indicator, self.language)
            )
        elif near == "tolerance":
            said += " " + t("explanation.rule.tolerance", tolerance=self._away(target.tolerance or 0))
        else:
            said += " " + t("explanation.rule.strict")
        return f"{said} {self._result(figure)}", []

    def _result(self, figure: Figure) -> str:
        words = {"status": status_word(figure, self.language)}
        if figure.status not in (Status.MET, Status.NEAR, Status.MISSED) or self.found.distance is None:
            return self.t("explanation.rule.open", **words)
        value = formats.figure_text(figure, self.indicator, self.language)
        away = float(self.found.distance)
        if not away:
            return self.t("explanation.rule.exact", value=value, **words)
        key = "above" if away > 0 else "below"
        return self.t(f"explanation.rule.{key}", value=value, away=self._away(abs(away)), **words)

    def _away(self, size: float) -> str:
        """Return a difference with its unit: of percentages in points."""
        decimals = 0 if size == round(size) else self.indicator.decimals
        if self.indicator.unit != "%":
            return formats.with_unit(size, self.indicator.unit, decimals, self.language)
        number = formats.number(size, decimals, self.language)
        return self.t("sentences.point" if size == 1 else "sentences.points", number=number)

    # Where it stands ----

    def publication(self) -> Said:
        """Say from which publication the figure is read."""
        edition = self.found.edition
        words = {"number": edition.number, "created": formats.moment(edition.created, self.language)}
        said = self.t("explanation.publication.said", **words)
        if edition.rollback_of is not None:
            said += " " + self.t("explanation.publication.rollback", number=edition.rollback_of)
        return said, [Item(self.t("explanation.publication.note", note=edition.note))] if edition.note else []

    def earlier(self) -> Said:
        """Say what the figure was before, and which measurements were replaced."""
        found = self.found
        replaced = [(o, each) for o in found.origins if o.is_used for each in o.replaced]
        items = [Item(self._then(each)) for each in found.earlier]
        items += [Item(self._replaced(now, was), was.delivery.id) for now, was in replaced]
        if not items:
            return self.t("explanation.earlier.none"), []
        if not replaced:
            return self.t("explanation.earlier.unrevised"), items
        return self.t.plural("explanation.earlier.said", len(replaced)), items

    def _then(self, earlier: Earlier) -> str:
        figure, words = earlier.figure, {"number": earlier.edition.number}
        day = formats.day(formats.in_berlin(earlier.edition.created).date(), self.language)
        if figure is None:
            return self.t("explanation.then.none", day=day, **words)
        if earlier.is_hidden:
            return self.t("explanation.then.hidden", day=day, **words)
        value = formats.figure_text(figure, self.indicator, self.language)
        return self.t(
            "explanation.then", day=day, value=value, status=status_word(figure, self.language), **words
        )

    def _replaced(self, now: Origin, was: Origin) -> str:
        known = self.catalogue.measures_by_id.get(now.measure)
        words = {
            "measure": known.title(self.language) if known else self.indicator.title(self.language),
            "area": full_name(now.district, self.catalogue.areas_by_key),
            "period": formats.period(now.period, self.language),
            "old": self._delivered(was),
            "new": self._delivered(now),
            "file": was.delivery.name,
            "day": formats.day(formats.in_berlin(now.delivery.loaded).date(), self.language),
        }
        return self.t("explanation.replaced", **words)

    def _delivered(self, origin: Origin) -> str:
        if origin.is_hidden:
            return self.t("explanation.hidden")
        return origin.text or "–" if origin.value is None else self.count(origin.value)
