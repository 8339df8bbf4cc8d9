"""Are the pages of comments, measures and the audit whole, in both languages, for who works with them?"""

from __future__ import annotations

import re

import pytest

from dash_app.store import Store
from tests.dash_app.publication_files import Place
from tests.dash_app.remarks.conftest import ABOUT, Office
from tests.dash_app.remarks.test_measures import written
from tests.walkers.pages import problems
from tests.web import Node, Shown, parsed


def whole(office: Office, address: str, who: str, language: str) -> list[str]:
    """Return what is wrong with a page as somebody gets it."""
    joint = "&" if "?" in address else "?"
    document = office.get(f"{address}{joint}sprache={language}", who).text
    found = re.search(r'<div id="shell-page">(.*)</div>\n<script', document, re.S)
    assert found, address
    answer = {"language": language, "address": address}
    shown = Shown(answer, Node("root", children=parsed(found[1])))
    return problems(shown, Store(Place(office.home)).open().catalogue)


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_page_is_whole_for_who_works_with_it(office: Office, language: str) -> None:
    office.approve(office.write())
    waiting = office.write(text="Wartet noch.")
    draft = office.write(text="Entwurf.", step="save")
    measure = written(office)
    office.approve(measure, kind="massnahme")
    asked = [
        (f"/kommentar/neu?{ABOUT}", "mitte"),
        (f"/kommentar/neu?{ABOUT}", "leser"),
        ("/kommentar/neu", "mitte"),
        (f"/kommentar/{waiting}", "senat"),
        (f"/kommentar/{draft}", "mitte"),
        (f"/kommentar/{draft}", "pankow"),
        (f"/massnahme/neu?{ABOUT}", "mitte"),
        (f"/massnahme/{measure}", "mitte"),
        ("/anmerkungen", "senat"),
        ("/anmerkungen", "leser"),
        ("/protokoll", "admin"),
        ("/protokoll", "leser"),
        ("/kennzahl/amt_quote?bezirk=01&zeitraum=2024-Q4", "senat"),
        ("/bezirk/01?zeitraum=2024-Q4", "mitte"),
        ("/vereinbarung/amt?zeitraum=2024-Q4", "leser"),
    ]
    found = {f"{who} {address}": whole(office, address, who, language) for address, who in asked}
    assert {place: each for place, each in found.items() if each} == {}
