"""How does an indicator follow from what offices count?"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, model_validator

_TERM = re.compile(r"\s*([+-]?)\s*([a-z][a-z0-9_]*)\s*")


class Sum(tuple[tuple[int, str], ...]):
    """A signed sum of measures, such as `a + b - c`: pairs of sign and measure id."""

    @classmethod
    def parse(cls, text: str) -> Sum:
        """Read `a + b - c`.

        Raises:
            ValueError: with the text found and the form allowed.
        """
        terms: list[tuple[int, str]] = []
        position = 0
        while position < len(text):
            match = _TERM.match(text, position)
            if not match or (terms and not match[1]):
                raise ValueError(f"{text!r} is not a sum of measures such as 'a + b - c'")
            terms.append((-1 if match[1] == "-" else 1, match[2]))
            position = match.end()
        if not terms:
            raise ValueError("a sum names at least one measure, such as 'a + b - c'")
        return cls(terms)

    def __str__(self) -> str:
        """Return the form that `parse` reads."""
        first, *rest = self
        return (
            ("-" if first[0] < 0 else "")
            + first[1]
            + "".join(f" {'-' if s < 0 else '+'} {m}" for s, m in rest)
        )

    @property
    def measures(self) -> tuple[str, ...]:
        """Ids of the measures, in order."""
        return tuple(measure for _, measure in self)


def _to_sum(value: object) -> Sum:
    if isinstance(value, Sum):
        return value
    if isinstance(value, str):
        return Sum.parse(value)
    raise ValueError(f"{value!r} is not a sum of measures such as 'a + b - c'")


Terms = Annotated[Sum, BeforeValidator(_to_sum), PlainSerializer(str, return_type=str)]


class Formula(BaseModel):
    """One of five kinds of value; exactly one key of `ratio`, `mean`, `sum`, `last`, `reported`.

    - `ratio: [numerator, denominator]`: scale times the quotient of the sums over places and periods;
    - `mean: [sum, weight]`: the same as a ratio, for means such as days per appointment;
    - `sum: measures`: added over places and periods;
    - `last: measures`: a stock; added over places, the last key date over periods;
    - `reported: true`: delivered as a finished figure under the indicator's id; never computed for Berlin.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    ratio: tuple[Terms, Terms] | None = None
    mean: tuple[Terms, Terms] | None = None
    sum: Terms | None = None
    last: Terms | None = None
    reported: bool | None = None
    scale: float = 1.0

    @model_validator(mode="after")
    def _one_kind(self) -> Formula:
        given = [k for k in ("ratio", "mean", "sum", "last", "reported") if getattr(self, k)]
        if len(given) != 1:
            raise ValueError(
                f"a value has exactly one of ratio, mean, sum, last, reported; found {given or 'none'}"
            )
        return self

    @property
    def kind(self) -> Literal["ratio", "mean", "sum", "last", "reported"]:
        """Which of the five kinds it is."""
        if self.ratio:
            return "ratio"
        if self.mean:
            return "mean"
        return "sum" if self.sum else "last" if self.last else "reported"

    @property
    def numerator(self) -> Sum:
        """Measures of the numerator; of the value itself where there is no denominator."""
        pair = self.ratio or self.mean
        return pair[0] if pair else self.sum or self.last or Sum(())

    @property
    def denominator(self) -> Sum:
        """Measures of the denominator; empty where there is none."""
        pair = self.ratio or self.mean
        return pair[1] if pair else Sum(())

    @property
    def is_stock(self) -> bool:
        """Whether the value belongs to a key date."""
        return self.kind in ("last", "reported")

    @property
    def is_count(self) -> bool:
        """Whether Berlin is the sum of its districts."""
        return self.kind in ("sum", "last")

    @property
    def measures(self) -> tuple[str, ...]:
        """Ids of all measures that the value needs, each once."""
        return tuple(dict.fromkeys((*self.numerator.measures, *self.denominator.measures)))
