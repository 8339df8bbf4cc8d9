"""Where does a click on a figure lead: to the chain behind exactly this indicator, area and period?

One rule on all pages: a number leads to where it comes from, a name to its page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from dash_app.reading import Reading
from schemas.catalogue import BERLIN
from schemas.observation import Figure

PLACE = "#herkunft"
"""Where the chain stands on the page of an indicator."""
_INDICATOR, _PERIOD = "~indicator~", "~period~"
"""Stand for indicator and period in an address that is made once for each area; neither needs quoting."""

METHODS = "/methodik"
"""Page that explains every method in a section of its own."""
Proof = Callable[[Figure], str]
"""Address of the chain behind a figure."""


def proof_of(read: Reading) -> Proof:
    """Return the address of the chain by figure, with the period of the figure."""
    made = _by_area(read, zeitraum=_PERIOD)

    def address(figure: Figure) -> str:
        found = made(figure.district).replace(_INDICATOR, figure.indicator, 1)
        return found.replace(_PERIOD, figure.period, 1)

    return address


def proof_as_of(read: Reading) -> Proof:
    """Return the address of the chain by figure of the state as of the period of the page, which it keeps."""
    made = _by_area(read)
    return lambda figure: made(figure.district).replace(_INDICATOR, figure.indicator, 1)


def method_of(read: Reading, section: str) -> str:
    """Return the address of the section that explains a method."""
    return read.href(METHODS) + f"#{section}"


def _by_area(read: Reading, **more: str) -> Callable[[str], str]:
    """Return addresses by area: a page has hundreds of figures, but thirteen areas."""

    @cache
    def made(district: str) -> str:
        area = None if district == BERLIN else district
        return read.href(f"/kennzahl/{_INDICATOR}", bezirk=area, **more) + PLACE

    return made
