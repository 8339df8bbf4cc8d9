"""How does an upload get from the network to the disk, without ever being in memory as a whole?"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import IO

from flask import Request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

from dash_app.intake.folder import Folder, Incoming, TooMuch, safe_name
from dash_app.intake.limits import Most
from dash_app.intake.refusals import Refused


@dataclass(slots=True)
class Upload:
    """What came: files on the disk that nobody keeps yet, and texts beside them."""

    files: list[Incoming] = field(default_factory=list)
    fields: Mapping[str, str] = field(default_factory=dict)


@contextmanager
def received(request: Request, folder: Folder, most: Most) -> Iterator[Upload]:
    """Give the files and fields of a multipart request; what nobody kept is gone afterwards.

    Raises:
        TooMuch: with what was too much; the rest of the request was read and thrown away, as far as it goes.
        Refused: where it is cut off.
    """
    folder.prepare()
    upload = Upload()
    try:
        try:
            _read(request, folder, most, upload)
        except TooMuch:
            _throw_away(request.stream, most.waste)
            raise
        yield upload
    finally:
        for file in upload.files:
            file.close()
            file.path.unlink(missing_ok=True)


def _read(request: Request, folder: Folder, most: Most, upload: Upload) -> None:
    request.max_content_length = sys.maxsize  # counted below, so that the answer can say what is allowed
    if (request.content_length or 0) > most.request:
        raise TooMuch("request", most.request, found=request.content_length or 0)

    def begin(
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None,
        content_length: int | None = None,
    ) -> Incoming:
        if len(upload.files) >= most.files:
            raise TooMuch("files", most.files)
        file = folder.receive(safe_name(filename), most.file)
        upload.files.append(file)
        return file

    parser = FormDataParser(begin, most.field, silent=False, max_form_parts=most.files + 100)
    options = request.mimetype_params
    try:
        body: IO[bytes] = _Counted(request.stream, most.request)  # type: ignore[assignment]  # it only reads
        _, fields, _ = parser.parse(body, request.mimetype, request.content_length, options)
    except RequestEntityTooLarge as problem:
        raise TooMuch("field", most.field) from problem
    except ValueError as problem:  # no boundary, or cut off
        raise Refused(400, "intake.refused.cut_off") from problem
    for file in [each for each in upload.files if not each.size]:  # a field where nothing was chosen
        upload.files.remove(file)
        file.close()
        file.path.unlink(missing_ok=True)
    upload.fields = fields.to_dict()


class _Counted:
    """The body, counted: a request need not say how long it is."""

    def __init__(self, stream: IO[bytes], most: int) -> None:
        self._stream, self._most, self._read = stream, most, 0

    def read(self, size: int = -1) -> bytes:
        """Read a piece. Raises `TooMuch` beyond the limit."""
        piece = self._stream.read(size)
        self._read += len(piece)
        if self._read > self._most:
            raise TooMuch("request", self._most, found=self._read)
        return piece


def _throw_away(stream: IO[bytes], most: int) -> None:
    """Read what is left of a request, up to a limit, so that the browser gets to see the answer."""
    with suppress(OSError, RequestEntityTooLarge):
        while most > 0 and (piece := stream.read(65536)):
            most -= len(piece)
