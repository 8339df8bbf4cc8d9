"""How do the forms of deliveries look? Plain forms, which work without scripts; scripts make them quicker."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash_app.components.frozen import Element, element
from dash_app.intake import words
from dash_app.intake.limits import Most
from dash_app.reading import Reading
from dash_app.texts import Texts

ACCEPTED = ".csv,.xlsx,.json,.txt"
"""What the dialog of files offers first; what a file is, its content says."""


def upload_form(read: Reading, *, instead: int | None = None, most: Most | None = None) -> Element:
    """Return the form to send files with; `instead` is the delivery that they stand in for."""
    t, limits = read.t, most or Most()
    name = f"upload-{instead or 'new'}"
    sizes = {
        "file": words.size(limits.file, t.language),
        "request": words.size(limits.request, t.language),
        "files": limits.files,
    }
    note = element(
        "Input", None, "form-control", id=f"{name}-note", type="text", name="bemerkung", maxLength=300
    )
    send = t("intake.upload.again" if instead else "intake.upload.send")
    parts = [
        _chooser(t, name, sizes),
        element("Label", t("intake.upload.note"), htmlFor=f"{name}-note"),
        note,
        *([hidden("statt", str(instead))] if instead else []),
        _progress(read),
        submit(send, busy=t("intake.upload.checking")),
    ]
    return element(
        "Form", parts, "zb-upload", method="post", encType="multipart/form-data",
        action=read.href("/lieferungen/hochladen"), data_upload="", data_most=limits.request,
        data_most_file=limits.file, data_most_files=limits.files,
        data_too_large=t("intake.upload.too_large", **sizes),
        data_too_many=t("intake.upload.too_many", **sizes),
        data_lost=t("intake.upload.lost"), data_sending=t("intake.upload.sending"),
        data_checking=t("intake.upload.checking"),
    )  # fmt: skip


def _chooser(t: Texts, name: str, sizes: Mapping[str, object]) -> Element:
    """Return the field for files, on which they can be dropped too.

    With scripts, which list what is chosen, the field lies unseen over the whole box: browsers name its
    button in their own language, not in that of the page.
    """
    chooser = element(
        "Input", None, "form-control", id=name, type="file", name="dateien", multiple=True, required=True,
        accept=ACCEPTED, aria_describedby=f"{name}-hint",
    )  # fmt: skip
    return element(
        "Div",
        [
            element("Label", t("intake.upload.files"), htmlFor=name),
            chooser,
            element("Span", t("intake.upload.choose"), "zb-button zb-upload__choose", aria_hidden="true"),
            element("P", t("intake.upload.limits", **sizes), "zb-muted", id=f"{name}-hint"),
            element("Ul", None, "zb-upload__list", hidden=True),
        ],
        "zb-upload__drop",
        data_drop=t("intake.upload.drop"),
    )


def _progress(read: Reading) -> Element:
    label = read.t("intake.upload.progress")
    bar = element("Progress", None, "zb-upload__bar", max=100, value=0, aria_label=label, hidden=True)
    said = element("P", None, "zb-upload__said", role="status", aria_live="polite")
    return element("Div", [bar, said], "zb-upload__progress")


def step_form(
    read: Reading,
    number: int,
    step: str,
    label: str,
    *,
    reason: str = "",
    main: bool = False,
) -> Element:
    """Return the form of a step of a delivery; with a field for the reason where `reason` names it."""
    fields = reason_field(f"grund-{step}", reason) if reason else []
    action = read.href(f"/lieferungen/eingang/{number}/{step}")
    button = submit(label, busy=read.t("intake.busy"), main=main)
    return element("Form", [*fields, button], "zb-act", method="post", action=action, data_busy="")


def reason_field(name: str, label: str) -> list[Element]:
    """Return the field for a reason with its label."""
    box = element(
        "Input", None, "form-control", id=name, type="text", name="grund", maxLength=1000, required=True
    )
    return [element("Label", label, htmlFor=name), box]


def hidden(name: str, value: str) -> Element:
    """Return a field that nobody sees."""
    return element("Input", None, type="hidden", name=name, value=value)


def submit(label: str, *, busy: str, main: bool = True) -> Element:
    """Return the button that sends a form; `busy` is what it says meanwhile."""
    names = "zb-button zb-button--primary" if main else "zb-button"
    return element("Button", label, names, type="submit", data_busy_label=busy)


def facts(pairs: list[tuple[str, Any]]) -> Element:
    """Return labels and values as a list."""
    parts = [part for label, value in pairs for part in (element("Dt", label), element("Dd", value))]
    return element("Dl", parts, "zb-facts")
