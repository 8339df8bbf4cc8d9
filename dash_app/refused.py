"""What was refused? A line in the log for each, which tells neither who asked nor what was sent.

The line names the address as the server knows it (`/kommentar/<remark>`), the status, and the reason where
somebody gave one: `refused: POST /lieferungen/hochladen (413, much.file)`.
"""

from __future__ import annotations

import logging

from flask import Flask, Response, g, request

_log = logging.getLogger(__name__)
_REASON = "zielblick_refused"
_READING = ("GET", "HEAD", "OPTIONS")
_NOT_THEIRS = frozenset({401, 403, 413, 421, 429})
"""Statuses that tell of a refusal even where somebody only reads; other ones are slips in an address."""
_FAULT = 500
"""Has lines of its own, with the number that the reader sees."""


def because(reason: str) -> None:
    """Keep the reason of a refusal for the log: the key of its sentence, or a part of it."""
    setattr(g, _REASON, reason)


def log_refusals(server: Flask) -> None:
    """Write a line for every answer that refuses something."""

    @server.after_request
    def written(answer: Response) -> Response:
        status, reason = answer.status_code, g.get(_REASON)
        is_refused = status in _NOT_THEIRS if request.method in _READING else status >= 400
        if (is_refused or reason) and status != _FAULT:
            rule = request.url_rule.rule if request.url_rule else "?"
            said = f"{status}, {reason}" if reason else str(status)
            _log.warning("refused: %s %s (%s)", request.method, rule, said)
        return answer
