"""One child process, as its parent sees it."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING

from index.readers.contained.framing import FramingError, Message, TooLongError, read_message, write_message

if TYPE_CHECKING:
    from index.readers.contained.limits import Limits

_BOOT = (
    "import importlib, json, sys; sys.path[:] = json.loads(sys.argv[3]); importlib.import_module(sys.argv[1]).main()"
)
_OUTPUT_BESIDES = 1_000_000
_LONGEST_END_S = 5.0
_MEGABYTE = 1 << 20


class ChildError(Exception):
    """A child that gave no answer; the message is the reason, as a clause that follows a file's name."""


class ChildDiedError(ChildError):
    """It ended by itself, before there was an answer."""


class Child:
    """A process that takes files apart, one at a time. Not for several threads at once.

    Attributes:
        pid: its process id.
        handled: how many files it was handed.
    """

    def __init__(self, limits: Limits, module: str) -> None:
        """Start it.

        Args:
            limits: what it may use.
            module: whose `main` it runs; it is found where this process finds its own modules.

        Raises:
            ChildError: no process can be started.
        """
        self._limits = limits
        paths = [str(Path(entry or ".").absolute()) for entry in sys.path]
        command = [
            *(sys.executable, "-P", "-s", "-B", "-X", "utf8", "-c", _BOOT),
            *(module, json.dumps(asdict(limits)), json.dumps(paths)),
        ]
        try:
            self._process = subprocess.Popen(  # noqa: S603 - this Python, and code of our own
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                cwd=None if os.name == "nt" else "/",
                start_new_session=True,
            )
        except OSError as error:
            raise ChildError(f"cannot be read: no process can be started ({error.strerror or error})") from error
        self.pid = self._process.pid
        self.handled = 0

    @property
    def is_there(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def ask(self, request: Message) -> Message:
        """Return its answer to a request whose first blob is a file.

        Raises:
            ChildError: it died, took too long or said too much; it is of no use any more.
        """
        self.handled += 1
        seconds = self._limits.seconds_for(len(request.blobs[0]))
        late = threading.Event()

        def end() -> None:
            late.set()
            self._kill()

        watch = threading.Timer(seconds, end)
        watch.daemon = True
        watch.start()
        try:
            reply = self._exchange(request)
        except (OSError, FramingError) as error:
            if late.is_set():
                raise ChildError(f"takes longer than {seconds:.0f} s") from error
            raise self._failure(error) from error
        finally:
            watch.cancel()
        if reply is None:
            raise ChildError(f"takes longer than {seconds:.0f} s") if late.is_set() else self._failure(None)
        return reply

    def close(self) -> None:
        """End it, and leave nothing of it behind."""
        self._kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_LONGEST_END_S)
        self.forget()

    def forget(self) -> None:
        """Close this process's ends of the line, as a fork does that shares them with the true parent."""
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                _there(stream).close()

    def _exchange(self, request: Message) -> Message | None:
        write_message(_there(self._process.stdin), request)
        return read_message(_there(self._process.stdout), self._limits.output_bytes + _OUTPUT_BESIDES)

    def _kill(self) -> None:
        with contextlib.suppress(OSError):
            if os.name == "nt":
                self._process.kill()
            elif self._process.poll() is None:
                os.killpg(self._process.pid, signal.SIGKILL)

    def _failure(self, error: Exception | None) -> ChildError:
        """Return why there is no answer, by the error that reading it met: None where the line was just closed."""
        if isinstance(error, TooLongError):
            return ChildError(f"gives more than {self._limits.output_bytes / 1e6:,.0f} MB of text")
        status = 0
        with contextlib.suppress(subprocess.TimeoutExpired):
            status = self._process.wait(_LONGEST_END_S)
        if status >= 0:
            return ChildDiedError("stopped its reader")
        megabytes = self._limits.memory_bytes / _MEGABYTE
        why = f"stopped its reader ({_signal(-status)}): it is damaged, or takes over {megabytes:,.0f} MB"
        return ChildDiedError(why)


def _environment() -> dict[str, str]:
    """Return a child's environment: nothing of this one's that could be told, and the same order of sets each time."""
    needed = {"SYSTEMROOT": os.environ["SYSTEMROOT"]} if "SYSTEMROOT" in os.environ else {}
    threads = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    return {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC", **threads, **needed}


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _there(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None  # noqa: S101 - both are pipes
    return stream
