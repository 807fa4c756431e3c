"""A cross-encoder in ONNX Runtime gives the logits that torch gives."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from real_sentences import real_sentences
from small_adapters import score_by_torch, write_adapter

from index.encoders.exported import ExportedPairs, read_pairs_export
from index.encoders.load import load_pair_scorer
from index.encoders.pair_scorer import OnnxPairScorer
from index.errors import ModelError
from index.models import find_model

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from small_adapters import SmallPairs
    from small_models import SmallModels

QUESTION = "what did the two leaders agree to share?"
LONG = "the two leaders agreed to share information "


@pytest.fixture(scope="module")
def scorer(small_pairs: SmallPairs, small_models: SmallModels) -> OnnxPairScorer:
    """Return a small pair scorer that has run once: on packed weights from now on."""
    exported = read_pairs_export(small_pairs.folder, small_models.cache)
    assert isinstance(exported, ExportedPairs)
    scorer = OnnxPairScorer(small_pairs.folder, exported)
    scorer.score(QUESTION, ["yes"])
    return scorer


def test_fifty_real_pairs_agree(scorer: OnnxPairScorer, small_pairs: SmallPairs) -> None:
    """With what the definition of an adapter gives in torch, most of them cut."""
    texts = real_sentences(50)
    found = scorer.score(QUESTION, texts)
    assert (found.shape, found.dtype) == ((50,), np.float32)
    np.testing.assert_allclose(
        found, score_by_torch(small_pairs.model, small_pairs.adapter, QUESTION, texts), atol=1e-3
    )
    assert found.std() > 0.1


@pytest.mark.slow
def test_fifty_real_pairs_agree_with_the_default_model(model_cache: Path, tmp_path: Path) -> None:
    """Through the front door: exported by a child, and run first on unpacked and then on packed weights."""
    model = find_model(None, model_cache)
    adapter = write_adapter(model, tmp_path / "pairs.safetensors", 192)
    scorer = load_pair_scorer(model, tmp_path / "cache", print, adapter)
    assert scorer is not None
    texts = real_sentences(50)
    expected = score_by_torch(model, adapter, QUESTION, texts)
    for _ in range(2):
        found = scorer.score(QUESTION, texts)
        assert np.corrcoef(found, expected)[0, 1] > 0.98
    assert expected.std() > 0.1


def test_a_question_and_a_text_are_cut_at_their_ends(scorer: OnnxPairScorer, small_pairs: SmallPairs) -> None:
    """The question after 64 tokens; the text has the rest, which is more where the question is short."""
    long_question = LONG * 10 + "?"
    for question in (QUESTION, long_question):
        texts = [LONG * 4 + "ferry", LONG * 30 + "ferry", LONG * 30]
        expected = score_by_torch(small_pairs.model, small_pairs.adapter, question, texts)
        np.testing.assert_allclose(scorer.score(question, texts), expected, atol=1e-3)
        assert expected[1] == pytest.approx(expected[2], abs=1e-4)
    same = scorer.score(LONG * 10 + "note", ["yes"]) - scorer.score(long_question, ["yes"])
    np.testing.assert_allclose(same, 0, atol=1e-4)


def test_no_texts_have_no_logits(scorer: OnnxPairScorer) -> None:
    """An empty array of the same kind."""
    found = scorer.score(QUESTION, [])
    assert (found.shape, found.dtype) == ((0,), np.float32)


def test_nothing_is_too_short(scorer: OnnxPairScorer, small_pairs: SmallPairs) -> None:
    """Neither a question nor a text."""
    expected = score_by_torch(small_pairs.model, small_pairs.adapter, "", ["", "yes"])
    np.testing.assert_allclose(scorer.score("", ["", "yes"]), expected, atol=1e-3)


@given(st.lists(st.text("theworlds note?", max_size=60), max_size=12), st.randoms(use_true_random=False))
def test_the_order_and_company_of_texts_change_nothing(
    scorer: OnnxPairScorer, texts: list[str], chance: random.Random
) -> None:
    """Each is run by itself, longest first, and its logit lands with its own text: the same to the last bit."""
    whole = scorer.score(QUESTION, texts)
    order = list(range(len(texts)))
    chance.shuffle(order)
    np.testing.assert_array_equal(scorer.score(QUESTION, [texts[place] for place in order]), whole[order])
    for place in order[:2]:
        np.testing.assert_array_equal(scorer.score(QUESTION, [texts[place]]), whole[[place]])


def test_threads_may_score_at_once(scorer: OnnxPairScorer) -> None:
    """Each gets its own texts' logits."""
    texts = real_sentences(40)
    expected = scorer.score(QUESTION, texts)
    found: dict[int, bool] = {}

    def work(number: int) -> None:
        part = slice(number * 10, number * 10 + 10)
        found[number] = np.array_equal(scorer.score(QUESTION, texts[part]), expected[part])

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == dict.fromkeys(range(4), True)


def test_what_is_not_there_cannot_be_opened(tmp_path: Path) -> None:
    """The error names the file."""
    with pytest.raises(ModelError, match=r"tokenizer\.json cannot be loaded"):
        OnnxPairScorer(tmp_path, ExportedPairs(96, 0))
