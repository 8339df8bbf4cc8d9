"""What is wrong with a delivery that is on its way, what would it change, and who does what next?"""

from __future__ import annotations

from typing import Any

import dash
from dash import html
from dash.development.base_component import Component

from dash_app import components, formats
from dash_app.access import may_release, may_upload
from dash_app.components import deliveries as tables
from dash_app.components.frozen import Element, element
from dash_app.delivery_blocks import folded
from dash_app.intake import blocks, forms, preview, words
from dash_app.intake.entry import ENTRY
from dash_app.intake.folder import Folder
from dash_app.markup import attributes
from dash_app.queries import RecordedFinding
from dash_app.reading import Reading, reading, site
from dash_app.register import deliveries as kept
from dash_app.register.models import Delivery, DeliveryState
from dash_app.shell import not_found
from schemas.findings import Severity

FINDINGS_SHOWN, MOST_FINDINGS = 50, 500
"""Findings of a file in sight, and on the page; the file to download has all."""


def title(read: Reading, nummer: str = "", **_: str) -> str:
    """Return the title of the page."""
    return read.t("intake.delivery", number=nummer)


dash.register_page(
    __name__,
    path_template="/lieferungen/eingang/<nummer>",
    name="intake.title",
    title=title,
    order=51,
    is_kept=False,
)


def layout(nummer: str | None = None, **query: str) -> Component:
    """Return the page of a delivery that the reader may see."""
    read = reading(**query)
    found = _found(read, nummer or "")
    if found is None:
        return not_found(read, read.t("intake.refused.unknown", number=nummer))
    parts = [
        html.H1(title(read, str(found.id))),
        html.P(_lead(read, found), className="zb-lead"),
        _way(read, found),
        *_remarks(read, found),
        html.Div([_steps(read, found), _facts(read, found)], className="zb-pair"),
        *_findings(read, found),
    ]
    if found.state in kept.OPEN:
        candidate = Folder(site().settings.home).candidate(found.report.get("candidate") or "")
        parts.append(preview.section(read, found, preview.compared(found, candidate, read.viewer)))
    return html.Div(parts, className="zb-page zb-intake-page")


def _found(read: Reading, number: str) -> Delivery | None:
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    return kept.get(site().register, read.viewer, int(number))


# First words ----


def _lead(read: Reading, found: Delivery) -> str:
    """Say where the delivery stands and what is to do next."""
    t = read.t
    match found.state:
        case DeliveryState.DRAFT | DeliveryState.RETURNED if not found.report["is_acceptable"]:
            return t("intake.lead.errors", found=blocks.counted(read, found))
        case DeliveryState.DRAFT | DeliveryState.RETURNED if not found.report["is_new"]:
            return t("intake.lead.unchanged")
        case DeliveryState.DRAFT | DeliveryState.RETURNED:
            next_ = "release" if found.report["needs_release"] else "publish"
            return t(f"intake.lead.good.{next_}", found=blocks.counted(read, found))
        case DeliveryState.RELEASED:
            return t("intake.lead.released", number=found.publication)
        case _:
            return t(f"intake.lead.{found.state}")


def _way(read: Reading, found: Delivery) -> Element:
    """Return the steps of a delivery as a line, the one that it stands at marked."""
    names = ("draft", "submitted", "released")
    stand = {"releasing": "submitted", "returned": "draft"}.get(found.state, found.state)
    called = {} if found.report["needs_release"] else {"released": "published"}
    items = [
        element(
            "Li",
            read.t(f"intake.way.{called.get(name, name)}"),
            "zb-way__done" if stand in names and names.index(name) < names.index(stand) else None,
            aria_current="step" if name == stand else None,
        )
        for name in names
    ]
    return components.frozen(element("Ol", items, "zb-way", aria_label=read.t("intake.way")))


def _remarks(read: Reading, found: Delivery) -> list[Component]:
    """Return why it was returned, and which files were not kept."""
    said = []
    if found.state == DeliveryState.RETURNED:
        said.append(read.t("intake.returned", reason=found.reason, name=_name(found.decided_by)))
    for file in found.report.get("refused", ()):
        told = " ".join(words.message(each, read.language) for each in file["findings"][:3])
        said.append(read.t("intake.refused.file", name=file["name"], told=told))
    return [components.notice(each) for each in said]


def _name(person: Any) -> str:
    return person.name if person is not None else "–"


# What can be done ----


def _steps(read: Reading, found: Delivery) -> Component:
    """Return the forms of the steps that the reader can take now."""
    t, number = read.t, found.id
    is_own = found.account_id == read.viewer.account and may_upload(read.viewer)
    is_good = found.report["is_acceptable"] and found.report["is_new"]
    steps: list[Any] = []
    if is_own and found.state in (DeliveryState.DRAFT, DeliveryState.RETURNED):
        if is_good:
            key = "submit" if found.report["needs_release"] else "publish"
            steps.append(forms.step_form(read, number, "abgeben", t(f"intake.step.{key}"), main=True))
        else:
            steps += [_correct(read, found), forms.upload_form(read, instead=number)]
    if may_release(read.viewer, found.district, found.agreements, found.account_id):
        if found.state in (DeliveryState.SUBMITTED, DeliveryState.RELEASING):
            steps.append(forms.step_form(read, number, "freigeben", t("intake.step.release"), main=True))
        if found.state == DeliveryState.SUBMITTED:
            label, why = t("intake.step.return"), t("intake.step.return.reason")
            steps.append(forms.step_form(read, number, "zurueckgeben", label, reason=why))
    elif is_own and found.state == DeliveryState.SUBMITTED:
        steps.append(element("P", t("intake.four_eyes"), "zb-muted"))
    if found.state in (DeliveryState.DRAFT, DeliveryState.SUBMITTED, DeliveryState.RETURNED):
        if found.checked_against != site().store.current():
            steps.append(element("P", t("intake.outdated", number=found.checked_against or "–"), "zb-notice"))
            steps.append(forms.step_form(read, number, "pruefen", t("intake.step.check")))
        if is_own:
            steps.append(forms.step_form(read, number, "zurueckziehen", t("intake.step.withdraw")))
    back = element("P", element("A", t("intake.back"), href=read.href("/lieferungen") + "#einreichen"))
    return html.Div(components.frozen(element("Div", [*steps, back], "zb-acts")))


def _correct(read: Reading, found: Delivery) -> Element | None:
    """Return the way back into the form that was filled in on the page."""
    typed = found.report.get("form")
    if not typed:
        return None
    href = read.href(f"{ENTRY}/{typed['source']}", lieferung=found.id)
    return element("A", read.t("intake.entry.again"), "zb-button zb-button--primary", href=href)


# What it is, what is wrong ----


def _facts(read: Reading, found: Delivery) -> Element:
    t, language = read.t, read.language
    names = _agreements(read, found)
    files = [
        element("Li", [file.name, " ", element("Span", words.size(file.size, language), "zb-muted")])
        for file in found.files
    ]
    pairs: list[tuple[str, Any]] = [
        (t("intake.column.state"), blocks.state_mark(read, found)),
        (t("intake.column.files"), element("Ul", files, "zb-list")),
        (t("intake.column.district"), blocks.district(read, found)),
        (t("intake.column.agreements"), ", ".join(names) or "–"),
        (t("intake.column.created"), f"{formats.moment(found.created, language)}, {_name(found.account)}"),
    ]
    if found.submitted:
        pairs.append((t("intake.column.submitted"), formats.moment(found.submitted, language)))
    if found.decided:
        decided = f"{formats.moment(found.decided, language)}, {_name(found.decided_by)}"
        pairs.append((t("intake.column.decided"), decided))
    if found.note:
        pairs.append((t("intake.column.note"), found.note))
    if found.checked_against is not None:
        checked = t("deliveries.publication", number=found.checked_against)
        pairs.append((t("intake.column.checked"), checked))
    if found.publication is not None:
        link = element(
            "A",
            t("deliveries.publication", number=found.publication),
            href=read.href("/lieferungen", bis=found.publication, stand=None) + "#aenderungen",
        )
        pairs.append((t("intake.column.publication"), link))
    return components.frozen(forms.facts(pairs))


def _agreements(read: Reading, found: Delivery) -> list[str]:
    listed = {agreement.id: agreement.short(read.language) for agreement in read.catalogue.agreements}
    return [listed.get(id_, id_) for id_ in found.agreements]


def _findings(read: Reading, found: Delivery) -> list[Component]:
    """Return what the checks found, file by file, and the same as files."""
    t = read.t
    parts: list[Component] = [html.H2(t("intake.findings"), id="befunde")]
    listed = found.report.get("files", ())
    if not any(file["findings"] for file in listed):
        return [*parts, html.P(t("deliveries.findings.none"))]
    links = [
        html.A(
            ending.upper(),
            href=read.href(f"/lieferungen/eingang/{found.id}/befunde.{ending}"),
            className="zb-button",
            **attributes(download="", aria_label=f"{t('intake.findings')}, {ending.upper()}"),
        )
        for ending in ("xlsx", "csv")
    ]
    parts.append(html.Div([html.Span(t("intake.findings.download")), *links], className="zb-row"))
    for file in listed:
        parts += _of_file(read, file)
    return parts


def _of_file(read: Reading, file: dict[str, Any]) -> list[Component]:
    if not file["findings"]:
        return []
    order = list(Severity)
    every = [
        RecordedFinding(
            0, Severity(f["severity"]), f["rule"], f["line"], f["column"], f["found"], f["de"], f["en"]
        )
        for f in file["findings"]
    ]
    every.sort(key=lambda f: (order.index(f.severity), f.line or 0))
    caption = read.t("deliveries.findings.caption", name=file["name"])

    def table(part: list[RecordedFinding], said: str) -> Element:
        return tables.findings_table(part, caption=said, language=read.language)

    parts: list[Component] = [html.H3(file["name"]), table(every[:FINDINGS_SHOWN], caption)]
    if more := every[FINDINGS_SHOWN:MOST_FINDINGS]:
        words_ = read.t.plural("intake.findings.more", len(more))
        parts.append(folded(words_, table(more, words_)))
    if (rest := file["count"] - MOST_FINDINGS) > 0:
        parts.append(html.P(read.t.plural("intake.findings.rest", rest), className="zb-muted"))
    return parts
