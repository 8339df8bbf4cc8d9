"""What is wrong with a page: structure, words, links?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from dash_app.components.chart_block import KINDS
from dash_app.shell import router
from dash_app.texts import Texts
from dash_app.texts.catalogues import keys
from schemas.catalogue import Catalogue
from tests.web import Node, Shown

PLAIN = ("download", "data-plain")
"""Attributes of links that lead to a file instead of a page."""
READ_OUT = ("aria-label", "title", "alt", "placeholder", "data-closed", "data-open", "data-done")
KEY = re.compile(r"[a-z_]+(\.[a-z0-9_]+)+")
ENGLISH = re.compile(r"\b(the|of|and|is|are|with|from|there|has|have|this|which)\b")
GERMAN = re.compile(r"\b(der|die|das|und|ist|sind|nicht|für|mit|von|keine?|wird|liegt)\b")
SPOKEN = ("h1", "h2", "h3", "h4", "figcaption", "button", "summary", "label", "option", "thead", "caption")
"""Elements whose words are the application's own, not those of a delivery or a document."""


def problems(shown: Shown, catalogue: Catalogue) -> list[str]:
    """Return what is wrong with a page, each as a sentence; nothing where all is well."""
    language = shown.answer["language"]
    return [
        *_structure(shown),
        *_named(shown),
        *(said for block in shown.main.all("figure") for said in _chart(block, catalogue)),
        *_words(shown.frame, language),
        *_links(shown, catalogue),
        *_proofs(shown),
    ]


def _structure(shown: Shown) -> Iterator[str]:
    for tag, wanted in (("main", {"id": "inhalt"}), ("h1", {})):
        if (count := len(shown.frame.all(tag, **wanted))) != 1:
            yield f"{count} × {tag}"
    if not shown.frame.all("a", href="#inhalt"):
        yield "no skip link"
    ids = [node.attributes["id"] for node in shown.frame.having("id")]
    yield from (f"id {name!r} occurs twice" for name in sorted({i for i in ids if ids.count(i) > 1}))
    level = 0
    for node in shown.main:
        if re.fullmatch(r"h[1-6]", node.tag):
            if int(node.tag[1]) > level + 1:
                yield f"{node.tag} „{node.text}“ follows h{level}"
            level = int(node.tag[1])
            if not node.text:
                yield f"empty {node.tag}"
    for image in shown.frame.all("img"):
        if "alt" not in image.attributes:
            yield "image without alt"
        if not image.attributes.get("src", "").startswith(("data:", "/")):
            yield f"image from {image.attributes.get('src')}"
    for drawn in shown.frame.all("svg"):
        if not drawn.attributes.get("aria-label") and drawn.attributes.get("aria-hidden") != "true":
            yield "drawing without words"


NO_FIGURES = (
    "components.column.target",
    "components.column.numerator",
    "components.column.denominator",
    "components.provenance.value",
    "district.column.target",
    "statistics.column.mean",
    "statistics.column.lower",
    "statistics.column.upper",
    "methods.column.measures",
    "methods.column.indicators",
    "methods.column.files",
    "components.target.tolerance",
    "components.target.floor",
)
"""Heads of columns with numbers that are no figure of their own: parts of one, targets, counts of files."""


COUNTS_AND_OUTLOOKS = (
    "deliveries.column.",
    *(f"projection.column.{name}" for name in ("expected", "lower", "upper", "target")),
)
"""Heads of columns with counts of files, and with values that are expected and were never delivered."""


def _proofs(shown: Shown) -> Iterator[str]:
    """Every number of an indicator leads to the chain behind it."""
    t = Texts(shown.answer["language"])
    counts = (key for key in keys(t.language) if key.startswith(COUNTS_AND_OUTLOOKS))
    others = {t(key) for key in (*NO_FIGURES, *counts)}
    for table in shown.main.all("table"):
        heads = [head.text for head in table.all("thead")[0].all("th")] if table.all("thead") else []
        for row in table.all("tr"):
            cells = [node for node in row.children if isinstance(node, Node)]
            for head, cell in zip(heads, cells, strict=False):
                if "data-value" not in cell.attributes or head in others:
                    continue
                if not any(a.attributes["href"].endswith("#herkunft") for a in cell.all("a")):
                    yield f"{cell.text} under „{head}“ leads to no chain"


def _named(shown: Shown) -> Iterator[str]:
    """Find landmarks that a list of a screen reader would not tell apart, and buttons without a name."""
    ids = {node.attributes["id"]: node for node in shown.frame.having("id")}
    for tag in ("header", "footer"):
        if len(shown.frame.all(tag)) != 1:
            yield f"{len(shown.frame.all(tag))} × {tag}"
    for button in (*shown.frame.all("button"), *shown.frame.all("summary")):
        if not _name(button, ids):
            yield f"{button.tag} {button.attributes} has no name"
    for toggle in shown.main.by_class("zb-twin-toggle"):
        if len(toggle.attributes["aria-labelledby"].split()) < 2:
            yield f"button „{toggle.text}“ does not say which table it opens"
    landmarks = [*shown.frame.all("nav"), *shown.frame.all(role="region")]
    names = [_name(node, ids) for node in landmarks]
    twice = sorted({name for name in names if names.count(name) > 1})
    yield from (f"landmark „{name}“ occurs {names.count(name)} times" for name in twice)


def _name(node: Node, ids: dict[str, Node]) -> str:
    """Return what a screen reader calls an element."""
    if labels := node.attributes.get("aria-labelledby"):
        return " ".join(ids[label].text if label in ids else "" for label in labels.split()).strip()
    return node.attributes.get("aria-label") or node.text


def _chart(block: Node, catalogue: Catalogue) -> Iterator[str]:
    kind, name = block.attributes.get("data-chart"), block.attributes.get("id")
    if kind not in KINDS:
        yield f"figure {name} has data-chart {kind!r}"
    indicator = block.attributes.get("data-indicator")
    if indicator is not None and indicator not in catalogue.indicators:
        yield f"figure {name} shows the unknown indicator {indicator!r}"
    captions = block.all("figcaption")
    if len(captions) != 1 or len(captions[0].text) < 20:
        yield f"figure {name} has no sentence: {[caption.text for caption in captions]}"
    tables, graphs = block.all("table"), block.all("graph")
    if not tables and (graphs or block.all("svg") or not block.all("p")):  # a sentence says: nothing to show
        yield f"figure {name} has no table"
    if graphs and not block.by_class("zb-twin-toggle"):
        yield f"figure {name} has no button for its table"
    for toggle in block.by_class("zb-twin-toggle"):
        if not block.all(id=toggle.attributes.get("aria-controls", "")):
            yield f"the button of {name} controls nothing"
    for table in tables:
        if not table.all("caption"):
            yield f"table in {name} without caption"
        if any("scope" not in head.attributes for head in table.all("th")):
            yield f"table in {name} has heads without scope"


# Words ----


def _words(frame: Node, language: str) -> Iterator[str]:
    known = keys(language)
    parts = {key.partition(".")[0] for key in known}
    foreign = ENGLISH if language == "de" else GERMAN
    for node in frame:
        for text in _said(node):
            if KEY.fullmatch(text) and (text in known or text.partition(".")[0] in parts):
                yield f"untranslated {text!r} in {node.tag}"
            if re.search(r"\bNone\b|\bnan\b|\{\w*\}|<\w+ object", text):
                yield f"program's words in {node.tag}: {text[:80]!r}"
        if node.tag in SPOKEN and len(set(foreign.findall(node.text))) > 1 and not _is_foreign(node):
            yield f"words of the other language in {node.tag}: {node.text[:90]!r}"


def _is_foreign(node: Node) -> bool:
    return any("lang" in part.attributes for part in node)


def _said(node: Node) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, str):
            yield child.strip()
    for name in READ_OUT:
        if name in node.attributes:
            yield node.attributes[name].strip()


# Links ----


def _links(shown: Shown, catalogue: Catalogue) -> Iterator[str]:
    ids = {node.attributes["id"] for node in shown.frame.having("id")}
    own = _path(shown.answer["address"])
    for link in shown.frame.all("a"):
        href = link.attributes.get("href")
        if href is None:
            yield f"link without address: {link.text!r}"
        elif not link.text and not link.attributes.get("aria-label"):
            yield f"link without words: {href}"
        elif href.startswith("#"):
            if href[1:] not in ids:
                yield f"{href} leads nowhere"
        elif href.startswith("/"):
            is_plain = any(name in link.attributes for name in PLAIN) or _path(href) == own
            if not is_plain and (said := _route(href, catalogue)):
                yield said
        elif not href.startswith(("https://", "http://", "mailto:")):
            yield f"strange address {href!r}"


def _path(address: str) -> str:
    """Return the path of an address as text, however often it was quoted."""
    return unquote(unquote(urlsplit(address).path))


def _route(href: str, catalogue: Catalogue) -> str | None:
    """Return what is wrong with an address of a page."""
    path = unquote(urlsplit(href).path)
    route = router.match(path)
    if not route.page:
        return f"{href} is no page"
    known = {
        "indicator_id": catalogue.indicators,
        "agreement_id": {agreement.id for agreement in catalogue.agreements},
        "key": catalogue.areas_by_key,
    }
    strange = [value for name, value in route.variables.items() if value not in known.get(name, (value,))]
    return f"{href} leads to something unknown" if strange else None
