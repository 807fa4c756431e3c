"""A real `milvus-lite server` on this machine, for tests, or the server that MILVUS_URI names."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

URI = os.environ.get("MILVUS_URI", "")
"""Such as http://127.0.0.1:19530: another server than milvus-lite, which the tests leave as they found it."""
_PATIENCE_S = 60.0


def needs_milvus() -> None:
    """Skip the test where there is neither a server nor what one is made of, and say so."""
    pytest.importorskip("pymilvus", reason="needs pymilvus: pip install -e '.[milvus]'")
    if not URI:
        pytest.importorskip("milvus_lite", reason="needs milvus-lite (pip install milvus-lite), or MILVUS_URI")


@dataclass
class LiteServer:
    """A milvus-lite server that can be killed, frozen and started again on its data.

    Attributes:
        folder: its data.
        port: where it listens, on 127.0.0.1 alone.
        most_bytes: how large its files may get, as on a disk without more room; None for no limit.
    """

    folder: Path
    port: int = 0
    most_bytes: int | None = None
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Start it, and wait until it takes connections."""
        self.port = self.port or _free_port()
        code = "import sys; from milvus_lite.cmdline import main; sys.exit(main())"
        if self.most_bytes is not None:
            most = (self.most_bytes, self.most_bytes)
            code = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, {most}); {code}"
        arguments = ["server", "--data-dir", str(self.folder), "--host", "127.0.0.1", "--port", str(self.port)]
        with Path(f"{self.folder}.log").open("ab") as log:
            self._process = subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=log, stderr=log)
        until = time.monotonic() + _PATIENCE_S
        while time.monotonic() < until:
            if self._process.poll() is not None:
                break
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1.0):
                return
            time.sleep(0.1)
        raise RuntimeError(Path(f"{self.folder}.log").read_text())

    def kill(self) -> None:
        """End it at once, as a machine that loses its power does."""
        if self._process is not None:
            self._process.send_signal(signal.SIGCONT)
            self._process.kill()
            self._process.wait()
            self._process = None

    def freeze(self) -> None:
        """Stop it where it is: connections stay, and nothing is answered."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)
        os.waitpid(self._process.pid, os.WUNTRACED)  # until it has stopped: it may answer before that

    def thaw(self) -> None:
        """Let it go on."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def address(self, collection: str) -> str:
        """Return the address of an index on it."""
        return f"milvus://127.0.0.1:{self.port}/{collection}"


@contextmanager
def lite_server(folder: Path) -> Iterator[LiteServer]:
    """Give a server of these tests' own."""
    server = LiteServer(folder)
    server.start()
    try:
        yield server
    finally:
        server.kill()


@contextmanager
def addresses(folder: Path) -> Iterator[str]:
    """Give the address of a server, up to its last slash: that of MILVUS_URI, or one of these tests' own."""
    if URI:
        yield f"milvus://{URI.partition('://')[2].rstrip('/')}/"
        return
    with lite_server(folder) as server:
        yield server.address("")


def new_name() -> str:
    """Return the name of an index that nobody has."""
    return f"test_{uuid.uuid4().hex[:12]}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
