"""Messages that Outlook saves (`.msg`): properties in a compound file ([MS-OXMSG]), read with olefile."""

from __future__ import annotations

import datetime as dt
import io
import struct
from typing import TYPE_CHECKING

from index.errors import ReadingError
from index.readers.attachments import Attachments
from index.readers.damage import translated
from index.readers.mail.message import Message, compose_message

if TYPE_CHECKING:
    from typing import Any

    from index.readers.extracted import Extracted

MAX_BYTES = 1 << 27
"""128 MiB, as of a mail of any other form."""
_SUBJECT, _SENDER, _ADDRESS, _TO, _COPIES, _PLAIN, _HTML = "0037", "0C1A", "5D01", "0E04", "0E03", "1000", "1013"
_LONG_NAME, _SHORT_NAME, _CONTENT = "3707", "3704", "37010102"
_SENT, _DELIVERED, _CODE_PAGE = 0x00390040, 0x0E060040, 0x3FFD0003
_HEADER = 32
_ENTRY = struct.Struct("<II8s")
_EPOCH = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)


def extract(source: str, content: bytes) -> Extracted:
    """Return what a message that Outlook saved holds; see `Extractor`."""
    if len(content) > MAX_BYTES:
        raise ReadingError(f"{source} is longer than {MAX_BYTES >> 20} MiB", "save its attachments apart")
    with translated(source, "a message of Outlook"):
        return compose_message(source, _read(source, content))


def _read(source: str, content: bytes) -> Message:
    from olefile import OleFileIO

    with OleFileIO(io.BytesIO(content)) as file:
        saved = _Saved(file)
        if not file.exists("__properties_version1.0"):
            raise ReadingError(f"{source} is not a message of Outlook", "save it anew")
        attachments, inner = Attachments(), 0
        for folder in saved.folders("__attach_version1.0_#"):
            name = saved.text(_LONG_NAME, folder) or saved.text(_SHORT_NAME, folder)
            held = saved.stream(f"__substg1.0_{_CONTENT}", folder)
            inner += held is None
            if held is not None:
                attachments.add(name, held)
        plain, html = saved.text(_PLAIN), saved.html()
        notices = [f"messages inside it not read: {inner}"] if inner else []
        if not plain.strip() and not html.strip():
            notices.append("it has no body in plain text or HTML")
        sent = saved.moment()
        return Message(
            subject=saved.text(_SUBJECT),
            sender=" ".join(filter(None, (saved.text(_SENDER), _angled(saved.text(_ADDRESS))))),
            to="; ".join(filter(None, (saved.text(_TO), saved.text(_COPIES)))),
            date=sent.strftime("%Y-%m-%d %H:%M UTC") if sent else "",
            day=sent.date() if sent else None,
            plain=plain,
            html=html,
            attached=attachments.found,
            notices=(*notices, *attachments.notices),
        )


class _Saved:
    """The properties of a message, by their numbers."""

    def __init__(self, file: Any) -> None:  # noqa: ANN401 - olefile ships no types
        self._file = file
        self._fixed = self._fixed_properties()
        page = struct.unpack("<I", self._fixed.get(_CODE_PAGE, b"\x00" * 8)[:4])[0]
        self._codec = "utf-8" if page == 65001 else f"cp{page}" if page else "cp1252"  # noqa: PLR2004 - Windows' number

    def folders(self, start: str) -> list[str]:
        """Return the storages whose names begin so, in order."""
        return sorted({path[0] for path in self._file.listdir() if len(path) > 1 and path[0].startswith(start)})

    def stream(self, name: str, folder: str = "") -> bytes | None:
        """Return a stream, or None where there is none."""
        path = f"{folder}/{name}" if folder else name
        return bytes(self._file.openstream(path).read()) if self._file.exists(path) else None

    def text(self, number: str, folder: str = "") -> str:
        """Return a property that is text, empty where there is none."""
        wide = self.stream(f"__substg1.0_{number}001F", folder)
        if wide is not None:
            return wide.decode("utf-16-le", "replace").rstrip("\x00")
        return self._decoded(self.stream(f"__substg1.0_{number}001E", folder) or b"")

    def html(self) -> str:
        """Return the body as HTML, which is kept in the message's own encoding."""
        held = self.stream(f"__substg1.0_{_HTML}0102")
        if held is None:
            return self.text(_HTML)
        try:
            return held.decode()
        except UnicodeDecodeError:
            return self._decoded(held)

    def moment(self) -> dt.datetime | None:
        """Return when it was sent, or else delivered, in UTC."""
        for number in (_SENT, _DELIVERED):
            ticks = int.from_bytes(self._fixed.get(number, b""), "little")
            if ticks:
                return _EPOCH + dt.timedelta(microseconds=ticks // 10)
        return None

    def _decoded(self, held: bytes) -> str:
        try:
            return held.decode(self._codec, "replace").rstrip("\x00")
        except LookupError:
            return held.decode("cp1252", "replace").rstrip("\x00")

    def _fixed_properties(self) -> dict[int, bytes]:
        held = (self.stream("__properties_version1.0") or b"")[_HEADER:]
        whole = held[: len(held) // _ENTRY.size * _ENTRY.size]
        return {number: value for number, _, value in _ENTRY.iter_unpack(whole)}


def _angled(address: str) -> str:
    return f"<{address}>" if address else ""
