"""Which ids do pages and callbacks share? One class per page; each id begins with the name of its page."""

from __future__ import annotations


class Shell:
    """The frame around every page."""

    ADDRESS = "shell-address"
    """The one `dcc.Location`."""
    REQUEST = "shell-request"
    """Address that the router is to show."""
    ANSWER = "shell-answer"
    """What is shown: address, title, language, and the sentence for the live region."""
    PAGE = "shell-page"
    """All that the router writes: skip link, top bar, context bar, main, foot; markup outside of Dash."""
    MARKUP = "shell-markup"
    """The markup of `PAGE` as it comes from the server."""
    FRAME = "shell-frame"
    """The same as components of Dash, where a page has parts that callbacks speak to; else empty."""
    FIRST = "shell-first"
    """The answer that came with the document, as JSON."""
    DASH = "shell-dash"
    """What Dash asks for first, as JSON: it need not ask."""
    TEMPLATE = "shell-template"
    """What the charts of a page have in common, as JSON."""
    NOTICE = "shell-notice"
    STATUS = "shell-status"
    """Live region."""
    MAIN = "inhalt"
    NAVIGATION = "shell-navigation"
    PERIOD = "shell-period"
    DISTRICT = "shell-district"
