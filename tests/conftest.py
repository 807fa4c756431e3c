"""Models that many tests share, so that the default one is exported once a run."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from small_models import SmallModels

from index.encoders import load_encoder
from index.models import find_model

if TYPE_CHECKING:
    from index.encoders.base import Encoder


@pytest.fixture(scope="session")
def model_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a cache folder for exported models: `BRIEFBOT_TEST_CACHE` where it is set, else one for this run."""
    chosen = os.environ.get("BRIEFBOT_TEST_CACHE")
    return Path(chosen).absolute() if chosen else tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def encoder(model_cache: Path) -> Encoder:
    """Return the encoder of the default model, exported into `model_cache` where it is not there yet."""
    return load_encoder(find_model(None, model_cache), model_cache, print)


@pytest.fixture(scope="session")
def small_models(tmp_path_factory: pytest.TempPathFactory) -> SmallModels:
    """Return models of a few kilobytes, of every kind that encoders tell apart."""
    return SmallModels(tmp_path_factory.mktemp("models"))
