"""Which words a language has, as far as a model's vocabulary tells: of a BERT model, some 24,000 whole words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.encoders.cache import export_folder
from index.encoders.exported import TOKENIZER
from index.encoders.tokens import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from index.models import Model


def load_lexicon(model: Model, cache: Path) -> Callable[[str], bool] | None:
    """Return what tells whether a word is in a model's vocabulary; None where the model has no `tokenizer.json`.

    Args:
        model: which (see `index.models.find_model`).
        cache: briefbot's cache folder. The tokenizer of an encoder that is loaded is not loaded a second time.

    Raises:
        ModelError: the tokenizer is damaged.
    """
    for folder in (export_folder(model, cache), model.folder):
        if (folder / TOKENIZER).is_file():
            return Tokenizer(folder / TOKENIZER, 1).knows
    return None
