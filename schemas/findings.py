"""What was found in a delivery, where, and how is it said?"""

from __future__ import annotations

from dataclasses import dataclass, field

from schemas.rules import RULES, Rule, Severity

__all__ = ["RULES", "Finding", "Rule", "Severity"]


class _Blank(dict[str, str]):
    """Parameters of a message where those not given are left out."""

    def __missing__(self, key: str) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a check: rule, place in the file, and what was found there.

    `found` is what the file says, word for word. Where it is a reason in German, `params["found_en"]` says
    it in
    English; so does any other parameter whose name ends in `_en`.
    """

    rule: str
    found: str = ""
    line: int | None = None
    column: str | None = None
    params: dict[str, str] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """How much the finding weighs."""
        return RULES[self.rule].severity

    def message(self, language: str = "de") -> str:
        """Say the finding in one sentence: where, what was found, what to do."""
        template = RULES[self.rule].en if language == "en" else RULES[self.rule].de
        words = {"found": self.found, "column": self.column or ""} | self.params
        if language == "en":
            english = {name: word for name, word in self.params.items() if name.endswith("_en")}
            words |= {name.removesuffix("_en"): word for name, word in english.items()}
        line_word, column_word = ("Line", "column “{}”") if language == "en" else ("Zeile", "Spalte „{}“")
        place = [f"{line_word} {self.line}"] if self.line is not None else []
        if self.column and "{column}" not in template:
            place.append(column_word.format(self.column))
        text = template.format_map(_Blank(words))
        return f"{', '.join(place)}: {text}" if place else text
