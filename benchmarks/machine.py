"""What a run is measured on: the machine in words, by kind, and the versions of what takes part."""

from __future__ import annotations

import datetime as dt
import os
import platform
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.installed import version_of
from index.cores import count_cores

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.contestants.base import Entry

_BESIDE = ("torch", "transformers", "onnxruntime", "faiss-cpu", "tantivy", "numpy")
_ROOT = Path(__file__).parents[1]


def describe_machine() -> dict[str, str]:
    """Return processor, cores, memory and system."""
    import psutil

    return {
        "processor": _processor(),
        "cores": str(count_cores()),
        "memory": f"{psutil.virtual_memory().total / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        "load before": f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "",
        "commit": _commit(),
    }


def describe_versions(entries: Iterable[Entry]) -> dict[str, str]:
    """Return the versions of the contestants' packages, and of what they stand on."""
    names = dict.fromkeys([*(name for entry in entries for name in entry.packages), *_BESIDE])
    return {name: version for name in names if (version := version_of(name))}


def now() -> str:
    """Return the time, UTC, in ISO 8601."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    flags = next((line.split() for line in lines if line.startswith("flags")), [])
    wide = [name for name in ("avx2", "avx512f", "avx512_bf16", "amx_bf16") if name in flags]
    return f"{names[0] if names else platform.machine()} ({', '.join(wide) or 'no AVX2'})"


def _commit() -> str:
    done = subprocess.run(  # noqa: S603 - nothing of it comes from outside
        ["git", "-C", str(_ROOT), "rev-parse", "--short", "HEAD"],  # noqa: S607 - git as it is installed
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip()
