"""A child that does what the file says: `misbehaving` stands for a library that a hostile file has taken over."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ReadingError
from index.readers.contained.codec import to_message
from index.readers.contained.framing import Message
from index.readers.contained.worker import serve
from index.readers.extracted import Attached, Extracted
from index.records import Block, BlockKind, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def main() -> None:
    """Serve as a reader does."""
    serve({"extract": _extract, "draw": lambda _header, content: Message({}, (content,))})


def _extract(_: Mapping[str, object], content: bytes) -> Message:
    what, _, rest = content.decode().removeprefix("%PDF-").partition(" ")
    if what in _ANSWERS:
        return _ANSWERS[what](rest)
    return to_message(_said(_DEEDS[what](rest)))


def _said(text: str) -> Extracted:
    return Extracted(text, (Block(BlockKind.PARAGRAPH, Span(0, len(text))),))


def _attached(rest: str) -> Message:
    """`a.txt=The words.|b.txt=More.`: a file with files inside it; `^` stands for a file inside such a file."""
    files = (one.partition("=") for one in rest.split("|") if one)
    inside = tuple(Attached(name, words.replace("^", "%PDF-with x.txt=").encode()) for name, _, words in files)
    text = "The outer words."
    return to_message(Extracted(text, _said(text).blocks, attached=inside))


def _raise(error: BaseException) -> Callable[[str], str]:
    def act(_: str) -> str:
        raise error

    return act


def _take_memory(_: str) -> str:
    taken = []
    while True:
        taken.append(bytearray(1 << 24))


def _chatter(_: str) -> str:
    print("chatter" * 10_000)  # noqa: T201 - as a library may
    os.write(1, b"more of it")
    return f"Silent. {sys.stdin.read()!r}"


def _tried(act: Callable[[str], object]) -> Callable[[str], str]:
    def attempt(rest: str) -> str:
        try:
            return f"Done: {act(rest)}."
        except (OSError, subprocess.SubprocessError) as error:
            return f"Refused: {type(error).__name__}."

    return attempt


def _by_system_call(name: str, *arguments: object) -> Callable[[str], str]:
    """Call what the C library offers, past all that Python looks at."""

    def attempt(rest: str) -> str:
        library = ctypes.CDLL(None, use_errno=True)
        given = [rest.encode() if one == "REST" else one for one in arguments]
        result = getattr(library, name)(*given)
        if name == "fork" and result == 0:
            os._exit(0)
        return f"{result} {ctypes.get_errno()}"

    return attempt


def _connect(rest: str) -> None:
    with socket.create_connection(("127.0.0.1", int(rest)), timeout=2):
        pass


def _in_thread(_: str) -> str:
    heard: list[str] = []
    thread = threading.Thread(target=heard.append, args=("Heard.",))
    thread.start()
    thread.join()
    return heard[0]


def _die_later(_: str) -> str:
    threading.Timer(0.3, os._exit, (1,)).start()
    return "Later."


def _sleep(rest: str) -> str:
    time.sleep(float(rest))
    return "Slept."


_DEEDS: dict[str, Callable[[str], str]] = {
    "say": lambda rest: rest,
    "pid": lambda _: f"Process {os.getpid()}.",
    "session": lambda _: f"{os.getsid(0) == os.getpid()} {sorted(os.environ)}",
    "hang": lambda _: time.sleep(60) or "",
    "later": _die_later,
    "sleep": _sleep,
    "spin": lambda _: str(sum(iter(int, 1))),
    "abort": lambda _: os.abort(),
    "exit": lambda _: os._exit(0),
    "memory": _take_memory,
    "chatter": _chatter,
    "raise": _raise(ValueError("a\nstrange\x1b[31m value")),
    "refuse": _raise(ReadingError("%PDF-refuse is encrypted", "save it without")),
    "thread": _in_thread,
    "connect": _tried(_connect),
    "write": _tried(lambda rest: Path(rest).write_text("x", encoding="utf-8")),
    "run": _tried(lambda rest: subprocess.run([rest], check=False)),
    "system_socket": _by_system_call("socket", 2, 1, 0),
    "system_open": _by_system_call("open", "REST", os.O_WRONLY | os.O_CREAT, 0o600),
    "system_read": _by_system_call("open", "REST", os.O_RDONLY),
    "system_remove": _by_system_call("unlink", "REST"),
    "system_fork": _by_system_call("fork"),
    "system_exec": _by_system_call("execv", b"/bin/true", 0),
    "system_kill": _by_system_call("kill", os.getppid(), 0),
}
_ANSWERS: dict[str, Callable[[str], Message]] = {
    "with": _attached,
    "huge": lambda _: Message({}, (b"x" * 70_000_000,)),
    "nonsense": lambda _: Message({**to_message(_said("x" * 99)).header}, (b"short",)),
    "bad_error": lambda _: Message({"error": "text"}),
}
