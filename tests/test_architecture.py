"""Does the whole tree keep to what was agreed? And does each walker notice when it does not?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from schemas.catalogue import Catalogue
from tests.walkers import code, docs, web, words

Walker = Callable[[Path], list[str]]

LONG_FUNCTION = '"""What is long?"""\n\n\ndef f() -> None:\n' + "    pass\n" * 41
PO = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
PO += 'msgid "shell.title"\nmsgstr "{text}"\n'
IDS = '"""Which ids?"""\n\n\nclass Shell:\n    PERIOD = "shell-period"\n    LOST = "shell-lost"\n'
CALLBACKS = '"""What follows?"""\n\n\ndef register(app): app.callback(Input(ids.Shell.PERIOD, "value"))(f)\n'
PAGE = '"""Where?"""\n\nregister_page(__name__, path="/", name="", title="", order=1)\ndef layout(**_): ...\n'

# Walker, file with a mistake, its content, a word of the problem that must be found.
MISTAKES: list[tuple[Walker, str, str, str]] = [
    (code.oversized, "etl/long.py", "x = 1\n" * 301, "301 lines"),
    (code.oversized, "tests/test_long.py", LONG_FUNCTION, "f has 42 lines"),
    (code.unexplained, "etl/mute.py", '"""Reads things."""\n', "question"),
    (code.misplaced_sql, "pages/sql.py", 'X = "SELECT a\\nFROM b"\n', "holds SQL"),
    (code.early_connections, "etl/early.py", "import duckdb\nC = duckdb.connect()\n", "imported"),
    (web.unpaired, "callbacks/alone.py", "", "pages/alone.py"),
    (
        web.incomplete_pages,
        "pages/a.py",
        'register_page(__name__, path="/a")\ndef layout(**_): ...\n',
        "register_page",
    ),
    (
        web.incomplete_pages,
        "pages/a.py",
        PAGE.replace("**_", "bezirk"),
        "**_",
    ),
    (web.unregistered_callbacks, "callbacks/a.py", "def draw(): ...\n", "register(app)"),
    (
        web.unregistered_callbacks,
        "callbacks/a.py",
        "from dash import callback\ndef register(app): ...\n",
        "imports callback",
    ),
    (
        web.misspelt_keywords,
        "callbacks/a.py",
        "app.callback(x, prevent_inital_call=True)(f)\n",
        "prevent_inital_call",
    ),
    (
        web.lost_ids,
        "callbacks/a.py",
        "Input(ids.Shell.PERIODE, 'value')\n",
        "ids.Shell.PERIODE does not exist",
    ),
    (web.lost_ids, "callbacks/a.py", "Input(ids.Shell.LOST, 'value')\n", "no layout"),
    (web.lost_ids, "callbacks/a.py", "Input('shell-period', 'value')\n", "written as text"),
    (
        web.foreign_hosts,
        "assets/a.css",
        "/* https://fine.example */ @import url(https://cdn.example/a.css);",
        "cdn.example",
    ),
    (web.foreign_hosts, "assets/a.js", "// https://fine.example\nfetch('//api.example/x')", "api.example"),
    (
        web.foreign_hosts,
        "pages/a.py",
        '"""See https://fine.example?"""\nX = "https://cdn.example/x.js"\n',
        "cdn.example",
    ),
    (web.foreign_hosts, "pages/a.py", "X = dbc.themes.BOOTSTRAP\n", "dbc.themes.BOOTSTRAP"),
    (words.unequal_catalogues, "dash_app/texts/b.de.po", PO, "b.en.po does not exist"),
    (words.unequal_catalogues, "dash_app/texts/shell.en.po", PO.replace("{text}", ""), "empty"),
    (
        words.unequal_catalogues,
        "dash_app/texts/shell.en.po",
        PO.replace("{text}", "{n} goals"),
        "placeholders",
    ),
    (words.unequal_catalogues, "dash_app/texts/shell.en.po", PO.replace("title", "titel"), "both languages"),
    (words.unknown_keys, "pages/a.py", "t('shell.headline')\n", "shell.headline"),
    (words.unknown_keys, "pages/a.py", "t.plural('shell.title', 2)\n", "has no plural"),
    (words.unknown_keys, "pages/a.py", "reading.t(f'status.{status}')\n", "begins with 'status.'"),
    (words.literals, "pages/a.py", 'html.P(["Kein Ziel", x])\n', "Kein Ziel"),
    (words.literals, "pages/a.py", 'element("Td", f"{n} Tage")\n', "Tage"),
    (words.literals, "pages/a.py", 'attributes(aria_label="Menu")\n', "Menu"),
    (docs.undocumented_targets, "Makefile", "run: x ## Serve\ntest:\n", "test"),
    (docs.unknown_targets, "README.md", "Then `make everything`.\n", "make everything"),
    (docs.unknown_targets, "docs/a.md", "```\nmake nothing\n```\n", "make nothing"),
    (docs.dead_links, "README.md", "![](docs/none.png)\n", "docs/none.png"),
]
WALKERS = sorted({walker for walker, *_ in MISTAKES}, key=lambda walker: walker.__name__)


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A small tree without mistakes."""
    files = {
        "Makefile": "run: x ## Serve\n",
        "README.md": "`make run` and [licence](Makefile)\n",
        "dash_app/ids.py": IDS,
        "dash_app/shell.py": '"""What frames?"""\n\nX = ids.Shell.PERIOD\nY = t("shell.title")\n',
        "dash_app/queries.py": '"""Which figures?"""\n\nX = "SELECT a FROM b"\n',
        "dash_app/texts/shell.de.po": PO.replace("{text}", "Zeitraum"),
        "dash_app/texts/shell.en.po": PO.replace("{text}", "Period"),
        "callbacks/shell.py": CALLBACKS,
        "pages/start.py": PAGE,
        "assets/a.css": "/* https://fine.example */",
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("walker", WALKERS, ids=lambda walker: walker.__name__)
def test_the_tree_keeps_to_what_was_agreed(walker: Walker, root: Path) -> None:
    problems = walker(root)
    assert not problems, "\n" + "\n".join(problems)


@pytest.mark.parametrize("walker", WALKERS, ids=lambda walker: walker.__name__)
def test_a_walker_accepts_a_sound_tree(walker: Walker, sound: Path) -> None:
    assert walker(sound) == []


@pytest.mark.parametrize(
    ("walker", "name", "content", "word"), MISTAKES, ids=[f"{w.__name__}-{word}" for w, *_, word in MISTAKES]
)
def test_a_walker_finds_a_mistake(walker: Walker, name: str, content: str, word: str, sound: Path) -> None:
    (sound / name).parent.mkdir(parents=True, exist_ok=True)
    (sound / name).write_text(content, encoding="utf-8")
    problems = walker(sound)
    assert any(word in problem for problem in problems), problems


def test_every_indicator_is_described_in_both_languages(catalogue: Catalogue) -> None:
    problems = words.undescribed(catalogue)
    assert not problems, "\n" + "\n".join(problems)
