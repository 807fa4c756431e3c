"""The child of this process: started when first needed, reused, replaced when it dies or has done its share."""

from __future__ import annotations

import atexit
import os
import threading
from typing import TYPE_CHECKING, TypeVar

from index.errors import MissingPartError, ReadingError
from index.readers.contained.child import Child, ChildDiedError, ChildError
from index.readers.contained.codec import from_message, one_line
from index.readers.contained.framing import FramingError, Message
from index.readers.contained.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from index.readers.extracted import Extracted
    from index.records import Span

_WORKER = "index.readers.contained.worker"
_LONGEST_TOLD = 500
_PNG = b"\x89PNG\r\n\x1a\n"
_Result = TypeVar("_Result")


class Workers:
    """Takes files apart in a child. Safe for use from several threads: they take turns."""

    def __init__(self, limits: Limits | None = None, module: str = _WORKER) -> None:
        """Take the choices; nothing is started before there is a file.

        Args:
            limits: what a child may use; the defaults of `Limits` where it is None.
            module: whose `main` a child runs.
        """
        self._limits = limits or Limits()
        self._module = module
        self._child: Child | None = None
        self._turn = threading.Lock()

    @property
    def pid(self) -> int | None:
        """The child's process id, None where there is none now."""
        return self._child.pid if self._child else None

    def extract(self, source: str, content: bytes) -> Extracted:
        """Return what a file holds.

        Raises:
            ReadingError: it is damaged, encrypted, not of a format that is read, or beyond a limit.
            MissingPartError: a library is missing.
        """
        return self._checked(source, {"job": "extract"}, content, from_message)

    def draw(self, source: str, content: bytes, span: Span) -> bytes:
        """Return the page of a PDF on which a span of its text begins, as PNG, with the span highlighted.

        Raises:
            ReadingError: as `extract`, or the span is not on a page.
        """
        return self._checked(source, {"job": "draw", "start": span.start, "end": span.end}, content, _png)

    def close(self) -> None:
        """End the child, if there is one; the next file starts another."""
        with self._turn:
            self._drop()

    def forget(self) -> None:
        """Leave the child to the process that this one was forked from."""
        self._turn = threading.Lock()
        if self._child is not None:
            self._child.forget()
            self._child = None

    def _checked(
        self, source: str, wanted: Mapping[str, object], content: bytes, understand: Callable[[Message], _Result]
    ) -> _Result:
        try:
            reply = self._ask(Message({**wanted, "source": source}, (content,)))
        except ChildError as error:
            raise ReadingError(f"{source} {error}") from error
        try:
            if "error" in reply.header:
                raise _told(reply)
            return understand(reply)
        except FramingError as error:
            self.close()
            raise ReadingError(f"{source} made its reader say what makes no sense ({error})") from error

    def _ask(self, request: Message) -> Message:
        with self._turn:
            child = self._ready()
            try:
                return self._ask_of(child, request)
            except ChildDiedError:
                if child.handled == 1:
                    raise
            # What killed it may be a file before this one.
            return self._ask_of(self._ready(), request)

    def _ask_of(self, child: Child, request: Message) -> Message:
        try:
            reply = child.ask(request)
        except BaseException:
            self._drop()
            raise
        if reply.header.get("is_last"):
            self._drop()
        return reply

    def _ready(self) -> Child:
        """Return a child that is there and has not done its share."""
        child = self._child
        if child is not None and (child.handled >= self._limits.files or not child.is_there):
            self._drop()
            child = None
        if child is None:
            child = self._child = Child(self._limits, self._module)
        return child

    def _drop(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.close()


def _told(reply: Message) -> ReadingError:
    """Return the error that a child tells of."""
    said = reply.header["error"]
    if (
        not isinstance(said, list)
        or len(said) != len(("what", "todo"))
        or not all(isinstance(one, str) for one in said)
    ):
        raise FramingError("an error is not one")
    what, todo = (one_line(one, _LONGEST_TOLD) or "" for one in said)
    return MissingPartError(what, todo) if reply.header.get("missing_part") is True else ReadingError(what, todo)


def _png(reply: Message) -> bytes:
    if len(reply.blobs) != 1 or not reply.blobs[0].startswith(_PNG):
        raise FramingError("a picture is none")
    return reply.blobs[0]


WORKERS = Workers()
"""The child of this process, for whoever reads a file."""

atexit.register(WORKERS.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=WORKERS.forget)
