"""The cross-encoder that ships runs in 8 bits, and says what it says in 32."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest
from real_sentences import real_sentences
from small_adapters import score_by_torch

from index.encoders.adapter import ADAPTER, find_adapter
from index.encoders.cache import pairs_folder
from index.encoders.exported import GRAPH
from index.encoders.load import load_pair_scorer
from index.models import find_model

if TYPE_CHECKING:
    from pathlib import Path

    from small_adapters import SmallPairs

QUESTION = "What did the two leaders agree to share?"
ANSWER = "The two leaders agreed to share classified information under a new arrangement."


def products(folder: Path) -> Counter[str]:
    """Return how many nodes of each kind a stored graph has."""
    import onnx

    return Counter(node.op_type for node in onnx.load(str(folder / GRAPH), load_external_data=False).graph.node)


def test_the_shipped_one_is_in_8_bits_and_agrees_with_torch(model_cache: Path) -> None:
    """Its logits differ by little of what they differ by between texts, and the right text is as far ahead."""
    model = find_model(None, model_cache)
    scorer = load_pair_scorer(model, model_cache, print)
    adapter = find_adapter(ADAPTER, model, model_cache)
    assert scorer is not None
    assert adapter is not None
    counted = products(pairs_folder(model, adapter, model_cache))
    assert (counted["QAttention"], counted["DynamicQuantizeMatMul"], counted["MatMul"]) == (6, 13, 5)
    texts = [ANSWER, *real_sentences(30)]
    found, expected = scorer.score(QUESTION, texts), score_by_torch(model, ADAPTER, QUESTION, texts)
    assert np.abs(found - expected).mean() < expected.std() / 8
    assert np.corrcoef(found, expected)[0, 1] > 0.99
    assert np.argmax(found) == np.argmax(expected) == 0


def test_where_8_bits_are_too_few_32_are_kept(small_pairs: SmallPairs) -> None:
    """What is stored is then the graph as it was: fused, and exact."""
    counted = products(small_pairs.folder)
    assert counted["MatMul"]
    assert not counted["DynamicQuantizeMatMul"]


@pytest.mark.parametrize("text", [ANSWER, "", "x " * 500])
def test_a_logit_is_the_same_whatever_else_is_scored(model_cache: Path, text: str) -> None:
    """Rounding goes by one text alone, so neither company nor the number of cores has a say."""
    scorer = load_pair_scorer(find_model(None, model_cache), model_cache, print)
    assert scorer is not None
    alone = scorer.score(QUESTION, [text])
    assert scorer.score(QUESTION, [*real_sentences(5), text])[-1] == alone[0]
