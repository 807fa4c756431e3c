"""A small corpus, made once, and copied for whoever changes it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from benchmarks.corpus import Corpus, export
from benchmarks.generate import Corpus as Generated
from benchmarks.generate import write


@pytest.fixture(scope="session")
def made_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a corpus of 120 sentences in three notes, to be copied."""
    folder = tmp_path_factory.mktemp("corpus") / "made"
    write(Generated(120), folder)
    export(Corpus(folder))
    return folder


@pytest.fixture
def corpus(made_corpus: Path, tmp_path: Path) -> Corpus:
    """Return a corpus of one's own."""
    return Corpus(Path(shutil.copytree(made_corpus, tmp_path / "corpus")))


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch, model_cache: Path, tmp_path: Path) -> None:
    """Let what is started find the exported model, and nothing of the person who runs this."""
    monkeypatch.setenv("BRIEFBOT_CACHE", str(model_cache))
    monkeypatch.setenv("BRIEFBOT_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
