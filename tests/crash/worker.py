"""A process that has everything imported and forks one child for each run that may be killed. Started by `faults.py`.

Each line of its input is a run as JSON, each line of its output what came of it.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crash.scene import BATCH, FIRST, QUESTIONS, SECOND, SmallBriefings, put_notes

from index.readers import read
from index.segment import segment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.reports import SyncReport

_IMPORTED = (
    "faiss", "filelock", "numpy", "tantivy", "watchfiles", "index.answer", "index.aside", "index.catalog",
    "index.derive", "index.grow", "index.group", "index.publish", "index.renewal", "index.stores.layout", "index.sync",
    "index.watching.follow",
)  # fmt: skip


def _follow(briefings: SmallBriefings, ready: int) -> None:
    """Follow the notes until all of the second ones are indexed; tell when it has begun."""
    stop = threading.Event()

    def on_report(_: SyncReport) -> None:
        os.write(ready, b"!")
        there = {document.source for document in briefings.indexed.documents()}
        if there == set(SECOND) and not briefings.status().pending:
            stop.set()

    briefings.follow(on_report, stop=stop)


def _work(run: dict[str, Any], mark: Callable[[bytes], object], ready: int) -> None:
    log = Path(run["encoded"])

    def encoded(texts: Sequence[str]) -> None:
        batch = json.dumps(list(texts))
        mark(batch.encode())
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{batch}\n")

    with SmallBriefings(Path(run["scene"]), encoded) as briefings:
        if run["work"] == "ask":
            briefings.ask(QUESTIONS[0])
        elif run["work"] == "watch":
            _follow(briefings, ready)
        else:
            getattr(briefings, run["work"])()


def _child(run: dict[str, Any], to: int, ready: int) -> None:
    said: dict[str, Any] = {"error": None, "message": ""}
    library = None if run["library"] is None else ctypes.CDLL(run["library"])
    if library is not None:
        arguments = [run["scene"].encode(), run["action"], run["at"], run["errno"], run["log"].encode()]
        library.faults_arm(arguments[0], *map(ctypes.c_long, arguments[1:3]), arguments[3], arguments[4])
    begun = time.monotonic()
    try:
        _work(run, library.faults_mark if library is not None else bytes, ready)
    except Exception as error:  # noqa: BLE001 - the test judges it
        said = {"error": type(error).__name__, "message": str(error)}
    said["seconds"] = time.monotonic() - begun
    said["steps"] = 0 if library is None else library.faults_disarm()
    os.write(to, json.dumps(said).encode())
    os._exit(0)


def _run(run: dict[str, Any]) -> dict[str, Any]:
    follows, scene = run["work"] == "watch", Path(run["scene"])
    if follows:
        put_notes(scene, FIRST, 0)
    readable, writable = os.pipe()
    begun, ready = os.pipe()
    child = os.fork()
    if not child:
        _child(run, writable, ready)
    os.close(writable)
    os.close(ready)
    if follows:
        os.read(begun, 1)  # nothing, where it was killed before
        put_notes(scene, SECOND, 1)
    if run["after_s"] is not None:
        time.sleep(run["after_s"])
        os.kill(child, signal.SIGKILL)
    with os.fdopen(readable, "rb") as pipe:
        said = pipe.read()
    os.close(begun)
    _, status = os.waitpid(child, 0)
    if said:
        return {"killed": False, **json.loads(said)}
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return {"killed": True, "error": None, "message": "", "steps": 0, "seconds": 0.0}
    return {"killed": False, "error": f"status {status}", "message": "", "steps": 0, "seconds": 0.0}


def main() -> None:
    """Run what is asked for until the input ends."""
    for name in _IMPORTED:
        importlib.import_module(name)
    syncing = importlib.import_module("index.sync")
    syncing.ENCODED_TOGETHER, syncing.STAGED_TOGETHER = BATCH, 2
    for source, text in FIRST.items():
        segment(read(source, text.encode()))  # what that imports is here before the first run
    for line in sys.stdin:
        print(json.dumps(_run(json.loads(line))), flush=True)  # noqa: T201 - the answer of a program


if __name__ == "__main__":
    main()
