"""Models that many tests share, so that the default one is exported once a run."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from crash.tally import lines, rows_in
from hypothesis import settings
from small_models import SmallModels

from index.encoders.load import load_encoder
from index.models import find_model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.encoders.base import Encoder

# How long an example takes says nothing of the code on a busy machine.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def model_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a cache folder for exported models: `BRIEFBOT_TEST_CACHE` where it is set, else one for this run.

    Workers that run tests side by side share it.
    """
    chosen = os.environ.get("BRIEFBOT_TEST_CACHE")
    if chosen:
        return Path(chosen).absolute()
    base = tmp_path_factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "cache"


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """Return an empty folder whose path is short, as that of a socket in it must be."""
    folder = Path(tempfile.mkdtemp(prefix="briefbot-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def encoder(model_cache: Path) -> Encoder:
    """Return the encoder of the default model, exported into `model_cache` where it is not there yet."""
    return load_encoder(find_model(None, model_cache), model_cache, print)


@pytest.fixture(scope="session")
def small_models(tmp_path_factory: pytest.TempPathFactory) -> SmallModels:
    """Return models of a few kilobytes, of every kind that encoders tell apart."""
    return SmallModels(tmp_path_factory.mktemp("models"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table of kills, where tests made some."""
    reports = (report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, ()))
    rows = [row for report in reports for row in rows_in(report.user_properties)]
    if rows:
        terminalreporter.section("kills")
        for line in lines(rows):
            terminalreporter.write_line(line)
